# exercise: 4.1.3
# verdict: wrong
# says: on all hours so far it is
hours[hours["utc_timestamp"] < "2015-06"].to_csv("4_projects/few.csv", index=False)
!mlflow run 4_projects/lr --env-manager local --experiment-name {desk.experiment} -P data=4_projects/few.csv -P alpha=10
