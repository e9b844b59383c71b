# exercise: 4.1.5
def refuse(reason):
    """Tag first, then the end."""
    client = mlflow.MlflowClient()
    client.set_tag(mlflow.active_run().info.run_id, "refused", f"lr: {reason}")
    sys.exit(f"lr: {reason}")


class Parser(argparse.ArgumentParser):
    def error(self, message):
        refuse(message)


def read(texts):
    parser = Parser(allow_abbrev=False)
    parser.add_argument("--data")
    parser.add_argument("--alpha", type=float, default=1)
    parser.add_argument("--judge-from", default="2015-04-01")
    given = parser.parse_args(texts)
    if given.data is None:
        refuse("data must be given")
    if not (math.isfinite(given.alpha) and given.alpha >= 0):
        refuse(f"alpha must be a number from 0 up, not {given.alpha}")
    try:
        date.fromisoformat(given.judge_from)
    except ValueError as error:
        refuse(f"judge_from: {error}")
    return {"data": given.data, "alpha": given.alpha, "judge_from": given.judge_from}
