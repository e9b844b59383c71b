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
    raise Wrong(f"You chose {chosen}. {replies[chosen]}", "Choose again; then the cells below show the answer.")
