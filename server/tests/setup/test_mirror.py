"""Does what a company told pip (mirror, proxy, certificate) hold for uv too, and what went wrong get its name?"""

import pytest

from workshop.setup.errors import SetupError, explain
from workshop.setup.mirror import pip_settings, uv_flags, uv_settings

MIRROR = "https://user:secret@mirror.example/simple"


def test_does_the_environment_beat_the_section_install_and_that_beat_global():
    listing = ":env:.index-url='from the environment'\nglobal.index-url='global'\ninstall.index-url='install'\n"
    assert pip_settings(listing) == {"index-url": "from the environment"}
    assert pip_settings("install.cert='b'\nglobal.cert='a'") == {"cert": "b"}


def test_are_other_sections_and_words_of_pip_left_aside():
    listing = "WARNING: something\nfreeze.timeout='10'\nglobal.cert='C:\\\\certs\\\\a=b.pem'\nglobal.timeout=15\n"
    assert pip_settings(listing) == {"cert": r"C:\certs\a=b.pem", "timeout": "15"}


@pytest.mark.parametrize(
    "pip, uv",
    [
        ({"index-url": MIRROR}, {"UV_DEFAULT_INDEX": MIRROR}),
        ({"extra-index-url": "\nhttps://a.example\nhttps://b.example"},
         {"UV_INDEX": "https://a.example https://b.example", "UV_INDEX_STRATEGY": "unsafe-best-match"}),
        ({"find-links": "https://a.example/wheels /no/such/folder"}, {"UV_FIND_LINKS": "https://a.example/wheels"}),
        ({"trusted-host": "a.example\nb.example:8443"}, {"UV_INSECURE_HOST": "a.example b.example:8443"}),
        ({"cert": "/certs/company.pem", "client-cert": "/certs/me.pem"},
         {"SSL_CERT_FILE": "/certs/company.pem", "SSL_CLIENT_CERT": "/certs/me.pem"}),
        ({"proxy": "http://proxy.example:3128"},
         {"HTTP_PROXY": "http://proxy.example:3128", "HTTPS_PROXY": "http://proxy.example:3128"}),
        ({"default-timeout": "180"}, {"UV_HTTP_TIMEOUT": "180"}),
        ({"keyring-provider": "subprocess"}, {"UV_KEYRING_PROVIDER": "subprocess"}),
        ({}, {}),
    ],
)  # fmt: skip
def test_is_each_setting_of_pip_put_in_uvs_words(pip, uv):
    assert uv_settings(pip, {}, "Linux") == uv


@pytest.mark.parametrize(
    "pip, already",
    [
        ({"index-url": MIRROR}, {"UV_INDEX_URL": "https://other.example"}),
        ({"index-url": MIRROR}, {"UV_DEFAULT_INDEX": "https://other.example"}),
        ({"cert": "/a.pem"}, {"SSL_CERT_FILE": "/b.pem"}),
        ({"proxy": "http://a"}, {"https_proxy": "http://b", "http_proxy": "http://b"}),
        ({"timeout": "15"}, {"UV_HTTP_TIMEOUT": "300"}),
    ],
)
def test_does_what_uv_was_told_already_stay(pip, already):
    assert uv_settings(pip, already, "Linux") == {}


def test_does_a_folder_of_wheels_that_is_there_count(tmp_path):
    assert uv_settings({"find-links": str(tmp_path)}, {}, "Linux") == {"UV_FIND_LINKS": str(tmp_path)}


def test_does_the_certificate_that_other_programs_use_hold_too():
    assert uv_settings({}, {"REQUESTS_CA_BUNDLE": "/a.pem"}, "Linux") == {"SSL_CERT_FILE": "/a.pem"}


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_does_a_certificate_in_the_systems_store_count_where_there_is_one(system):
    assert uv_settings({}, {}, system) == {"UV_SYSTEM_CERTS": "true"}
    assert "UV_SYSTEM_CERTS" not in uv_settings({"cert": "/a.pem"}, {}, system)


@pytest.mark.parametrize("value, flags", [("true", ["--no-index"]), ("1", ["--no-index"]), ("false", []), ("0", [])])
def test_does_a_class_without_an_index_stay_without(value, flags):
    assert uv_flags({"no-index": value}) == flags
    assert uv_flags({}) == []


@pytest.mark.parametrize(
    "words, cause",
    [
        ("WARNING: Retrying ... NewConnectionError('<...>: Failed to establish a new connection: [Errno -2] Name or"
         " service not known')\nERROR: No matching distribution found for uv==0.13.8", "no connection"),
        ("error: Failed to fetch: `https://mirror.example/jax/`\n  cause: dns error: failed to lookup",
         "no connection"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "no connection"),
        ("SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "certificate"),
        ("invalid peer certificate: UnknownIssuer", "certificate"),
        ("ERROR: HTTP error 403 while getting https://mirror.example", "refused to let you in"),
        ("error: failed to write: No space left on device (os error 28)", "the disk is full"),
        ("There is not enough space on the disk. (os error 112)", "the disk is full"),
        ("ERROR: No matching distribution found for uv==0.13.8", "does not have"),
        ("Because there is no version of jax==9, your requirements are unsatisfiable", "does not have"),
        ("something never seen", "words above"),
    ],
)  # fmt: skip
def test_is_the_cause_read_from_what_pip_or_uv_said(words, cause):
    assert cause in explain(words)[0]


def test_does_a_fault_say_cause_place_and_next_step():
    lines = str(SetupError("the disk is full", "/home/me", "free some space")).splitlines()
    assert lines == ["The disk is full.", "Where: /home/me", "Next: free some space"]
