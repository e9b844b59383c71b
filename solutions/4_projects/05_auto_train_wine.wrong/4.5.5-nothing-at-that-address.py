# exercise: 4.5.5
# verdict: wrong
# says: There is nothing at that address
import mlflow.pyfunc

from_model = mlflow.pyfunc.load_model(logged).predict


def reply_to(table):
    return json.dumps({"predictions": from_model(table).tolist()})


answer("4.5.5", {"reply": reply_to(first), "status": "404"})
