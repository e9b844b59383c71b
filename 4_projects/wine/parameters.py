"""What the entry points of this project take, read from the texts of a command line. What isn't right is refused."""

import argparse
import sys

import mlflow


def refuse(reason):
    """Says why, in one line and in the run's tag `refused`, and ends the script: MLflow marks the run FAILED."""
    mlflow.set_tag("refused", reason)
    sys.exit(f"wine: {reason}")


def number(least, most, kind=float):
    """Reads a text as a number from `least` to `most`; a `kind` of int takes whole numbers only."""

    def read(text):
        try:
            value = kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is no {'whole ' * (kind is int)}number") from None
        if not least <= value <= most:  # NaN is neither
            raise argparse.ArgumentTypeError(f"{text} isn't from {least} to {most}")
        return value

    return read


def read(texts, **readers):
    """The parameters by name, each as its reader gives it. A misspelt name is refused, and a missing one, too."""
    parser = Parser(allow_abbrev=False, add_help=False)
    for name, reader in readers.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, type=reader, required=True)
    return vars(parser.parse_args(texts))


class Parser(argparse.ArgumentParser):
    """argparse, whose errors are refusals."""

    def error(self, message):
        refuse(message)
