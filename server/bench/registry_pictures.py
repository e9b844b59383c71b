"""Make the pictures of MLflow's pages that the notebooks of chapter 3 show, from the running pages.

    python3 server/bench/registry_pictures.py

Needs Chromium and playwright, as the tests in a browser do. It executes what 3.2 builds on, on services of its own, and
writes the pictures into solutions/3_registry/pictures; `workshop release` copies them beside the learner's notebooks.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from mlflow import MlflowClient
from playwright.sync_api import FloatRect, Page, sync_playwright

from workshop.authoring import scratch_services
from workshop.checks.registry import CHAMPION, CHOICE, MODEL
from workshop.course import index
from workshop.paths import SOLUTIONS
from workshop.services import Workspace

PICTURES = SOLUTIONS / "3_registry" / "pictures"
PATIENCE_MS = 120_000
WIDTH, HEIGHT, SIDEBAR = 1150, 640, 198  # pixels; the sidebar is left out


def main() -> None:
    course = index.read()
    PICTURES.mkdir(exist_ok=True)
    with scratch_services.started(print) as scratch:
        workspace = scratch_services.for_notebook(course, scratch, course.notebook("3.2"))
        with workspace.entered(), opened() as page:
            take(page, workspace)
    print(f"written: {', '.join(path.name for path in sorted(PICTURES.glob('*.png')))}")


@contextmanager
def opened() -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(PATIENCE_MS)
        yield page
        browser.close()


def take(page: Page, workspace: Workspace) -> None:
    """The page of the candidate's logged model, the dialog behind its button, and the page of the registered model."""
    client, clip = workspace.client(), FloatRect(x=SIDEBAR, y=0, width=WIDTH - SIDEBAR, height=HEIGHT)
    run = candidate(client)
    model = run.outputs.model_outputs[-1].model_id
    page.goto(address(workspace, f"experiments/{run.info.experiment_id}/models/{model}"))
    page.get_by_text("Source run ID").wait_for()
    page.screenshot(path=PICTURES / "logged_model.png", clip={**clip, "height": 400})

    page.get_by_role("button", name="Register model").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_text("Create New Model").last.wait_for()
    above = FloatRect({**clip, "height": 460})  # below stands a number of versions that counts deleted ones, too
    page.screenshot(path=PICTURES / "register_dialog.png", clip=above)

    number = client.search_model_versions(f"name = '{MODEL}' and run_id = '{run.info.run_id}'")[0].version
    client.set_registered_model_alias(MODEL, CHAMPION, number)
    client.set_model_version_tag(MODEL, number, "champion.reason", run.data.tags["choice.reason"])
    page.goto(address(workspace, f"models/{MODEL}"))
    page.get_by_text(f"@ {CHAMPION}").first.wait_for()
    page.screenshot(path=PICTURES / "registered_model.png", clip=clip)


def candidate(client: MlflowClient):  # type: ignore[no-untyped-def]
    places = [each.experiment_id for each in client.search_experiments()]
    return client.search_runs(places, CHOICE)[0]


def address(workspace: Workspace, place: str) -> str:
    return f"{workspace.tracking_uri}/?workspace={workspace.name}#/{place}?workspace={workspace.name}"


if __name__ == "__main__":
    main()
