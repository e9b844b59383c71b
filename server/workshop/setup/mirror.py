"""Translates pip's settings for uv, so that a company's mirror, proxy and certificate, set for pip, work for uv, too.

uv doesn't read pip's configuration. Standard library only: the module runs before anything is installed.
"""

import ast
import os
from typing import Dict, List, Mapping, Optional, Tuple

OF_SECTION = ("global", "install", ":env:")  # pip: what comes later here wins


def pip_settings(listing: str) -> Dict[str, str]:
    """Return {setting: value} from what `pip config list` prints: "install" beats "global", the environment both."""
    by_section: Dict[str, Dict[str, str]] = {section: {} for section in OF_SECTION}
    for line in listing.splitlines():
        name, equals, value = line.partition("=")
        section, _, setting = name.strip().rpartition(".")
        if equals and section in by_section:
            by_section[section][setting] = unquoted(value.strip())
    return {setting: value for section in OF_SECTION for setting, value in by_section[section].items()}


def unquoted(value: str) -> str:
    """Return the text of a Python string literal; of anything else, itself."""
    try:
        return str(ast.literal_eval(value))
    except (SyntaxError, ValueError):
        return value


def uv_settings(pip: Mapping[str, str], environment: Mapping[str, str], system: str) -> Dict[str, str]:
    """Return the environment variables that make uv work like pip here, without those that `environment` has already.

    `pip` is what `pip_settings` gives, `system` is `platform.system()`. Names: uv's reference of its environment.
    """
    cert = pip.get("cert") or environment.get("REQUESTS_CA_BUNDLE") or environment.get("CURL_CA_BUNDLE")
    extra = pip.get("extra-index-url", "").split()
    own_store = system in ("Windows", "Darwin")
    wished: List[Tuple[str, Optional[str], List[str]]] = [
        ("UV_DEFAULT_INDEX", pip.get("index-url"), ["UV_INDEX_URL"]),
        ("UV_INDEX", " ".join(extra), ["UV_EXTRA_INDEX_URL"]),
        # pip looks at all indexes and takes the best version; uv stops at the first index that knows the name.
        ("UV_INDEX_STRATEGY", "unsafe-best-match" if extra else "", []),
        ("UV_FIND_LINKS", ",".join(there(pip.get("find-links", "").split())), []),
        ("UV_INSECURE_HOST", " ".join(pip.get("trusted-host", "").split()), []),
        ("UV_KEYRING_PROVIDER", "subprocess" if pip.get("keyring-provider") == "subprocess" else "", []),
        ("UV_HTTP_TIMEOUT", pip.get("timeout") or pip.get("default-timeout"), []),
        ("SSL_CERT_FILE", cert, []),
        ("SSL_CLIENT_CERT", pip.get("client-cert"), []),
        ("HTTPS_PROXY", pip.get("proxy"), ["https_proxy", "ALL_PROXY", "all_proxy"]),
        ("HTTP_PROXY", pip.get("proxy"), ["http_proxy", "ALL_PROXY", "all_proxy"]),
        # On these systems a company's own certificate is in the system's store. pip reads it; uv must be told to.
        ("UV_SYSTEM_CERTS", "true" if own_store and not cert else "", ["UV_NATIVE_TLS", "SSL_CERT_FILE"]),
    ]
    return {
        name: value
        for name, value, same in wished
        if value and not any(environment.get(other) for other in [name, *same])
    }


def uv_flags(pip: Mapping[str, str]) -> List[str]:
    """Return the options for uv's command line that follow from `pip` (see `pip_settings`): `--no-index`, or none."""
    return ["--no-index"] if pip.get("no-index", "").lower() in ("1", "true", "yes", "on") else []


def there(places: List[str]) -> List[str]:
    """Return `places` without the folders that don't exist: pip passes over them with a warning, uv stops."""
    return [place for place in places if "://" in place or os.path.exists(place)]
