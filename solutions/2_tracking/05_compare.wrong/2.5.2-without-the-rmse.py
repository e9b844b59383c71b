# exercise: 2.5.2
# verdict: wrong
# says: by mistake: 
honest = "params.train = '2013' and params.test = '2014'"
answer("2.5.2", honest)
