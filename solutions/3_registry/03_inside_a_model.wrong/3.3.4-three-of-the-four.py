# exercise: 3.3.4
# verdict: wrong
# says: is not what was asked for
answer(
    "3.3.4",
    {name: skops.io.get_untrusted_types(file=inbox / name / "model.skops") for name in ["north", "south", "west"]},
)
