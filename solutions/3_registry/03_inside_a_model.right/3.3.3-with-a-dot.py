# exercise: 3.3.3
answer("3.3.3", "platform.node")
