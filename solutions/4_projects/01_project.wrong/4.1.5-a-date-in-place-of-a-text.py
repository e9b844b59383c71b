# exercise: 4.1.5
# verdict: wrong
# says: returned a date as judge_from; it should be a text
def refuse(reason):
    mlflow.set_tag("refused", reason)
    sys.exit(reason)


class Parser(argparse.ArgumentParser):
    def error(self, message):
        refuse(" ".join(message.split()))


def penalty(text):
    number = float(text)
    if not math.isfinite(number) or number < 0:
        raise ValueError(text)
    return number


def read(texts):
    parser = Parser(allow_abbrev=False)
    parser.add_argument("--data", required=True)
    parser.add_argument("--alpha", type=penalty, default=1.0)
    parser.add_argument("--judge-from", type=date.fromisoformat, default="2015-04-01")
    return vars(parser.parse_args(texts))
