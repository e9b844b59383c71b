"""What `python server` does before anything is installed: standard library only, and no syntax newer than Python 3.6."""
