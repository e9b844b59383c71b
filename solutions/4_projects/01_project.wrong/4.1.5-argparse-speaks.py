# exercise: 4.1.5
# verdict: wrong
# says: argparse speaks by its method error
def refuse(reason):
    """Leaves the reason on the run that is open, and ends the script with it."""
    mlflow.set_tag("refused", reason)
    sys.exit(f"lr: {reason}")


class Parser(argparse.ArgumentParser):
    def error(self, message):  # argparse would print how the script is used, and end it
        refuse(message)


def penalty(text):
    """A finite number from 0 up; ValueError for another text."""
    number = float(text)
    if not 0 <= number < math.inf:
        raise ValueError(text)
    return number


def day(text):
    """The text of a day of the calendar; ValueError for another text."""
    return str(date.fromisoformat(text))


def read(texts):
    """The parameters by name: `data` (a path), `alpha` (a number), `judge_from` (a day, as text)."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--data", required=True)
    parser.add_argument("--alpha", type=penalty, default=1.0)
    parser.add_argument("--judge-from", type=day, default="2015-04-01")
    return vars(parser.parse_args(texts))
