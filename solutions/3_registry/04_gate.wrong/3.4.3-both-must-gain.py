# exercise: 3.4.3
# verdict: wrong
# says: Only the mean must gain
RULES = {
    "challenger": {
        "solar": {"threshold": 0.97, "greater_is_better": False},
        "wind": {"threshold": 0.97, "greater_is_better": False},
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
