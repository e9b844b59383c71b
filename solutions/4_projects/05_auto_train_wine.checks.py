"""Notebook 4.5: a search by two workers on one study, its best model served, and what a pickle of that would import."""

from __future__ import annotations

import json
import pickle
import pickletools
from typing import Any

from workshop.checks import written
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import Evidence
from workshop.checks.expect import fields, near, number, shown
from workshop.progress.outcome import Outcome, Wrong

from . import auto_trained, tried, wines

# 4.5.1: what a search does to test data


@exercise("4.5.1", "a choice: a, b or c")
def the_distance(evidence: Evidence) -> str:
    return choice(
        evidence,
        "c",
        "each trial is one more chance to suit those few wines by luck, and the luckiest is kept",
        {
            "a": "A longer search finds better models. But what becomes of the luckiest score among so many?",
            "b": "No model was fitted on them. But one of a thousand was chosen by them: isn't that learning, too?",
        },
    )


# 4.5.2: two workers with one seed


@exercise("4.5.2", "a choice: a, b or c")
def one_seed(evidence: Evidence) -> str:
    return choice(
        evidence,
        "b",
        "what is drawn by lot comes from the seed alone, so each value comes twice",
        {
            "a": "The study is there to be read. But does the sampler read it for its first ten proposals?",
            "c": "A worker's own proposals differ from each other. What about those of the other worker?",
        },
    )


# 4.5.3: the search, as each worker does it


@exercise(
    "4.5.3",
    "search.py in 4_projects/wine: prepared, objective and work, tried with wines of the check's own",
    seconds=180,
    slow="tries search.py in a process of its own",
)
def search(evidence: Evidence) -> str:
    text = written.text(evidence, tried.FILE)
    tried.functions(text)
    evidence.refuse_what_was_caught_up(f"{tried.FILE}, as it stands there,")
    tried.judged(tried.facts(text, evidence.workspace.space.state))
    return "prepared once and without a leak, judged by all folds, and shared by workers that draw different lots"


# 4.5.4: trained by itself


@exercise(
    "4.5.4",
    "a finished run of auto_train: 30 trials or more by two workers, and the best model in full, all computed again",
)
def trained_by_itself(evidence: Evidence) -> str:
    run = auto_trained.run_of(evidence)
    mine = evidence.of(run)
    best = auto_trained.trials_of(evidence, run)
    model = auto_trained.model_of(mine, best)
    auto_trained.scored(run, model)
    auto_trained.explained(mine, best)
    return f"{run.data.params['n_iter']} trials on one run, none of which has seen a test wine, and the best in full"


# 4.5.5: served, and asked

REPLY = "predictions"


@exercise("4.5.5", "the server's reply to the first of the test wines, and its status for a wine without proline")
def served(evidence: Evidence) -> str:
    reply, status = fields(evidence.answer(), "reply", "status")
    _of_what(evidence, _predicted(reply))
    _refused(status)
    return "the server gave what the run's model predicts, and refused a wine that lacks a column"


def _predicted(reply: object) -> float:
    """The number in the server's reply. Raises Wrong where it isn't a reply with one prediction, as the server
    writes it."""
    try:
        content = json.loads(reply) if isinstance(reply, str) else None
    except (ValueError, RecursionError):
        content = None
    if isinstance(content, dict) and "error_code" in content:
        raise Wrong(
            f"The server refused the first question: {shown(content.get('message'), 200)}.",
            'The body is {"dataframe_split": ...} with the table that to_dict(orient="split") gives.',
        )
    if not isinstance(content, dict) or set(content) != {REPLY}:
        mend = "Hand in what the server sends for the first question, the whole text."
        if isinstance(reply, str) and ("Content-Type" in reply or "content type" in reply.lower()):
            mend = 'What is sent is JSON: ask(address, "application/json", body).'
        elif isinstance(reply, str) and ("Not Found" in reply or not reply.strip()):
            mend = "Predictions are at the path /invocations."
        raise Wrong(f"{shown(reply)} is no reply with a prediction.", mend)
    values = content[REPLY]
    if not isinstance(values, list) or len(values) != 1 or type(values[0]) not in (int, float):
        raise Wrong(f"The reply has {shown(values)} as predictions.", "Ask for one wine: first has one row.")
    return number(values[0], name="The prediction")


def _of_what(evidence: Evidence, value: float) -> None:
    """Raises Wrong unless the value is what auto_train's newest model predicts for the first of the test wines."""
    again = "Serve logged, the model of the newest run of auto_train, and ask it for first."
    try:
        model = auto_trained.opened(evidence.of(auto_trained.run_of(evidence)))
        asked, others = (
            auto_trained.predicted(model, table) for table in (wines.tables()[1].iloc[:1], wines.every()[0])
        )
    except Outcome as missing:
        raise Wrong(f"The reply can't be compared with the model. {missing.found}", "Do 4.5.4 first.") from None
    if near(value, float(asked[0]), auto_trained.SAME):
        return
    if any(near(value, float(each), auto_trained.SAME) for each in others):
        raise Wrong("The reply is the model's, to another wine.", "first is the first of the 60 test wines.", share=0.4)
    if _of_main(evidence, value):
        raise Wrong("The reply is that of the model that main has trained.", again, share=0.4)
    raise Wrong(f"The newest model of auto_train predicts something else for this wine than {value}.", again)


def _of_main(evidence: Evidence, value: float) -> bool:
    """Whether the value is what the newest model of `main` predicts for the first of the test wines."""
    known, unseen, alcohol, _ = wines.tables()
    try:
        params = auto_trained.run_of(evidence, "main").data.params
        model = wines.fitted(float(params["alpha"]), float(params["l1_ratio"]), known, alcohol)
    except (Outcome, KeyError, ValueError):  # ValueError also for settings that no ElasticNet has
        return False
    return near(value, float(model.predict(unseen.iloc[:1])[0]), auto_trained.SAME)


def _refused(status: object) -> None:
    """Raises Wrong unless the status is that of a request that was refused."""
    text = str(status).strip() if isinstance(status, str | int) and not isinstance(status, bool) else ""
    if text == "400":
        return
    replies = {
        "200": "All was well with that question: was the proline in it?",
        "404": "There is nothing at that address. Ask both at /invocations.",
        "415": "The content type isn't one that the server takes: application/json, for both.",
    }
    raise Wrong(
        f"You hand in {shown(status)} as the status for a wine without proline; the server says something else.",
        replies.get(text, 'The status is the second that ask gives: three digits. Send first.drop(columns="proline").'),
        share=0.6,
    )


# 4.5.6: what a pickle of it would import

AGES = {"new": 4, "old": 2}  # protocols


@exercise("4.5.6", "for each of two pickles of the model the names that it would import")
def what_it_imports(evidence: Evidence) -> str:
    given = _lists(evidence.answer())
    for age, names in _pickled(evidence).items():
        mine = given[age]
        share = 0.5 * (age == "old")
        if mine == names:
            continue
        halves = {word for name in names for word in name.split()}
        if not mine:
            raise Wrong(f"The {age} pickle would import something, and your list of it is empty.", _HOW[age], share)
        strange = sorted(mine - names)
        if strange and halves & set(strange[0].split()):
            raise Wrong(f"{shown(strange[0])} isn't the whole name, or isn't put together rightly.", _HOW[age], share)
        if strange:
            raise Wrong(f"The {age} pickle doesn't import {shown(strange[0])}.", _HOW[age], share)
        raise Wrong(f"The {age} pickle would import more than these {len(mine)} names.", _HOW[age], share)
    return "read from the instructions alone: types of scikit-learn and numpy, and some functions"


_HOW = {
    "new": "STACK_GLOBAL takes the last two that were pushed, the module first. MEMOIZE keeps what was pushed last; "
    "BINGET pushes it again.",
    "old": "In an old pickle the argument of GLOBAL is the whole name.",
}


def _lists(given: object) -> dict[str, set[str]]:
    """An answer of two lists of names, as sets. Raises Wrong for anything else."""
    found = {}
    for age, names in zip(AGES, fields(given, *AGES), strict=True):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise Wrong(f"For {age} you hand in {shown(names)}.", "Hand in a list of texts for each of the two.")
        found[age] = {" ".join(name.split()) for name in names}
    return found


def _pickled(evidence: Evidence) -> dict[str, set[str]]:
    """The names in pickles of the newest run's model, by their age."""
    try:
        model = auto_trained.opened(evidence.of(auto_trained.run_of(evidence)))
    except Outcome:
        raise Wrong("There is no model of auto_train to compare with.", "Do 4.5.4 first.") from None
    return {age: _imported(pickle.dumps(model, protocol=protocol)) for age, protocol in AGES.items()}


def _imported(content: bytes) -> set[str]:
    """The names that a pickle made here would import; it isn't loaded."""
    names, pushed, memo = set[str](), list[Any](), list[Any]()
    for instruction, argument, _ in pickletools.genops(content):
        if instruction.name == "GLOBAL":
            names.add(str(argument))
        elif instruction.name == "STACK_GLOBAL":
            names.add(f"{pushed[-2]} {pushed[-1]}")
        if instruction.name == "MEMOIZE":
            memo.append(pushed[-1])
        elif instruction.name != "FRAME":  # pushes nothing
            pushed.append(memo[int(argument or 0)] if memo and instruction.name.endswith("BINGET") else argument)
    return names
