"""The notes on a learner's progress, read over plain HTTP: the tags of the experiment `_progress` (see progress.py).

Without MLflow's client: its import takes seconds and a fifth of a gigabyte, for good, in a process that only waits.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from http.client import HTTPException

from workshop.paths import START, STOP
from workshop.progress.outcome import Broken
from workshop.services import Space
from workshop.services.service import answers

EXPERIMENT = "_progress"
CAUGHT = "caught/"  # before the keys of what catching up keeps: its passes give no points
ASK_SECONDS = 10
NO_SUCH_EXPERIMENT = "RESOURCE_DOES_NOT_EXIST"  # MLflow's own word, which a stranger's 404 lacks
AGAIN = f"Stop the services with {STOP}, and start them with {START}; what you have logged is kept."


def tracking_uri(space: Space) -> str:
    """The address of the tracking server that this process, or the pid file of the space, leads to.

    Raises Broken when there is none.
    """
    services = space.running().get("services", {})
    address = os.environ.get("MLFLOW_TRACKING_URI") or services.get("tracking", {}).get("address")
    if not address:
        raise Broken("The workshop's services don't run.", f"Start them with {START}.")
    return address


def read(tracking_uri: str) -> dict[str, str]:
    """The notes, by key ("pass/2.1.3"); none where nothing was kept yet. Raises Broken where the server fails."""
    workspace = os.environ.get("MLFLOW_WORKSPACE")
    request = urllib.request.Request(
        f"{tracking_uri}/api/2.0/mlflow/experiments/get-by-name?experiment_name={EXPERIMENT}",
        headers={"X-MLFLOW-WORKSPACE": workspace} if workspace else {},
    )
    try:
        with urllib.request.urlopen(request, timeout=ASK_SECONDS) as reply:
            tags = json.load(reply)["experiment"].get("tags", [])
        return {tag["key"]: tag["value"] for tag in tags}
    except urllib.error.HTTPError as error:
        if error.code == 404 and NO_SUCH_EXPERIMENT.encode() in error.read():
            return {}
        raise Broken(f"What answers at {tracking_uri} is no tracking server that is well: {error}.", AGAIN) from None
    except (ValueError, LookupError, TypeError):
        raise Broken(f"What answers at {tracking_uri} is not the tracking server.", AGAIN) from None
    except (OSError, HTTPException):
        raise silent(tracking_uri) from None


def silent(tracking_uri: str) -> Broken:
    """What to raise where the tracking server doesn't answer."""
    return Broken(
        f"The tracking server at {tracking_uri} doesn't answer.",
        f"Start the services again with {START}; what you have logged is kept.",
    )


def probe(tracking_uri: str) -> None:
    """Raise Broken at once where the services don't answer; MLflow's client would retry for about four minutes."""
    if not answers(f"{tracking_uri}/health"):
        raise silent(tracking_uri)
    if not answers(f"{tracking_uri}/api/2.0/mlflow-artifacts/artifacts?path="):
        raise Broken(
            "The tracking server answers, but the artifact store behind it doesn't.", AGAIN
        )


def refuse_strangers(notes: dict[str, str], identity: str) -> None:
    """Raise Broken where the notes are another space's (see Space.identity)."""
    if notes.get("identity", identity) != identity:
        raise Broken(
            "This tracking server is not yours: it carries another workshop's identity.",
            f"See with `workshop doctor` which services run, and start yours with {START}.",
        )
