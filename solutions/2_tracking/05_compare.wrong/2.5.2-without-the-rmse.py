# exercise: 2.5.2
# verdict: wrong
# says: that doesn't belong there
honest = "params.train = '2013' and params.test = '2014'"
answer("2.5.2", honest)
