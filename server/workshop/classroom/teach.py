"""Teaching: the clean notebook in the instructor's own space, in letters that the last row can read."""

from __future__ import annotations

import json
import shutil

from workshop.course.problems import CourseError
from workshop.services import Space

# JupyterLab's own settings, by the plugin that reads them; 13 and 14 px are its defaults
LARGE = {
    "@jupyterlab/apputils-extension/themes.jupyterlab-settings": {
        "overrides": {"code-font-size": "20px", "content-font-size1": "20px", "ui-font-size1": "15px"}
    }
}


def prepare(space: Space) -> None:
    """Write JupyterLab's settings for a projector into the space; settings that are there already are kept."""
    for name, values in LARGE.items():
        path = space.state / "jupyter" / "settings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(json.dumps(values), encoding="utf-8")


def freshen(space: Space) -> None:
    """Delete what the last group left in the space. Raises CourseError while its services run."""
    if space.running():
        raise CourseError("The teaching space is in use. Stop it with `workshop down`, then try again.")
    if space.state.exists():
        shutil.rmtree(space.state)
