# exercise: 2.5.5
served = board.loc[board["model"]]
from_2013 = served.loc[served["params.train"].eq("2013")]
candidates = from_2013.loc[from_2013["params.test"].eq("2014")]
chosen = candidates.loc[candidates["metrics.rmse"].idxmin(), "run_id"]

reason = (
    "Its root mean squared error over the hours of 2014 is the smallest "
    "of all our models that had seen nothing but 2013."
)
for tag, text in [("choice.reason", reason), ("choice", "champion candidate")]:
    client.set_tag(chosen, tag, text)
