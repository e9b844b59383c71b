# exercise: 4.2.3
# verdict: wrong
# says: runs on machines that don't have the desk's files
def test_gaps():
    assert len(hours.gaps(pd.read_csv("4_projects/hours.csv", parse_dates=[hours.TIME]))) > 0
