# exercise: 3.3.3
# verdict: wrong
# says: is an instruction
answer("3.3.3", "REDUCE")
