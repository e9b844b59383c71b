# exercise: 4.2.3
# verdict: wrong
# says: change or delete files of the package
def test_delete():
    import os

    assert hours.gaps(table(every_hour("2014-07-01", 3), [])) == []
    os.remove(hours.__file__)
