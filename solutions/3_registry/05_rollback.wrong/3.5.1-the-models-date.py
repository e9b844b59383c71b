# exercise: 3.5.1
# verdict: wrong
# says: You chose b. Its date changes when
answer("3.5.1", "b")
