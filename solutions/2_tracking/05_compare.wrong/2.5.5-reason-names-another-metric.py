# exercise: 2.5.5
# verdict: wrong
# says: It names R², but the RMSE decides
candidates = board[(board["params.train"] == "2013") & (board["params.test"] == "2014") & board["model"]]
chosen = candidates.iloc[0]["run_id"]
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "highest R² on 2014 of the models that learned from 2013")
