"""The services behind the lessons: tracking server, artifact store, JupyterLab; started, watched, stopped."""

from workshop.services.processes import running, status, stop
from workshop.services.service import ServiceError
from workshop.services.space import Space

__all__ = ["ServiceError", "Space", "running", "status", "stop"]
