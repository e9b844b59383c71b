# exercise: 4.5.4
# verdict: wrong
# says: A trial in trials.csv has the l1_ratio
sys.path.insert(0, "4_projects/wine")
import auto_train
import wine
import worker


def one_after_the_other(commands):  # no processes: that takes less time
    plain = os.getpid
    for nth, command in enumerate(commands):
        os.getpid = lambda: 100 + nth
        worker.main(*command[2:])
    os.getpid = plain


auto_train.all_at_once = one_after_the_other
mlflow.set_experiment(desk.experiment)
by_mlflow_run = {"mlflow.source.type": "PROJECT", "mlflow.project.entryPoint": "auto_train"}
import search


class Wider:
    def __init__(self, trial):
        self.trial, self.set_user_attr = trial, trial.set_user_attr

    def suggest_float(self, name, low, high, log=False):
        return self.trial.suggest_float(name, *((0.01, 0.04) if name == "l1_ratio" else (low, high)), log=log)


plain = search.objective
search.objective = lambda trial, folds: plain(Wider(trial), folds)
with mlflow.start_run(tags=by_mlflow_run):
    settings = auto_train.search(n_iter=30, workers=2)
    mlflow.log_params({"n_iter": 30, "workers": 2})
    wine.train(**settings)
