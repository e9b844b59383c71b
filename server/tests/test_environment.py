"""Is this process's environment afterwards what it was before?"""

import os
import sys

import pytest

from workshop.environment import added, exchanged, find_packages


def test_does_a_process_have_its_own_variables_again_when_it_had_others():
    before = dict(os.environ)
    with pytest.raises(KeyError), exchanged({"ANOTHER": "2"}):
        assert dict(os.environ) == {"ANOTHER": "2"}
        raise KeyError
    assert dict(os.environ) == before


def test_does_a_process_lose_only_what_was_added(monkeypatch):
    monkeypatch.setenv("MINE", "1")
    before = dict(os.environ)
    with added({"MINE": "2", "ANOTHER": "3"}):
        assert dict(os.environ) == before | {"MINE": "2", "ANOTHER": "3"}
        os.environ["ITS_OWN"] = "4"
    assert os.environ.pop("ITS_OWN") == "4" and dict(os.environ) == before


def test_does_a_process_find_packages_in_a_folder_behind_its_own_and_hand_it_on_once(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    for _ in range(2):
        find_packages(tmp_path)
    assert sys.path[-1] == str(tmp_path) and sys.path.count(str(tmp_path)) == 1
    assert os.environ["PYTHONPATH"].split(os.pathsep) == ["elsewhere", str(tmp_path)]
