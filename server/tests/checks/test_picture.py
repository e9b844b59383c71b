"""Is a picture told from an empty one, whatever its colours?"""

from contextlib import contextmanager
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest

from workshop.checks import picture
from workshop.progress.outcome import Wrong

HOURS = np.arange(168)
POWER = np.sin(HOURS / 4) * np.cos(HOURS / 30)


def saved(figure, path):
    """Evidence whose one artifact is the figure."""
    figure.savefig(path)
    plt.close(figure)

    @contextmanager
    def artifact(name):
        yield path

    return SimpleNamespace(artifact=artifact)


def panels(rows=1, columns=1, style="default", **curve):
    with plt.style.context(style):
        figure, axes = plt.subplots(rows, columns, figsize=(9, 5), squeeze=False)
        for axis in axes.ravel() if curve else ():
            axis.plot(HOURS, POWER, **curve)
    return figure


DRAWN = {
    "black": lambda: panels(color="black", linewidth=0.6),
    "grey, two panels": lambda: panels(2, color="0.7"),
    "white on black": lambda: panels(style="dark_background", color="white"),
    "grey bars": lambda: bars(),
    "few grey dots": lambda: panels(color="0.4", linestyle="", marker=".", markevery=15),
    "a matrix in greys": lambda: matrix(),
}
EMPTY = {
    "nothing": lambda: plt.figure(),
    "axes": lambda: panels(),
    "two panels of axes": lambda: panels(2),
    "four panels of axes": lambda: panels(2, 2),
    "axes on black": lambda: panels(style="dark_background"),
    "a grid": lambda: panels(style="seaborn-v0_8-whitegrid"),
}


def bars():
    figure, axis = plt.subplots()
    axis.barh([1, 2, 3], [5, 3, 1], color="0.5")
    return figure


def matrix():
    figure, axis = plt.subplots()
    axis.imshow([[17, 0, 0], [0, 16, 1], [0, 2, 14]], cmap="Greys")
    return figure


@pytest.mark.parametrize("name", DRAWN)
def test_does_a_picture_of_any_colours_count(name, tmp_path):
    assert picture.kept(saved(DRAWN[name](), tmp_path / "a.png"), "a.png").shape == (100, 200, 3)


@pytest.mark.parametrize("name", EMPTY)
def test_does_an_empty_one_fail(name, tmp_path):
    with pytest.raises(Wrong, match="is an empty picture"):
        picture.kept(saved(EMPTY[name](), tmp_path / "a.png"), "a.png")


def test_does_a_transparent_picture_lie_on_white(tmp_path):
    figure = panels(color="black")
    figure.patch.set_alpha(0)
    assert picture.kept(saved(figure, tmp_path / "a.png"), "a.png").max() == 255


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40], ids=["empty", "text", "cut off"]
)
def test_does_a_file_that_is_no_picture_get_a_verdict(content, tmp_path):
    evidence = saved(plt.figure(), tmp_path / "a.png")
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(Wrong, match="no picture that can be opened"):
        picture.kept(evidence, "a.png")
