# exercise: 2.3.2
offered = {"a": "losses", "b": "optimizer", "c": "patience"}
answer("2.3.2", next(letter for letter, what in offered.items() if what not in ("losses", "optimizer")))
