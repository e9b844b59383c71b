# exercise: 4.2.3
# verdict: wrong
# says: pytest doesn't find check_gaps
def check_gaps():
    assert hours.gaps(table(every_hour("2014-07-01", 3), [])) == []
