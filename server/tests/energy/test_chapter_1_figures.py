"""Do the two years that chapter 1 has teach what it says? The bounds are measured, wide enough to stay meaningful."""

import pytest
from energy_measures import forest, leak, linear, random_split, realigned, two_years, years_apart


@pytest.mark.parametrize(
    ("calendar", "low", "high"), [(False, 1.08, 1.20), (True, 1.19, 1.35)], ids=["weather only", "with calendar"]
)
def test_does_a_shuffled_split_leak_over_months(calendar, low, high):
    """Measured 1.14 and 1.27: RMSE over month blocks as against shuffled hours."""
    assert low <= leak(two_years, calendar) <= high


@pytest.mark.parametrize(
    ("model", "low", "high"), [(linear, 0.04, 0.08), (forest, 0.03, 0.06)], ids=["linear", "forest"]
)
def test_does_realigning_the_summer_clock_help_solar(model, low, high):
    """Measured +.060 and +.044 in R2 of solar."""
    assert low <= random_split(model, two_years, realigned)[0] - random_split(model, two_years)[0] <= high


@pytest.mark.parametrize(
    ("model", "at_random", "next_year"), [(linear, 0.874, 0.856), (forest, 0.906, 0.870)], ids=["linear", "forest"]
)
def test_what_a_random_split_and_the_next_year_say_of_a_model(model, at_random, next_year):
    assert random_split(model, two_years).mean() == pytest.approx(at_random, abs=0.015)
    assert years_apart(model, (2013,), 2014, two_years) == pytest.approx(next_year, abs=0.015)


def test_does_a_random_split_flatter_the_forest_more_than_the_line():
    """Measured: the forest loses .037 from a random fifth to the next year, the line .018."""
    loss = {
        model: random_split(model, two_years).mean() - years_apart(model, (2013,), 2014, two_years)
        for model in (linear, forest)
    }
    assert 0.005 < loss[linear] < loss[forest] - 0.01
