# exercise: 3.5.7
# verdict: wrong
# says: A log begins with a line whose before is empty
def first_break(lines):
    """The number, from 1, of the first line that doesn't hold the hash of the line before it; None if all do."""
    expected = json.loads(lines[0])["before"]
    for number, line in enumerate(lines, start=1):
        if json.loads(line)["before"] != expected:
            return number
        expected = hashlib.sha256(line.encode()).hexdigest()
    return None


breaks = {name: first_break(lines) for name, lines in logs.items()}
answer("3.5.7", {"breaks": breaks, "forged": 8})
