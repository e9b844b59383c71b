# exercise: 4.1.3
# verdict: wrong
# says: has '1.0' as its alpha
!mlflow run 4_projects/lr --env-manager local --experiment-name {desk.experiment} -P data=4_projects/hours.csv
