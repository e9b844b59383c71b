# exercise: 3.2.1
# verdict: wrong
# says: the registered model germany-power has it
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_registered_model_tag(MODEL, "champion.reason", "lowest RMSE on 2014 of all")
