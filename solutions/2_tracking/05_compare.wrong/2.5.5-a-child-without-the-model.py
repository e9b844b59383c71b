# exercise: 2.5.5
# verdict: wrong
# says: holds no model
children = board[(board["experiment_id"].map(names) == "2.2-random-forest") & ~board["model"]]
chosen = children.iloc[0]["run_id"]
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014")
