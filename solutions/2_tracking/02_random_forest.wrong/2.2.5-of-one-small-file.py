# exercise: 2.2.5
# verdict: wrong
# says: have another size
files = client.list_logged_model_artifacts(logged.model_id)
answer("2.2.5", round(min(file.file_size for file in files) / 1e6, 1))
