# exercise: 2.5.5
# verdict: wrong
# says: Its value should be "champion candidate"
candidates = board[(board["params.train"] == "2013") & (board["params.test"] == "2014") & board["model"]]
chosen = candidates.iloc[0]["run_id"]
client.set_tag(chosen, "choice", "yes")
client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014")
