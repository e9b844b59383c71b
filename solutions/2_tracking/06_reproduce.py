# %% [markdown]
# # 2.6 The same run again, to the last digit
#
# "Which code was that?" is asked months later, when nobody remembers. In about 45 minutes you write a **record** that
# answers it, and rebuild a run from nothing but its record: in a fresh process, from a clean copy of the code, with the
# same score to the last digit. Then you break it, in the way in which everybody breaks it, and see the record tell.
#
# Five things decide what a training gives on one machine: the **code**, the **data**, the **versions** of the packages,
# the **parameters** with the seed, and the **threads**. A record that lacks one of them is a guess.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("2.6")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask before you begin who could rebuild last month's best model today, and what they would need.
# Pause at the prediction: about half of a room trusts the hash. What goes wrong most: `folder=` left out, so that git
# speaks of another folder than the one that was trained in; the seed forgotten; the score copied over instead of computed.
# A machine without git stops in the next code cell and says so. Nothing here edits a learner's file: edits are
# made in a second working folder, which is gone after its `with`, so that an interrupted run leaves nothing behind.

# %% [markdown]
# ## Code that can be found again
#
# Your folder `work/` is a git repository of its own: `desk.work` is its path. In it lies a script,
# `2_tracking/train_forest.py`: open it in the file browser, it is short. It trains a forest on 2013, judges it on 2014 and
# prints the scores. A script is easier to repeat than a notebook, whose cells can have run in any order.
#
# First a helper: it asks git about a folder that you name. A notebook's current directory may lie in another repository.

# %%
import hashlib
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import matplotlib.pyplot as plt
import mlflow
import pandas as pd

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
repository, script = desk.work, "2_tracking/train_forest.py"
if not shutil.which("git") or not (repository / ".git").exists():
    raise RuntimeError(f"{repository} has no history: install git (git-scm.com), stop the workshop and start it again.")


def git(*words, folder=repository):
    """What git prints in `folder`. GIT_* variables are left out: they would lead to another repository."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", *map(str, words)]
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise RuntimeError(f"{command} failed in {folder}: {done.stderr.strip()}")
    return done.stdout


# %% [markdown]
# A run can be rebuilt only from what has been committed. Which files matter? All of `2_tracking` except notebooks:
# JupyterLab saves those while you work, and the script doesn't read them. Files that hold secrets are left out too.
# `changes` gives what is changed in these files and not committed yet, as a diff; `HEAD` is git's word for the commit that a
# folder is at. If there is any change, the cell commits it, and nothing else of yours; so the first run starts clean.

# %%
left_out = ("*.ipynb", "*.env", "*.env.*", "*.pem", "*.key")
code = ["2_tracking", *(f":(exclude){pattern}" for pattern in left_out)]


def changes(folder):
    """What differs from the last commit in `folder`, as a diff that looks the same whatever git's settings are."""
    plain = ("--no-ext-diff", "--no-color", "--src-prefix=a/", "--dst-prefix=b/")
    return git("diff", *plain, "HEAD", "--", *code, folder=folder)


def git_commit(message, *options):
    """Commit in the repository, under your name where git knows it."""
    stand_in = {"user.name": "Learner", "user.email": "learner@localhost"}
    known = {key: git("config", "--default", value, "--get", key).strip() for key, value in stand_in.items()}
    author = [option for key, value in known.items() for option in ("-c", f"{key}={value}")]
    git(*author, "-c", "commit.gpgsign=false", "commit", "--no-verify", "--message", message, *options)


git("add", script)
if changes(repository):
    git_commit("Before a recorded run", "--", *code)
print(f"{script} is as the last commit has it.")

# %% [markdown]
# ## What does the hash say?
#
# When a *script* starts a run, MLflow notes the commit of the repository that it lies in. From a *notebook* it notes
# none, or a stranger's: it looks where the kernel's own program lies. So take the script. You change one line of
# `train_forest.py`, save it without committing, and train. Which commit does that run carry?
#
# - **a**: that of the last commit, as if nothing had been changed
# - **b**: a new hash, because the content is another one
# - **c**: none, or one that is marked: git sees that the file was changed
#
# Hand in one letter, before you look: the cell after the check tries it. So that your own file stays as it is, the edit is
# made in a *second working folder* of the same repository: `git worktree` makes one, clean, at any commit. The edit is what
# one does at five in the evening: a number changed to try something out, a token and a password put in to reach a service.
# (These open nothing.)

# %%
### BEGIN SOLUTION
answer("2.6.1", "a")
### STUB
# answer("2.6.1", ...)
### END SOLUTION

# %%
check("2.6.1")

# %%
@contextmanager  # makes a function fit for `with`: what stands before its `yield` comes first, what stands after it last
def checkout(commit):
    """A working folder of the repository, clean at `commit`; gone again after the `with`."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place).resolve() / "checkout"
        git("-c", "core.autocrlf=false", "worktree", "add", "--detach", folder, commit)  # detached: on no branch
        try:
            yield folder
        finally:
            git("worktree", "remove", "--force", folder)


def edit(folder):
    """Change the script in `folder`: leaves of 200 hours, a token and a password."""
    text = (folder / script).read_text(encoding="utf-8")
    lines = 'LEAF = 200\nWEATHER_TOKEN = "not-a-real-one-4711"\ndb_password = "nor-is-this-0815"'
    edited = re.sub("^LEAF = .*$", lines, text, flags=re.MULTILINE)
    (folder / script).write_text(edited, encoding="utf-8", newline="\n")


with checkout("HEAD") as draft:
    edit(draft)
    print("Commit before:", git("rev-parse", "HEAD").strip())  # rev-parse prints the hash that HEAD stands for
    print("Commit after: ", git("rev-parse", "HEAD", folder=draft).strip())
    print("Status:", git("status", "--porcelain", folder=draft).strip())  # porcelain: short, for programs to read
    print(*re.findall("^[-+](?![-+]).*$", changes(draft), re.MULTILINE), sep="\n")

# %% [markdown]
# Twice the same hash, though the file is another one. A commit's hash names what was committed, and says nothing about
# the files in front of you; `status` and `diff` do. Such a folder is called *dirty*. MLflow notes nothing of that on a
# run, so your record will.
#
# ## All of the data
#
# MLflow can note the data as well: a tracked dataset carries a **digest**. Here one digit of the very last hour is another
# one. The digest is the same all the same, because it looks at the first 10,000 rows only, and these are more.
#
# Write the hash that looks at every byte: `hashlib.sha256` takes bytes, and its `hexdigest()` is the text to keep. Hand
# in that of the original; your function itself is put to use in 2.6.3. (For a file too large for the memory there is
# `hashlib.file_digest`.)

# %%
original = desk.data.read_bytes()
changed = original.rstrip()[:-1] + b"9\n"

tables = [pd.read_csv(io.BytesIO(content)) for content in (original, changed)]
digests = [mlflow.data.from_pandas(table, name="germany").digest for table in tables]
print("The same digest?", digests[0] == digests[1])


### BEGIN SOLUTION
def full_hash(content):
    """SHA-256 over every byte of `content`, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


print("The same hash?", full_hash(original) == full_hash(changed))
answer("2.6.2", full_hash(original))
### STUB
# # def full_hash(content):
# #     """SHA-256 over every byte of `content`, as 64 hexadecimal digits."""
# #     return ____
# #
# #
# # print("The same hash?", full_hash(original) == full_hash(changed))
#
# answer("2.6.2", ...)
### END SOLUTION

# %%
check("2.6.2")

# %% [markdown]
# ## The record
#
# `train` runs the script of a folder in a fresh process, with the parameters and threads that a record names, and adds to what
# it prints the commit that the folder is at. `keep` does that and logs all of it as one run: the commit under MLflow's own name
# for it, so that the run's page shows it, `dirty` as a tag that you can search for; record, result and diff as files. The record
# is made *before* the training begins.


# %%
mlflow.set_experiment(desk.experiment)


def train(folder, record):
    """Run the script in `folder` in a process of its own; returns what it printed, and the commit of the folder."""
    options = [f"--{name}={value}" for name, value in record["parameters"].items()]
    command = [sys.executable, record["script"], str(desk.data), *options]
    surroundings = os.environ | record["threads"]
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout) | {"commit": git("rev-parse", "HEAD", folder=folder).strip()}


def keep(name, folder, record, diff):
    """Train as `record` says, in `folder`, and log a run with that record; returns the run's id."""
    result = train(folder, record)
    source = {"mlflow.source.name": record["script"], "mlflow.source.git.commit": record["commit"]}
    with mlflow.start_run(run_name=name, tags=source) as run:
        mlflow.set_tags({"dirty": record["dirty"], "data_sha256": record["data_sha256"]})
        mlflow.log_params(record["parameters"])
        mlflow.log_metrics(result["metrics"])
        mlflow.log_dict(record, "record.json")
        mlflow.log_dict(result, "result.json")
        mlflow.log_text(diff, "changes.txt")
    return run.info.run_id


# %% [markdown]
# Your turn: fill what is missing in the record, and leave a run named `committed` with it. `git("rev-parse", "HEAD", ...)` gives
# the commit, with a line break after it; the folder is dirty where the diff isn't empty; `version("pandas")` is what is
# installed here. Files that git doesn't know stand in no diff, so the record names them, as `untracked`. The check looks at
# this one record; whether `make_record` holds for another folder, too, shows in 2.6.5.

# %%
parameters = {"trees": 20, "depth": 12, "seed": 7}
threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


### BEGIN SOLUTION
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
### STUB
# # def make_record(folder):
# #     """What a run of the script in `folder` is made from, and the diff of what isn't committed there."""
# #     diff = changes(folder)
# #     unknown = git("ls-files", "--others", "--exclude-standard", "--", *code, folder=folder)
# #     record = {
# #         "script": script,
# #         "commit": ____,
# #         "dirty": ____,
# #         "untracked": unknown.splitlines(),
# #         "data_sha256": ____,
# #         "python": platform.python_version(),
# #         "packages": {name: ____ for name in ("numpy", "pandas", "scikit-learn")},
# #         "parameters": ____,
# #         "threads": ____,
# #     }
# #     return record, diff
# #
# #
# # record, diff = make_record(repository)
# # committed = keep("committed", repository, record, diff)
### END SOLUTION

# %%
check("2.6.3")

# %% [markdown]
# ## Rebuilt, from the record alone
#
# Open the run: its page shows the commit beside the script's name, `dirty` among the tags, and the record under Artifacts.
#
# Then months have passed. The next cell makes a commit that changes no file, so `HEAD` has moved on, and by now the desk trains
# with other parameters: the variables above no longer say what that run was made from. Its record does, and all you have is
# the run's id.
#
# Read the record, make sure that the data are still the same (no check can see that you did), check out *that* commit in a
# folder of its own, and train there in a fresh process. Log what comes out as a run of its own: the metrics, and all of it as
# `result.json`. Its tag `rebuilt_from` is the id of the run that it repeats.

# %%
git_commit("Months later", "--allow-empty", "--only")  # only: what else you have prepared for a commit is left out
parameters = {"trees": 25, "depth": 10, "seed": 11}
record = {"script": script, "parameters": parameters, "threads": threads}
print("Months have passed.")

# %%
### BEGIN SOLUTION
def rebuild(run_id):
    """Repeat a recorded run from its record alone; returns the id of the new run."""
    record = mlflow.artifacts.load_dict(f"runs:/{run_id}/record.json")
    if full_hash(desk.data.read_bytes()) != record["data_sha256"]:
        raise ValueError(f"{desk.data} doesn't hold the data of the run {run_id}.")
    with checkout(record["commit"]) as folder:
        result = train(folder, record)
    name = f"{mlflow.get_run(run_id).info.run_name}, rebuilt"
    tags = {"rebuilt_from": run_id, "mlflow.source.git.commit": record["commit"]}
    with mlflow.start_run(run_name=name, tags=tags) as run:
        mlflow.log_metrics(result["metrics"])
        mlflow.log_dict(result, "result.json")
    return run.info.run_id


again = rebuild(committed)
first, second = (mlflow.get_run(id).data.metrics for id in (committed, again))
print("Equal to the last digit?", {name: first[name] == second[name] for name in sorted(first)})
### STUB
# # def rebuild(run_id):
# #     """Repeat a recorded run from its record alone; returns the id of the new run."""
# #     record = mlflow.artifacts.load_dict(f"runs:/{run_id}/record.json")
# #     if ____ != record["data_sha256"]:
# #         raise ValueError(f"{desk.data} doesn't hold the data of the run {run_id}.")
# #     with checkout(____) as folder:
# #         result = train(____, ____)
# #     name = f"{mlflow.get_run(run_id).info.run_name}, rebuilt"
# #     tags = {"rebuilt_from": ____, "mlflow.source.git.commit": record["commit"]}
# #     with mlflow.start_run(run_name=name, tags=tags) as run:
# #         mlflow.log_metrics(____)
# #         mlflow.log_dict(result, "result.json")
# #     return run.info.run_id
# #
# #
# # again = rebuild(committed)
# # first, second = (mlflow.get_run(id).data.metrics for id in (committed, again))
# # print("Equal to the last digit?", {name: first[name] == second[name] for name in sorted(first)})
### END SOLUTION

# %%
check("2.6.4")

# %% [markdown]
# Equal means equal here, `==` and not "nearly": on the same machine, with the same versions and fixed threads. (The seconds
# differ: it was trained again.) Another processor may round the last digits otherwise; then compare with a tolerance, and
# say so. The versions were the recorded ones without your doing, because nothing has been installed since. After real
# months you would install them first, in an environment of their own: the record says which.
#
# ## Broken, as everybody breaks it
#
# Now a run named `edited`, with the edit from above, which nobody has committed. Record it as honestly as the first, and rebuild
# it. The folder is at the commit of the first run, and not where your own is by now: a record speaks of the folder that it is
# given.
#
# One thing comes first. The diff would carry token and password to the server, for everybody to read. So write a filter: the
# lines in which a suspicious word stands, small or capital, keep their first sign (`+`, `-`) and lose all the rest; the others
# stay. Which words? Those of this edit, and what your own scripts call such things. A filter is a net with holes, a key named
# `x` swims through: secrets don't belong in a repository at all, but into the environment.

# %%
### BEGIN SOLUTION
SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(token|passw|secret|credential|api_?key).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    return SECRET.sub(r"\1# left out: it looks like a secret", diff)


with checkout(mlflow.artifacts.load_dict(f"runs:/{committed}/record.json")["commit"]) as draft:
    edit(draft)
    record, diff = make_record(draft)
    edited = keep("edited", draft, record, without_secrets(diff))

edited_again = rebuild(edited)
### STUB
# # SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(____|____|____).*$", re.IGNORECASE | re.MULTILINE)
# #
# #
# # def without_secrets(diff):
# #     """The diff without what its suspicious lines say."""
# #     return SECRET.sub(r"\1# left out: it looks like a secret", diff)
# #
# #
# # with checkout(mlflow.artifacts.load_dict(f"runs:/{committed}/record.json")["commit"]) as draft:
# #     edit(draft)
# #     record, diff = make_record(____)
# #     edited = keep("edited", ____, record, ____)
# #
# # edited_again = rebuild(____)
### END SOLUTION

# %%
check("2.6.5")

# %% [markdown]
# The picture has a line for each of the two runs, from its score as recorded to its score as rebuilt. A level line is a run
# that can be had again; the other has lost its model. Below it stands what the record of that run has to say: `dirty`, and
# the lines that differ from the commit.

# %%
figure, panel = plt.subplots(figsize=(6, 3.5), layout="constrained")
for recorded, rebuilt, color in ((committed, again, "tab:blue"), (edited, edited_again, "tab:orange")):
    runs = [mlflow.get_run(recorded), mlflow.get_run(rebuilt)]
    name, r2 = runs[0].info.run_name, [run.data.metrics["r2"] for run in runs]
    panel.plot(["as recorded", "rebuilt"], r2, "o-", color=color, label=name)
panel.margins(x=0.3, y=0.3)
panel.set_ylabel("R² on 2014")
panel.set_title("A level line is a run that can be had again")
panel.legend(loc="lower right", frameon=False)
plt.show()

print("dirty:", mlflow.get_run(edited).data.tags["dirty"])
kept = mlflow.artifacts.load_text(f"runs:/{edited}/changes.txt")
print(*re.findall("^[-+](?![-+]).*$", kept, re.MULTILINE), sep="\n")

# %% [markdown]
# The edited run's score was real, and nobody can have it again from its commit. With the record you know why, and
# which line to put back; with the hash alone you would search for days. The remedy is short: commit first, then train.
#
# ## What you have now
#
# A record in which code, data, versions, parameters and threads each have a name, and a function that makes a run again from
# it, in a clean copy of the code. Both are plain git, MLflow and a subprocess: take them home. Of all runs that are recorded
# this way, in whatever experiment, those that can't be had again are one question away:
# `mlflow.search_runs(search_all_experiments=True, filter_string="tags.dirty = 'True'")`.
#
# Next, if you have the time: [2.7 Your turn: iris](07_your_turn_iris.ipynb), two experiments of your own.
