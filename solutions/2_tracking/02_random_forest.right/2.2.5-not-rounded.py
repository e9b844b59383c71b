# exercise: 2.2.5
files = client.list_logged_model_artifacts(logged.model_id)
answer("2.2.5", sum(file.file_size for file in files) / 1_000_000)
