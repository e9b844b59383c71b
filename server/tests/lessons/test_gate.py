"""Do the checks of notebook 3.4 say what a wrong rule lacks, and nothing that has to do with another mistake?"""

from types import SimpleNamespace

import pytest

from workshop.checks.check_of import checks
from workshop.course import index
from workshop.progress.outcome import Wrong

gate = checks(index.read().notebook("3.4"))


def run(candidate):
    """Stands in for the run of a candidate."""
    return SimpleNamespace(info=SimpleNamespace(run_name=f"gate: {candidate}"))


@pytest.mark.parametrize(
    "rule, speaks_of_gains",
    [
        ({"threshold": 1.02}, False),
        ({"threshold": "1.02", "greater_is_better": False}, False),
        ({"treshold": 1.02, "greater_is_better": False}, False),
        ({"min_relative_change": -0.02, "greater_is_better": False}, True),
    ],
    ids=["no-direction", "a-text", "misspelt", "a-negative-gain"],
)
def test_does_only_a_rule_of_gain_get_advice_on_gains(rule, speaks_of_gains):
    with pytest.raises(Wrong) as wrong:
        gate._thresholds("challenger", {"solar": rule})
    assert (gate.rules.NO_LOSS in wrong.value.try_next) == speaks_of_gains


@pytest.mark.parametrize("name", gate.BY_THE_RECORD)
@pytest.mark.parametrize("reason", ["overlap with test data", "the record, 2013..2015-02", "it has seen these hours"])
def test_may_a_reason_speak_of_the_record_in_whatever_words(name, reason):
    gate._reason(run(name), name, reason)


@pytest.mark.parametrize("name", gate.BY_THE_RECORD)
@pytest.mark.parametrize(
    "reason", ["not clean", "solar is nan", "Metric solar value threshold check failed: candidate model solar = nan"]
)
def test_is_a_reason_that_does_not_speak_of_the_record_told_to(name, reason):
    with pytest.raises(Wrong, match=name) as wrong:
        gate._reason(run(name), name, reason)
    assert "record" in wrong.value.try_next
