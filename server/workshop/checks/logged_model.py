"""What is asked of any model that a run has logged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from mlflow.models import Model
from mlflow.models.signature import ModelSignature
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from workshop.checks.evidence import Evidence
from workshop.checks.expect import shown
from workshop.checks.run_contents import crash
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import Wrong

TREE = "sklearn.tree._tree.Tree"


@dataclass(frozen=True)
class Logged:
    """A logged model as its files describe it; `flavor` is what the MLmodel file says of the library that stored it,
    `requirements` the lines of requirements.txt."""

    folder: Path
    signature: ModelSignature | None
    flavor: dict[str, Any]
    requirements: list[str]


def logged(evidence: Evidence, library: str) -> Logged:
    """The model that the evidence's run has logged. Raises Wrong where another library's flavor of MLflow stored it
    (`library` is "sklearn" or "keras"), Crashed where its files can't be read."""
    folder = evidence.model_folder
    with crash("The file MLmodel of the logged model can't be read."):
        described = Model.load(str(folder))
        flavors, signature = dict(described.flavors), described.signature
    if not isinstance(flavors.get(library), dict):
        others = ", ".join(sorted(set(flavors) - {"python_function"})) or "python_function alone"
        raise Wrong(
            f"The model of the run {evidence.run.info.run_name} was stored by another flavor of MLflow: {others}.",
            f"Log it with mlflow.{library}.log_model, which stores the model itself, in the same run.",
        )
    file = folder / "requirements.txt"
    with crash("The file requirements.txt of the logged model can't be read."):
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return Logged(folder, signature, flavors[library], [line.strip() for line in lines if line.strip()])


def signed(model: Logged) -> None:
    """Raises Wrong where the signature is missing, or doesn't name the inputs and outputs."""
    takes(model, FEATURES)
    gives_both_targets(model)


def takes(model: Logged, columns: list[str]) -> None:
    """Raises Wrong unless the model's signature names these columns as its inputs."""
    if model.signature is None:
        raise Wrong(
            "The model was logged without a signature: nobody can tell what it takes.",
            "Give log_model signature=infer_signature(inputs, outputs), which reads the signature off the data.",
        )
    inputs = model.signature.inputs.input_names() if model.signature.inputs else []
    if inputs != columns:
        raise Wrong(
            f"The signature's inputs are {shown(inputs, 200)}; the model takes {columns}.",
            "Infer the signature from the columns that the model was fitted on, and from the model's predictions.",
        )


def gives_both_targets(model: Logged) -> None:
    """Raises Wrong unless the signature's outputs are one number a target."""
    outputs = model.signature and model.signature.outputs
    count = outputs and ((*outputs.inputs[0].shape, 1, 1)[1] if outputs.is_tensor_spec() else len(outputs.inputs))
    if count != len(TARGETS):
        raise Wrong(
            f"By its signature the model gives {count or 'no'} number{'s' * (count != 1)} an hour; it should be "
            f"{len(TARGETS)}, {' and '.join(TARGETS)}.",
            "Fit one model on both targets. Give infer_signature first the inputs, and second the predictions for "
            "them.",
        )


def stored_by_skops(model: Logged, trusted: frozenset[str] = frozenset()) -> None:
    """Raises Wrong for a pickle, for a list of trusted types with more in it than `trusted`, and unless the
    requirements pin the version of skops that wrote the file. The model isn't loaded for this."""
    form = model.flavor.get("serialization_format")
    if form != "skops":
        name_types = f", and give skops_trusted_types={sorted(trusted)}" if trusted else ""
        raise Wrong(
            f"The model is stored as {form or 'something else than skops'}: whoever loads it runs any code that its "
            "author put in.",
            f"Leave serialization_format out, since skops is the default{name_types}.",
        )
    given = model.flavor.get("skops_trusted_types")
    more = sorted(set(map(str, given if isinstance(given, list) else [])) - trusted)
    if more:
        raise Wrong(
            f"The model's list of trusted types has more in it than it needs: {', '.join(more)}.",
            "Name only the one type that skops asked about."
            if trusted
            else "This model needs none: leave the list out.",
        )
    pinned(model, "skops", skops_version(model.folder / str(model.flavor.get("pickled_model"))))


def skops_version(file: Path) -> str:
    """The version of skops that wrote a model's file. Raises Crashed where it isn't such a file."""
    with crash("The model's file isn't one that skops has written."), ZipFile(file) as content:
        version: str = json.loads(content.read("schema.json"))["_skops_version"]
        return version


def pinned(model: Logged, package: str, version: str | None) -> None:
    """Raises Wrong unless the model's requirements name the `version` of the `package` that it was made with."""
    module = {"scikit-learn": "sklearn"}.get(package, package)
    if not any(_pins(line, package, version) for line in model.requirements):
        raise Wrong(
            "The model's requirements are "
            f"{shown(', '.join(model.requirements), 200) if model.requirements else 'empty'}; it was made with "
            f"{package}=={version}.",
            f'Give log_model pip_requirements=[f"{package}=={{{module}.__version__}}"]; mind the f before the quotes.',
        )


def _pins(line: str, package: str, version: str | None) -> bool:
    """Whether a line of requirements.txt asks for just that version here; extras and hashes don't matter."""
    try:
        wanted = Requirement(line.split(" #")[0].split(" --")[0].strip())
    except InvalidRequirement:  # an option of pip's, a comment
        return False
    if canonicalize_name(wanted.name) != package or (wanted.marker and not wanted.marker.evaluate()):
        return False
    exact = {part.version for part in wanted.specifier if part.operator in ("==", "===")}
    return version is not None and exact == {version} and wanted.specifier.contains(version, prereleases=True)
