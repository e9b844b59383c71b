"""What is asked of any model that a run of this chapter has logged."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

from mlflow.models import Model
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from workshop.checks.evidence import FEATURES, TARGETS, crash
from workshop.checks.outcome import Wrong


def signed(logged: Model) -> None:
    """Raises Wrong where the signature is missing, or doesn't name the inputs and outputs."""
    takes(logged, FEATURES)
    gives_both_targets(logged)


def takes(logged: Model, columns: list[str]) -> None:
    """Raises Wrong unless the model's signature names these columns as its inputs."""
    if logged.signature is None:
        raise Wrong(
            "The model was logged without a signature: nobody can tell what it takes.",
            "signature=infer_signature(inputs, outputs) reads it off the data; give it to log_model.",
        )
    inputs = logged.signature.inputs.input_names() if logged.signature.inputs else []
    if inputs != columns:
        raise Wrong(
            f"The signature's inputs are {inputs}; the model takes {columns}.",
            "Infer it from the columns that the model was fitted on, and from what it predicts.",
        )


def gives_both_targets(logged: Model) -> None:
    """Raises Wrong unless the signature's outputs are one number a target."""
    outputs = logged.signature.outputs
    count = outputs and ((*outputs.inputs[0].shape, 1)[1] if outputs.is_tensor_spec() else len(outputs.inputs))
    if count != len(TARGETS):
        raise Wrong(
            f"By its signature the model gives {count or 'no'} numbers an hour; it should be {len(TARGETS)}, {' and '.join(TARGETS)}.",
            "Fit one model on both targets; infer_signature's second value is what that model predicts for the first.",
        )


def skops_version(file: Path) -> str:
    """The version of skops that wrote a model's file. Raises Crashed where it isn't such a file."""
    with crash("The model's file isn't one that skops has written."), ZipFile(file) as content:
        return json.loads(content.read("schema.json"))["_skops_version"]


def pinned(requirements: list[str], package: str, version: str) -> None:
    """Raises Wrong unless `requirements` name the `version` of the `package` that the model was made with."""
    module = {"scikit-learn": "sklearn"}.get(package, package)
    try:
        named = {canonicalize_name(r.name): r for r in map(Requirement, requirements)}
    except InvalidRequirement:
        named = {}
    if package not in named or str(named[package].specifier) != f"=={version}":
        raise Wrong(
            f"The model's requirements are {', '.join(requirements) or 'empty'}; it was made with {package}=={version}.",
            f'pip_requirements=[f"{package}=={{{module}.__version__}}"] says so; mind the f before the quotes.',
        )
