"""The base class of all errors that the workshop foresees."""


class WorkshopError(Exception):
    """An error that the workshop foresees. Its text says the cause, the place, and the next command to type."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback."""
        return [str(self)]
