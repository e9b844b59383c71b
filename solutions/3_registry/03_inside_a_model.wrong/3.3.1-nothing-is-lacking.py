# exercise: 3.3.1
# verdict: wrong
# says: A colleague who installs the list of the linear regression and no more can't load it
answer("3.3.1", {kind: [] for kind in folders})
