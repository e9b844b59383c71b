# exercise: 4.1.2
# verdict: wrong
# says: {judge_from} doesn't stand behind --judge-from
entry_points:
  main:
    parameters:
      data: path
      alpha: {type: float, default: 1.0}
      judge_from: {type: string, default: "2015-04-01"}
    command: "python train.py --data {data} --alpha {alpha} --judge_from {judge_from}"
