# exercise: 2.1.3
import numpy as np

loaded = mlflow.pyfunc.load_model(logged.model_uri)
truth = test[TARGETS].to_numpy()
guess = np.asarray(loaded.predict(test[FEATURES]))

squares = ((truth - guess) ** 2).sum(axis=0)
around_the_mean = ((truth - truth.mean(axis=0)) ** 2).sum(axis=0)
solar, wind = 1 - squares / around_the_mean

mlflow.log_metrics(
    {
        "mae_solar": np.abs(truth - guess)[:, 0].mean(),
        "mae_wind": np.abs(truth - guess)[:, 1].mean(),
        "r2_wind": wind,
        "r2_solar": solar,
        "r2": (solar + wind) / 2,
    },
    step=2014,
    run_id=run_id,
    model_id=logged.model_id,
)
