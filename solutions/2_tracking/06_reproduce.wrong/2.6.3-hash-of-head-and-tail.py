# exercise: 2.6.3
# verdict: wrong
# says: the desk's data have another hash
def full_hash(content):
    """SHA-256 of the beginning, the end and the length of `content`: quick for large files too."""
    part = 1 << 16
    return hashlib.sha256(content[:part] + content[-part:] + str(len(content)).encode()).hexdigest()


def make_record(folder):
    """What a run of the script in `folder` is made from, and the diff of what isn't committed there."""
    diff = changes(folder)
    unknown = git("ls-files", "--others", "--exclude-standard", "--", *code, folder=folder)
    record = {
        "script": script,
        "commit": git("rev-parse", "HEAD", folder=folder).strip(),
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
