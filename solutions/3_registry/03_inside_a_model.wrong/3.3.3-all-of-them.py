# exercise: 3.3.3
# verdict: wrong
# says: is no text
names = [argument for instruction, argument, where in pickletools.genops(content) if instruction.name == "GLOBAL"]
answer("3.3.3", names)
