# exercise: 2.5.2
# verdict: wrong
# says: The filter finds 1 of the
honest = "params.train = '2013' and params.test = '2014'"
answer("2.5.2", f"{honest} and attributes.run_name = 'search'")
