# exercise: 2.6.2
# verdict: wrong
# says: That is MLflow's digest
answer("2.6.2", digests[0])
