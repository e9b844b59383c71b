"""Do the checks of notebook 3.3 keep what they are shown from running, and know what the lesson's mail holds?"""

import base64
import json
import pickle
import pickletools
import re
import sys
import zlib
from types import SimpleNamespace
from zipfile import ZipFile

import pandas as pd
import pytest
import skops.io
from sklearn.linear_model import LinearRegression

from workshop.checks.check_of import checks
from workshop.checks.logged_model import Logged
from workshop.course import index
from workshop.energy.table import FEATURES, TARGETS
from workshop.paths import GERMANY
from workshop.progress.outcome import Crashed, Wrong

inside = checks(index.read().notebook("3.3"))
SAYS = "this line was run by a check"
RUN = SimpleNamespace(info=SimpleNamespace(run_name="neighbours"))


class Loud:
    def __reduce__(self):
        return print, (SAYS,)


@pytest.fixture(scope="module")
def evidence():
    """Stands in for Evidence: a run of some name, and the desk's years."""
    hours = pd.read_csv(GERMANY, parse_dates=["utc_timestamp"])
    return SimpleNamespace(run=RUN, year=lambda year: hours[hours["utc_timestamp"].dt.year == year])


@pytest.fixture
def pickled(tmp_path):
    """A pickle under the name of a file of skops."""
    file = tmp_path / "model.skops"
    file.write_bytes(pickle.dumps(Loud()))
    return file


@pytest.fixture
def forged(tmp_path, monkeypatch):
    """A file of skops that names a type of a module, which can be imported and says so."""
    (tmp_path / "loud_helpers.py").write_text(f"print({SAYS!r})\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    honest, file = tmp_path / "honest.skops", tmp_path / "model.skops"
    skops.io.dump(LinearRegression().fit([[1.0] * len(FEATURES)], [[1.0] * len(TARGETS)]), honest)
    with ZipFile(honest) as content:
        parts = {name: content.read(name) for name in content.namelist()}
    schema = json.loads(parts["schema.json"]) | {"__module__": "loud_helpers", "__class__": "Loud"}
    with ZipFile(file, "w") as content:
        for name, part in (parts | {"schema.json": json.dumps(schema)}).items():
            content.writestr(name, part)
    return file


def test_is_a_pickle_in_the_models_place_not_run(pickled, evidence, capfd):
    stored = Logged(pickled.parent, None, {"serialization_format": "skops", "pickled_model": pickled.name}, [])
    with pytest.raises(Crashed):
        inside._by_the_recipe(evidence, inside._stored_by_skops(stored))
    with pytest.raises(Crashed):
        inside._trusts_no_more(stored, pickled)
    assert SAYS not in capfd.readouterr().out


def test_is_a_module_that_the_model_names_not_imported(forged, evidence, capfd):
    with pytest.raises(Wrong, match=r"loud_helpers\.Loud"):
        inside._by_the_recipe(evidence, forged)
    assert SAYS not in capfd.readouterr().out and "loud_helpers" not in sys.modules


@pytest.mark.parametrize("listed", [None, "all of them", 7, [None, {}], [["nested"]]], ids=repr)
def test_does_an_odd_list_of_trusted_types_get_a_verdict(listed, forged):
    stored = Logged(forged.parent, None, {"skops_trusted_types": listed}, [])
    with pytest.raises(Wrong) as wrong:
        inside._trusts_no_more(stored, forged)
    assert wrong.value.found and wrong.value.try_next


@pytest.mark.parametrize("listed", [[], ["scikit-learn", "skops"], ["scikit-learn=={}"], ["skops=={}"]], ids=repr)
def test_does_whoever_pins_one_package_or_none_read_of_both(listed, tmp_path):
    file, version = tmp_path / "model.skops", "1.2.3"
    skops.io.dump(LinearRegression(), file)
    lines = [line.format(version if "learn" in line else skops.__version__) for line in listed]
    stored = Logged(tmp_path, None, {"sklearn_version": version}, lines)
    with pytest.raises(Wrong) as wrong:
        inside._pinned(stored, file)
    assert "scikit-learn==" in wrong.value.try_next and "skops==" in wrong.value.try_next


def test_does_the_mail_hold_the_names_that_the_check_expects():
    text = index.read().notebook("3.3").text.read_text(encoding="utf-8")
    lines = re.search(r"^mail = \((.+?)^\)", text, re.MULTILINE | re.DOTALL)
    content = zlib.decompress(base64.b64decode("".join(re.findall(r'"(.+)"', lines[1]))))
    names = [argument for instruction, argument, _ in pickletools.genops(content) if instruction.name == "GLOBAL"]
    assert names == [*inside.PARTS, inside.CALLED]


@pytest.mark.parametrize("answer", ["", " ", "é", "\ud800", "x" * 10_000, "____", "None"])
def test_is_every_other_text_no_name_of_what_is_called(answer):
    with pytest.raises(Wrong) as wrong:
        inside.would_call(SimpleNamespace(answer=lambda: answer))
    assert len(wrong.value.found) < 300 and wrong.value.try_next
