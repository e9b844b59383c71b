# exercise: 3.3.1
answer("3.3.1", {"linear regression": [f"skops=={version}" for version in ["0.1"]], "forest": [], "network": []})
