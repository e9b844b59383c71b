"""Warm kernels: the fork server, which has done the course's imports, forks them. Other packages use `warm.py`."""
