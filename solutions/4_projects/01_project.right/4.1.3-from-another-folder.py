# exercise: 4.1.3
!cd 4_projects && mlflow run lr -P alpha=10 -P data={desk.work}/4_projects/hours.csv --env-manager=local --experiment-name={desk.experiment}
