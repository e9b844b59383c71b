"""Do the functions that read answers and runs take whatever they are given, and refuse what isn't asked for?"""

import math
from functools import partial
from types import SimpleNamespace

import pytest

from workshop.checks import expect
from workshop.progress.outcome import Crashed, NotAttempted, Outcome, Wrong

HOLDS_ITSELF = []
HOLDS_ITSELF.append(HOLDS_ITSELF)
DEEP = []
for _ in range(10**5):
    DEEP = [DEEP]


class Nameless:
    def __repr__(self):
        raise KeyError("no name")


def run(name="mine", params=None, metrics=None):
    """Stands in for MLflow's Run, with what is read of it."""
    return SimpleNamespace(info=SimpleNamespace(run_name=name), data=SimpleNamespace(params=params, metrics=metrics))


def refusal(function, *arguments, **options):
    """The Wrong that a function raises."""
    with pytest.raises(Wrong) as wrong:
        function(*arguments, **options)
    return wrong.value


@pytest.mark.parametrize(
    "value, text",
    [
        ("a", "'a'"), (True, "True"), (math.nan, "nan"), (10**400, f"1{'0' * 78}…"), ("x" * 78, f"'{'x' * 78}'"),
        ("x" * 79, f"'{'x' * 78}…"), (HOLDS_ITSELF, "[[...]]"), (10**5000, "a int that can't be shown"),
        (DEEP, "a list that can't be shown"), (Nameless(), "a Nameless that can't be shown"),
    ],
    ids=lambda value: str(type(value)),
)  # fmt: skip
def test_is_any_value_shown_in_short(value, text):
    assert expect.shown(value) == text


def test_is_a_value_cut_to_the_length_that_is_asked_for():
    assert expect.shown("abcdef", 4) == "'ab…"


@pytest.mark.parametrize("given, value", [(2, 2.0), (-0.5, -0.5), (0, 0.0), (10**300, 1e300), (5e-324, 5e-324)])
def test_is_a_number_read_as_a_float(given, value):
    read = expect.number(given)
    assert read == value and type(read) is float


NO_NUMBER = [
    math.nan, math.inf, -math.inf, True, False, 10**400, -(10**5000), "1", "", None, [], [1], {}, 1j,
    HOLDS_ITSELF, DEEP, Nameless(),
]  # fmt: skip


@pytest.mark.parametrize("given", NO_NUMBER, ids=[f"odd {nth}" for nth, _ in enumerate(NO_NUMBER)])
def test_is_what_is_no_number_refused(given):
    assert refusal(expect.number, given).found.endswith("is not a number.")


def test_does_a_refused_number_say_field_unit_and_share():
    wrong = refusal(expect.number, "2", "GW", "lead", share=0.5)
    assert wrong.found == "lead is '2', which is not a number."
    assert wrong.try_next == "Hand in a number, in GW." and wrong.share == 0.5
    assert refusal(expect.number, "2").try_next == "Hand in a number, without quotes."


def test_do_fields_come_in_the_order_that_is_asked_for():
    assert expect.fields({"b": [2], "a": 1}, "a", "b") == [1, [2]]


@pytest.mark.parametrize(
    "given",
    [None, 3, [], ["a", "b"], "ab", {}, {"a": 1}, {"a": 1, "b": 2, "c": 3}, {"a": 1, 2: 3}, {1: HOLDS_ITSELF}, DEEP],
    ids=lambda given: str(type(given)),
)
def test_is_an_answer_without_just_these_fields_refused(given):
    wrong = refusal(expect.fields, given, "a", "b")
    assert wrong.found == f"{expect.shown(given)} is not what was asked for."
    assert wrong.try_next == 'Hand in a dictionary: {"a": ..., "b": ...}.'


def test_are_the_numbers_of_an_answer_read_by_name():
    assert expect.numbers({"b": 2, "a": 1.5}, "GW", "a", "b") == {"a": 1.5, "b": 2.0}


@pytest.mark.parametrize("given", [math.nan, True, 10**400, "1", HOLDS_ITSELF])
def test_is_a_field_that_is_no_number_named(given):
    assert refusal(expect.numbers, {"a": 1, "b": given}, "GW", "a", "b").found.startswith("b is ")


@pytest.mark.parametrize(
    "given, expected, within, near",
    [
        (1.0, 1.25, 0.25, True), (1.25, 1.0, 0.25, True), (1.0, 1.26, 0.25, False), (1.0, 1.0, 0.0, True),
        (math.nan, math.nan, 1, False), (math.nan, 1.0, math.inf, False), (1.0, math.nan, 1, False),
        (math.inf, math.inf, 1, False), (math.inf, 1.0, math.inf, False), (1.0, -math.inf, math.inf, False),
        (1e308, -1e308, 1, False),
    ],
)  # fmt: skip
def test_are_two_numbers_near_only_where_both_are_finite(given, expected, within, near):
    assert expect.near(given, expected, within) is near


@pytest.mark.parametrize(
    "given, digit", [(2.35, 0.01), (2.0, 0.1), (100.0, 0.1), (1e-7, 1e-7), (1.5e-7, 1e-8), (1e22, 1e22), (0.0, 0.1)]
)
def test_is_the_last_digit_worth_what_was_written(given, digit):
    assert expect.last_digit(given) == pytest.approx(digit)


@pytest.mark.parametrize(
    "given, expected, same",
    [
        (2.35, 2.3462, True), (2.34, 2.3462, False), (2.3, 2.3462, True), (2.4, 2.3462, False),
        (2.3462, 2.34629, False), (2.5, 2.45, True), (0.12345678, 0.12345728, True), (0.12345678, 0.12345898, False),
        (math.nan, 1.0, False), (1.0, math.inf, False), (math.inf, math.inf, False),
    ],
)  # fmt: skip
def test_does_a_rounded_number_count_to_its_own_digits(given, expected, same):
    assert expect.to_the_digit(given, expected) is same


SLIPS = {-2.0: ("wrong sign", "turn it"), 2000.0: ("in MW", "divide")}
OTHERWISE = ("not right", "look again")


@pytest.mark.parametrize("given", [2.0, 1.9, 2.1])
def test_does_a_number_that_is_close_pass(given):
    expect.close(given, 2.0, 0.11, SLIPS, OTHERWISE)


@pytest.mark.parametrize(
    "given, words", [(-2.05, SLIPS[-2.0]), (2000.0, SLIPS[2000.0]), (7, OTHERWISE), (math.nan, OTHERWISE)]
)
def test_does_a_likely_mistake_get_its_own_words(given, words):
    wrong = refusal(expect.close, given, 2.0, 0.1, SLIPS, OTHERWISE, share=0.25)
    assert (wrong.found, wrong.try_next, wrong.share) == (*words, 0.25)


def test_is_a_right_number_right_though_a_mistake_gives_it_too():
    expect.close(2.0, 2.0, 0.1, {2.0: ("a slip", "")}, OTHERWISE)


@pytest.mark.parametrize("kind, what", [("params", "parameter"), ("metrics", "metric")])
def test_is_every_missing_name_said(kind, what):
    values, read = {"a": "1", "b": "2"}, getattr(expect, kind)
    given = run(**{kind: values})
    assert read(given, iter(("b", "a")), "Log it.") == values
    assert read(given, [], "Log it.") == {}
    wrong = refusal(read, given, ("a", "c", "d"), "Log it.", share=0.5)
    assert wrong.found == f"The run mine lacks the {what}s c, d."
    assert wrong.try_next == "Log it." and wrong.share == 0.5
    assert refusal(read, given, ("c", "a"), "Log it.").found == f"The run mine lacks the {what} c."


@pytest.mark.parametrize("text, value", [("1", 1), ("9", 9), (" 5 ", 5), ("05", 5)])
def test_is_a_parameter_read_as_a_whole_number(text, value):
    assert expect.whole(run(params={"trees": text}), "trees", 1, 9, "Log it.") == value


@pytest.mark.parametrize(
    "text", ["nan", "inf", "True", "None", "", "1.0", "five", "[5]", "1e1", pytest.param("9" * 5000, id="long")]
)
def test_is_a_parameter_that_is_no_whole_number_refused(text):
    wrong = refusal(expect.whole, run(params={"trees": text}), "trees", 1, 9, "Log it.")
    assert wrong.found == f"The parameter trees of the run mine is {expect.shown(text)}, which is no whole number."
    assert wrong.try_next == "Log it."


@pytest.mark.parametrize("text", ["0", "10", "-5", pytest.param(str(10**400), id="long")])
def test_is_a_whole_number_outside_its_limits_refused(text):
    wrong = refusal(expect.whole, run(params={"trees": text}), "trees", 1, 9, "Log it.")
    assert wrong.found == f"The parameter trees of the run mine is {expect.shown(text)}; it should be from 1 to 9."


@pytest.mark.parametrize("share, inside, earned", [(0.5, 0.0, 0.5), (0.5, 0.75, 0.75), (0.0, 0.0, 0.0)])
def test_does_a_later_mistake_keep_the_share_of_the_parts_before_it(share, inside, earned):
    with pytest.raises(Wrong) as wrong, expect.earned(share):
        raise Wrong("found", "next", inside)
    assert wrong.value.share == earned


@pytest.mark.parametrize("error", [NotAttempted("nothing"), Crashed("it crashed"), ValueError("a fault")])
def test_is_what_is_not_wrong_let_through_without_a_share(error):
    with pytest.raises(type(error)) as raised, expect.earned(0.5):
        raise error
    assert raised.value is error and getattr(error, "share", 0.0) == 0.0


def part(outcome=None):
    """A part of a check that raises `outcome`, or is right."""
    if outcome:
        raise outcome
    return "a value that nobody asks for"


def test_do_right_parts_pass():
    expect.all_parts()
    expect.all_parts(part, part)


@pytest.mark.parametrize(
    "outcomes, found, share",
    [
        ([None, Wrong("one")], "one", 1 / 2),
        ([Wrong("one"), None, None, None], "one", 3 / 4),
        ([Wrong("one"), Wrong("two")], "one", 0),
        ([None, Wrong("two"), Wrong("three")], "two", 1 / 3),
        ([Wrong("one", share=0.9), None], "one", 1 / 2),
        ([None, NotAttempted("none yet")], "none yet", 1 / 2),
        ([NotAttempted("none yet"), NotAttempted("nor here")], "none yet", 0),
    ],
)
def test_does_the_first_wrong_part_get_the_share_of_the_right_ones(outcomes, found, share):
    wrong = refusal(expect.all_parts, *(partial(part, outcome) for outcome in outcomes))
    assert wrong.found == found and wrong.share == pytest.approx(share)


def test_does_a_missing_part_say_what_to_try_next():
    assert refusal(expect.all_parts, part, partial(part, NotAttempted("none", "Do it."))).try_next == "Do it."


def test_does_a_part_that_crashed_stay_one_and_keep_the_share_of_the_others():
    with pytest.raises(Crashed) as crashed:
        expect.all_parts(part, partial(part, Crashed("it crashed")))
    assert crashed.value.share == 1 / 2


def test_is_a_fault_of_a_part_no_outcome():
    with pytest.raises(ZeroDivisionError):
        expect.all_parts(partial(part, Wrong("one")), lambda: 1 / 0)


def several(tagged):
    return Wrong(f"{len(tagged)} have it")


def never(*_):
    raise AssertionError("nobody has to look for words")


def test_is_the_only_run_found_without_looking_for_words():
    one = run("one")
    assert expect.the_only([one], never, never) is one


@pytest.mark.parametrize("outcome", [NotAttempted("none has it"), Wrong("another has it")])
def test_does_no_run_get_the_words_for_none(outcome):
    with pytest.raises(Outcome) as raised:
        expect.the_only([], lambda: outcome, never)
    assert raised.value is outcome


def test_do_several_runs_get_the_words_for_several():
    assert refusal(expect.the_only, [run("one"), run("two")], never, several).found == "2 have it"
