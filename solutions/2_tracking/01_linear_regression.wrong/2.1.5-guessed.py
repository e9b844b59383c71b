# exercise: 2.1.5
# verdict: wrong
# says: is not a number
answer("2.1.5", "about half a gigawatt too little")
