"""The parameters of train.py, read from the texts of a command line. It takes whatever it is given."""

import argparse
import sys


def refuse(reason):
    """Ends the script with one line that says why."""
    sys.exit(f"lr: {reason}")


def read(texts):
    """The parameters by name: `data` (a path), `alpha` (a number), `judge_from` (a day)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data")
    parser.add_argument("--alpha", default="1")
    parser.add_argument("--judge-from", default="2015-04-01")
    given, _ = parser.parse_known_args(texts)
    return {"data": given.data, "alpha": float(given.alpha), "judge_from": given.judge_from}
