# exercise: 2.6.3
from datetime import datetime, timezone
from importlib.metadata import distributions


def installed():
    """Name and version of each package that Python finds here; the first on the path counts."""
    found = {}
    for package in distributions():
        name = package.metadata["Name"]
        if name:
            found.setdefault(name, package.version)
    return dict(sorted(found.items()))


def make_record(folder):
    """What a run of the script in `folder` is made from, and the diff of what isn't committed there."""
    diff = changes(folder)
    unknown = git("ls-files", "--others", "--exclude-standard", "--", *code, folder=folder)
    with open(desk.data, "rb") as file:
        data_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    record = {}
    record["made_at"] = datetime.now(timezone.utc).isoformat()
    record["machine"] = platform.platform()
    record["git"] = git("--version", folder=folder).strip()
    record["python"] = platform.python_version()
    record["packages"] = installed()
    record["script"] = script
    record["commit"] = git("rev-list", "--max-count=1", "HEAD", folder=folder).split()[0]
    record["dirty"] = diff != ""
    record["untracked"] = unknown.splitlines()
    record["data_sha256"] = data_sha256
    record["parameters"] = dict(parameters)
    record["threads"] = dict(threads)
    return record, diff


record, diff = make_record(repository)
committed = keep("committed", repository, record, diff)
print(len(record["packages"]), "packages recorded")
