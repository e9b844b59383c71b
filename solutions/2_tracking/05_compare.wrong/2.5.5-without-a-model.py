# exercise: 2.5.5
# verdict: wrong
# says: its forest was not kept
candidates = board[(board["params.train"] == "2013") & (board["params.test"] == "2014")]
chosen = candidates.iloc[0]["run_id"]
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014")
