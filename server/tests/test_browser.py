"""What does a learner see? The real `workshop up`, JupyterLab and MLflow, in a real browser."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from workshop.course import index
from workshop.services import Space, ports, stop

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PATIENCE_MS = 180_000


@pytest.fixture(scope="module")
def up(tmp_path_factory):
    """`workshop up --no-browser` in a space of its own; gives (the space, the address that it prints)."""
    folder = tmp_path_factory.mktemp("späces and 雪")
    space = Space(folder / "state", folder / "work")
    taken = {f"WORKSHOP_{name.upper()}_PORT": str(ports.any_free()) for name in ports.USUAL}
    environment = os.environ | taken | {"WORKSHOP_STATE": str(space.state), "WORKSHOP_WORK": str(space.work)}
    process = subprocess.Popen(
        [sys.executable, "-m", "workshop", "up", "--no-browser"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment,
    )  # fmt: skip
    said = []
    for line in process.stdout:
        said.append(line)
        if "stops everything" in line:
            break
    address = re.search(r"http://\S+token=\S+", "".join(said))
    assert address, "".join(said)
    yield space, address.group(), "".join(said)
    stop(space)
    process.wait(120)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


def run_all(page) -> None:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def test_does_the_screen_of_up_say_where_everything_is(up):
    space, address, said = up
    first = next(notebook for notebook in index.notebooks() if notebook.exercises)
    assert address in said and "MLflow" in said and str(space.work) in said and first.title in said
    assert (space.work / ".git").is_dir()


def test_do_notebook_and_mlflow_open_as_tabs(up, page):
    page.goto(up[1])
    page.locator(".lm-TabBar-tab", has_text="MLflow").click()
    pages = page.frame_locator("iframe.jp-IFrame, .jp-IFrame iframe")
    pages.get_by_role("heading", name="Experiments").first.wait_for()
    assert page.get_by_text("Build Recommended").count() == 0


def open_notebook(page, up, notebook) -> None:
    space, address, _ = up
    host, token = re.match(r"(http://[^/]+)/.*token=(\S+)", address).groups()
    path = notebook.within(space.work).relative_to(space.work).as_posix()
    page.goto(f"{host}/lab/tree/{path}?token={token}&reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("| Idle").wait_for()


def test_does_run_all_stop_at_the_first_stub_with_a_verdict_and_no_traceback(up, page):
    open_notebook(page, up, index.notebook("2.1"))
    run_all(page)
    page.get_by_text("2.1.1 isn't passed yet").wait_for()
    assert page.get_by_text("not attempted").count() == 1
    assert page.get_by_text("Traceback").count() == 0


def test_does_a_solved_notebook_pass_in_the_browser_with_nothing_to_set(up, page):
    space = up[0]
    notebook = index.notebook("2.1")
    shutil.copyfile(notebook.executed, notebook.within(space.work))
    open_notebook(page, up, notebook)
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Restart Kernel and Clear Outputs of All Cells…").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.get_by_text("| Idle").wait_for()
    run_all(page)
    last = notebook.exercises[-1]
    page.locator(".jp-OutputArea-output", has_text=f"{last.id} {last.title}").get_by_text("passed").wait_for()
    assert page.locator(".jp-OutputArea-output").get_by_text("passed", exact=True).count() == len(notebook.exercises)
