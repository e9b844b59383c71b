# exercise: 2.1.3
# verdict: wrong
# says: but the run's own model scores
from sklearn.ensemble import RandomForestRegressor

better = RandomForestRegressor(n_estimators=5, max_depth=10, random_state=0).fit(train[FEATURES], train[TARGETS])
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics(scores(test[TARGETS], better.predict(test[FEATURES])))
