# exercise: 2.5.5
# verdict: wrong
# says: it doesn't say on which hours
candidates = board[(board["params.train"] == "2013") & (board["params.test"] == "2014") & board["model"]]
chosen = candidates.iloc[0]["run_id"]

client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "It has the lowest RMSE on 2013 of all our models, so we use it from the end of 2014 on.")
