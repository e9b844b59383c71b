# exercise: 3.5.1
# verdict: wrong
# says: You chose a. The alias is no part of the version
answer("3.5.1", "a")
