# exercise: 4.2.3
# verdict: crashed
# says: had not ended after 10 s
def test_waits():
    import time

    assert hours.gaps(table(every_hour("2014-07-01", 3), [])) == []
    time.sleep(1000)
