"""The artifact store: an FTP server with one account; only the tracking server gets its password."""

import logging

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.ioloop import IOLoop
from pyftpdlib.servers import FTPServer

from workshop.services import parent_pipe

EVERYTHING_BUT_CHMOD = "elradfmwT"


def serve(folder: str, host: str, port: int, user: str, password: str) -> None:
    """Serve `folder` until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.WARNING)
    authorizer = DummyAuthorizer()
    authorizer.add_user(user, password, folder, perm=EVERYTHING_BUT_CHMOD)

    class Handler(FTPHandler):  # type: ignore[misc]  # pyftpdlib says nothing of its types
        banner = "Artifact store of the workshop"

    Handler.authorizer = authorizer
    FTPServer((host, port), Handler, ioloop=IOLoop()).serve_forever()


if __name__ == "__main__":
    told = parent_pipe.settings()
    parent_pipe.follow_parent()
    serve(**told)
