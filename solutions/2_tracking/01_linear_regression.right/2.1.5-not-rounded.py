# exercise: 2.1.5
answer("2.1.5", (predicted["wind_GW"] - test["wind_GW"]).mean())
