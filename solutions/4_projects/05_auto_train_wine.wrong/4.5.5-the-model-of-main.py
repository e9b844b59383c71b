# exercise: 4.5.5
# verdict: wrong
# says: that main has trained
sys.path.insert(0, "4_projects/wine")
import wine

mlflow.set_experiment(desk.experiment)
with mlflow.start_run(tags={"mlflow.source.type": "PROJECT", "mlflow.project.entryPoint": "main"}) as guess:
    wine.train(alpha=0.5, l1_ratio=0.5)
guessed = f"models:/{mlflow.get_run(guess.info.run_id).outputs.model_outputs[0].model_id}"
reply = json.dumps({"predictions": mlflow.pyfunc.load_model(guessed).predict(first).tolist()})
answer("4.5.5", {"reply": reply, "status": "400"})
