"""What can go wrong during the set-up, in words for a person: cause, place, next step."""

import os
import re
from typing import Tuple, Union

from workshop.errors import WorkshopError

ROOM = 3  # GB that the packages and their download take, about

# (a pattern for the lower-case words of pip or uv, the cause, what to do about it); the first pattern that fits counts.
CAUSES = [
    (
        r"no space left|not enough space|quota exceeded|os error (28|112|122)\b",
        "the disk is full, or your share of it",
        "free some space (about %d GB)" % ROOM,
    ),
    (
        r"certificate|unknownissuer",
        "the package registry's certificate is not trusted here; perhaps you are behind a company's proxy",
        "name your company's certificate with `pip config set global.cert FILE`",
    ),
    (
        r"\b(401|403|407)\b|unauthorized|forbidden",
        "the package registry or the proxy refused to let you in",
        "look at the index, the user and the proxy in `pip config list`",
    ),
    (
        r"failed to establish|newconnectionerror|name resolution|name or service|getaddrinfo|dns error|timed out"
        r"|refused|unreachable|error sending request|connection reset|failed to fetch",
        "no connection to the package registry",
        "check the network; for a mirror or a proxy, `pip config set global.index-url` or `global.proxy`",
    ),
    (
        r"no matching distribution|no solution found|no version of|not found in the",
        "the package registry does not have what requirements.txt asks for",
        "look whether `pip config list` names a mirror that is out of date",
    ),
]


class SetupError(WorkshopError):
    """The set-up can't go on. Made from the cause, the place, and the step to take before the same command again."""

    def __init__(self, cause: str, place: "Union[str, os.PathLike[str]]", step: str) -> None:
        super().__init__("%s.\nWhere: %s\nNext: %s" % (cause[:1].upper() + cause[1:], place, step))


def explain(words: str) -> Tuple[str, str]:
    """Return (cause, next step) for what pip or uv said when it failed."""
    for pattern, cause, step in CAUSES:
        if re.search(pattern, words.lower()):
            return cause, step
    return "the reason is in the words above", "mend that"
