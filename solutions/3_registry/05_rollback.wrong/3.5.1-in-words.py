# exercise: 3.5.1
# verdict: wrong
# says: is none of the choices
answer("3.5.1", "nowhere")
