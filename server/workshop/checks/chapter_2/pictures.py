"""What is asked of a picture among a run's artifacts."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from workshop.checks.outcome import Wrong

ALIKE = 1  # levels out of 255; a figure that is laid out anew each time it is saved moves by a fraction of a pixel


def drawn(path: Path, name: str) -> np.ndarray:
    """The picture, shrunk to (100, 200, 3) levels from 0 to 255. Raises Wrong unless the file is a picture with something
    in a colour of its own; `name` is what it's called."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            pixels = np.asarray(image.convert("RGB").resize((200, 100)), dtype=int)
    except (UnidentifiedImageError, OSError):
        raise Wrong(f"{name} is no picture that can be opened.", "Hand the figure itself to mlflow.log_figure.") from None
    coloured = pixels.max(axis=2) - pixels.min(axis=2) > 40
    if coloured.mean() < 0.001:
        raise Wrong(
            f"{name} is an empty picture: nothing is drawn in it, or not in colour.",
            "Draw on the axes of the very figure that you log, before you log it.",
        )
    return pixels


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two pictures, as `drawn` gives them, show the same."""
    return bool(np.abs(one - other).mean() < ALIKE)
