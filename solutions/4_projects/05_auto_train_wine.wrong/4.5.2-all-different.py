# exercise: 4.5.2
# verdict: wrong
# says: does the sampler read it for its first ten proposals
answer("4.5.2", "a")
