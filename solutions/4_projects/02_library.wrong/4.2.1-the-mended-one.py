# exercise: 4.2.1
# verdict: wrong
# says: Which one: that in src, or that in the folder of packages?
answer("4.2.1", "a")
