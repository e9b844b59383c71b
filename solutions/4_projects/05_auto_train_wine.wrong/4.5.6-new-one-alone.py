# exercise: 4.5.6
# verdict: wrong
# says: is not what was asked for
def imported(content):
    """The names that a pickle would import; the pickle isn't loaded."""
    names, pushed, memo = set(), [], []
    for instruction, argument, _ in pickletools.genops(content):
        if instruction.name == "GLOBAL":
            names.add(argument)
        if instruction.name == "STACK_GLOBAL":
            names.add(" ".join(pushed[-2:]))
        if instruction.name == "MEMOIZE":
            memo.append(pushed[-1])
        elif instruction.name in ("BINGET", "LONG_BINGET") and memo:
            pushed.append(memo[argument])
        else:
            pushed.append(argument)
    return sorted(names)


answer("4.5.6", {"new": imported(pickles["new"])})
