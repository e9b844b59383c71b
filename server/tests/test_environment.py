"""Is this process's environment afterwards what it was before?"""

import os

import pytest

from workshop.environment import added, exchanged


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
