# exercise: 3.4.3
# verdict: wrong
# says: `greater_is_better` parameter must be defined
RULES = {
    "challenger": {
        "solar": {"threshold": 1.02},
        "wind": {"threshold": 1.02},
        "mean": {"threshold": 0.97},
        "size_mb": {"threshold": 20},
    },
    "first": {
        "rmse_solar": {"threshold": 2.5},
        "rmse_wind": {"threshold": 6},
        "size_mb": {"threshold": 20},
    },
}

answer("3.4.3", RULES)
