"""What `python3 server` does before anything is installed: standard library only, no syntax newer than Python 3.6."""
