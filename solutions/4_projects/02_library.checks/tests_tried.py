"""Tries a learner's tests on copies of the package: on correct ones they pass, on each with a planted bug one fails."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from workshop.checks import process
from workshop.progress.outcome import Crashed, NotAttempted, Wrong

from . import each_copy, planted
from .clock_trial import NO_PACKAGES, modules

FILE = f"4_projects/powerdesk/tests/{each_copy.TESTS}"
EXAMPLE = "test_joined_keeps_the_hours_of_both"
GIVEN = {EXAMPLE, "table", "every_hour"}
SECONDS, PATIENCE = 90, 10.0  # for all copies together; for one test
SHOWN = 2  # bugs that were missed, in a verdict
Fact = dict[str, Any]
_CELL = "Mend the cell that begins with %%writefile, and run it again."


def written(source: str) -> None:
    """Raises what there is to say of a test file without running it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Wrong(f"{each_copy.TESTS} is no Python: {error}.", _CELL) from None
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    own = functions.keys() - GIVEN
    classes = any(isinstance(node, ast.ClassDef) for node in ast.walk(tree))
    if not own and not classes:
        if EXAMPLE in functions:
            raise NotAttempted(
                f"{each_copy.TESTS} has the example and no other test.",
                "Take away the # in front of the lines, fill the blanks, and run the cell that writes them.",
            )
        raise Wrong(f"{each_copy.TESTS} has no test.", "A test is a function whose name begins with test_.")
    tests = {name for name in functions if name.startswith("test")}
    if not tests - GIVEN and not classes:
        raise Wrong(
            f"pytest doesn't find {min(own)}: it looks for functions whose names begin with test_.",
            f"Call it test_{min(own)}.",
        )
    blanks = any(isinstance(node, ast.Name) and node.id == "____" for node in ast.walk(tree))
    if blanks:
        raise Wrong(f"{each_copy.TESTS} still has blanks: ____.", "Fill them, and run the cell again.")
    if not any(_says(node) for name, each in functions.items() if name != EXAMPLE for node in ast.walk(each)):
        raise Wrong(
            "Your tests assert nothing: they only look whether the functions run.",
            "Say after each call what should have come out: assert ... == ...",
        )


def _says(node: ast.AST) -> bool:
    """Whether a piece of code can make a test fail by what it says."""
    if isinstance(node, ast.Assert | ast.Raise):
        return True
    name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
    return name in ("raises", "fail") or name.lower().startswith("assert")


def facts(folder: Path, state: Path, patience: float = PATIENCE) -> dict[str, Any]:
    """What became of the tests in the package's folder on each copy; `state` is the folder of the learner's state.
    Raises Crashed where nothing came of it."""
    middle, bugs = len(planted.BUGS) // 2, list(planted.BUGS)
    order = {
        "copies": {name: planted.text(name) for name in (planted.CORRECT, planted.OTHER, *bugs)},
        "sequence": [planted.CORRECT, *bugs[:middle], planted.OTHER, *bugs[middle:], planted.CORRECT],
        "patience": patience,
    }
    given = {"order.json": json.dumps(order).encode()}
    given |= {f"tests/{name}": content for name, content in modules(folder / "tests").items()}
    given |= {f"package/{name}": content for name, content in modules(folder / "src" / each_copy.PACKAGE).items()}
    more = NO_PACKAGES | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    found = process.facts(Path(each_copy.__file__), given, "your tests", SECONDS, state, more)
    if not found.get("whole") and not found.get("hangs"):
        raise Crashed(
            f"Your tests ended the process in which they ran: {found.get('test') or 'while they were read'}.",
            "A test asserts, or it raises an error; it doesn't end its process, or delete what it didn't make.",
        )
    return found


def judged(found: dict[str, Any]) -> str:
    """A sentence on tests that are good. Raises Wrong for the first thing that isn't."""
    tries: list[Fact] = found["tries"]
    if found.get("hangs"):
        at = found["test"] or "the reading of the file"
        raise Crashed(
            f"{at} had not ended after {PATIENCE:.0f} s, on {_where(tries[-1]['copy'])}.",
            "Does it wait for something, or loop without end?",
        )
    _correct(tries[0])
    known = set(tries[0]["tests"])
    for each in tries:
        _untouched(each)
        if each["copy"] in (planted.CORRECT, planted.OTHER):
            _correct(each)
    missed = [name for name in planted.BUGS if not _found(next(each for each in tries if each["copy"] == name), known)]
    total, caught = len(planted.BUGS), len(planted.BUGS) - len(missed)
    if not missed:
        return f"{len(known)} tests pass on correct code, and find all of the {total} planted bugs"
    kinds = [f"{planted.BUGS[name].function} and {planted.BUGS[name].kind}" for name in missed]
    more = f"; and {len(kinds) - SHOWN} more" if len(kinds) > SHOWN else ""
    raise Wrong(
        f"Your tests pass on correct code, and find {caught} of the {total} planted bugs. No test looks at "
        f"{'; '.join(kinds[:SHOWN])}{more}.",
        f"Read what {planted.BUGS[missed[0]].function} promises, make a table for just that case, and assert what "
        "should come out.",
        share=0.9 * caught / total,
    )


def _where(copy: str) -> str:
    return (
        "correct code"
        if copy in (planted.CORRECT, planted.OTHER)
        else f"a copy with a bug in {planted.BUGS[copy].function}"
    )


def _found(fact: Fact, known: set[str]) -> bool:
    """Whether a test failed that passes on the correct copy, or the file couldn't even be read."""
    return bool(fact["error"]) or any(outcome == "failed" for test, outcome in fact["tests"].items() if test in known)


def _untouched(fact: Fact) -> None:
    if fact.get("touched"):
        raise Wrong(
            f"Your tests change or delete files of the package: {fact['touched'][0]}.",
            "A test leaves alone what it didn't make; pytest's tmp_path is a folder of its own for files.",
        )


def _correct(fact: Fact) -> None:
    """Raises Wrong unless each test passes on a correct copy."""
    other = " They are free in how they do it: test what comes out." if fact["copy"] == planted.OTHER else ""
    _untouched(fact)
    if fact["error"]:
        raise Wrong(
            f"{each_copy.TESTS} can't be read by pytest: {fact['error'].rstrip('.')}.", _of_error(fact["error"])
        )
    if fact["first"]:
        test, said = fact["first"]["test"], fact["first"]["said"].removesuffix("Use -v to get more diff").strip()
        raise Wrong(
            f"{test} fails on correct code: {said.removeprefix('AssertionError: ').rstrip('.')}.{other}",
            _of_error(said),
        )
    passed = [test for test, outcome in fact["tests"].items() if outcome == "passed"]
    if not passed:
        what = "skips all of them" if fact["tests"] else "finds none in it"
        raise Wrong(
            f"No test of {each_copy.TESTS} ran: pytest {what}.", "A test is a function whose name begins with test_."
        )
    if fact.get("code") not in (0, 1):
        raise Wrong(
            f"A test stopped pytest itself, on {_where(fact['copy'])}, after {len(passed)} tests.",
            "A test asserts, or it raises an error; it doesn't call exit.",
        )


def _of_error(said: str) -> str:
    if "FileNotFoundError" in said or "No such file" in said:
        return "A test makes its own small table: it runs on machines that don't have the desk's files."
    if "File too large" in said or "Errno 27" in said:
        return "It writes without end. Leave out the printing."
    if "nonexistent" in said:
        return "No weather has the label 01:00 on the last Sunday of March: leave it out of the table."
    if "ModuleNotFoundError" in said or "ImportError" in said or "has no attribute" in said:
        return (
            "Of powerdesk.hours, tests can use what the text names: joined, gaps, split, mended, TIME, POWER, WEATHER."
        )
    return "Work out by hand what should come out, by what the function promises: here it is the test that is wrong."
