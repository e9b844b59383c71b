# exercise: 4.5.6
# verdict: wrong
# says: isn't the whole name, or isn't put together rightly
def imported(content):
    """The names that a pickle would import; the pickle isn't loaded."""
    names, pushed, memo = set(), [], []
    for instruction, argument, _ in pickletools.genops(content):
        if instruction.name == "GLOBAL":
            names.add(argument)
        if instruction.name == "STACK_GLOBAL":
            names.add(" ".join(pushed[-2:]))
        if isinstance(argument, str):
            pushed.append(argument)
    return sorted(names)


answer("4.5.6", {age: imported(content) for age, content in pickles.items()})
