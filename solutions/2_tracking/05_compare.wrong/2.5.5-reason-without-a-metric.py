# exercise: 2.5.5
# verdict: wrong
# says: by which metric
candidates = board[(board["params.train"] == "2013") & (board["params.test"] == "2014") & board["model"]]
chosen = candidates.iloc[0]["run_id"]
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "it was simply the best in 2014")
