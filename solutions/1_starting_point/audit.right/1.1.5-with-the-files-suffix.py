# exercise: 1.1.5
answer("1.1.5", {"model_keras.ipynb": "Model", "model_rf.ipynb": "model "})
