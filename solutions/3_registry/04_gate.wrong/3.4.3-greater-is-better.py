# exercise: 3.4.3
# verdict: wrong
# says: The champion has 1, and less is better
RULES = {
    "challenger": {
        "solar": {"threshold": 1.02, "greater_is_better": True},
        "wind": {"threshold": 1.02, "greater_is_better": True},
        "mean": {"threshold": 0.97, "greater_is_better": True},
        "size_mb": {"threshold": 20, "greater_is_better": True},
    },
    "first": {
        "rmse_solar": {"threshold": 2.5, "greater_is_better": True},
        "rmse_wind": {"threshold": 6, "greater_is_better": True},
        "size_mb": {"threshold": 20, "greater_is_better": True},
    },
}

answer("3.4.3", RULES)
