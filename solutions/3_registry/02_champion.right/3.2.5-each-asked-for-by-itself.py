# exercise: 3.2.5
answer("3.2.5", [version.version for version in versions
                 if not client.get_model_version(MODEL, version.version).aliases])
