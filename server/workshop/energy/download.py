"""Downloads one file over HTTP: resumes where an earlier download was cut off, checks the file, then moves it in place.

The course has its own code for this because pooch checks but doesn't resume, and requests does neither.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import requests

from workshop.energy.errors import DataError
from workshop.energy.files import replacing
from workshop.energy.table import refuse_html

CHUNK = 1 << 16  # bytes; a download that is cut off loses as many at most
TIMEOUT = 60  # seconds without a byte, not for the whole file
RECORD = "checksums.txt"  # lines of name,sha256, as Open Power System Data publishes them
AGAIN = "Run the same command again: it goes on from where it stopped."

Progress = Callable[[int, int | None], None]


def download(url: str, path: Path, progress: Progress) -> None:
    """Download ``url`` to ``path``; tells ``progress`` how many bytes are there, and the total (None: not known).

    The bytes so far are in ``path`` + ".part". The next call goes on from there, if the ETag or date shows that the
    server's file is still the same. The file moves to ``path`` when it is complete and has the recorded SHA-256; if no
    SHA-256 is recorded, it is recorded now. Raises DataError for errors of network, server and disk.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        _receive(url, part, progress)
        try:
            refuse_html(part, f"Open {url} in a browser: is it an error, or a login?")
            verify(part, path)
        except DataError:
            part.unlink()  # or the next call would find it complete
            raise
        os.replace(part, path)
        _tag(part).unlink(missing_ok=True)
    except requests.RequestException as error:  # which is an OSError too, so it comes first
        raise DataError(_said(url, error)) from error
    except OSError as error:
        where, why = error.filename or path, error.strerror or error
        raise DataError(f"{where} can't be written: {why}. Make room or choose another place. {AGAIN}") from error
    _record(path)


def verify(file: Path, path: Path) -> None:
    """Compare ``file`` with the SHA-256 recorded for ``path`` in its folder's ``checksums.txt``, if there is one.

    Raises DataError where they differ.
    """
    known, found = _recorded(path.parent).get(path.name), _sha256(file)
    if known not in (None, found):
        raise DataError(
            f"{path.name} has the SHA-256 {found}, but {path.parent / RECORD} says {known}: it was broken on the way, "
            f"or it changed upstream. Delete {path} if it is there, and run the command again. If that doesn't help, "
            f"ask upstream, and delete the line in {RECORD}."
        )


def _receive(url: str, part: Path, progress: Progress) -> None:
    """Append the missing bytes of ``url`` to ``part``, or begin anew; raises the errors of requests."""
    tag = _tag(part)
    have = part.stat().st_size if part.exists() and tag.exists() else 0
    headers = {"Accept-Encoding": "identity"}  # or lengths would be those of a compressed stream
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": tag.read_text(encoding="utf-8")}
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        span = response.headers.get("Content-Range", "")
        if span == f"bytes */{have}":  # all had come, but was not put in its place
            return
        if response.status_code == 416:  # more has come than there is: begin anew the next time
            part.unlink()
        response.raise_for_status()
        if not span.startswith(f"bytes {have}-"):
            have = 0
            _begin(part, tag, response.headers)
        length = response.headers.get("Content-Length")
        total = have + int(length) if length else None
        with part.open("ab") as file:
            for chunk in response.iter_content(CHUNK):
                file.write(chunk)
                have += len(chunk)
                progress(have, total)


def _begin(part: Path, tag: Path, headers: Mapping[str, str]) -> None:
    """Empty ``part``, and only then write to ``tag`` which version of the file it will hold."""
    tag.unlink(missing_ok=True)
    part.write_bytes(b"")
    etag = headers.get("ETag", "W/")  # a weak one may not be asked for by If-Range
    version = headers.get("Last-Modified") if etag.startswith("W/") else etag
    if version:
        tag.write_text(version, encoding="utf-8")


def _said(url: str, error: requests.RequestException) -> str:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{url}: the server says {error.response.status_code} {error.response.reason}. Try again later."
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return f"{url} was cut off: {error}. {AGAIN}"
    cause = getattr(error.args[0], "reason", error) if error.args else error  # what urllib3's retries hide
    return f"{url} can't be reached: {cause}. See that this machine is online. {AGAIN}"


def _tag(part: Path) -> Path:
    return part.with_name(f"{part.name}.tag")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _recorded(folder: Path) -> dict[str, str]:
    record = folder / RECORD
    lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    return dict(line.split(",", 1) for line in lines if "," in line)


def _record(path: Path) -> None:
    known = _recorded(path.parent)
    known.setdefault(path.name, _sha256(path))
    with replacing(path.parent / RECORD) as beside:
        beside.write_text("".join(f"{name},{digest}\n" for name, digest in known.items()), encoding="utf-8")
