# exercise: 3.2.5
held = {int(number) for number in client.get_registered_model(MODEL).aliases.values()}
answer("3.2.5", [int(version.version) for version in versions if int(version.version) not in held])
