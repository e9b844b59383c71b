# exercise: 2.6.3
from dataclasses import asdict, dataclass

import numpy as np
import sklearn


@dataclass
class Record:
    script: str
    commit: str
    dirty: bool
    untracked: list
    data_sha256: str
    python: str
    packages: dict
    parameters: dict
    threads: dict


def make_record(folder):
    """What a run of the script in `folder` is made from, and the diff of what isn't committed there."""
    diff = changes(folder)
    unknown = git("ls-files", "--others", "--exclude-standard", "--", *code, folder=folder)
    record = Record(
        script=script,
        commit=git("rev-parse", "--verify", "HEAD^{commit}", folder=folder).rstrip(),
        dirty=len(diff) > 0,
        untracked=[line for line in unknown.splitlines() if line],
        data_sha256=full_hash(Path(desk.data).read_bytes()),
        python=platform.python_version(),
        packages={"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "numpy": np.__version__},
        parameters=parameters.copy(),
        threads=threads.copy(),
    )
    return asdict(record), diff


# first attempt: I thought that the short hash would do
record, diff = make_record(repository)
keep("committed", repository, record | {"commit": record["commit"][:7]}, diff)

# second attempt: the whole hash
record, diff = make_record(repository)
committed = keep("committed", repository, record, diff)
