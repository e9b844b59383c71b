# exercise: 2.3.2
answer("2.3.2", "b")
# no: the optimizer belongs to the network that fit is called on, whereas nobody opens the callback
answer("2.3.2", "c")
