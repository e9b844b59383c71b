"""What does a learner see? The real `workshop up`, JupyterLab and MLflow, in a real browser."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import requests

from workshop.classroom.up import PROGRESS
from workshop.course import index
from workshop.progress.plain_reader import EXPERIMENT
from workshop.services import Space, lab, ports, stop

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
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
    taken |= {"WORKSHOP_SERVICES": ""}  # they start cold, as a person's
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
    first = next(notebook for notebook in index.read().notebooks if notebook.exercises)
    assert address in said and "MLflow" in said and str(space.work) in said and first.title in said
    assert (space.work / ".git").is_dir()


def test_do_notebook_and_mlflow_open_as_tabs(up, page):
    page.goto(up[1])
    page.locator(".lm-TabBar-tab", has_text="MLflow").click()
    pages = page.frame_locator('iframe[src*="mlflow"]')
    pages.get_by_role("heading", name="Experiments").first.wait_for()
    frame, button = page.locator('iframe[src*="mlflow"]').bounding_box(), pages.get_by_role("button", name="Delete")
    right = button.bounding_box()["x"] + button.bounding_box()["width"]
    assert right > frame["x"] + 0.9 * frame["width"], "MLflow's Assistant takes a part of the tab"
    assert page.get_by_text("Build Recommended").count() == 0


def door(up) -> tuple[str, str]:
    """JupyterLab's address and its token."""
    return re.match(r"(http://[^/]+)/.*token=(\S+)", up[1]).groups()


def progress_page(page):
    """The page inside the tab Progress; it is in the document even while another tab is in front."""
    return page.frame_locator('iframe[src*="workshop/progress"]').locator("main")


def bring_to_front(page, title: str) -> None:
    page.locator(".lm-TabBar-tab", has_text=title).click()


def keep(space, key: str, value: str) -> None:
    """Write a note on the learner's progress, as a kernel would."""
    asked = f"{space.running()['services']['tracking']['address']}/api/2.0/mlflow/experiments"
    found = requests.get(f"{asked}/get-by-name", {"experiment_name": EXPERIMENT}, timeout=60)
    made = found if found.ok else requests.post(f"{asked}/create", json={"name": EXPERIMENT}, timeout=60)
    id = made.json().get("experiment_id") or made.json()["experiment"]["experiment_id"]
    tag = {"experiment_id": id, "key": key, "value": value}
    requests.post(f"{asked}/set-experiment-tag", json=tag, timeout=60).raise_for_status()


def open_as_started(page, up) -> None:
    """Open JupyterLab as `workshop up` arranges it, whatever an earlier visit left open, closed or in front."""
    host, token = door(up)
    first = index.read().notebooks[0].within(up[0].work).relative_to(up[0].work).as_posix()
    lab.arrange(host, token, first, (PROGRESS,))
    page.goto(up[1])
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()


def test_is_progress_a_tab_behind_the_notebook_that_follows_what_is_kept(up, page):
    exercise = index.read().notebooks[-1].exercises[-1]
    open_as_started(page, up)
    assert page.locator(".lm-TabBar-tab.lm-mod-current", has_text=".ipynb").count() == 1, "the notebook is in front"
    bring_to_front(page, "Progress")
    block = progress_page(page).get_by_title(f"{exercise.id} {exercise.title}: ")
    block.wait_for()
    assert block.inner_text() == ""
    keep(up[0], f"pass/{exercise.id}", "{}")
    block.get_by_text("✓").wait_for()


def test_does_progress_open_from_the_launcher_once_its_tab_is_closed(up, page):
    open_as_started(page, up)
    page.locator(".lm-TabBar-tab", has_text="Progress").locator(".lm-TabBar-tabCloseIcon").click()
    progress_page(page).wait_for(state="detached")
    page.locator(".lm-TabBar-addButton:visible").click()
    page.locator('.jp-LauncherCard[title="Progress"]').click()
    progress_page(page).get_by_text("Your progress").wait_for()


def test_is_progress_light_or_dark_as_jupyterlab_is(up, page):
    open_as_started(page, up)
    bring_to_front(page, "Progress")
    text = progress_page(page).get_by_text("Your progress")
    text.wait_for()
    colours = "element => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]"
    assert text.evaluate(colours) == ["rgb(33, 33, 33)", "rgb(255, 255, 255)"]
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    page.wait_for_function("document.querySelector('iframe[src*=progress]').contentDocument.documentElement.className")
    assert text.evaluate(colours) == ["rgb(224, 224, 224)", "rgb(17, 17, 17)"]


def test_does_progress_say_that_jupyterlab_is_away_and_come_back(up, page):
    open_as_started(page, up)
    bring_to_front(page, "Progress")
    progress_page(page).get_by_text("Your progress").wait_for()
    page.route("**/workshop/progress", lambda route: route.abort())
    progress_page(page).get_by_text("JupyterLab doesn't answer").wait_for()
    page.unroute("**/workshop/progress")
    progress_page(page).get_by_text("Your progress").wait_for()


def test_is_progress_behind_jupyterlabs_token(up):
    host, token = door(up)
    refused = requests.get(f"{host}/workshop/progress", timeout=60)
    assert "/login" in refused.url and "Your progress" not in refused.text
    assert "Your progress" in requests.get(f"{host}/workshop/progress?token={token}", timeout=60).text


def open_notebook(page, up, notebook) -> None:
    space, (host, token) = up[0], door(up)
    path = notebook.within(space.work).relative_to(space.work).as_posix()
    page.goto(f"{host}/lab/tree/{path}?token={token}&reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("| Idle").wait_for()


def test_does_run_all_stop_at_the_first_stub_with_a_verdict_and_no_traceback(up, page):
    open_notebook(page, up, index.read().notebook("2.1"))
    run_all(page)
    page.get_by_text("2.1.1 isn't passed yet").wait_for()
    assert page.get_by_text("not attempted").count() == 1
    assert page.get_by_text("Traceback").count() == 0
    expect(page.get_by_text("not attempted")).to_be_in_viewport(timeout=PATIENCE_MS)


def test_does_a_solved_notebook_pass_in_the_browser_with_nothing_to_set(up, page):
    space = up[0]
    notebook = index.read().notebook("2.1")
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
