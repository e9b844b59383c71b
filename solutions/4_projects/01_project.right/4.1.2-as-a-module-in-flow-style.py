# exercise: 4.1.2
entry_points: {"main": {"parameters": {"data": {"type": "path"}, "alpha": {"type": "float", "default": 1.0}, "judge_from": {"type": "string", "default": "2015-04-01"}},
  "command": "python -m train --alpha {alpha} --judge-from {judge_from} --data {data}"}}
