"""Changes of what an exercise left, one thing at a time: dropped, altered, or another's in its place."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from workshop.authoring import other_models, registry_changes
from workshop.authoring.altered import OTHER, altered
from workshop.authoring.scratch_state import NOT_THEIRS, State, Thing

MANY = 4  # runs; of more than that some stand for all
KINDS = (
    "run", "parameter", "metric", "tag", "artifact", "model", "answer", "file", "description", "version", "version tag",
    "alias",
)  # fmt: skip
RUN = "where run_uuid = :run"


@dataclass(frozen=True)
class Change:
    """`name` is the thing, a colon, and what becomes of it; the run that it belongs to stands behind, in brackets."""

    name: str
    make: Callable[[], None]


def changes(state: State, before: dict[Thing, Any], now: dict[Thing, Any], experiments: frozenset[str]) -> list[Change]:
    """What can be changed in what is new `now`. `experiments` are those of the course."""
    own = {thing: value for thing, value in now.items() if before.get(thing) != value}
    chosen, names = _chosen(state, own), _run_names(now)
    turn = {owner: nth for nth, owner in enumerate(["answer", "", *names])}
    made = []
    for thing in sorted(chosen, key=lambda thing: (turn[thing.owner], KINDS.index(thing.kind), thing.name)):
        ways = [*_WAYS[thing.kind](state, thing, own[thing])]
        older = _older(state, thing, before, experiments) if thing.kind == "run" else None
        if older:
            same = f"run: a newer one of its name with the content of {names[older]}"
            ways.append((same, _copying(state, older, thing.owner)))
        whose = f" ({names[thing.owner]})" if thing.owner in names else ""
        made += [Change(f"{what}{whose}", make) for what, make in ways]
    return made


def _run_names(now: dict[Thing, Any]) -> dict[str, str]:
    """What each run is called here, by its id: its name, with a number where it isn't the first of that name."""
    seen, names = Counter[str](), dict[str, str]()
    for thing in now:
        if thing.kind == "run":
            seen[thing.name] += 1
            names[thing.owner] = thing.name if seen[thing.name] == 1 else f"{thing.name}, {seen[thing.name]}"
    return names


def _chosen(state: State, own: dict[Thing, Any]) -> list[Thing]:
    """All things; of many new runs only those of the parents, of the first and the middle child, and of one that has a
    tag which no other has."""
    new = [thing.owner for thing in own if thing.kind == "run"]
    if len(new) <= MANY:
        return list(own)
    children = [run for run in new if _parent(state, run)]
    tags = Counter(thing.name for thing in own if thing.kind == "tag")
    tagged = {thing.owner for thing in own if thing.kind == "tag" and tags[thing.name] == 1}
    some = {*new} - {*children} | {children[0], children[len(children) // 2]} | tagged if children else {*new[:MANY]}
    return [thing for thing in own if thing.owner not in new or thing.owner in some]


def _parent(state: State, run: str) -> list[str]:
    return state.ask(f"select value from tags {RUN} and key = 'mlflow.parentRunId'", run=run)


Ways = Iterator[tuple[str, Callable[[], None]]]


def _of_run(state: State, thing: Thing, _value: object) -> Ways:
    def change(*statements: str, **values: object) -> Callable[[], None]:
        return lambda: state.change(*statements, run=thing.owner, **values)

    yield "run: failed", change(f"update runs set status = 'FAILED' {RUN}")
    yield "run: deleted", change(f"update runs set lifecycle_stage = 'deleted' {RUN}")
    named = (f"update runs set name = :name {RUN}", f"update tags set value = :name {RUN} and key = 'mlflow.runName'")
    yield "run: renamed", change(*named, name=OTHER)
    if _parent(state, thing.owner):
        link = f"{RUN} and key = 'mlflow.parentRunId'"
        yield "run: without its parent", change(f"delete from tags {link}")
        yield "run: another's child", change(f"update tags set value = :other {link}", other=uuid.uuid4().hex)


def _of_text(table: str) -> Callable[[State, Thing, str], Ways]:
    """The changes of a parameter or a tag, whose table has a row for it."""

    def found(state: State, thing: Thing, value: str) -> Ways:
        key = f"{RUN} and key = :key"
        where = {"run": thing.owner, "key": thing.name, "other": altered(value)}
        yield f"{thing.kind} {thing.name}: dropped", lambda: state.change(f"delete from {table} {key}", **where)
        yield (
            f"{thing.kind} {thing.name}: altered",
            lambda: state.change(f"update {table} set value = :other {key}", **where),
        )

    return found


def _of_metric(state: State, thing: Thing, value: str) -> Ways:
    points = json.loads(value)
    step, _, number = max(points)
    where, key = {"run": thing.owner, "key": thing.name}, f"{RUN} and key = :key"

    def drop() -> None:
        state.change(f"delete from metrics {key}", f"delete from latest_metrics {key}", **where)

    def nudge() -> None:
        values = {**where, "step": step, "other": altered(number)}
        newest = (
            f"update {table} set value = :other {key} and step = :step" for table in ("metrics", "latest_metrics")
        )
        state.change(*newest, **values)

    yield f"metric {thing.name}: dropped", drop
    yield f"metric {thing.name}: altered", nudge
    if len({point[0] for point in points}) > 1:
        yield (
            f"metric {thing.name}: only the last of its points left",
            lambda: state.change(f"delete from metrics {key} and step < :step", step=step, **where),
        )


def _of_file(state: State, thing: Thing, _value: object) -> Ways:
    if thing.kind == "file":
        file = state.workspace.space.work / thing.name
    else:
        (place,) = state.ask(f"select artifact_uri from runs {RUN}", run=thing.owner)
        file = state.place(place) / thing.name
    content, what = file.read_bytes(), f"{thing.kind} {thing.name}"
    yield f"{what}: dropped", file.unlink
    if content:
        yield f"{what}: truncated", partial(_write, file, content[: len(content) // 2])
    if file.suffix in (".png", ".jpg", ".jpeg"):
        yield f"{what}: blank", lambda: _blank(file)
    elif isinstance(fields := _json(content), dict):
        for how, other in _other_fields(fields):
            yield f"{what}: {how}", partial(_write, file, json.dumps(other).encode())
    else:
        yield f"{what}: other content", partial(_write, file, f"{OTHER}\n".encode())


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _blank(file: Path) -> None:
    from PIL import Image

    with Image.open(file) as image:
        size = image.size
    Image.new("RGB", size, "white").save(file)


def _of_model(state: State, thing: Thing, location: str) -> Ways:
    deleted = "update logged_models set lifecycle_stage = 'deleted' where model_id = :model"
    yield "model: dropped", lambda: state.change(deleted, model=thing.name)
    for how, make in other_models.ways(state.place(location)):
        yield f"model: {how}", make


def _of_answer(state: State, thing: Thing, text: str) -> Ways:
    kept = json.loads(text)
    value, key = kept["value"], f"answer/{thing.name}"
    which = "where key = :key and experiment_id in (select experiment_id from experiments where workspace = :workspace)"
    where = {"key": key, "workspace": state.workspace.name}

    def instead(other: object) -> Callable[[], None]:
        given = json.dumps(kept | {"value": other})
        return lambda: state.change(f"update experiment_tags set value = :given {which}", given=given, **where)

    yield "answer: dropped", lambda: state.change(f"delete from experiment_tags {which}", **where)
    yield "answer: of another type", instead([*value] if isinstance(value, str | dict) else str(value))
    others = _other_fields(value) if isinstance(value, dict) else [("altered", altered(value))]
    for how, other in others:
        yield f"answer: {how}", instead(other)


def _other_fields(fields: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A dictionary with one field dropped, or altered: in words, and what it is then."""
    for name, value in fields.items():
        yield f"field {name} dropped", {key: kept for key, kept in fields.items() if key != name}
        yield f"field {name} altered", fields | {name: altered(value)}


_WAYS: dict[str, Callable[[State, Thing, Any], Ways]] = {
    "run": _of_run, "parameter": _of_text("params"), "tag": _of_text("tags"), "metric": _of_metric, "model": _of_model,
    "artifact": _of_file, "file": _of_file, "answer": _of_answer, **registry_changes.WAYS,
}  # fmt: skip


def _older(state: State, run: Thing, before: dict[Thing, Any], experiments: frozenset[str]) -> str | None:
    """The newest run of before the exercise: of the same experiment, or of another one of the course."""
    experiment = (
        "select name from experiments where experiment_id = (select experiment_id from runs where run_uuid = :run)"
    )
    there = {thing.owner: state.ask(experiment, run=thing.owner)[0] for thing in before if thing.kind == "run"}
    (here,) = state.ask(experiment, run=run.owner)
    same = [run for run, name in there.items() if name == here]
    return next(reversed(same or [run for run, name in there.items() if name in experiments]), None)


def _copying(state: State, older: str, run: str) -> Callable[[], None]:
    """What makes a newer run beside `run`, of its name, whose content is that of the `older` one."""

    def make() -> None:
        new = uuid.uuid4().hex
        system = " or ".join(f"key like '{start}%'" for start in NOT_THEIRS)
        (newest,), (place,) = (
            state.ask("select max(start_time) + 1 from runs"),
            state.ask(f"select artifact_uri from runs {RUN}", run=older),
        )
        models = state.ask("select model_id from logged_models where source_run_id = :run", run=older)
        with state.opened() as database:
            _copy_rows(database, f"runs where run_uuid = '{run}'", run_uuid=new, start_time=newest, artifact_uri=place)
            for table in ("params", "metrics", "latest_metrics"):
                _copy_rows(database, f"{table} where run_uuid = '{older}'", run_uuid=new)
            _copy_rows(database, f"tags where run_uuid = '{older}' and not ({system})", run_uuid=new)
            _copy_rows(database, f"tags where run_uuid = '{run}' and ({system})", run_uuid=new)
            for model in models:
                twin = f"m-{uuid.uuid4().hex}"
                _copy_rows(database, f"logged_models where model_id = '{model}'", model_id=twin, source_run_id=new)
                link = {"input_uuid": uuid.uuid4().hex, "source_id": new, "destination_id": twin}
                _copy_rows(database, f"inputs where destination_id = '{model}'", **link)

    return make


def _copy_rows(database: sqlite3.Connection, rows: str, **other: object) -> None:
    """Insert the rows of a table once more ("params where ..."), with `other` values in some of the columns."""
    found = database.execute(f"select * from {rows}")
    columns = [column[0] for column in found.description]
    for row in found.fetchall():
        values = {**dict(zip(columns, row, strict=True)), **other}
        marks = ", ".join("?" * len(columns))
        database.execute(f"insert into {rows.partition(' ')[0]} values ({marks})", [values[name] for name in columns])
