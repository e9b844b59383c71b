# exercise: 2.5.5
# verdict: wrong
# says: of the desk's models are better, by the same test
chosen = linear_id
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014")
