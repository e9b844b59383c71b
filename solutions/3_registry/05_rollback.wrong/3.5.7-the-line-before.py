# exercise: 3.5.7
# verdict: wrong
# says: In the log as found, your function gives line 8; it should be line 9
def first_break(lines):
    for number, line in enumerate(lines[1:], start=2):
        if json.loads(line)["before"] != hashlib.sha256(lines[number - 2].encode()).hexdigest():
            return number - 1
    return None


answer("3.5.7", {"breaks": {name: first_break(lines) for name, lines in logs.items()}, "forged": 8})
