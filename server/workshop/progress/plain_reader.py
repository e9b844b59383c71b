"""Reads a learner's progress, the tags of the experiment `_progress` (see store.py), over plain HTTP.

It doesn't use MLflow's client. That import would take seconds, and 0.2 GB as long as the process lives, which mostly
waits.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any

from workshop.paths import START, STOP
from workshop.progress.outcome import Broken
from workshop.services import Workspace
from workshop.services.service import answers

EXPERIMENT = "_progress"
IDENTITY = "identity"  # the key of the tag that says to which space the server belongs (see Space.identity)
CAUGHT = "caught/"  # the prefix of the keys that catching up writes: its passes give no points
ASK_SECONDS = 10
NO_SUCH_EXPERIMENT = "RESOURCE_DOES_NOT_EXIST"  # in MLflow's 404, and in no other program's
AGAIN = f"Stop the services with {STOP}, and start them with {START}; what you have logged is kept."


def refuse_none(workspace: Workspace) -> None:
    """Raise Broken where no tracking server runs for the workspace."""
    if not workspace.tracking_uri:
        raise Broken("The workshop's services are not running.", f"Start them with {START}.")


def read(workspace: Workspace) -> dict[str, str]:
    """The tags, by key ("pass/2.1.3"); none where nothing was kept yet. Raises Broken where the server fails."""
    refuse_none(workspace)
    tracking_uri = workspace.tracking_uri
    request = urllib.request.Request(
        f"{tracking_uri}/api/2.0/mlflow/experiments/get-by-name?experiment_name={EXPERIMENT}",
        headers=workspace.headers(),
    )
    try:
        with urllib.request.urlopen(request, timeout=ASK_SECONDS) as reply:
            tags = json.load(reply)["experiment"].get("tags", [])
        return {tag["key"]: tag["value"] for tag in tags}
    except urllib.error.HTTPError as error:
        if error.code == 404 and NO_SUCH_EXPERIMENT.encode() in error.read():
            return {}
        raise Broken(f"The server at {tracking_uri} is not a tracking server, or it fails: {error}.", AGAIN) from None
    except (ValueError, LookupError, TypeError):
        raise Broken(f"The server at {tracking_uri} is not a tracking server.", AGAIN) from None
    except (OSError, HTTPException):
        raise silent(tracking_uri) from None


def record(text: str) -> dict[str, Any]:
    """The dictionary in the text of a tag; {} where there is none in it: anyone can edit a tag."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def silent(tracking_uri: str) -> Broken:
    """What to raise where the tracking server doesn't answer."""
    return Broken(
        f"The tracking server at {tracking_uri} doesn't answer.",
        f"Start the services again with {START}; what you have logged is kept.",
    )


def probe(workspace: Workspace) -> None:
    """Raise Broken at once where the services don't answer; MLflow's client would retry for about four minutes."""
    address, headers = workspace.tracking_uri, workspace.headers()
    if not answers(f"{address}/health", headers):
        raise silent(address)
    if not answers(f"{address}/api/2.0/mlflow-artifacts/artifacts?path=", headers):
        raise Broken("The tracking server answers, but the artifact store behind it doesn't.", AGAIN)


def refuse_strangers(tags: dict[str, str], identity: str) -> None:
    """Raise Broken where the tags are those of another space."""
    if tags.get(IDENTITY, identity) != identity:
        raise Broken(
            "This tracking server is not yours: it carries another workshop's identity.",
            f"See with `workshop doctor` which services run, and start yours with {START}.",
        )
