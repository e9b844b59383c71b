# exercise: 4.5.5
# verdict: wrong
# says: is no reply with a prediction
import mlflow.pyfunc

from_model = mlflow.pyfunc.load_model(logged).predict


def reply_to(table):
    return json.dumps({"predictions": from_model(table).tolist()})


answer("4.5.5", {"reply": float(from_model(first)[0]), "status": "400"})
