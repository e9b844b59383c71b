# exercise: 2.2.2
# verdict: wrong
# says: which names it as its parent, is in the experiment elsewhere
store = MlflowClient()
here, elsewhere = mlflow.set_experiment(desk.experiment).experiment_id, store.create_experiment("elsewhere")
parent = store.create_run(here, run_name="depths", tags={"purpose": "how deep should the trees be?"})
for depth in DEPTHS:
    child = store.create_run(elsewhere, run_name=f"depth {depth}", tags={"mlflow.parentRunId": parent.info.run_id})
    store.set_terminated(child.info.run_id)
store.set_terminated(parent.info.run_id)
