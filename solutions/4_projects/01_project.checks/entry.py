"""A learner's MLproject: what it declares, and what comes of it when it is run with parameters that the check picks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import SystemRandom
from typing import Any

import pandas as pd
import yaml
from sklearn.linear_model import Ridge
from sklearn.metrics import root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from workshop.checks import process
from workshop.checks.expect import near, shown
from workshop.checks.forecast import SAME
from workshop.course.files import LITTER
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong
from workshop.services.space import Space

from . import project_run

PROJECT, MLPROJECT = "4_projects/lr", "4_projects/lr/MLproject"
DECLARED = {"data": ("path", None), "alpha": ("float", "1.0"), "judge_from": ("string", "2015-04-01")}
METRICS = ("rmse_solar", "rmse_wind")
DATA = "two words/the hours.csv"
SECONDS = 120
_AGAIN = "Mend the cell that writes it, and run it again."


def errors(hours: pd.DataFrame, alpha: float, judge_from: str) -> dict[str, float]:
    """The metrics that train.py logs for these hours and parameters, in GW."""
    later = pd.to_datetime(hours["utc_timestamp"], utc=True) >= pd.Timestamp(judge_from, tz="UTC")
    known, unseen = hours[~later], hours[later]
    model = make_pipeline(StandardScaler(), Ridge(alpha)).fit(known[FEATURES], known[TARGETS])
    each = root_mean_squared_error(unseen[TARGETS], model.predict(unseen[FEATURES]), multioutput="raw_values")
    return dict(zip(METRICS, map(float, each), strict=True))


# what it declares


def declared(text: str) -> dict[str, Any]:
    """The entry point main. Raises NotAttempted where there is none yet, Wrong unless it declares just what was asked
    for."""
    main = _read(text)
    given = main.get("parameters")
    given = given if isinstance(given, dict) else {}
    missing, more = [name for name in DECLARED if name not in given], [name for name in given if name not in DECLARED]
    if missing or more:
        said = f"lacks the parameter{'s' * (len(missing) > 1)} {', '.join(missing)}" if missing else ""
        said += f"{' and ' * bool(said and more)}has {shown(more[0])}, which nobody asked for" if more else ""
        raise Wrong(f"The entry point main {said}.", f"Its parameters are {', '.join(DECLARED)}.")
    for name, (kind, default) in DECLARED.items():
        _as_asked(name, given[name], kind, default)
    _handed_over(main.get("command"))
    return main


def _handed_over(command: object) -> None:
    """Raises Wrong unless the command has a place for each parameter, and for no other."""
    if not isinstance(command, str):
        raise Wrong("The entry point main has no command.", 'command: "python train.py ..."')
    places = set(re.findall(r"{(.*?)}", command))
    missing, strange = [name for name in DECLARED if name not in places], sorted(places - set(DECLARED))
    if strange:
        raise Wrong(
            f"In the command stands {{{strange[0]}}}, which is no parameter.", f"They are {', '.join(DECLARED)}."
        )
    for name in DECLARED if not missing else ():
        option = f"--{name.replace('_', '-')}"
        if not re.search(rf"(?<!\S){option}[\s=]+['\"]?{{{name}}}", command):
            raise Wrong(
                f"In the command, {{{name}}} doesn't stand behind {option}.",
                f"{option} {{{name}}}: the name as train.py has it, with hyphens, and then the value.",
            )
    if missing:
        raise Wrong(
            f"The command has no place for {missing[0]}: whatever is given, the script won't get it.",
            f"--{missing[0].replace('_', '-')} {{{missing[0]}}}",
        )


def _read(text: str) -> dict[str, Any]:
    """The entry point main of the file."""
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise Wrong(
            f"MLproject is no YAML{where}: {getattr(error, 'problem', None) or error}.",
            "Lines below a key are indented by two more blanks; a value with braces in it stands in quotes.",
        ) from None
    found = found if isinstance(found, dict) else {}
    if "entry_points" not in found:
        raise NotAttempted(
            "MLproject has no entry points yet.", "Fill the blanks in the cell of this exercise; run it."
        )
    points = found["entry_points"] if isinstance(found["entry_points"], dict) else {}
    if not isinstance(points.get("main"), dict):
        raise Wrong(f"MLproject has the entry points {shown(list(points))}, and not main.", _AGAIN)
    if found.get("python_env") != "python_env.yaml" or "conda_env" in found or "docker_env" in found:
        raise Wrong(
            "MLproject doesn't name its environment.", "Leave the line that is given: python_env: python_env.yaml"
        )
    return dict(points["main"])


def _as_asked(name: str, given: object, kind: str, default: str | None) -> None:
    """Raises Wrong unless a parameter has this type and this default; None is no default."""
    if isinstance(given, dict) and any(":" in str(key) for key in given):
        raise Wrong(f"{name} is {shown(given)}.", "YAML wants a blank after each colon: {type: float, default: 1.0}.")
    known = {"type": given} if isinstance(given, str) else given if isinstance(given, dict) else {}
    if known.get("type", "string") != kind:
        raise Wrong(f"{name} is of the type {shown(known.get('type', 'string'))}.", f"It is a {kind}.")
    if default is None and "default" in known:
        raise Wrong(
            f"{name} has the default {shown(known['default'])}.",
            "It has none: whoever runs the project must say on which data.",
        )
    if default is not None and not _same(known.get("default"), default):
        said = f"the default {shown(str(known['default']))}" if "default" in known else "no default"
        raise Wrong(f"{name} has {said}.", f"Its default is {default}: {{type: {kind}, default: ...}}.")


def _same(given: object, default: str) -> bool:
    try:
        return str(given) == default or float(str(given)) == float(default)
    except ValueError:
        return False


# what comes of it


def judged(space: Space, hours: pd.DataFrame) -> None:
    """Runs the project with parameters that nobody can foresee. Raises Wrong unless its run is what they must give."""
    alpha, judge_from = f"{SystemRandom().uniform(2000, 9000):.1f}", f"2014-{SystemRandom().choice('6789'):0>2}-01"
    few = hours[:: len(hours) // 3000 + 1]
    fact = _ran(space, few, alpha, judge_from)
    said = fact["said"] or fact["raised"]
    if fact["raised"] and not fact["runs"]:
        raise Wrong(f"MLflow refuses to run the project: {fact['raised'][:300].rstrip('.')}.", _AGAIN)
    run: dict[str, Any] = fact["runs"][0] if fact["runs"] else {"status": "not there", "metrics": {}}
    if fact["raised"] or run["status"] != "FINISHED":
        raise Wrong(f"The project's command failed, and said: {said[:300]}", _of_command(said))
    expected = errors(few, float(alpha), judge_from)
    if set(METRICS) - set(run["metrics"]):
        raise Wrong("The project's run has no rmse_solar and rmse_wind: train.py logs them.", _of_command(""))
    if not all(near(run["metrics"][name], expected[name], SAME) for name in METRICS):
        raise Wrong(*_slip(run["metrics"], few, float(alpha), judge_from))


def _ran(space: Space, hours: pd.DataFrame, alpha: str, judge_from: str) -> dict[str, Any]:
    """What one run of the project has left."""
    own = (space.work / PROJECT).rglob("*")
    files = {path for path in own if path.is_file() and not set(LITTER) & set(path.parts)}
    parameters = {"data": DATA, "alpha": alpha, "judge_from": judge_from}
    given = {
        **{f"lr/{path.relative_to(space.work / PROJECT).as_posix()}": path.read_bytes() for path in files},
        DATA: hours.to_csv(index=False).encode(),
        "given.json": json.dumps({"entry point": "main", "parameters": parameters}).encode(),
    }
    return process.facts(Path(project_run.__file__), given, "the project", SECONDS, space.state)


def _of_command(said: str) -> str:
    if "No such file" in said or "not found" in said:
        return "The command is started in the project's own folder: python train.py, and then the parameters."
    if "argument" in said or "None" in said or "NoneType" in said:
        return "Each parameter stands behind its name in the command: --data {data}, and so on."
    return "The command is python train.py --data {data} --alpha {alpha} --judge-from {judge_from}."


def _slip(given: dict[str, float], hours: pd.DataFrame, alpha: float, judge_from: str) -> tuple[str, str]:
    """What to say of metrics that belong to other parameters."""
    for name, (one, day) in {"alpha": (1.0, judge_from), "judge_from": (alpha, "2015-04-01")}.items():
        with_default = errors(hours, one, day)
        if all(near(given[each], with_default[each], SAME) for each in METRICS):
            return (
                f"Run with {name} = {alpha if name == 'alpha' else judge_from}, the project trained with its default.",
                f"The command hands {name} over as --{name.replace('_', '-')} {{{name}}}; train.py ignores what it "
                "doesn't know.",
            )
    return (
        f"Run with alpha = {alpha} and judge_from = {judge_from}, the project logged other errors than these give.",
        "Does the command hand over all three, each behind its own name?",
    )
