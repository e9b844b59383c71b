"""The package as it was described, built and installed: pyproject.toml, the wheel in dist, and the copy in packages."""

from __future__ import annotations

import ast
import base64
import csv
import hashlib
import sysconfig
import tomllib
import zipfile
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from workshop.checks.expect import shown
from workshop.progress.outcome import NotAttempted, Wrong

NAME, FOLDER = "powerdesk", "4_projects/powerdesk"
FILE = f"{FOLDER}/pyproject.toml"
BACKEND = "flit_core.buildapi"
MODULES = ("__init__.py", "hours.py", "promotions.py")
NEEDS = ("mlflow", "pandas")
MOST = 5_000_000  # bytes of a wheel, or of a file in it
_AGAIN = "Run the cell that builds and installs again."
_CELL = "Mend the cell that writes pyproject.toml, run it, and build and install again."


@dataclass(frozen=True)
class Wheel:
    """What a wheel says of itself, and its modules by name."""

    name: str
    says: Message
    generator: str
    modules: dict[str, bytes]


def judged(work: Path, text: str) -> str:
    """The version that is described, built and installed. Raises NotAttempted or Wrong where it isn't."""
    project = _project(text)
    number = _version(project, work / FOLDER)
    wheel = _wheel(work / FOLDER / "dist", number)
    _says(wheel, number)
    _needs(wheel)
    _of_the_source(wheel, work / FOLDER / "src" / NAME)
    info = _installed(work / "packages", number)
    _as_built(wheel, info)
    return number


def _project(text: str) -> dict[str, object]:
    """The table [project]. Raises NotAttempted where it has no name yet, Wrong where flit couldn't build from it."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Wrong(f"pyproject.toml is no TOML: {error}.", "Texts stand in quotes, lists in brackets.") from None
    project, build = found.get("project"), found.get("build-system")
    if not isinstance(project, dict) or not project.keys() & {"name", "requires-python", "dependencies"}:
        raise NotAttempted(
            "pyproject.toml doesn't say yet what the package is called.",
            "Take away the # in front of the lines, fill the blanks, and run the cell; then the one below it.",
        )
    if "____" in text:
        raise Wrong("pyproject.toml still has blanks: ____.", _CELL)
    backend = build.get("build-backend") if isinstance(build, dict) else None
    if backend != BACKEND:
        raise Wrong(
            f"The package is built by {shown(backend)}; the build tool that is installed here is flit.",
            f'Leave the lines of [build-system] as they were: build-backend = "{BACKEND}".',
        )
    return project


def _version(project: dict[str, object], folder: Path) -> str:
    """The version that a wheel would have now: that of pyproject.toml, or else that of __init__.py."""
    try:
        tree = ast.parse((folder / "src" / NAME / "__init__.py").read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError, RecursionError) as error:
        raise Wrong(
            f"__init__.py of the package can't be read: {error}.", "It is given: a docstring and __version__."
        ) from None
    found = [
        ast.unparse(node.value).strip("'\"")
        for node in tree.body
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "__version__" for target in node.targets)
    ]
    own, written = found[-1] if found else None, project.get("version", found[-1] if found else None)
    if own is None or str(written) != own:
        raise Wrong(
            f"pyproject.toml says version {shown(written)}, and __init__.py says {shown(own)}.",
            'Leave the version to flit: dynamic = ["version", "description"] and no line version = ... beside it.',
        )
    try:
        return str(Version(own))
    except InvalidVersion:
        raise Wrong(f"{shown(own)} is no version.", "A version is numbers with dots: 0.1.0.") from None


def _wheel(dist: Path, number: str) -> Wheel:
    """The wheel of that version. Raises Wrong where there is none that can be read."""
    wheels = sorted(path.name for path in dist.glob("*.whl") if path.is_file())
    mine = [name for name in wheels if canonicalize_name(name.split("-")[0]) == NAME]
    if not wheels:
        raise Wrong(
            f"pyproject.toml is there; {FOLDER}/dist holds no wheel.",
            "Run the cell below it: uv build makes the wheel. If it printed an error, that says what to mend.",
        )
    if not mine:
        raise Wrong(f"The wheel is called {wheels[-1]}; the package's name is {NAME}.", _CELL)
    name = next((each for each in mine if each.split("-")[1:2] == [number]), None)
    if name is None:
        raise Wrong(f"dist holds {mine[-1]}, and no wheel of version {number}.", _AGAIN)
    try:
        with zipfile.ZipFile(dist / name) as file:
            if sum(entry.file_size for entry in file.infolist()) > MOST:
                raise Wrong(f"{name} holds more than {MOST:,} bytes.", "The package is three short modules.")
            content = {entry: file.read(entry) for entry in file.namelist()}
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Wrong(f"{name} can't be opened: {error}.", _AGAIN) from None
    info = f"{NAME}-{number}.dist-info"
    says = Parser().parsestr(content.get(f"{info}/METADATA", b"").decode(errors="replace"))
    generator = Parser().parsestr(content.get(f"{info}/WHEEL", b"").decode(errors="replace")).get("Generator", "")
    modules = {entry.partition("/")[2]: text for entry, text in content.items() if entry.startswith(f"{NAME}/")}
    return Wheel(name, says, str(generator), modules)


def _says(wheel: Wheel, number: str) -> None:
    """Raises Wrong unless the wheel says name, version and Python as asked, and is built by flit."""
    name, own, python = (str(wheel.says.get(field, "")) for field in ("Name", "Version", "Requires-Python"))
    if canonicalize_name(name) != NAME or own != number or not wheel.generator.startswith("flit"):
        raise Wrong(
            f"{wheel.name} says that it is {name or 'nothing'} {own}, built by {wheel.generator or 'nobody'}.", _AGAIN
        )
    try:
        allowed = SpecifierSet(python)
    except InvalidSpecifier:
        raise Wrong(f"requires-python is {shown(python)}.", 'It says which Pythons will do: ">=3.11".') from None
    if not python or any(allowed.contains(old) for old in ("3.8", "3.10", "3.10.18")):
        raise Wrong(
            f"By requires-python ({shown(python or None)}) the package can be installed on Pythons before 3.11.",
            'Say which will do: requires-python = ">=3.11".',
        )
    if not all(allowed.contains(new) for new in ("3.11.0", "3.12.4", "3.13.1", "3.14.0")):
        raise Wrong(f"By requires-python ({shown(python)}) later Pythons are refused.", '3.11 and later is ">=3.11".')


def _needs(wheel: Wheel) -> None:
    """Raises Wrong unless the wheel requires what its modules import, from a lowest version on."""
    try:
        needs = [Requirement(str(text)) for text in wheel.says.get_all("Requires-Dist", [])]
    except InvalidRequirement as error:
        raise Wrong(f"A dependency can't be read: {error}.", 'Each is a text such as "pandas >=3".') from None
    needs = [need for need in needs if "extra" not in str(need.marker or "")]  # of optional-dependencies
    names = {canonicalize_name(need.name): need for need in needs}
    missing = [name for name in NEEDS if name not in names]
    if missing:
        where = {"mlflow": "promotions.py", "pandas": "hours.py"}[missing[0]]
        raise Wrong(
            f"{missing[0]} is not among the dependencies, and {where} imports it.",
            "Whoever installs the package alone gets just what it says it needs.",
        )
    more = sorted(names.keys() - set(NEEDS))
    if more:
        raise Wrong(
            f"{more[0]} is among the dependencies, and no module of the package imports it.",
            "What only its tests use, or what others bring along, isn't a dependency of the package.",
        )
    for name, need in sorted(names.items()):
        if any(each.operator in ("==", "===") for each in need.specifier):
            raise Wrong(
                f"The dependency {need} pins one version.",
                "Then it can't be installed beside what wants another one. Exact versions belong into the lock.",
            )
        if not any(each.operator in (">=", ">", "~=") for each in need.specifier):
            raise Wrong(
                f"The dependency {need} names no lowest version.",
                'Then it would be installed with any old one: "pandas >=3".',
            )
        try:
            here = version(name)
        except PackageNotFoundError:
            continue
        if not need.specifier.contains(here, prereleases=True):
            raise Wrong(f"The dependency {need} doesn't allow {name} {here}, with which you have tested it.", _CELL)


def _of_the_source(wheel: Wheel, source: Path) -> None:
    """Raises Wrong unless the wheel holds the modules of the source as they are."""
    for module in MODULES:
        file = source / module
        if module not in wheel.modules:
            raise Wrong(f"{wheel.name} has no {NAME}/{module}.", f"It lies in src/{NAME}; build and install again.")
        if not file.is_file() or file.read_bytes() != wheel.modules[module]:
            raise Wrong(
                f"{module} has changed since {wheel.name} was built.",
                "A wheel is a copy: after each change, build and install again.",
            )


def _installed(packages: Path, number: str) -> Path:
    """The folder in which the installed package says what it is. Raises Wrong unless there is one, of that version."""
    found = [
        path for path in sorted(packages.glob("*.dist-info")) if canonicalize_name(path.name.split("-")[0]) == NAME
    ]
    if not found:
        course = list(distributions(path=[sysconfig.get_path("purelib")]))
        if any(canonicalize_name(each.metadata["Name"] or "") == NAME for each in course):
            raise Wrong(
                f"{NAME} is installed in the course's environment, which others may share, and not in packages.",
                f"Take it out there: !uv pip uninstall {NAME}. Then install it with --target packages.",
            )
        raise Wrong(
            f"The wheel is built; {NAME} isn't installed in the folder packages of your work/.",
            "uv pip install ... --target packages unpacks it there.",
        )
    if len(found) > 1:
        raise Wrong(
            f"packages holds {NAME} more than once: {', '.join(path.name for path in found)}.",
            "Delete the folder packages, and install again: each time into the same folder, --target packages.",
        )
    if found[0].name != f"{NAME}-{number}.dist-info":
        raise Wrong(f"packages holds {found[0].name.removesuffix('.dist-info')}, and the wheel is of {number}.", _AGAIN)
    return found[0]


def _as_built(wheel: Wheel, info: Path) -> None:
    """Raises Wrong unless what is installed is what the wheel holds, by the list of hashes that the installer left."""
    try:
        rows = [row for row in csv.reader((info / "RECORD").read_text(encoding="utf-8").splitlines()) if len(row) == 3]
    except (OSError, ValueError, csv.Error):
        raise Wrong(f"{info.name} has no RECORD: it wasn't put there by an installer.", _AGAIN) from None
    listed = {path.replace("\\", "/"): digest for path, digest, _ in rows}
    for module, content in wheel.modules.items():
        if listed.get(f"{NAME}/{module}") != _digest(content):
            raise Wrong(f"{module} is installed from another wheel than {wheel.name} as it is now.", _AGAIN)
    for name, digest in listed.items():
        if digest and digest != _digest(_content(info.parent / name)):
            raise Wrong(
                f"{name} in packages isn't what {wheel.name} holds: somebody has edited it where it is installed.",
                "Change the source, then build and install: what is edited in packages is lost the next time.",
            )


def _content(file: Path) -> bytes:
    """What a file holds; nothing where it isn't there, or is far too large."""
    try:
        return file.read_bytes() if file.stat().st_size <= MOST else b""
    except (OSError, ValueError):
        return b""


def _digest(content: bytes) -> str:
    """A hash as RECORD has it."""
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
