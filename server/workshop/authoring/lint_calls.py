"""Finds calls that no code of the course should make: deprecated calls, and calls that hide a library's warnings."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# (the end of the call's name, a keyword or None, what to write instead). Only for code that a build doesn't execute:
# stubs, answers and branches. Where a deprecated call is executed, lint_executed.defects refuses the stored warning.
DEPRECATED = (
    ("log_model", "artifact_path", "name="),
    ("mlflow.evaluate", None, "mlflow.models.evaluate"),
    ("transition_model_version_stage", None, "set_registered_model_alias"),
    ("get_latest_versions", None, "get_model_version_by_alias"),
    ("get_model_version_stages", None, "aliases"),
    ("suggest_uniform", None, "suggest_float"),
    ("suggest_loguniform", None, "suggest_float(..., log=True)"),
    ("suggest_discrete_uniform", None, "suggest_float(..., step=...)"),
    ("LogisticRegression", "penalty", "l1_ratio or C"),
)
_SILENT = ("ERROR", "CRITICAL", "FATAL")
_ANY = (
    "",
    "Warning",
    "UserWarning",
    "RuntimeWarning",
    "DeprecationWarning",
    "PendingDeprecationWarning",
    "FutureWarning",
)


def problems(code: str) -> Iterator[tuple[int, str]]:
    """(line from zero, message) for each such call in a piece of Python; nothing if it isn't valid Python."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno - 1, message) for message in (_deprecated(node), _silencing(node)) if message)


def _deprecated(call: ast.Call) -> str:
    name, keywords = ast.unparse(call.func), {keyword.arg for keyword in call.keywords}
    for end, keyword, instead in DEPRECATED:
        if f".{name}".endswith(f".{end}") and (keyword is None or keyword in keywords):
            return f"{end}{f'({keyword}=...)' if keyword else ''} is deprecated: write {instead}"
    return ""


def _silencing(call: ast.Call) -> str:
    """What is wrong with a call that hides warnings. A filter must name its message, or a library's own warning class:
    otherwise it also hides the next deprecation."""
    name, keywords = ast.unparse(call.func), {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    first = ast.unparse(call.args[0]) if call.args else ""
    if name in ("warnings.filterwarnings", "warnings.simplefilter") and first == "'ignore'":
        kind = keywords.get("category") or (
            ast.unparse(call.args[1]) if name.endswith("simplefilter") and call.args[1:] else ""
        )
        if "message" not in keywords and kind.rpartition(".")[2] in _ANY:
            return f"{name} hides warnings that nobody has read: mend their cause, or name the message="
    if name == "logging.disable" or (
        name.endswith((".setLevel", ".set_verbosity")) and first.rpartition(".")[2] in _SILENT
    ):
        return f"{name} hides warnings: mend their cause; a logger may be set to WARNING, and no higher"
    return ""
