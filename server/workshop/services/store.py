"""The artifact store: an FTP server with one account, whose password only the tracking server is told."""

import logging

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.ioloop import IOLoop
from pyftpdlib.servers import FTPServer

from workshop.services import leash

EVERYTHING_BUT_CHMOD = "elradfmwT"


def serve(folder: str, host: str, port: int, user: str, password: str) -> None:
    """Serve `folder` until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.WARNING)
    authorizer = DummyAuthorizer()
    authorizer.add_user(user, password, folder, perm=EVERYTHING_BUT_CHMOD)

    class Handler(FTPHandler):
        banner = "Artifact store of the workshop"

    Handler.authorizer = authorizer
    FTPServer((host, port), Handler, ioloop=IOLoop()).serve_forever()


if __name__ == "__main__":
    told = leash.settings()
    leash.follow_parent()
    serve(**told)
