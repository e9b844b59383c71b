# exercise: 4.5.5
# verdict: wrong
# says: is not what was asked for
import mlflow.pyfunc

from_model = mlflow.pyfunc.load_model(logged).predict


def reply_to(table):
    return json.dumps({"predictions": from_model(table).tolist()})


answer("4.5.5", reply_to(first))
