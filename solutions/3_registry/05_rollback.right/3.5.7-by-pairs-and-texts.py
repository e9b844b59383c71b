# exercise: 3.5.7
def first_break(lines):
    hashes = [""] + [hashlib.sha256(bytes(line, "utf-8")).hexdigest() for line in lines]
    bad = [n for n, (line, wanted) in enumerate(zip(lines, hashes), 1) if f'"before": "{wanted}"' not in line]
    return min(bad, default=None)


found = {name: first_break(lines) for name, lines in reversed(logs.items())}
answer("3.5.7", {"forged": "8", "breaks": {name: None if number is None else str(number) for name, number in found.items()}})
