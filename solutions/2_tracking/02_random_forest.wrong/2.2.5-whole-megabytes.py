# exercise: 2.2.5
# verdict: wrong
# says: round to one decimal
files = client.list_logged_model_artifacts(logged.model_id)
megabytes = sum(file.file_size for file in files) // 1_000_000

answer("2.2.5", round(megabytes, 1))
