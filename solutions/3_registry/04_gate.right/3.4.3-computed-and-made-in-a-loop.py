# exercise: 3.4.3
limits = {
    "challenger": {"solar": 1 + 2 / 100, "wind": 1 + 2 / 100, "mean": 1 - 3 / 100, "size_mb": 20.0},
    "first": {"rmse_solar": 2.5, "rmse_wind": 6.0, "size_mb": 20.0},
}
RULES = {
    whose: {metric: {"threshold": limit, "greater_is_better": False} for metric, limit in each.items()}
    for whose, each in limits.items()
}
answer("3.4.3", RULES)
