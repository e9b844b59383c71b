"""Does the projection count every second of a run once, and grow what grows?"""

import importlib.util

import pytest

from workshop.paths import COURSE

LOG = """\
== installing, after 0 s
[gw1] == something else
== the tests, after 60 s
============================= seconds of the walks =============================
         notebook         starting          walking            cells            check            tests        once more
              1.1                2                8               60               40               10               10
              2.1                4                6              100                0               10               10
============================= slowest 20 durations =============================
== the solutions, run and compared, after 360 s
== the strength of a notebook's checks, measured and compared, after 460 s
== done, after 500 s
"""


@pytest.fixture
def projection():
    spec = importlib.util.spec_from_file_location("projection", COURSE / "server" / "bench" / "projection.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_is_every_second_counted_once(projection):
    found = projection.shares(projection._steps(LOG), projection._walks(LOG), 2, 20)
    assert {name: seconds for name, (seconds, _) in found.items()} == {
        "answers: 20 -> 20": 100,
        "notebooks walked through: 2 -> 2": 20,
        projection.NBVAL: 100,
        "all other tests": 180,
        "all other steps": 100,
        "in all": 500,
    }
    assert found["in all"][1] == 1


def test_do_answers_and_notebooks_grow_and_nothing_else(projection):
    found = projection.shares(projection._steps(LOG), projection._walks(LOG), 6, 200)
    assert [times for _, times in found.values()][:5] == [10, 3, 3, 1, 1]
    assert found["in all"] == (500, (1000 + 60 + 300 + 180 + 100) / 500)


def test_is_a_log_without_the_table_refused(projection, tmp_path, monkeypatch, capsys):
    (tmp_path / "log").write_text("nothing")
    monkeypatch.setattr("sys.argv", ["projection.py", str(tmp_path / "log")])
    with pytest.raises(SystemExit):
        projection.main()
    assert "no table of the walks' seconds" in capsys.readouterr().err
