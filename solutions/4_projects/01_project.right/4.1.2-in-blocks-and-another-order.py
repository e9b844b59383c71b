# exercise: 4.1.2
entry_points:
  main:
    command: >-
      python -u train.py --judge-from {judge_from}
      --alpha={alpha} --data={data}
    parameters:
      judge_from:
        type: string
        default: 2015-04-01
      alpha:
        type: float
        default: 1
      data:
        type: path
