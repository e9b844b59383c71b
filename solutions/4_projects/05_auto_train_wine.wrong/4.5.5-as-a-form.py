# exercise: 4.5.5
# verdict: wrong
# says: What is sent is JSON
reply = '{"error_code": "X"}'[:0] + "This predictor only supports the following content types: Types: [\'text/csv\', \'application/json\']"
answer("4.5.5", {"reply": reply, "status": "415"})
