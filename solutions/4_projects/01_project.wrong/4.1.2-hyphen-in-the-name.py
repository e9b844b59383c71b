# exercise: 4.1.2
# verdict: wrong
# says: lacks the parameter judge_from
entry_points:
  main:
    parameters:
      data: path
      alpha: {type: float, default: 1.0}
      judge-from: {type: string, default: "2015-04-01"}
    command: "python train.py --data {data} --alpha {alpha} --judge-from {judge-from}"
