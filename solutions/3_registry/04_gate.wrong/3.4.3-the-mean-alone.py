# exercise: 3.4.3
# verdict: wrong
# says: solar 0.85, wind 1.06, mean 0.955 and 5 MB passes
RULES = {
    "challenger": {
        "mean": {"threshold": 0.97, "greater_is_better": False},
        "size_mb": {"threshold": 20, "greater_is_better": False},
    },
    "first": {
        "rmse_solar": {"threshold": 2.5, "greater_is_better": False},
        "rmse_wind": {"threshold": 6, "greater_is_better": False},
        "size_mb": {"threshold": 20, "greater_is_better": False},
    },
}

answer("3.4.3", RULES)
