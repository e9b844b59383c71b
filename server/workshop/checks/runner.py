"""Runs one check and gives its verdict, in limited time, whatever the learner's work does."""

from __future__ import annotations

import io
import threading
from contextlib import redirect_stderr, redirect_stdout
from contextvars import copy_context
from functools import partial

from mlflow.exceptions import MlflowException
from mlflow.utils.autologging_utils import disable_autologging
from requests.exceptions import RequestException

from workshop.checks.check_of import Check
from workshop.checks.evidence import Evidence
from workshop.errors import WorkshopError
from workshop.progress.outcome import Broken, Crashed, NotAttempted, Outcome, Wrong
from workshop.progress.plain_reader import probe
from workshop.progress.verdict import Kind, Verdict

KINDS: dict[type[Outcome], Kind] = {
    NotAttempted: Kind.NOT_ATTEMPTED,
    Wrong: Kind.WRONG,
    Crashed: Kind.CRASHED,
    Broken: Kind.BROKEN,
}


class CheckDefect(WorkshopError):
    """A check raised an error that isn't an Outcome: a fault of the course, not of the learner. There is no verdict."""


def judge(check: Check, title: str, evidence: Evidence) -> Verdict:
    """The verdict on one exercise. Raises CheckDefect when the check itself has a fault."""
    outcome = _run(check, evidence)
    verdict = partial(
        Verdict,
        exercise=evidence.exercise,
        title=title,
        looked_for=check.looks_for,
        seen=dict(evidence.seen),
        link=evidence.link,
    )
    what, mend = evidence.unfinished or ("", "")
    if isinstance(outcome, str):
        return verdict(Kind.PASSED, found=outcome, share=1.0, note=f"{what} {mend}".strip())
    if outcome is None:
        then = "If the kernel stays busy, restart it; then look at what the model does when it predicts."
        return verdict(Kind.TIMED_OUT, found=f"No result after {check.seconds} s.", try_next=then)
    # After an error the learner works on the run that the error left, so the verdict names that run first.
    found = f"{what} The last one that finished: {outcome.found}" if what else outcome.found
    return verdict(KINDS[type(outcome)], found=found, try_next=mend or outcome.try_next, share=outcome.share)


def _run(check: Check, evidence: Evidence) -> str | Outcome | None:
    """The check's sentence, the Outcome it raised, or None when its time ran out.

    The check runs in its own thread. So it can be given up after a time on every platform, and MLflow's active run,
    which belongs to a thread, stays the learner's. Autolog is off meanwhile: a check that fits a model leaves no run.
    """
    result: list[str | BaseException] = []

    def work() -> None:
        try:
            with disable_autologging():
                result.append(check.run(evidence))
        except BaseException as error:  # handed over to the thread that waits, which sorts it
            result.append(error)
        finally:
            evidence.close()

    thread = threading.Thread(target=copy_context().run, args=[work], name=f"check {evidence.exercise}", daemon=True)
    # A warning of the learner's model, printed in a graded cell, would cost all its points in nbgrader.
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        thread.start()
        thread.join(check.seconds)
    try:
        # A service that has stopped meanwhile may look like another error: a model "can't be downloaded", say.
        if not result or isinstance(result[0], (MlflowException, RequestException, Crashed)):
            probe(evidence.workspace)
    except Broken as broken:
        return broken
    if not result:
        return None
    if not isinstance(result[0], str | Outcome):
        raise CheckDefect(
            f"The check of {evidence.exercise} failed with {type(result[0]).__name__}: {result[0]}. This is a fault of "
            "the course, not of your work. Please tell your instructor, and go on."
        ) from result[0]
    return result[0]
