# exercise: 4.5.6
def imported(content):
    found, memo, top = [], {}, [None, None]
    for instruction, argument, _ in pickletools.genops(content):
        match instruction.name:
            case "GLOBAL":
                found.append(argument)
            case "STACK_GLOBAL":
                found.append(f"{top[0]} {top[1]}")
            case "MEMOIZE":
                memo[len(memo)] = top[1]
                continue
            case "BINGET" | "LONG_BINGET":
                argument = memo.get(argument)
        top = [top[1], argument]
    return sorted(dict.fromkeys(found))


answer("4.5.6", {"old": imported(pickles["old"]), "new": imported(pickles["new"])})
