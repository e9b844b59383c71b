"""Tries a learner's `read` and `refuse` in a process of its own: what they did with each call of `refusals.py`."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from workshop.checks import process
from workshop.checks.evidence import FILL
from workshop.checks.expect import shown
from workshop.progress.outcome import NotAttempted, Wrong

from . import refusals

FILE = "parameters.py"
GIVEN = Path(__file__).parents[1] / "lr" / FILE  # what was found there
SECONDS = 90
TAKEN: dict[str, tuple[str, float, str]] = {  # data, alpha, judge_from
    "all given": ("some hours.csv", 12.5, "2014-02-28"),
    "data alone": ("some hours.csv", 1.0, "2015-04-01"),
    "alpha of zero": ("some hours.csv", 0.0, "2015-04-01"),
    "small alpha": ("some hours.csv", 1e-3, "2015-04-01"),
    "with a sign": ("hours.csv", 7.0, "2015-04-01"),
}
NAMED: dict[str, tuple[str, ...]] = {  # what a reason must name, one of these
    **dict.fromkeys(("text", "no value", "NaN", "infinite", "negative"), ("alpha",)),
    **dict.fromkeys(("no day", "no day of the calendar"), ("judge-from", "judge_from", "judge from")),
    "misspelt": ("alhpa",),
    "cut": ("alph",),
    "no data": ("data",),
}
ADVICE = {
    "text": "float(text) raises ValueError for it. If type= names the function, argparse calls error, and that refuse.",
    "no value": "float(text) raises ValueError for it; argparse then calls error.",
    "NaN": "Is penalty the type of --alpha? No comparison with NaN is true: not 0 <= number < math.inf refuses it.",
    "infinite": "number < math.inf is false for it.",
    "negative": "A penalty begins at 0.",
    "no day": "date.fromisoformat raises ValueError for what is no day.",
    "no day of the calendar": "February has no 30th: date.fromisoformat knows that.",
    "misspelt": "parse_args refuses what it doesn't know; parse_known_args doesn't.",
    "cut": "argparse takes cut names unless it is told: ArgumentParser(allow_abbrev=False).",
    "no data": "add_argument has required=True.",
}
_AGAIN = "Mend the cell that begins with %%writefile, and run it again."
Fact = dict[str, Any]


def written(text: str) -> None:
    """Raises NotAttempted where the file is as it was found, or has no function; Wrong where one is missing."""
    try:
        functions = {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}
    except (SyntaxError, ValueError, RecursionError) as error:
        where = f" in line {error.lineno}" if isinstance(error, SyntaxError) else ""
        raise Wrong(f"{FILE} is no Python{where}.", _AGAIN) from None
    if not functions or text == GIVEN.read_text(encoding="utf-8"):
        raise NotAttempted(f"{FILE} has no read of yours yet.", FILL)
    missing = [name for name in ("read", "refuse") if name not in functions]
    if missing:
        raise Wrong(f"{FILE} has no function {missing[0]}.", f"It has {', '.join(sorted(functions))}.")


def facts(text: str, state: Path) -> dict[str, Fact]:
    """What the functions of a `parameters.py` have done with each call; `state` is the folder of the learner's state.
    Raises Wrong where the file can't be imported, Crashed where its process ends early or takes too long."""
    found = process.facts(Path(refusals.__file__), {FILE: text.encode()}, FILE, SECONDS, state)
    if "import" in found:
        mend = "Fill all the blanks, and run its cell again." if "____" in found["import"] else _AGAIN
        raise Wrong(f"{FILE} can't be imported: {found['import']}.", mend)
    return found


def judged(found: dict[str, Fact]) -> None:
    """Raises Wrong for the first of the calls with which read or refuse did something else than asked."""
    for name, expected in TAKEN.items():
        _taken(name, found[name], expected)
    for name in refusals.BAD:
        _refused(f"read({shown(refusals.BAD[name])})", found[name], NAMED[name], ADVICE[name])
    reason = refusals.REASON
    _refused(f"refuse({reason!r})", found["refuse"], (reason,), "The tag and the line hold the reason as it was given.")


def _taken(name: str, fact: Fact, expected: tuple[str, float, str]) -> None:
    """Raises Wrong unless read has returned just these values."""
    call, returned = f"read({shown(refusals.GOOD[name])})", fact["returned"]
    if fact["raised"] or fact["exit"]:
        what = f"raised {fact['raised'].rstrip('.')}" if fact["raised"] else f"ended the script: {fact['exit']}"
        raise Wrong(
            f"{call} {what}; nothing is wrong with these texts.", _blank(fact) or _too_strict(name, fact["exit"])
        )
    if not isinstance(returned, dict):
        raise Wrong(f"{call} returned {returned}.", "vars(parser.parse_args(texts)) is a dictionary of the parameters.")
    if set(returned) != {"data", "alpha", "judge_from"}:
        raise Wrong(f"{call} returned the names {sorted(returned)}.", "They are data, alpha and judge_from.")
    kind, alpha, said = returned["alpha"]
    if kind not in ("float", "int") or float(alpha) != expected[1]:
        raise Wrong(
            f"{call} returned {said} as alpha; it should be the number {expected[1]}.",
            "type= makes a number of the text, default= says what holds where nothing is given.",
        )
    for key, wanted in (("data", expected[0]), ("judge_from", expected[2])):
        kind, given, _ = returned[key]
        if given != wanted:
            raise Wrong(f"{call} returned {shown(given)} as {key}; it should be {wanted}.", _AGAIN)
        if kind != "str":
            raise Wrong(f"{call} returned a {kind} as {key}; it should be a text.", f"str(...) makes {wanted} of it.")


def _refused(call: str, fact: Fact, names: tuple[str, ...], advice: str) -> None:
    """Raises Wrong unless a call has ended the script with a line that names one of `names`, and left it on the run."""
    if fact["raised"]:
        named = 'set_tag takes the name first: mlflow.set_tag("refused", reason).' * ("MlflowEx" in fact["raised"])
        raise Wrong(
            f"{call} raised {fact['raised'].rstrip('.')}: that would be a traceback, and no reason on the run.",
            _blank(fact) or named or f"Whatever is wrong is told by refuse(reason). {advice}",
        )
    if not fact["exit"]:
        raise Wrong(f"{call} returned {_written(fact['returned'])}; it should refuse.", advice)
    reason, line = fact["refused"], fact["exit"]
    if reason is None and fact["said"]:
        raise Wrong(
            f"{call} printed {shown(fact['said'].splitlines()[-1])} and left no tag refused on the run.",
            "argparse speaks by its method error: Parser's own calls refuse(message).",
        )
    if reason is None:
        raise Wrong(
            f"{call} ended the script with {shown(line)}, and left no tag refused on the run that was open.",
            'In refuse: mlflow.set_tag("refused", reason), before sys.exit. The open run stays open: train.py ends it.',
        )
    if line in ("0", "None", "False"):
        raise Wrong(
            f"{call} ended the script with the code 0: the run would be FINISHED.",
            "sys.exit(text) prints the text and ends the script with code 1.",
        )
    if not any(name in reason for name in names) or "\n" in reason.strip():
        raise Wrong(
            f"After {call} the tag refused says {shown(reason)}. It should be one line with the word {names[0]}.",
            "The message that error gets names the parameter: hand it on.",
        )
    if not any(name in line + fact["said"] for name in names):
        raise Wrong(
            f"{call} ended the script with {shown(line)}; the line should say {names[0]}, as the tag does.",
            'sys.exit(f"lr: {reason}") prints it.',
        )


def _too_strict(name: str, said: str) -> str:
    """What to do about good texts that were refused."""
    if name == "alpha of zero":
        return "0 is a penalty, too: at 0 it is the linear regression of 2.1."
    if "judge" in said:
        return "date.fromisoformat makes a day of a text; date alone doesn't."
    return _AGAIN


def _written(returned: object) -> str:
    """What was returned, as Python writes it."""
    if not isinstance(returned, dict):
        return str(returned)
    return f"{{{', '.join(f'{name!r}: {value[2]}' for name, value in returned.items())}}}"[:300]


def _blank(fact: Fact) -> str:
    return "A blank is left: fill all of them, and run the cell that begins with %%writefile again." * (
        "____" in fact["raised"]
    )
