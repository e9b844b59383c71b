# exercise: 3.3.3
# verdict: wrong
# says: is what Innocent calls, further up
answer("3.3.3", "builtins print")
