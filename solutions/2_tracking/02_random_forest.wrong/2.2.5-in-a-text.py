# exercise: 2.2.5
# verdict: wrong
# says: is not a number
files = client.list_logged_model_artifacts(logged.model_id)
answer("2.2.5", f"{sum(file.file_size for file in files) / 1e6:.1f} MB")
