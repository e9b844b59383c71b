"""The state of a scratch workspace: what its database, artifacts and folder hold. It can be kept aside and put back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from workshop.course.files import LITTER
from workshop.progress.plain_reader import EXPERIMENT
from workshop.services import Workspace
from workshop.services.space import PROXIED

NOT_THEIRS = ("mlflow.", "workshop.")  # tags that MLflow and the workshop set by themselves begin so
_NO_WORK = {".git", *LITTER}
_RUNS = (
    "(select runs.* from runs join experiments using (experiment_id)"
    " where experiments.workspace = :workspace and runs.lifecycle_stage = 'active')"
)
_THINGS = {
    "run": f"select run_uuid, name, artifact_uri from {_RUNS} order by start_time, rowid",
    "parameter": f"select run_uuid, key, value from params join {_RUNS} using (run_uuid)",
    "tag": f"select run_uuid, key, value from tags join {_RUNS} using (run_uuid)",
    "metric": f"select run_uuid, key, json_group_array(json_array(step, metrics.timestamp, value)) from metrics"
    f" join {_RUNS} using (run_uuid) group by run_uuid, key",
    "model": f"select source_run_id, model_id, artifact_location from logged_models join {_RUNS}"
    " on run_uuid = source_run_id where logged_models.lifecycle_stage = 'active'",
    "answer": "select 'answer', substr(key, 8), value from experiment_tags join experiments using (experiment_id)"
    f" where workspace = :workspace and name = '{EXPERIMENT}' and key like 'answer/%'",
    "description": "select '', name, description from registered_models"
    " where workspace = :workspace and description != ''",
    "version": "select '', name || '/' || version, source || ' ' || run_id from model_versions"
    " where workspace = :workspace and current_stage != 'Deleted_Internal'",
    "version tag": "select '', name || '/' || version || '/' || key, value from model_version_tags"
    " where workspace = :workspace",
    "alias": "select '', name || '/' || alias, version from registered_model_aliases where workspace = :workspace",
}  # fmt: skip
# The tags in which a check's own verdict is kept.
_VERDICTS = (
    "(key like 'last/%' or key like 'pass/%')"
    f" and experiment_id in (select experiment_id from experiments where name = '{EXPERIMENT}')"
)


class Thing(NamedTuple):
    """One thing that work leaves. `kind` is that of `_THINGS`, artifact or file; `owner` the id of the run that has
    it. What is in the model registry has no owner, and is named by the registered model: "power/1/train" is a tag."""

    kind: str
    owner: str
    name: str


class State:
    """The state of a `workspace` that has its services to itself; `aside` is a folder for a copy of it."""

    def __init__(self, workspace: Workspace, aside: Path):
        self.workspace, self._aside = workspace, aside
        self.database = workspace.space.database
        self._folders = {"artifacts": workspace.space.artifacts, "work": workspace.space.work}

    def keep(self) -> None:
        """Keep a copy of the state as it is now; an earlier copy is given up."""
        self._aside.mkdir(parents=True, exist_ok=True)
        _copy_database(self.database, self._aside / "mlflow.db")
        for name, folder in self._folders.items():
            _mirror(folder, self._aside / name)

    def put_back(self) -> None:
        """Restore the copy, even while the services run."""
        _copy_database(self._aside / "mlflow.db", self.database)
        for name, folder in self._folders.items():
            _mirror(self._aside / name, folder)

    def content(self) -> dict[str, object]:
        """All that is there, by table and file: rows, size and time of change. Without a check's own verdict."""
        with self.opened() as database:
            tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
            without = {"experiment_tags": f" where not ({_VERDICTS})"}
            found: dict[str, object] = {
                f"table {name}": sorted(database.execute(f'select * from "{name}"{without.get(name, "")}'), key=repr)
                for name in tables
            }
        files = {
            f"{name}/{path}": stamp for name, folder in self._folders.items() for path, stamp in _files(folder).items()
        }
        return found | files

    def things(self) -> dict[Thing, object]:
        """What work has left in the workspace, runs in the order of their start, each thing with what tells a change of
        it."""
        with self.opened() as database:
            rows = [
                (Thing(kind, *row[:2]), row[2])
                for kind, query in _THINGS.items()
                for row in database.execute(query, {"workspace": self.workspace.name})
            ]
        found = {thing: value for thing, value in rows if thing.kind != "tag" or not thing.name.startswith(NOT_THEIRS)}
        for run, place in [(thing, value) for thing, value in found.items() if thing.kind == "run"]:
            found |= {Thing("artifact", run.owner, path): at for path, at in _files(self.place(place)).items() if at}
        work = _files(self.workspace.space.work)
        return found | {
            Thing("file", "", path): at for path, at in work.items() if at and not _NO_WORK & {*Path(path).parts}
        }

    def place(self, address: str) -> Path:
        """The folder in the artifact store that an address of MLflow's leads to."""
        return self.workspace.space.artifacts / address.removeprefix(PROXIED)

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The database, past the tracking server; what is changed inside the `with` is stored at its end."""
        with closing(sqlite3.connect(self.database, timeout=60)) as database, database:
            yield database

    def ask(self, query: str, **values: object) -> list[Any]:
        """The first column of what the database answers."""
        with self.opened() as database:
            return [row[0] for row in database.execute(query, values)]

    def change(self, *statements: str, **values: object) -> None:
        with self.opened() as database:
            for statement in statements:
                database.execute(statement, values)


def _copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database, also onto one that a server has open."""
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(target, timeout=60)) as after:
        after.execute("PRAGMA synchronous=OFF")  # both are gone in the end
        before.backup(after)


def _files(folder: Path) -> dict[str, tuple[int, int] | None]:
    """Everything below the folder by its path there: size and time of change of a file, None for a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        found[path.relative_to(folder).as_posix()] = None if path.is_dir() else (about.st_size, about.st_mtime_ns)
    return found


def _mirror(source: Path, target: Path) -> None:
    """Make the folder `target` what `source` is; a file that is as large and as old there isn't copied again."""
    wanted, there = _files(source), _files(target)
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(there, reverse=True):
        if path not in wanted or wanted[path] != there[path]:
            (target / path).unlink() if there[path] else (target / path).rmdir()
    for path, stamp in wanted.items():
        if stamp is None:
            (target / path).mkdir(exist_ok=True)
        elif there.get(path) != stamp:
            shutil.copy2(source / path, target / path)
