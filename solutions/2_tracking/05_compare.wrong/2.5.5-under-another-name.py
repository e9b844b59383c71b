# exercise: 2.5.5
# verdict: wrong
# says: has the tag 'Choice'
candidates = board[(board["params.train"] == "2013") & (board["params.test"] == "2014") & board["model"]]
chosen = candidates.iloc[0]["run_id"]
client.set_tag(chosen, "Choice", "champion candidate")
client.set_tag(chosen, "Choice.reason", "lowest RMSE on 2014 of the models that learned from 2013")
