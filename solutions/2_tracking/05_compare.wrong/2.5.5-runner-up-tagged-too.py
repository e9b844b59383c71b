# exercise: 2.5.5
# verdict: wrong
# says: 2 runs have the tag choice
candidates = board[(board["params.train"] == "2013") & (board["params.test"] == "2014") & board["model"]]

for chosen in candidates["run_id"].head(2):
    client.set_tag(chosen, "choice", "champion candidate")
    client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014 of the models that learned from 2013")
