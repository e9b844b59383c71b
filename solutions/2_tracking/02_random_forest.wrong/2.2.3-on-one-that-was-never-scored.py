# exercise: 2.2.3
# verdict: wrong
# says: which has no rmse
with mlflow.start_run(run_id=parent.info.run_id):
    with mlflow.start_run(run_name="one more", nested=True) as other:
        pass
client.set_tag(other.info.run_id, "chosen", "the newest one, surely the best")
