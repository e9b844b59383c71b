"""A prediction: the learner chooses before the cells that show which choice is right."""

from __future__ import annotations

from workshop.checks.evidence import Evidence
from workshop.checks.expect import shown
from workshop.progress.outcome import Wrong


def choice(evidence: Evidence, right: str, because: str, replies: dict[str, str]) -> str:
    """Returns `because` for the `right` choice. `replies` has a question to think about for each wrong choice.

    Raises NotAttempted where nothing was handed in, and Wrong for a wrong choice or one that isn't offered.
    """
    given = evidence.answer()
    chosen = given.strip().lower() if isinstance(given, str) else given
    if chosen == right:
        return because
    if not isinstance(chosen, str) or chosen not in replies:
        offered = ", ".join(f'"{name}"' for name in sorted([right, *replies]))
        raise Wrong(
            f"{shown(given)} is none of the choices.", f"The choices are {offered}: hand in one of these letters."
        )
    raise Wrong(
        f"You chose {chosen}. {replies[chosen]}", "Choose again; then run the cells below: they show the answer."
    )


def choices(evidence: Evidence, right: str, because: str, said: tuple[str, str], questions: dict[str, str]) -> str:
    """Returns `because` where just the letters of `right` were chosen. `said` is what a learner says by choosing a
    letter, which stands for {}, and by leaving it out; `questions` has a question to think about for each letter.

    Raises NotAttempted where nothing was handed in, and Wrong for other letters.
    """
    given = evidence.answer()
    letters = list(given.replace(",", " ").split()) if isinstance(given, str) else given
    if not isinstance(letters, list) or not all(isinstance(each, str) for each in letters):
        raise Wrong(f"{shown(given)} is no list of letters.", 'Hand in a list, ["c", "d"] say.')
    chosen = {each.strip().lower() for each in letters}
    strange = sorted(chosen - set(questions))
    if strange:
        raise Wrong(
            f"{shown(strange[0])} is none of the cases.",
            f"The cases are {min(questions)} to {max(questions)}; hand in a list of letters.",
        )
    for letter, question in questions.items():
        if (letter in chosen) != (letter in right):
            words = said[letter not in chosen].format(letter)
            raise Wrong(
                f"You say that {words}. {question}", "Choose again; then run the cell below: it shows what happens."
            )
    return because
