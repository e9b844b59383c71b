# exercise: 4.5.5
# verdict: wrong
# says: as predictions
import mlflow.pyfunc

from_model = mlflow.pyfunc.load_model(logged).predict


def reply_to(table):
    return json.dumps({"predictions": from_model(table).tolist()})


answer("4.5.5", {"reply": reply_to(wines), "status": "400"})
