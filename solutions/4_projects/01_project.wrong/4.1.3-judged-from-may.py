# exercise: 4.1.3
# verdict: wrong
# says: judge_from was '2015-05-01' in the run linear regression
!mlflow run 4_projects/lr --env-manager local --experiment-name {desk.experiment} -P data=4_projects/hours.csv -P alpha=10 -P judge_from=2015-05-01
