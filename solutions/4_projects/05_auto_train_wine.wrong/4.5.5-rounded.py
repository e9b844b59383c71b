# exercise: 4.5.5
# verdict: wrong
# says: predicts something else for this wine
import mlflow.pyfunc

from_model = mlflow.pyfunc.load_model(logged).predict


def reply_to(table):
    return json.dumps({"predictions": from_model(table).tolist()})


answer("4.5.5", {"reply": json.dumps({"predictions": [round(float(from_model(first)[0]), 2)]}), "status": "400"})
