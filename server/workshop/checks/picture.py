"""What is asked of a picture among a run's artifacts."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from workshop.checks.evidence import Evidence
from workshop.progress.outcome import Wrong

SUFFIXES = (".png", ".jpg", ".jpeg")
ALIKE = 1  # levels out of 255; a figure that is laid out anew each time it is saved moves by a fraction of a pixel
INKED = 24  # levels by which a pixel differs from the paper
LONG = 0.3  # of a row or column of pixels that a frame's line takes
LEAST = 0.001  # of the pixels inside the frame
FRAME = 8  # pixels beside a frame's line that may be its own, or a tick's
MOST_PIXELS = 50_000_000


def pictures(names: Collection[str]) -> list[str]:
    """Those of a run's files that are pictures by their names."""
    return [name for name in names if name.lower().endswith(SUFFIXES)]


def kept(evidence: Evidence, name: str) -> np.ndarray:
    """The run's picture of that name, shrunk to (100, 200, 3) levels from 0 to 255. Raises Wrong unless it is a picture
    with something drawn in it; any colours will do."""
    from PIL import Image

    with evidence.artifact(name) as path:
        try:
            with Image.open(path) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Wrong(
                        f"{name} has {opened.width} x {opened.height} pixels.",
                        "Log a figure of some inches at 100 dots an inch.",
                    )
                image = opened.convert("RGBA")
                paper = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(paper, image).convert("RGB")
                small = np.asarray(image.resize((200, 100)), dtype=int)
                whole = np.asarray(image, dtype=int)
        except (
            OSError,
            ValueError,
            SyntaxError,
            Image.DecompressionBombError,
        ):  # what Pillow raises for a damaged file
            raise Wrong(
                f"{name} is no picture that can be opened.", "Give mlflow.log_figure the figure itself."
            ) from None
    if not _drawn(whole):
        raise Wrong(
            f"{name} is an empty picture: nothing is drawn in it.",
            "Draw on the axes of the figure that you log, and log it by its variable: after plt.show(), plt.gcf() is a "
            "new one.",
        )
    return small


def _drawn(pixels: np.ndarray) -> bool:
    """Whether a picture shows more than paper; inside a frame, too, if there is one: axes alone don't count."""
    coarse = pixels // 16 @ (256, 16, 1)  # 4096 colours
    commonest = np.bincount(coarse.ravel()).argmax()
    paper = np.array([commonest // 256, commonest // 16 % 16, commonest % 16]) * 16 + 8
    ink = np.abs(pixels - paper).max(axis=2) > INKED
    rows, columns = _lines(ink.mean(axis=1)), _lines(ink.mean(axis=0))
    ink[rows], ink[:, columns] = False, False
    if len(rows) and len(columns):
        ink = ink[np.ix_(_between(rows, len(ink)), _between(columns, ink.shape[1]))]
    return bool(ink.size and ink.mean() > LEAST)


def _between(lines: np.ndarray, size: int) -> np.ndarray:
    """Which rows (or columns) lie inside a frame. If the lines come in pairs, each pair is a frame, with labels between
    two frames. If not, there is one frame, from the first line to the last."""
    edges = lines[np.diff(lines, prepend=-size) > 1]
    pairs = edges.reshape(-1, 2) if len(edges) % 2 == 0 else edges[[0, -1]].reshape(1, 2)
    place = np.arange(size)
    inside: np.ndarray = np.any([(place > start + FRAME) & (place < end - FRAME) for start, end in pairs], axis=0)
    return inside


def _lines(shares: np.ndarray) -> np.ndarray:
    """The rows (or columns) that are a line: inked over a good part, while on one side the neighbours aren't."""
    long = shares > LONG
    return np.flatnonzero(long & ~(np.roll(long, 5) & np.roll(long, -5)))


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two pictures, as `kept` gives them, show the same."""
    return bool(np.abs(one - other).mean() < ALIKE)
