"""The services behind the lessons: tracking server, artifact store and JupyterLab. Starts, watches and stops them."""

from workshop.services.processes import running, status, stop
from workshop.services.service import ServiceError
from workshop.services.space import Space

__all__ = ["ServiceError", "Space", "running", "status", "stop"]
