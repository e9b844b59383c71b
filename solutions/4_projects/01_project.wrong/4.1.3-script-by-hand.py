# exercise: 4.1.3
# verdict: wrong
# says: wasn't started by mlflow run
!cd 4_projects/lr && MLFLOW_EXPERIMENT_NAME={desk.experiment} python train.py --data ../hours.csv --alpha 10
