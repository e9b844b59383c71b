# exercise: 3.5.3
number = client.get_registered_model(MODEL).aliases["champion"]
promotions.promote("champion", number, "found at version " + str(number), {"gate": "not asked", "by": "hand"})
print("the log is open")
verdict = dict(gate="not asked", because="urgent")
bad = promotions.promote("champion", str(friday.version), "a file with newer weather", verdict)
