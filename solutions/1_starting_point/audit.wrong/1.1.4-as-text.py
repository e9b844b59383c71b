# exercise: 1.1.4
# verdict: wrong
# says: weather is '12 %', which is not a number
answer("1.1.4", {"weather": "12 %", "calendar": "26 %"})
