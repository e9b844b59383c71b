# exercise: 4.1.2
# verdict: wrong
# says: alpha has the default '10'
entry_points:
  main:
    parameters:
      data: path
      alpha: {type: float, default: 10}
      judge_from: {type: string, default: "2015-04-01"}
    command: "python train.py --data {data} --alpha {alpha} --judge-from {judge_from}"
