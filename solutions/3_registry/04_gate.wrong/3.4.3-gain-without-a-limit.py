# exercise: 3.4.3
# verdict: wrong
# says: solar 0.9, wind 0.9, mean nan
RULES = {
    "challenger": {
        "solar": {"threshold": 1.02, "greater_is_better": False},
        "wind": {"threshold": 1.02, "greater_is_better": False},
        "mean": {"min_relative_change": 0.03, "greater_is_better": False},
        "size_mb": {"threshold": 20, "greater_is_better": False},
    },
    "first": {
        "rmse_solar": {"threshold": 2.5, "greater_is_better": False},
        "rmse_wind": {"threshold": 6, "greater_is_better": False},
        "size_mb": {"threshold": 20, "greater_is_better": False},
    },
}

answer("3.4.3", RULES)
