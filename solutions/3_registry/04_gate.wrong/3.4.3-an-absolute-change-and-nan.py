# exercise: 3.4.3
# verdict: wrong
# says: MLflow stops with
RULES = {
    "challenger": {
        "solar": {"threshold": 1.02, "greater_is_better": False},
        "wind": {"threshold": 1.02, "greater_is_better": False},
        "mean": {"min_absolute_change": 0.03, "greater_is_better": False},
        "size_mb": {"threshold": 20, "greater_is_better": False},
    },
    "first": {
        "rmse_solar": {"threshold": 2.5, "greater_is_better": False},
        "rmse_wind": {"threshold": 6, "greater_is_better": False},
        "size_mb": {"threshold": 20, "greater_is_better": False},
    },
}

answer("3.4.3", RULES)
