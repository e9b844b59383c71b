"""Does the real series come whole, or not at all and with the cause, whatever network, server and disk do?"""

import socket
from hashlib import sha256

import pytest
from opsd_upstream import EXPECTED, TIME_SERIES_TEXT, WEATHER_TEXT, serving

from workshop.energy import series
from workshop.energy.download import CHUNK, download
from workshop.energy.errors import DataError
from workshop.energy.opsd import TIME_SERIES, WEATHER, fetch

NAMES = "time_series_60min_singleindex.csv", "weather_data.csv"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def upstream():
    with serving() as up:
        yield up


@pytest.fixture
def destination(tmp_path):
    return tmp_path / "real.csv"


@pytest.fixture
def kept(tmp_path):
    """The folder that keeps what was downloaded."""
    return tmp_path / "open_power_system_data"


@pytest.fixture
def on_disk(tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name, text in zip(NAMES, (TIME_SERIES_TEXT, WEATHER_TEXT), strict=True):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def refused(cause, *arguments, **options):
    """Fetch, expect it to be refused for ``cause``, and see that nothing stands at the destination."""
    with pytest.raises(DataError, match=cause) as error:
        fetch(*arguments, **options)
    assert not arguments[0].exists()
    return str(error.value)


def read(path):
    return path.read_text(encoding="utf-8")


def test_does_the_real_layout_become_the_courses_table(upstream, destination, kept):
    fetch(destination, server=upstream.url)
    assert read(destination) == EXPECTED
    assert sorted(path.name for path in kept.iterdir()) == ["checksums.txt", *NAMES]
    assert sorted(path.name for path in destination.parent.iterdir()) == [kept.name, destination.name]


def test_can_the_course_read_it_as_its_whole_series(upstream, destination):
    fetch(destination, server=upstream.url)
    assert len(series.whole(destination)) == EXPECTED.count("\n") - 1


def test_can_files_on_disk_be_read_instead(on_disk, destination):
    before = sorted(on_disk.iterdir())
    fetch(destination, on_disk)
    assert read(destination) == EXPECTED
    assert sorted(on_disk.iterdir()) == before, "the folder is the reader's own"


def test_is_nothing_downloaded_twice(upstream, destination):
    fetch(destination, server=upstream.url)
    seen = len(upstream.seen)
    fetch(destination, server=upstream.url)
    assert seen == len(upstream.seen) == 2


def test_is_progress_told_up_to_the_whole(upstream, tmp_path):
    told = []
    download(f"{upstream.url}/{TIME_SERIES}", tmp_path / "file", lambda done, total: told.append((done, total)))
    assert told[-1] == (len(TIME_SERIES_TEXT), len(TIME_SERIES_TEXT))


def test_does_no_network_say_so(destination):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        message = refused("can't be reached", destination, server=f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert "this machine is online" in message and "Run the same command again" in message


def test_does_a_truncated_download_say_so_and_go_on_the_next_time(upstream, destination, kept):
    upstream.cut_after = 3 * CHUNK + 700
    message = refused("was cut off", destination, server=upstream.url)
    assert "it goes on from where it stopped" in message
    assert (kept / f"{NAMES[0]}.part").stat().st_size == 3 * CHUNK
    assert not (kept / NAMES[0]).exists()
    upstream.cut_after = None
    fetch(destination, server=upstream.url)
    assert upstream.seen[1] == (f"/{TIME_SERIES}", f"bytes={3 * CHUNK}-") and upstream.answered == [200, 206, 200]
    assert read(destination) == EXPECTED and read(kept / NAMES[0]) == TIME_SERIES_TEXT
    assert sorted(path.name for path in kept.iterdir()) == ["checksums.txt", *NAMES]


def test_does_a_file_that_changed_meanwhile_come_anew(upstream, destination, kept):
    upstream.cut_after = 3 * CHUNK + 700
    refused("was cut off", destination, server=upstream.url)
    upstream.cut_after, upstream.etag = None, '"two"'
    changed = TIME_SERIES_TEXT.replace("5000.0", "5001.0").replace("9000.0", "9001.0")  # before the cut, and after
    upstream.files[f"/{TIME_SERIES}"] = changed.encode()
    fetch(destination, server=upstream.url)
    assert read(kept / NAMES[0]) == changed and read(destination) == EXPECTED.replace("9.000,5.31", "9.001,5.31")


@pytest.mark.parametrize(
    ("kind", "asked"),
    [({"ranges": False}, f"bytes={3 * CHUNK}-"), ({"etag": None}, None), ({"etag": 'W/"weak"'}, None)],
    ids=["no ranges", "no version", "weak version"],
)
def test_does_a_server_that_cannot_resume_send_all_again(kind, asked, upstream, destination, kept):
    vars(upstream).update(kind)
    upstream.cut_after = 3 * CHUNK + 700
    refused("was cut off", destination, server=upstream.url)
    upstream.cut_after = None
    fetch(destination, server=upstream.url)
    assert upstream.seen[1][1] == asked and upstream.answered[1] == 200
    assert read(kept / NAMES[0]) == TIME_SERIES_TEXT and read(destination) == EXPECTED


def test_is_a_date_enough_to_resume_by(upstream, destination):
    upstream.etag, upstream.modified = None, "Wed, 05 Jun 2019 10:00:00 GMT"
    upstream.cut_after = 3 * CHUNK + 700
    refused("was cut off", destination, server=upstream.url)
    upstream.cut_after = None
    fetch(destination, server=upstream.url)
    assert upstream.seen[1][1] == f"bytes={3 * CHUNK}-" and read(destination) == EXPECTED


def test_is_a_part_that_is_complete_put_in_place(upstream, destination, kept):
    """As after a kill between the last byte and the renaming."""
    kept.mkdir()
    (kept / f"{NAMES[0]}.part").write_text(TIME_SERIES_TEXT, encoding="utf-8", newline="\n")
    (kept / f"{NAMES[0]}.part.tag").write_text(upstream.etag, encoding="utf-8")
    fetch(destination, server=upstream.url)
    assert upstream.seen[0][1] == f"bytes={len(TIME_SERIES_TEXT)}-" and read(destination) == EXPECTED


def test_does_a_part_that_is_too_long_not_stand_in_the_way_for_good(upstream, destination, kept):
    kept.mkdir()
    (kept / f"{NAMES[0]}.part").write_text(TIME_SERIES_TEXT + "more", encoding="utf-8", newline="\n")
    (kept / f"{NAMES[0]}.part.tag").write_text(upstream.etag, encoding="utf-8")
    refused("the server says 416", destination, server=upstream.url)
    fetch(destination, server=upstream.url)
    assert read(destination) == EXPECTED


def test_is_a_wrong_checksum_refused_and_the_file_not_kept(upstream, destination, kept):
    kept.mkdir()
    (kept / "checksums.txt").write_text(f"{NAMES[0]},{'0' * 64}\n", encoding="utf-8")
    message = refused("has the SHA-256", destination, server=upstream.url)
    assert "checksums.txt" in message and "run the command again" in message
    assert [path.name for path in kept.glob(f"{NAMES[0]}*") if path.suffix != ".tag"] == []
    digest = sha256(TIME_SERIES_TEXT.encode()).hexdigest()
    (kept / "checksums.txt").write_text(f"{NAMES[0]},{digest}\n", encoding="utf-8")
    fetch(destination, server=upstream.url)
    assert read(destination) == EXPECTED


def test_is_the_checksum_recorded_and_a_file_that_changed_on_disk_noticed(upstream, destination, kept):
    fetch(destination, server=upstream.url)
    digests = [sha256(text.encode()).hexdigest() for text in (TIME_SERIES_TEXT, WEATHER_TEXT)]
    assert read(kept / "checksums.txt") == "".join(
        f"{name},{digest}\n" for name, digest in zip(NAMES, digests, strict=True)
    )
    destination.unlink()
    (kept / NAMES[1]).write_text(WEATHER_TEXT.replace("5.3149", "6.3149"), encoding="utf-8", newline="\n")
    refused("has the SHA-256", destination, server=upstream.url)
    refused("has the SHA-256", destination, kept)


@pytest.mark.parametrize(
    ("remote", "column"), [(TIME_SERIES, "DE_wind_generation_actual"), (WEATHER, "DE_windspeed_10m")]
)
def test_is_a_missing_column_named(remote, column, upstream, destination):
    upstream.files[f"/{remote}"] = upstream.files[f"/{remote}"].replace(column.encode(), b"something_else")
    refused(f"no column {column}", destination, server=upstream.url)


def test_is_a_page_in_place_of_a_csv_refused_and_forgotten(upstream, destination, kept):
    content = upstream.files[f"/{TIME_SERIES}"]
    upstream.files[f"/{TIME_SERIES}"] = b"<!DOCTYPE html><html><body>Log in</body></html>"
    message = refused("is a web page, not a CSV", destination, server=upstream.url)
    assert f"{upstream.url}/{TIME_SERIES}" in message
    assert not (kept / NAMES[0]).exists() and not (kept / "checksums.txt").exists()
    upstream.files[f"/{TIME_SERIES}"] = content
    fetch(destination, server=upstream.url)
    assert read(destination) == EXPECTED


def test_is_a_page_saved_on_disk_refused(on_disk, destination):
    (on_disk / NAMES[1]).write_text("<html>\n<body>gone</body></html>", encoding="utf-8")
    refused("is a web page, not a CSV", destination, on_disk)


def test_is_a_file_that_upstream_lacks_named(upstream, destination):
    del upstream.files[f"/{WEATHER}"]
    assert f"{upstream.url}/{WEATHER}" in refused("the server says 404", destination, server=upstream.url)


def test_is_a_file_that_the_folder_lacks_named(on_disk, destination):
    (on_disk / NAMES[0]).unlink()
    assert NAMES[0] in refused("can't be read", destination, on_disk)


def test_is_a_series_that_ends_early_refused(upstream, destination):
    upstream.files[f"/{WEATHER}"] = WEATHER_TEXT.replace("2016-12-31", "1996-12-31").encode()
    refused("no hours of 2016", destination, server=upstream.url)


def test_does_a_disk_that_refuses_say_so(upstream, destination, kept):
    kept.write_text("a file where the folder would be", encoding="utf-8")
    message = refused("can't be written", destination, server=upstream.url)
    assert "choose another place" in message and upstream.seen == []


def test_does_a_disk_that_is_full_leave_what_came_for_the_next_time(upstream, destination, kept, monkeypatch):
    from workshop.energy import download as module

    real, chunk = module.requests.Response.iter_content, 300

    def full(self, _):
        yield next(real(self, chunk))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.requests.Response, "iter_content", full)
    refused("No space left on device", destination, server=upstream.url)
    monkeypatch.undo()
    fetch(destination, server=upstream.url)
    assert upstream.seen[1][1] == f"bytes={chunk}-" and read(destination) == EXPECTED


def test_is_an_older_result_left_alone_by_a_fetch_that_fails(upstream, destination):
    destination.write_text("older", encoding="utf-8")
    upstream.cut_after = 100
    with pytest.raises(DataError):
        fetch(destination, server=upstream.url)
    assert read(destination) == "older"
