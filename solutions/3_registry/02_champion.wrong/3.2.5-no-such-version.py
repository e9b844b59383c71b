# exercise: 3.2.5
# verdict: wrong
# says: has no such version
answer("3.2.5", [1000, *(version.version for version in versions if version.run_id != candidate.info.run_id)])
