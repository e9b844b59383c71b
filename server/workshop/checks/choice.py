"""A prediction: a choice made before the cell that shows how it is."""

from __future__ import annotations

from workshop.checks.evidence import Evidence
from workshop.checks.expect import shown
from workshop.progress.outcome import Wrong


def choice(evidence: Evidence, right: str, because: str, replies: dict[str, str]) -> str:
    """The sentence for the `right` choice: `because`. `replies` has, for each wrong one, what to think of next.

    Raises NotAttempted where nothing was handed in, and Wrong for a wrong choice or one that isn't offered.
    """
    given = evidence.answer()
    chosen = given.strip().lower() if isinstance(given, str) else given
    if chosen == right:
        return because
    if not isinstance(chosen, str) or chosen not in replies:
        offered = ", ".join(f'"{name}"' for name in sorted([right, *replies]))
        raise Wrong(f"{shown(given)} is none of the choices.", f"There are {offered}: hand in one of these letters.")
    raise Wrong(f"You chose {chosen}. {replies[chosen]}", "Choose again; then the cells below show how it is.")
