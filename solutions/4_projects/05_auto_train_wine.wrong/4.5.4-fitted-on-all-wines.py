# exercise: 4.5.4
# verdict: wrong
# says: The model was fitted on all wines
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
with mlflow.start_run(tags=by_mlflow_run):
    settings = auto_train.search(n_iter=30, workers=2)
    mlflow.log_params({"n_iter": 30, "workers": 2})
    every = load_wine(as_frame=True).data
    _, unseen, _, truth = wine.tables()
    wine.tables = lambda: (every.drop(columns="alcohol"), unseen, every["alcohol"], truth)
    wine.train(**settings)
