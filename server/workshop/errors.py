"""The one base of foreseen faults."""


class WorkshopError(Exception):
    """A fault that was foreseen. Its text says the cause, the place, and the next command to type."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback."""
        return [str(self)]
