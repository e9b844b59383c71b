# exercise: 2.5.5
# verdict: wrong
# says: that lie between those it learned from
chosen = board.iloc[0]["run_id"]
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014")
