"""The one base of foreseen faults."""


class WorkshopError(Exception):
    """A fault that was foreseen. Its text says the cause, the place, and the next command to type."""
