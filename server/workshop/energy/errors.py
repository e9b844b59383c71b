"""The errors in data that the workshop foresees."""

from workshop.errors import WorkshopError


class DataError(WorkshopError):
    """Data that is missing, broken or not available: the cause, the place, and the next command to type."""
