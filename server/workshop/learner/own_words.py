"""A learner's own words: tags and descriptions of runs, registered models and versions, which catching up leaves alone.

Aliases are not kept: they say which version is in use, and a later notebook needs the one that the story has by then.
No version is lost by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mlflow import MlflowClient
from mlflow.entities import Run

from workshop.progress import caught_up

MANY = 1000  # runs, or registered models, in one answer
MOST = 10_000  # versions in one answer
Said = dict[tuple[str, str], tuple[str, dict[str, str]]]


@contextmanager
def kept(client: MlflowClient) -> Iterator[None]:
    """Put the learner's words back, at the end of the `with`, where a solution deleted or changed them: a choice, say,
    or the description of a registered model."""
    tags, said = {run.info.run_id: run.data.tags for run in _own_runs(client)}, _in_registry(client)
    try:
        yield
    finally:
        for run in _own_runs(client):
            for name, value in tags.get(run.info.run_id, {}).items():
                if run.data.tags.get(name) != value:
                    client.set_tag(run.info.run_id, name, value)
        for key, now in _in_registry(client).items():
            if key in said and said[key] != now:
                _say_again(client, *key, *said[key])


def _own_runs(client: MlflowClient) -> Iterator[Run]:
    """All runs in all experiments that were not made by catching up."""
    everywhere = [experiment.experiment_id for experiment in client.search_experiments()]
    token = None
    while everywhere and token != "":
        page = client.search_runs(everywhere, f"tags.`{caught_up.TAG}` IS NULL", max_results=MANY, page_token=token)
        yield from page
        token = page.token or ""


def _in_registry(client: MlflowClient) -> Said:
    """Description and tags of each registered model, and of each version; the key is the name, and the number or ""."""
    models = client.search_registered_models(max_results=MANY)
    found = {(model.name, ""): (model.description or "", dict(model.tags)) for model in models}
    for version in client.search_model_versions(max_results=MOST):
        found[version.name, str(version.version)] = version.description or "", dict(version.tags)
    return found


def _say_again(client: MlflowClient, name: str, number: str, description: str, tags: dict[str, str]) -> None:
    """Set description and tags of a version or, without a number, of a registered model; where there were none,
    nothing is taken away."""
    if description and number:
        client.update_model_version(name, number, description)
    elif description:
        client.update_registered_model(name, description)
    for tag, value in tags.items():
        if number:
            client.set_model_version_tag(name, number, tag, value)
        else:
            client.set_registered_model_tag(name, tag, value)
