"""The services behind the lessons: tracking server, artifact store and JupyterLab. Starts, watches and stops them."""

from workshop.services.processes import running, status, stop
from workshop.services.service import ServiceError
from workshop.services.space import Space
from workshop.services.workspace import Workspace

__all__ = ["ServiceError", "Space", "Workspace", "running", "status", "stop"]
