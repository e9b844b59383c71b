# exercise: 4.1.3
# verdict: wrong
# says: the entry point 'train.py'
!mlflow run 4_projects/lr --env-manager local --experiment-name {desk.experiment} -P data={desk.work}/4_projects/hours.csv -P alpha=10 -e train.py
