# exercise: 3.5.7
def first_break(lines):
    for index in range(len(lines)):
        before = hashlib.sha256(lines[index - 1].encode("utf-8")).hexdigest() if index else ""
        if json.loads(lines[index])["before"] != before:
            return index + 1


answer("3.5.7", dict(forged=first_break(neighbours) - 1, breaks={name: first_break(log) for name, log in logs.items()}))
