# exercise: 3.4.3
# verdict: wrong
# says: By the rules of first, a candidate with rmse_solar 1.6, rmse_wind 4.4 and 20.5 MB
RULES = {
    "challenger": {
        "solar": {"threshold": 1.02, "greater_is_better": False},
        "wind": {"threshold": 1.02, "greater_is_better": False},
        "mean": {"threshold": 0.97, "greater_is_better": False},
        "size_mb": {"threshold": 20, "greater_is_better": False},
    },
    "first": {
        "rmse_solar": {"threshold": 2.5, "greater_is_better": False},
        "rmse_wind": {"threshold": 6, "greater_is_better": False},
    },
}

answer("3.4.3", RULES)
