# exercise: 4.5.5
import mlflow.pyfunc

from_model = mlflow.pyfunc.load_model(logged).predict


def reply_to(table):
    return json.dumps({"predictions": from_model(table).tolist()})


answer("4.5.5", {"reply": reply_to(first) + "\n", "status": " 400"})  # typed off a terminal
