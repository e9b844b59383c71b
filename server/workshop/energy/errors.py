"""The faults of data that were foreseen."""

from workshop.errors import WorkshopError


class DataError(WorkshopError):
    """Data that is missing, broken or asked for in vain: the cause, the place, and the next command to type."""
