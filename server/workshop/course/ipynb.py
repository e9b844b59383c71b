"""The file of a notebook."""

import nbformat
from nbformat import NotebookNode


def dump(notebook: NotebookNode) -> bytes:
    """The bytes of a notebook's file: the same for equal notebooks, on every system."""
    return f"{nbformat.writes(notebook, version=nbformat.NO_CONVERT)}\n".encode()
