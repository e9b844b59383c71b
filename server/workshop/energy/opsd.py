"""The real series: downloads Open Power System Data's time series and weather data, and makes the course's table.

Open Power System Data, data package Time series, version 2019-06-05, https://doi.org/10.25832/time_series/2019-06-05,
and data package Weather data, version 2019-04-09, https://doi.org/10.25832/weather_data/2019-04-09.
"""

from functools import partial
from pathlib import Path

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from workshop.energy import series, table
from workshop.energy.download import download, verify
from workshop.energy.raw import processed

SERVER = "https://data.open-power-system-data.org"
TIME_SERIES = "time_series/2019-06-05/time_series_60min_singleindex.csv"
WEATHER = "weather_data/2019-04-09/weather_data.csv"


def fetch(destination: Path, source: Path | None = None, server: str = SERVER) -> None:
    """Write the real series, 2013 to 2016, in the course's columns to ``destination``, for ``WORKSHOP_DATA`` to name.

    The two files (some hundred MB) are downloaded into a folder ``open_power_system_data`` beside ``destination`` and
    kept there. A file that is there isn't downloaded again, and a download that was cut off goes on. ``source`` is a
    folder that has the files already: ``time_series_60min_singleindex.csv`` and ``weather_data.csv``.

    Upstream's checksums of these two versions could not be found. So each file's SHA-256 is recorded in the folder's
    ``checksums.txt`` (upstream's format) at the first download, and compared whenever the file is read or downloaded.
    Raises DataError, and leaves no incomplete file at ``destination``.
    """
    destination = Path(destination)
    folder = Path(source) if source else destination.parent / "open_power_system_data"
    paths = [folder / remote.rpartition("/")[2] for remote in (TIME_SERIES, WEATHER)]
    if source is None:
        _download(paths, server)
    else:
        for path in filter(Path.exists, paths):
            verify(path, path)
    frame = table.cut(processed(*paths), "2013-01-01", "2017-01-01")
    series.require_years(frame, folder)
    table.write_csv(frame, destination)


def _download(paths: list[Path], server: str) -> None:
    """Download the files that aren't there yet, with a progress bar for each."""
    name, speed, left = TextColumn("{task.description}"), TransferSpeedColumn(), TimeRemainingColumn()
    with Progress(name, BarColumn(), DownloadColumn(), speed, left) as bars:
        for path, remote in zip(paths, (TIME_SERIES, WEATHER), strict=True):
            if path.exists():
                verify(path, path)
                continue
            bar = bars.add_task(path.name, total=None)
            download(f"{server}/{remote}", path, partial(_tell, bars, bar))


def _tell(bars: Progress, bar: TaskID, done: int, total: int | None) -> None:
    bars.update(bar, completed=done, total=total)
