"""A snapshot: what catching up left in a workspace, kept in a folder, and copied into other workspaces.

To execute the notebooks takes minutes, to copy what they left takes a moment. Each copy has ids of its own, so that any
number of learners on one tracking server can have one.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mlflow.entities import Experiment
from mlflow.store.model_registry.dbmodels.models import SqlRegisteredModel
from mlflow.store.tracking.dbmodels.models import SqlExperiment, SqlExperimentTag, SqlInput, SqlInputTag
from sqlalchemy import Connection, Engine, Table, false, insert, or_, select

from workshop.learner import leaves
from workshop.progress.plain_reader import IDENTITY
from workshop.services import Workspace
from workshop.services.space import PROXIED

ROWS, ARTIFACTS, LEFT = "rows.json", "artifacts", "left"
EXPERIMENTS, EXPERIMENT_TAGS = SqlExperiment.__tablename__, SqlExperimentTag.__tablename__
LINKS = (
    SqlInput.__tablename__,
    SqlInputTag.__tablename__,
)  # of runs to models and data sets: by ids, without a foreign key
NOT_OURS = ("workspaces", "jobs")
ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")  # of a run, of a logged model (behind "m-"), of a data set
Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by the name of the table
MOST = 1_000_000  # bytes of an artifact that is looked through for ids


def take(workspace: Workspace, engine: Engine, artifacts: Path, folder: Path, left: Iterable[str] = ()) -> None:
    """Write what the workspace holds into a new `folder`. `engine` leads to the tracking server's database, `artifacts`
    is the artifact store's folder, `left` names the files and folders in the learner's folder that belong to
    it. Nothing may be
    written to the workspace meanwhile."""
    aside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    with engine.connect() as connection:
        rows = _rows(connection, workspace.name or "default")
    for experiment in rows[EXPERIMENTS]:
        source = artifacts / experiment["artifact_location"].removeprefix(PROXIED)
        if source.exists():
            shutil.copytree(source, aside / ARTIFACTS / str(experiment["experiment_id"]))
    (aside / LEFT).mkdir()
    leaves.copy(left, workspace.space.work, aside / LEFT)
    (aside / ROWS).write_text(json.dumps(rows), encoding="utf-8")
    aside.rename(folder)


def put(folder: Path, workspace: Workspace, engine: Engine, artifacts: Path) -> None:
    """Copy what `take` wrote into a workspace that has no runs yet, with the files that it was given. `engine` and
    `artifacts` are as in `take`."""
    shutil.copytree(folder / LEFT, workspace.space.work, dirs_exist_ok=True)
    text = (folder / ROWS).read_text(encoding="utf-8")
    ids = {id: uuid.uuid4().hex for id in _ids(json.loads(text))}
    rows = json.loads(_renamed(text, ids))
    before = rows.pop(EXPERIMENTS)
    made = _experiments(workspace, before, rows.pop(EXPERIMENT_TAGS, []))
    places = {f"{old['artifact_location']}/": f"{made[old['experiment_id']].artifact_location}/" for old in before}
    for old, experiment in made.items():
        place = artifacts / experiment.artifact_location.removeprefix(PROXIED)
        _copy(folder / ARTIFACTS / str(old), place, ids | places)
    with engine.begin() as connection:
        for table in _tables():
            if own := [_placed(row, places, made, workspace.name or "default") for row in rows.get(table.name, ())]:
                connection.execute(insert(table), own)


def _ids(rows: Rows) -> set[str]:
    """What the rows' own ids are made of, 32 digits each: those of runs, logged models, data sets and links."""
    own = ("run_uuid", "model_id", "dataset_uuid", "input_uuid")
    return {id for table in rows.values() for row in table for name in own for id in ID.findall(str(row.get(name, "")))}


def _tables() -> list[Table]:
    """The tables that hold what a learner makes, each behind those that it refers to."""
    known = [table for table in SqlRegisteredModel.metadata.sorted_tables if table.name not in NOT_OURS]
    return sorted(known, key=lambda table: table.name in LINKS)


def _rows(connection: Connection, workspace: str) -> Rows:
    """The rows of a workspace by table: those that name it, and those that refer to such rows."""
    found: Rows = {}
    for table in _tables():
        if "workspace" in table.c:
            belongs = table.c.workspace == workspace
        elif table.name == LINKS[0]:
            ends = [row["run_uuid"] for row in found["runs"]]
            belongs = or_(table.c.source_id.in_(ends), table.c.destination_id.in_(ends))
        else:
            keys = [(key.parent, key.column) for key in table.foreign_keys if found.get(key.column.table.name)]
            belongs = or_(
                false(), *(own.in_([row[other.name] for row in found[other.table.name]]) for own, other in keys)
            )
        found[table.name] = [dict(row._mapping) for row in connection.execute(select(table).where(belongs))]
    return {name: rows for name, rows in found.items() if rows}


def _experiments(workspace: Workspace, rows: list[Row], tags: list[Row]) -> dict[int, Experiment]:
    """Makes the experiments with their tags; returns them by their old ids. The server says where their artifacts
    go."""
    client, made = workspace.client(), dict[int, Experiment]()
    with workspace.entered():
        for row in rows:
            known = client.get_experiment_by_name(row["name"])
            made[row["experiment_id"]] = known or client.get_experiment(client.create_experiment(row["name"]))
        for tag in tags:
            if tag["key"] != IDENTITY:
                client.set_experiment_tag(made[tag["experiment_id"]].experiment_id, tag["key"], tag["value"])
    return made


def _placed(row: Row, places: dict[str, str], made: dict[int, Experiment], workspace: str) -> Row:
    """A row for the workspace: its experiment, and the addresses of artifacts, are those that were made."""
    own: Row = {name: _renamed(value, places) if isinstance(value, str) else value for name, value in row.items()}
    if own.get("experiment_id") is not None:
        own["experiment_id"] = int(made[own["experiment_id"]].experiment_id)
    return own | ({"workspace": workspace} if "workspace" in own else {})


def _renamed(text: str, new: dict[str, str]) -> str:
    """The text with the keys of `new` replaced by their values."""
    return re.sub("|".join(map(re.escape, new)), lambda found: new[found[0]], text) if new else text


def _copy(source: Path, target: Path, new: dict[str, str]) -> None:
    """Copy a folder of artifacts; ids change in the names of folders, and in files that are text."""
    for file in source.rglob("*"):
        if file.is_file():
            place = target / _renamed(file.relative_to(source).as_posix(), new)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
            if file.stat().st_size <= MOST:
                with suppress(UnicodeDecodeError):
                    place.write_text(_renamed(file.read_text(encoding="utf-8"), new), encoding="utf-8", newline="")
