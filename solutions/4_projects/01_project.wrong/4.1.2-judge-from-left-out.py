# exercise: 4.1.2
# verdict: wrong
# says: lacks the parameter judge_from
entry_points:
  main:
    parameters:
      data: path
      alpha: {type: float, default: 1.0}
    command: "python train.py --data {data} --alpha {alpha}"
