"""Changes of what an exercise left in the model registry: a description, a version, a version's tag, an alias."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workshop.authoring.altered import OTHER, altered
from workshop.authoring.scratch_state import State, Thing

Ways = Iterator[tuple[str, Callable[[], None]]]
VERSION = "where workspace = :workspace and name = :name and version = :version"
ALIAS = "where workspace = :workspace and name = :name and alias = :alias"


def _of_description(state: State, thing: Thing, _value: object) -> Ways:
    where = "where workspace = :workspace and name = :name"
    for how, text in (("dropped", ""), ("altered", OTHER)):
        statement = f"update registered_models set description = :text {where}"
        yield f"description of {thing.name}: {how}", _change(state, statement, name=thing.name, text=text)


def _of_version(state: State, thing: Thing, value: str) -> Ways:
    name, _, version = thing.name.rpartition("/")
    source, _, run = value.partition(" ")
    what, values = f"version {thing.name}", {"name": name, "version": version}
    tables = ("model_version_tags", "registered_model_aliases", "model_versions")
    yield f"{what}: deleted", _change(state, *(f"delete from {table} {VERSION}" for table in tables), **values)
    yield f"{what}: registered again", _change(state, *_AGAIN, **values)
    other = _another_model(state, source)
    if other:
        model, its_run = other
        set_to = f"update model_versions set source = :source, run_id = :run {VERSION}"
        new = {"source": f"models:/{model}", "run": its_run}
        yield f"{what}: of another run's model", _change(state, set_to, **values, **new)
        yield f"{what}: of another model, under the same run", _change(state, set_to, **values, **new | {"run": run})
        yield f"{what}: under another run", _change(state, set_to, **values, **new | {"source": source})


_COLUMNS = (
    "name, workspace, creation_time, last_updated_time, description, user_id, current_stage, source, run_id, status"
)
_AGAIN = (
    f"insert into model_versions (version, {_COLUMNS}) select"
    f" (select max(version) + 1 from model_versions where workspace = :workspace and name = :name), {_COLUMNS}"
    f" from model_versions {VERSION}",
)


def _another_model(state: State, source: str) -> tuple[str, str] | None:
    """The id of a logged model that isn't this one, and of its run; None where there is no other."""
    with state.opened() as database:
        rows = database.execute(
            "select model_id, source_run_id from logged_models join experiments using (experiment_id)"
            " where workspace = ? and logged_models.lifecycle_stage = 'active' order by logged_models.rowid",
            [state.workspace.name],
        ).fetchall()
    return next((row for row in rows if row[0] not in source), None)


def _of_tag(state: State, thing: Thing, value: str) -> Ways:
    name, version, key = thing.name.rsplit("/", 2)
    values, where = {"name": name, "version": version, "key": key}, f"{VERSION} and key = :key"
    yield f"version tag {thing.name}: dropped", _change(state, f"delete from model_version_tags {where}", **values)
    set_to = f"update model_version_tags set value = :other {where}"
    yield f"version tag {thing.name}: altered", _change(state, set_to, **values, other=altered(value))


def _of_alias(state: State, thing: Thing, value: int) -> Ways:
    name, _, alias = thing.name.rpartition("/")
    values = {"name": name, "alias": alias}
    yield f"alias {thing.name}: dropped", _change(state, f"delete from registered_model_aliases {ALIAS}", **values)
    renamed = f"update registered_model_aliases set alias = :other {ALIAS}"
    yield f"alias {thing.name}: in another case", _change(state, renamed, **values, other=alias.swapcase())
    query = "select version from model_versions where workspace = :workspace and name = :name and version != :version"
    others = state.ask(query, workspace=state.workspace.name, name=name, version=value)
    if others:
        moved = f"update registered_model_aliases set version = :version {ALIAS}"
        yield f"alias {thing.name}: on another version", _change(state, moved, **values, version=others[-1])


def _change(state: State, *statements: str, **values: object) -> Callable[[], None]:
    return lambda: state.change(*statements, workspace=state.workspace.name, **values)


WAYS: dict[str, Callable[[State, Thing, Any], Ways]] = {
    "description": _of_description,
    "version": _of_version,
    "version tag": _of_tag,
    "alias": _of_alias,
}
