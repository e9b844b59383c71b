# exercise: 2.5.4
rises = []
for columns in INPUTS.values():
    by_months = learn_and_judge(columns, "months")["rmse"]
    by_years = learn_and_judge(columns, "years")["rmse"]
    rises.append(by_years > by_months)
guess = "b" if any(rises) else "a"
answer("2.5.4", guess)
