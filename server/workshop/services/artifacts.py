"""The artifact store as the tracking server uses it: MLflow's FTP repository, with two bugs mended.

Registered for `ftp://` through the entry point group `mlflow.artifact_repository`. MLflow's own repository answers with
a 500 when a file isn't there, so that every client retries for about four minutes; and it can't delete.
"""

import ftplib
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager

from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import RESOURCE_DOES_NOT_EXIST, TEMPORARILY_UNAVAILABLE
from mlflow.store.artifact.ftp_artifact_repo import FTPArtifactRepository

NOT_THERE = "550"


class FTPArtifacts(FTPArtifactRepository):
    """Artifacts in a folder of an FTP server; its address is `ftp://user:password@host:port/folder`."""

    @contextmanager
    def get_ftp_client(self) -> Iterator[ftplib.FTP]:
        """A logged-in connection, which is always closed at the end.

        Raises MlflowException with TEMPORARILY_UNAVAILABLE when the store doesn't answer: clients then retry, so they
        don't notice when the store is started again.
        """
        with ftplib.FTP() as ftp:
            try:
                ftp.connect(str(self.config["host"]), int(self.config["port"] or ftplib.FTP_PORT))
                ftp.login(str(self.config["username"] or ""), str(self.config["password"] or ""))
            except OSError as error:
                raise MlflowException(f"The artifact store doesn't answer: {error}", TEMPORARILY_UNAVAILABLE) from error
            yield ftp

    def _download_file(self, remote_file_path: str, local_path: str) -> None:
        try:
            super()._download_file(remote_file_path, local_path)
        except ftplib.error_perm as error:
            if not str(error).startswith(NOT_THERE):
                raise
            # Clients don't retry after this code.
            raise MlflowException(f"No such artifact: {remote_file_path}", RESOURCE_DOES_NOT_EXIST) from error

    def delete_artifacts(self, artifact_path: str | None = None) -> None:
        """Delete a file, or a folder and all that is in it; a path that isn't there counts as deleted."""
        with self.get_ftp_client() as ftp:
            self._delete(ftp, posixpath.join(self.path, artifact_path or ""))

    def _delete(self, ftp: ftplib.FTP, path: str) -> None:
        if not self._is_dir(ftp, path):
            try:
                ftp.delete(path)
            except ftplib.error_perm as error:
                if not str(error).startswith(NOT_THERE):
                    raise
            return
        for name in ftp.nlst(path):
            self._delete(ftp, posixpath.join(path, posixpath.basename(name)))
        ftp.cwd("/")
        ftp.rmd(path)
