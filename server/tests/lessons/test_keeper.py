"""Where no fork is possible: does a kernel have again, after an answer, what it had before?"""

import pytest
from kernels import Kernel, value
from walks import SUPPORT

from workshop.environment import for_children

BEFORE = f"""\
import os, random, sys
import keras, matplotlib, numpy
sys.path.append({str(SUPPORT)!r})
import keeper as _keeper
keras.utils.set_random_seed(7)
network = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3)])
drawn = keras.random.uniform((1,))
keras.Sequential([keras.layers.Dense(4)]).predict(numpy.ones((1, 2)), verbose=0)
"""
SEEN = """\
(float(keras.random.uniform((1,))[0]), keras.layers.Dense(1).name, float(network.get_weights()[0].sum()),
 float(network.predict(numpy.ones((1, 2)), verbose=0).sum()), random.random(),
 matplotlib.rcParams["figure.dpi"], sorted(os.environ), "another" in globals())
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    found = Kernel(tmp_path_factory.mktemp("kernel"), for_children({}))
    value(found, f"{BEFORE}1")
    yield found
    found.stop()


@pytest.mark.parametrize(
    "answer",
    [
        SEEN,
        "keras.utils.set_random_seed(8)\nkeras.random.uniform((1,))",
        "keras.utils.clear_session()",
        "another = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(4)])",
        "keras.Sequential([keras.layers.Dense(4)]).predict(numpy.ones((1, 2)), verbose=0)",
        "network.set_weights([1 + weights for weights in network.get_weights()])",
        'matplotlib.rcParams["figure.dpi"] = 31',
        'os.environ["MINE"] = "1"',
        "raise KeyError",
    ],
)
def test_does_an_answer_leave_no_trace(kernel, answer):
    shown = []
    for cell in (SEEN, answer, SEEN):
        value(kernel, "_keeper.keep(), 1")
        shown.append(kernel.run(cell))
        value(kernel, "_keeper.restore(), 1")
    assert shown[0] == shown[2] and not shown[0][1], shown
