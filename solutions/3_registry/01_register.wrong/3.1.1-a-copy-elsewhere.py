# exercise: 3.1.1
# verdict: wrong
# says: is registered under the name 'power_prod'
client.create_registered_model("power_prod")
version = client.create_model_version("power_prod", f"models:/{model_id}", model_id=model_id)
