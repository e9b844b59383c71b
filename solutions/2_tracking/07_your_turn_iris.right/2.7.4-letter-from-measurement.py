# exercise: 2.7.4
scores = []
for seed in range(30):
    learned, judged, names, truth = split(seed)
    scores.append(clone(logistic).fit(learned, names).score(judged, truth))
spread = round(100 * (max(scores) - min(scores)))
print(f"{spread} points between best and worst")

letter = "a" if spread == 0 else "c" if spread >= 6 else "b"
answer("2.7.4", letter)
