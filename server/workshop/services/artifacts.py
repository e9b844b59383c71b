"""The artifact store as the tracking server sees it: MLflow's FTP repository, with two gaps closed.

Registered for `ftp://` through the entry point group `mlflow.artifact_repository`. MLflow's own answers a file that
isn't there with a 500, which every client retries for about four minutes; and it can't delete.
"""

import ftplib
import posixpath
from contextlib import contextmanager

from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import RESOURCE_DOES_NOT_EXIST, TEMPORARILY_UNAVAILABLE
from mlflow.store.artifact.ftp_artifact_repo import FTPArtifactRepository

NOT_THERE = "550"


class FTPArtifacts(FTPArtifactRepository):
    """Artifacts in a folder of an FTP server, named `ftp://user:password@host:port/folder`."""

    @contextmanager
    def get_ftp_client(self):
        """A logged-in connection, closed whatever happens.

        Raises MlflowException: TEMPORARILY_UNAVAILABLE (clients retry, so a restart of the store goes unnoticed)
        when the store doesn't answer; RESOURCE_DOES_NOT_EXIST (they don't) for what isn't there.
        """
        with ftplib.FTP() as ftp:
            try:
                ftp.connect(self.config["host"], self.config["port"])
                ftp.login(self.config["username"], self.config["password"])
            except OSError as error:
                raise MlflowException(f"The artifact store doesn't answer: {error}", TEMPORARILY_UNAVAILABLE) from error
            yield ftp

    def _download_file(self, remote_file_path, local_path):
        try:
            super()._download_file(remote_file_path, local_path)
        except ftplib.error_perm as error:
            if not str(error).startswith(NOT_THERE):
                raise
            raise MlflowException(f"No such artifact: {remote_file_path}", RESOURCE_DOES_NOT_EXIST) from error

    def delete_artifacts(self, artifact_path=None):
        """Delete a file, or a folder with all it holds; what isn't there is deleted already."""
        with self.get_ftp_client() as ftp:
            self._delete(ftp, posixpath.join(self.path, artifact_path or ""))

    def _delete(self, ftp, path):
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
