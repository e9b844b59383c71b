# exercise: 2.2.1
thoughts = {
    "A": "no: a year that it never saw can't profit from hours learned by heart",
    "B": "yes: twenty trees soften what each of them has learned by heart",
    "C": "no: so far back it won't fall",
    "D": "no: on 2013 nothing holds it back",
}
mine = next(letter for letter, thought in thoughts.items() if thought.startswith("yes"))
answer("2.2.1", mine)
