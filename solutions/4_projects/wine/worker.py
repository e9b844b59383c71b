"""One of several processes that share a study. It does what search.py says, and knows nothing of MLflow.

    python worker.py JOURNAL ROWS NUMBER TRIALS

JOURNAL is the file that holds the study, ROWS the wines to learn from (CSV), NUMBER this worker's own, from 1.
"""

import sys

import optuna
import pandas as pd
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend, JournalFileOpenLock

STUDY = "wine"


def storage(journal):
    """The study's storage in the file `journal`. The lock keeps two workers from writing at once, on any system."""
    return JournalStorage(JournalFileBackend(journal, lock_obj=JournalFileOpenLock(journal)))


def main(journal, rows, number, trials):
    import search  # the learner's own

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    wines = pd.read_csv(rows)
    alcohol = wines.pop("alcohol")
    folds = search.prepared(wines, alcohol)  # once, not once a trial
    search.work(storage(journal), folds, int(number), int(trials))


if __name__ == "__main__":
    main(*sys.argv[1:])
