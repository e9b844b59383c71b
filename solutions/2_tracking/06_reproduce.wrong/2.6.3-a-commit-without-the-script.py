# exercise: 2.6.3
# verdict: wrong
# says: doesn't hold 2_tracking/train_forest.py
tree = subprocess.run(["git", "mktree"], cwd=repository, input=b"", capture_output=True).stdout.decode().strip()
who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@localhost", "-c", "commit.gpgsign=false")
before = git(*who, "commit-tree", "-m", "Before the script was written", tree).strip()


def make_record(folder):
    """What a run of the script in `folder` is made from, and the diff of what isn't committed there."""
    diff = changes(folder)
    unknown = git("ls-files", "--others", "--exclude-standard", "--", *code, folder=folder)
    record = {
        "script": script,
        "commit": before,
        "dirty": bool(diff),
        "untracked": unknown.splitlines(),
        "data_sha256": full_hash(desk.data.read_bytes()),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("numpy", "pandas", "scikit-learn")},
        "parameters": parameters,
        "threads": threads,
    }
    return record, diff


record, diff = make_record(repository)
committed = keep("committed", repository, record, diff)
