"""The commands. Each calls one room (see server/README.md); rooms are imported when called, so that `--help` is
quick."""

from __future__ import annotations

import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from workshop import environment, git
from workshop.course import index
from workshop.errors import WorkshopError
from workshop.paths import COURSE, PYTHON
from workshop.services.space import Space
from workshop.services.workspace import Workspace

console = Console(highlight=False, soft_wrap=True)  # no line breaks: people copy paths and addresses
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


WHOSE = {
    "Learners": ("up", "down", "progress", "check", "catchup", "reset", "doctor", "data"),
    "Instructors": ("teach",),
    "Authors": ("build", "release", "strength", "lock"),
}


class Commands(click.Group):
    """Lists the commands by who needs them. Errors that are foreseen end in a sentence, not in a traceback."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for who, names in WHOSE.items():
            with formatter.section(who):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(110)) for name in names])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (WorkshopError, OSError) as error:
            console.print(f"[bold red]workshop:[/] {escape(str(error))}")
            sys.exit(1)


def _print_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        commit = git.head(COURSE)
        console.print(
            f"workshop {version('workshop')}{f', commit {commit}' * bool(commit)}, MLflow {version('mlflow')}"
        )
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """A notebook-first MLOps workshop with graded exercises."""


@main.command()
@click.option("--browser/--no-browser", default=True, help="Open JupyterLab in the browser.")
def up(browser: bool) -> None:
    """Start the services and open the next unfinished notebook."""
    _hold(Workspace.here().space, None, browser)


@main.command()
def down() -> None:
    """Stop what `up` or `teach` started, from any terminal."""
    from workshop.services import stop

    stopped = [name for space in (Workspace.here().space, _teaching()) for name in stop(space)]
    console.print(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.")


@main.command()
def doctor() -> None:
    """Say what is wrong with this machine, and what to do about it."""
    from workshop.services.doctor import examine, exit_code, report

    findings = examine()
    console.print(report(findings))
    sys.exit(exit_code(findings))


@main.command()
@click.argument("chapter", required=False)
def progress(chapter: str | None) -> None:
    """Show points, hints and the next notebook at once, by the last verdicts."""
    from workshop.progress.table import overview

    overview(index.read(), Workspace.here(), chapter, console)


@main.command()
@click.argument("chapter", required=False)
def check(chapter: str | None) -> None:
    """Check your work anew: all exercises, or those of one CHAPTER (2) or notebook (2.1)."""
    from workshop.learner.check_all import check_everything

    workspace = Workspace.here()
    environment.complete(workspace.environment())
    check_everything(index.read(), workspace, chapter, console)


@main.command()
@click.argument("what")
def catchup(what: str) -> None:
    """Do for you, without points, the notebooks that notebook 2.5 or chapter 3 needs."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from workshop.learner import catch_up

    course = index.read()
    notebooks = catch_up.wanted(course, what)
    bars = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console)
    with catch_up.reached(Workspace.here(), _say) as workspace, bars:
        rows = {n.id: bars.add_task(f"{n.id} {n.title}", total=None, visible=False) for n in notebooks}

        def step(notebook: index.Notebook, number: int, total: int) -> None:
            bars.update(rows[notebook.id], completed=number, total=total, visible=True)

        brought = catch_up.bring(course, notebooks, workspace, step, _say)
    _say(f"Caught up on {', '.join(n.id for n in brought)}." if brought else f"Nothing is missing for {what}.")


@main.command()
@click.argument("what")
def reset(what: str) -> None:
    """Put a notebook (2.1) or exercise (2.1.3) back as you got it; your version is kept."""
    from workshop.learner.reset import reset_notebook

    kept = reset_notebook(index.read(), what, Workspace.here().space.work)
    if kept is None:
        console.print(f"{what} is as you got it; nothing to put back.")
        return
    console.print(f"Put {what} back. Your version is kept in {escape(str(kept))}.")
    console.print("If the notebook is open, choose File, Reload Notebook from Disk, before you save.")


@main.command()
@click.argument("notebook")
@click.option("--fresh", is_flag=True, help="First delete what the last group left in the teaching space.")
@click.option("--browser/--no-browser", default=True, help="Open JupyterLab in the browser.")
def teach(notebook: str, fresh: bool, browser: bool) -> None:
    """Open a NOTEBOOK (2.1), clean and large, in a space of its own."""
    from workshop.classroom.teach import freshen, prepare

    space = _teaching()
    if fresh:
        freshen(space)
    prepare(space)
    _hold(space, notebook, browser)


@main.command()
@click.option("--whole", type=click.Path(dir_okay=False, path_type=Path), help="Write the whole series to this file.")
@click.option("--arrive", metavar="YYYY-MM", help="Write the data that came up to this month into work/arrivals.")
@click.option(
    "--raw", type=click.Path(file_okay=False, path_type=Path), help="Write the two raw files into this folder."
)
@click.option("--opsd", type=click.Path(dir_okay=False, path_type=Path), help="Get the real series into this file.")
@click.option("--from", "source", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="With --opsd: read the downloaded files in this folder.")  # fmt: skip
def data(whole: Path | None, arrive: str | None, raw: Path | None, opsd: Path | None, source: Path | None) -> None:
    """Write the course's data: simulated, or the real data of Open Power System Data."""
    if not any((whole, arrive, raw, opsd)):
        raise click.UsageError("say which data: --whole, --arrive, --raw or --opsd.")
    if source and not opsd:
        raise click.UsageError("--from works only together with --opsd.")
    from workshop.energy import arrivals, series, table
    from workshop.energy import opsd as real

    written, here = [], Workspace.here()
    with console.status("Making the data"):
        if whole:
            table.write_csv(series.whole(here.data), whole)
            written.append(whole)
        if arrive:
            written += arrivals.arrive(arrive, here.space.work / arrivals.FOLDER, here.data)
        if raw:
            from workshop.energy import defects  # imports the simulator, which takes a second

            written += defects.write_raw(raw, here.data)
    if opsd:
        real.fetch(opsd, source)
        written.append(opsd)
    console.print("\n".join(f"Wrote {escape(str(path))}" for path in written) or "Nothing new.")


@main.command()
@click.argument("notebook", required=False)
@click.option("--data", "file", type=A_FILE, help="Execute on another whole series with the same columns.")
@click.option("--save/--no-save", default=True, help="Store the executed notebooks.")
def build(notebook: str | None, file: Path | None, save: bool) -> None:
    """Execute the solution notebooks, or one NOTEBOOK, from their texts, and say what the texts still lack."""
    if file and save:
        raise click.UsageError("--data works only together with --no-save: stored notebooks use the course's own data.")
    from workshop.authoring import lint_text
    from workshop.authoring.build import build_notebooks

    course = index.read()
    for built in build_notebooks(course, notebook, data=file, save=save, report=_say):
        for problem in lint_text.findings(course, built.notebook):
            _say(f"To mend: {problem}")


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when a learner notebook is stale.")
def release(only_check: bool) -> None:
    """Make the learner notebooks from the executed solutions."""
    from workshop.authoring.release import release_course

    changed = release_course(index.read(), check=only_check)
    console.print("\n".join(escape(str(path)) for path in changed) or "Nothing to change.")
    sys.exit(bool(only_check and changed))


@main.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK]...")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail where the stored table isn't what comes out."
)
def strength(notebooks: tuple[str, ...], only_check: bool) -> None:
    """Change what each solution leaves, one thing at a time, and list what the checks still pass."""
    from workshop.authoring.strength_table import survey

    course = index.read()
    chosen = [course.notebook(id) for id in notebooks] or course.notebooks
    found = survey(course, chosen, console, check=only_check)
    console.print("\n".join(escape(sentence) for sentence in found) or "No holes.")
    sys.exit(bool(found))


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail when the lock is stale.")
def lock(only_check: bool) -> None:
    """Make requirements.txt from server/pyproject.toml."""
    from workshop.lock import write_lock

    write_lock(check=only_check)


def _say(sentence: str) -> None:
    console.print(escape(sentence))


def _down() -> str:
    """The command that stops the services, in the form in which this command was typed."""
    return "workshop down" if Path(sys.argv[0]).stem == "workshop" else f"{PYTHON} server down"


def _teaching() -> Space:
    """The instructor's own space for `teach`, beside the learner's."""
    state = Workspace.here().space.state / "teaching"
    return Space(state, state / "work")


def _hold(space: Space, notebook: str | None, browser: bool) -> None:
    """Hold a classroom until Ctrl-C, `workshop down`, or a closed terminal."""
    from workshop.classroom import up
    from workshop.services.processes import AlreadyRunning

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
    status = console.status("Starting")

    def show(places: dict[str, str]) -> None:
        status.stop()
        for name, place in places.items():
            console.print(f"[bold]{name:<12}[/]{escape(place)}")
        console.print(f"\nCtrl-C here, or `{_down()}` in another terminal, stops everything; nothing is lost.")

    try:
        with status:
            up.hold(index.read(), space, _say, show, notebook, browser)
    except AlreadyRunning as found:
        if "lab" not in found.services:
            console.print("Another terminal is just starting the workshop.")
            return
        console.print(f"The workshop runs already; `{_down()}` stops it.")
        token = found.services["lab"]["token"]
        console.print(f"[bold]JupyterLab[/]  {found.services['lab']['address']}/lab?token={token}")
        console.print(f"[bold]MLflow[/]      {found.services['tracking']['address']}")
    except KeyboardInterrupt:
        console.print("Stopped; everything is kept.")
