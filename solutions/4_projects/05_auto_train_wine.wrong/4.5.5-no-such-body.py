# exercise: 4.5.5
# verdict: wrong
# says: The server refused the first question
answer("4.5.5", {"reply": '{"error_code": "BAD_REQUEST", "message": "Invalid input"}', "status": "400"})
