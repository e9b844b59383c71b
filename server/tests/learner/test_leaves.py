"""Are files that later notebooks use brought where they are missing, and a learner's own ones left alone?"""

import os

from workshop.course import markers
from workshop.learner import leaves


def test_is_a_file_replaced_only_where_the_learner_has_not_changed_what_was_handed_out(tmp_path):
    made, work, given = (tmp_path / name for name in ("made", "work", "given"))
    for folder in (made, work, given):
        (folder / "lr" / "__pycache__").mkdir(parents=True)
    for name in ("as given", "own", "missing", "__pycache__/litter"):
        (made / "lr" / name).write_text(f"{markers.BEGIN}\nsolved\n{markers.STUB}\n# ____\n{markers.END}")
    for name in ("as given", "own"):
        (given / "lr" / name).write_text("handed out")
    (work / "lr" / "as given").write_text("handed out")
    (work / "lr" / "own").write_text("mine")
    os.utime(made / "lr" / "missing", (1, 1))
    leaves.hand_over(["lr"], made, work, given)
    found = {path.name: path.read_text().strip() for path in (work / "lr").iterdir() if path.is_file()}
    assert found == {"as given": "solved", "own": "mine", "missing": "solved"}
    assert (work / "lr" / "missing").stat().st_mtime == 1
    assert not list((work / "lr" / "__pycache__").iterdir())
