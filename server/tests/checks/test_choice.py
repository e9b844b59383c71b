"""Does a prediction pass by its letter, and does another one get a question to think about?"""

from types import SimpleNamespace

import pytest

from workshop.checks.choice import choice
from workshop.progress.outcome import NotAttempted, Wrong

REPLIES = {"a": "Why a?", "c": "Why c?"}


def answered(answer):
    """The check's sentence for an answer."""
    return choice(SimpleNamespace(answer=lambda: answer), "b", "it is b", REPLIES)


@pytest.mark.parametrize("answer", ["b", "B", " b\n"])
def test_does_the_right_letter_pass(answer):
    assert answered(answer) == "it is b"


@pytest.mark.parametrize("answer, question", [("a", "Why a?"), (" C ", "Why c?")])
def test_does_a_wrong_letter_get_its_question(answer, question):
    with pytest.raises(Wrong) as wrong:
        answered(answer)
    assert wrong.value.found == f"You chose {answer.strip().lower()}. {question}"


@pytest.mark.parametrize("answer", ["d", "", "b)", "a b", 2, True, None, ["b"], {"b"}, {}, float("nan"), 10**400])
def test_does_anything_else_get_the_letters_that_are_offered(answer):
    with pytest.raises(Wrong, match="is none of the choices") as wrong:
        answered(answer)
    assert wrong.value.try_next.startswith('The choices are "a", "b", "c":')


def test_is_no_answer_no_attempt():
    def answer():
        raise NotAttempted("Nothing was handed in yet.")

    with pytest.raises(NotAttempted):
        choice(SimpleNamespace(answer=answer), "b", "it is b", REPLIES)
