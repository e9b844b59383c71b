# exercise: 4.1.3
# verdict: wrong
# says: is in the experiment lr
!mlflow run 4_projects/lr --env-manager local --experiment-name lr -P data=4_projects/hours.csv -P alpha=10
