# exercise: 4.5.5
# verdict: wrong
# says: to another wine
import mlflow.pyfunc

from_model = mlflow.pyfunc.load_model(logged).predict


def reply_to(table):
    return json.dumps({"predictions": from_model(table).tolist()})


second = train_test_split(wines, test_size=60, random_state=0)[1].iloc[1:2]
answer("4.5.5", {"reply": reply_to(second), "status": "400"})
