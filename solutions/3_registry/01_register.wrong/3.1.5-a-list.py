# exercise: 3.1.5
# verdict: wrong
# says: is not what was asked for
answer("3.1.5", [each.run_id for each in client.search_model_versions(f"name = '{MODEL}'")])
