"""Warm kernels: forked from a process in which the course's imports are done. `warm.py` is the front."""
