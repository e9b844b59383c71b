"""Inside a kernel: a forest that was grown once from the same hours with the same settings is not grown again.

Most answers to an exercise grow the forests of its solution, and a forest with a seed is always the same: what differs
between the answers is what they do with it. A forest without a seed, or one that goes on growing, is grown each time.
"""

import functools
import os
import pickle
from numbers import Integral
from pathlib import Path

import joblib
from sklearn.ensemble._forest import BaseForest

SAME_FOREST = ("n_jobs", "verbose")  # settings that don't change what is grown


def remember(folder: str) -> None:
    """Keep the forests that this process, its children and other processes with the same `folder` grow there."""
    Path(folder).mkdir(exist_ok=True)
    BaseForest.fit = _remembered(BaseForest.fit, Path(folder))


def _remembered(fit, folder: Path):
    @functools.wraps(fit)
    def fit_or_recall(self, X, y, sample_weight=None):
        settings = {name: value for name, value in self.get_params().items() if name not in SAME_FOREST}
        if not isinstance(self.random_state, Integral) or self.warm_start:
            return fit(self, X, y, sample_weight)
        file = folder / joblib.hash((type(self).__name__, settings, X, y, sample_weight))
        if file.exists():
            self.__dict__.update(pickle.loads(file.read_bytes()))
            return self
        fit(self, X, y, sample_weight)
        aside = file.with_suffix(f".{os.getpid()}")
        aside.write_bytes(pickle.dumps({name: it for name, it in vars(self).items() if name not in self.get_params()}))
        aside.replace(file)
        return self

    return fit_or_recall
