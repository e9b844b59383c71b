# %% [markdown]
# # 3.3 Inside a model
#
# A registered version is a name for a folder of files, and somebody made that folder. In about 30 minutes you look into
# the folders of three kinds of model, and you look **without loading them**. Some are loaded afterwards, to show what
# happens then. At the end you can say what a model needs, what it refuses and what its file would run, and there is
# **one more model in your store**, with the shortest list of types that have to be trusted.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("3.3")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask first who has loaded a model from the internet, and who looked into it before. Let the
# group vote on each letter of 3.3.2 before the reveal: that kilometres an hour and empty columns pass surprises most.
# Pause after the two printed lines, that of the pickle and that of `west`: both come before any predict. What goes
# wrong most: the instruction's name in quotes (`GLOBAL`, in capitals); in 3.3.4 the list in `MLmodel` is read in place
# of the file. Nothing here is dangerous: all "strangers" are made by the cells, and the mail would only ask for the
# machine's name. The champion stays where 3.2 left it.

# %% [markdown]
# ## What lies in the folder
#
# `germany-power` has versions of several kinds; the experiment of a version's run says which. Below, one version of each
# kind comes from the store as plain files, which runs nothing of it. Two of them speak for the rest: `MLmodel` says which
# library made the file and what goes in and out, `requirements.txt` what must be installed before it can be loaded.
#
# The second cell prints each folder's files with their sizes, the smallest as 1 kB, and of the forest's `MLmodel` the
# part that matters here. Look for the file that holds the fitted model itself, for its `serialization_format`, and for
# the signature. Don't be misled by `pickled_model`: it only gives the file's name. The word comes from a time when every
# such file was a pickle.

# %%
import os
import tempfile
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import mlflow
import pandas as pd
import yaml
from mlflow import MlflowClient

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
MODEL = "germany-power"
KINDS = {
    "2.1-linear-regression": "linear regression",
    "2.2-random-forest": "forest",
    "2.3-keras": "network",
}
client, place = MlflowClient(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

models = {}
versions = client.search_model_versions(f"name = '{MODEL}'")
for version in sorted(versions, key=lambda each: int(each.version)):  # the newest stays
    experiment = client.get_experiment(client.get_run(version.run_id).info.experiment_id)
    if experiment.name in KINDS:
        models[KINDS[experiment.name]] = f"models:/{MODEL}/{version.version}"
missing = set(KINDS.values()) - set(models)
if missing:
    raise RuntimeError(f"{MODEL} has no {', '.join(missing)}: register it again in 3.1.")

# %%
def folder_of(uri):
    """The folder of a model, fetched from the store as plain files: nothing of it is run."""
    empty = tempfile.mkdtemp(dir=place.name)
    return Path(mlflow.artifacts.download_artifacts(uri, dst_path=empty))


folders = {}
for kind, uri in models.items():
    folders[kind] = folder_of(uri)
    print(kind)
    for file in sorted(path for path in folders[kind].rglob("*") if path.is_file()):
        name, size = file.relative_to(folders[kind]).as_posix(), file.stat().st_size / 1000
        print(f"  {name:22} {max(1, size):8.0f} kB")

described = yaml.safe_load((folders["forest"] / "MLmodel").read_text(encoding="utf-8"))
said = described["flavors"]["sklearn"].items()
stored = {name: value for name, value in said if "version" not in name}
part = {"sklearn": stored, "signature": described["signature"]}
print()
print(yaml.safe_dump(part, width=85, sort_keys=False))

# %% [markdown]
# ## Could a colleague load it?
#
# Whoever installs what `requirements.txt` lists, and nothing else, should be able to load the model. Which packages are
# needed depends on the **format** of the model's file: one that skops wrote needs skops to be read, a pickle of MLflow's
# needs cloudpickle, a network needs Keras and its backend, here jax. `NEEDED` says so. (MLflow puts itself on every
# list.)
#
# Write `lacking`: the packages that the format needs and the list doesn't have. `Model.load` reads `MLmodel`, not the
# model; `flavors["sklearn"]` is the part that you have just seen printed. Hand in what it gives for each kind, a
# dictionary of lists.

# %%
from mlflow.models import Model

NEEDED = {
    "skops": {"scikit-learn", "skops"},
    "pickle": {"scikit-learn"},
    "cloudpickle": {"scikit-learn", "cloudpickle"},
    "keras": {"keras", "jax"},
}

### BEGIN SOLUTION
def lacking(folder):
    """The packages that the model's format needs and its requirements.txt doesn't list."""
    flavors = Model.load(folder).flavors
    form = flavors["sklearn"]["serialization_format"] if "sklearn" in flavors else "keras"
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    listed = {line.split("==")[0] for line in lines}
    return sorted(NEEDED[form] - listed)


answer("3.3.1", {kind: lacking(folder) for kind, folder in folders.items()})
### STUB
# # def lacking(folder):
# #     """The packages that the model's format needs and its requirements.txt doesn't list."""
# #     flavors = Model.load(folder).flavors
# #     form = flavors["sklearn"][____] if "sklearn" in flavors else "keras"
# #     lines = (folder / ____).read_text(encoding="utf-8").splitlines()
# #     listed = {line.split("==")[0] for line in lines}
# #     return sorted(____ - ____)
#
# answer("3.3.1", ...)  # the dots: {kind: lacking(folder) for kind, folder in folders.items()}
### END SOLUTION

# %%
check("3.3.1")

# %% [markdown]
# How can a list lack something? MLflow believes a list that it is given. In 2.1 the list was given by hand, with
# scikit-learn alone; the file was written by skops all the same, since that is the default.
#
# Such a gap goes unnoticed for as long as everybody has the same packages. It shows on the day when a server is set up
# from the list alone.
#
# ## What the signature refuses
#
# A model that is loaded through `mlflow.pyfunc` compares what it is given with the signature, before it predicts. The
# desk's forest was signed with four columns, each a `double`, a number with decimals. Seven colleagues send it three
# hours of weather each. The values are those of the desk, except that
#
# - **a**: the columns are in another order,
# - **b**: there is a fifth column, the name of the weather station,
# - **c**: the temperature is missing,
# - **d**: the wind speed is text: `"3.8"`,
# - **e**: the wind speed is rounded, in whole numbers: `4`,
# - **f**: the wind speed is in kilometres an hour, 3.6 times the number,
# - **g**: the column of the wind speed is empty, nothing but NaN.
#
# **Predict** which of them are refused. Hand in a list of letters; guess before you look.

# %%
### BEGIN SOLUTION
answer("3.3.2", ["c", "d", "e"])
### STUB
# answer("3.3.2", ...)  # in place of the dots a list of letters: ["a", ...]
### END SOLUTION

# %%
check("3.3.2")

# %%
FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]
germany = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
train = germany[germany["utc_timestamp"].dt.year == 2013]

hours = train[FEATURES].iloc[:3]
wind = hours["windspeed"]
sent = {
    "as it should be": hours,
    "a, another order": hours[FEATURES[::-1]],
    "b, a fifth column": hours.assign(station="Kassel"),
    "c, no temperature": hours.drop(columns="temperature"),
    "d, wind as text": hours.assign(windspeed=wind.astype(str)),
    "e, whole numbers": hours.assign(windspeed=wind.round().astype("int64")),
    "f, wind in km/h": hours.assign(windspeed=3.6 * wind),
    "g, no wind at all": hours.assign(windspeed=float("nan")),
}
forest = mlflow.pyfunc.load_model(models["forest"])
for what, table in sent.items():
    try:
        with redirect_stderr(StringIO()) as said:  # where MLflow warns
            predicted = forest.predict(table)
        warned = ", with a warning" if said.getvalue() else ""
        print(f"{what:18} {predicted[0, 1]:6.1f} GW of wind in the first hour{warned}")
    except mlflow.exceptions.MlflowException as refused:
        why = refused.message.rpartition("Error: ")[2].partition(". ")[0]
        print(f"{what:18} refused: {why}")

# %% [markdown]
# The signature looks at names and types. It refuses what can't be made the right type for certain. A whole number of 64
# bits can be too large for a `double` to hold it exactly, so even a harmless 4 is refused. (The warning says that a
# column is left out.)
#
# What the numbers *mean* the signature doesn't know: kilometres an hour give a storm, and an empty column gives a
# forecast that looks like any other. Limits for values are yours to check, as chapter 5 does.
#
# ## A file that runs
#
# Notebook 2.2 showed that loading a pickle runs what its author put in. In a model's folder that looks as below: a copy
# of the linear regression, in which the model's file was replaced and `MLmodel` was edited to say so. The line comes
# from the loading alone; nobody has asked for a prediction.
#
# `pickletools.dis` shows a pickle's instructions **without carrying them out**. `GLOBAL` gets something by its name
# from a module, and `REDUCE` calls it with what stands in between.

# %%
import pickle
import pickletools
import shutil


class Innocent:
    def __reduce__(self):
        return print, ("this line was run by the act of loading",)


tampered = Path(tempfile.mkdtemp(dir=place.name))
shutil.copytree(folders["linear regression"], tampered, dirs_exist_ok=True)
(tampered / "model.pkl").write_bytes(pickle.dumps(Innocent(), protocol=3))

described = yaml.safe_load((tampered / "MLmodel").read_text(encoding="utf-8"))
edited = {"pickled_model": "model.pkl", "serialization_format": "pickle"}
described["flavors"]["sklearn"] |= edited
(tampered / "MLmodel").write_text(yaml.safe_dump(described), encoding="utf-8")

mlflow.sklearn.load_model(str(tampered))
print()
pickletools.dis((tampered / "model.pkl").read_bytes())

# %% [markdown]
# ## A model by mail
#
# An institute that you don't know sends a model for the wind: a pickle, as text. **Don't load it.** Find out what it
# would call. It has a good hundred instructions, too many to read, but `pickletools.genops` gives them one by one,
# each with its name, its argument and its place. Most of the names that the pickle asks for are parts of a model of
# scikit-learn's. One isn't.
#
# Hand in that name, as pickletools shows it: the module, a space, the function.

# %%
import base64
import zlib

mail = (
    "eNpFUDFMFUEQPYOAXEKEQIla2EBzCaGi4V+3Df4ghGQbXPfu5vgLd7vL7v5vgJBoouYo6GywMLY2xsaEzsLE"
    "Sho6SmtCQUVDiLt7d/CqNzvzZue9t0Op3i6AKh5JJqFgHMKVlsy9O5jFw0EQaANSbzQ8pQXcixRIJVLQmvHN"
    "iGTU0HDNUJ5Rla25SVVvGbPKN8z0SAmUV/hRW2qTVfihrVIhdyv/gZsgG7Monjx2+Izi538dTlH8amrBAcXd"
    "c98CPNJe5BSd29wDxU8WmkH2uyHr9Q7AE1ZBmvPJAJRmgu8E/uf5aDGa33nQTz7iIVvmzNz5dHlQRUqRQRGR"
    "hGoIl/3TKmwq517w2uh4LSSMG1ApSFP5G509giu/14gCLf34c/315+WRb3KyJRLd9alIoZlhAzj0F6UCcuvM"
    "efu09w99n95Hv76cvLz48PQEdVoSNAAX2kwTQed9Oy+TF2dX325Q53VNAHBop+8O9Mmdt1k/O26SHauNGMiI"
    "4KksqMmFKkNuEwjnVntBz+UE+LEzpCjXrmtdy77pelMllELtdvGo5TbmRGg4rFXRfxy023M="
)
content = zlib.decompress(base64.b64decode(mail))
print(f"{len(content)} bytes, {len(list(pickletools.genops(content)))} instructions")

### BEGIN SOLUTION
for instruction, argument, where in pickletools.genops(content):
    if instruction.name == "GLOBAL":
        print(argument)

answer("3.3.3", "platform node")
### STUB
# # for instruction, argument, where in pickletools.genops(content):
# #     if instruction.name == ____:
# #         print(argument)
#
# answer("3.3.3", ...)  # in place of the dots: the name, as text
### END SOLUTION

# %%
check("3.3.3")

# %% [markdown]
# This one would only have asked for your machine's name. The same two instructions could have named a function that
# deletes files. And what pickletools shows is no wall either: newer pickles put a name together from texts
# (`STACK_GLOBAL`), and harmless names can be called in harmful ways. Reading tells you that something is bad, never
# that it is good.
#
# ## What skops objects to
#
# A file of skops is no program: it lists types and numbers, and skops makes only types that it knows.
# `skops.io.get_untrusted_types(file=...)` lists all other types in a file, and loads nothing. But when *MLflow* loads
# the file, `MLmodel` says which types are allowed, and that was written by the model's author. Four desks have sent
# models, `north` to `west`.
#
# Write the desk's own rule, `objections`: the types in the model's file that neither skops knows nor the desk trusts.
# The list in `MLmodel` isn't asked. Hand in what it gives for each of the four, a dictionary of lists.

# %%
import json
from zipfile import ZipFile

import skops.io
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.multioutput import MultiOutputRegressor

DESK_TRUSTS = {"sklearn.tree._tree.Tree"}
senders = {
    "north": (LinearRegression(), []),
    "east": (
        RandomForestRegressor(5, max_depth=4, random_state=0),
        ["sklearn.tree._tree.Tree"],
    ),
    "south": (
        MultiOutputRegressor(HistGradientBoostingRegressor(max_iter=20, random_state=0)),
        [
            "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
            "sklearn.neighbors._kd_tree.KDTree",
        ],
    ),
}
inbox = Path(tempfile.mkdtemp(dir=place.name))
for name, (model, trusted) in senders.items():
    model.fit(train[FEATURES], train[TARGETS])
    listed = ["scikit-learn", "skops"]  # the senders give no versions
    mlflow.sklearn.save_model(
        model, inbox / name, skops_trusted_types=trusted, pip_requirements=listed
    )

# %%
# west: a copy of north, changed by hand: the type, the module that it lies in, and the list.
west = Path(shutil.copytree(inbox / "north", inbox / "west", dirs_exist_ok=True))
with ZipFile(inbox / "north" / "model.skops") as file:
    parts = {name: file.read(name) for name in file.namelist()}
schema = json.loads(parts["schema.json"])
schema |= {"__module__": "wind_helpers", "__class__": "WindRegression"}
with ZipFile(west / "model.skops", "w") as file:
    for name, part in (parts | {"schema.json": json.dumps(schema)}).items():
        file.writestr(name, part)

described = yaml.safe_load((west / "MLmodel").read_text(encoding="utf-8"))
own_list = {"code": "code", "skops_trusted_types": ["wind_helpers.WindRegression"]}
described["flavors"]["sklearn"] |= own_list
(west / "MLmodel").write_text(yaml.safe_dump(described), encoding="utf-8")
(west / "code").mkdir(exist_ok=True)
(west / "code" / "wind_helpers.py").write_text(
    'print("this line was run by the act of loading, too")\n\n'
    "from sklearn.linear_model import LinearRegression as WindRegression\n"
)
desks = [*senders, "west"]

### BEGIN SOLUTION
def objections(folder):
    """The types in a model's file that neither skops nor the desk trusts; loads nothing."""
    found = skops.io.get_untrusted_types(file=folder / "model.skops")
    return sorted(set(found) - DESK_TRUSTS)


answer("3.3.4", {name: objections(inbox / name) for name in desks})
### STUB
# # def objections(folder):
# #     """The types in a model's file that neither skops nor the desk trusts; loads nothing."""
# #     found = skops.io.get_untrusted_types(file=folder / ____)
# #     return sorted(set(found) - ____)
#
# answer("3.3.4", ...)  # the dots: {name: objections(inbox / name) for name in desks}
### END SOLUTION

# %%
check("3.3.4")

# %% [markdown]
# ## Whoever writes the model writes the list
#
# `west` trusts itself: its `MLmodel` names the type that its author made up, and brings a module along in which it
# lies. So MLflow loads it, in the safe format, and the module's code runs. With the desk's own list, skops refuses the
# same file.
#
# MLflow knows this. It has a switch that refuses pickles and files of skops alike, the desk's own forest among them.
# It looks at nothing else: a model that was logged as a Python file is loaded all the same, and that file runs. (No cell
# here shows it; it was tried with the MLflow that you have.) So the switch is no wall either.

# %%
import sys
from textwrap import fill

from skops.io.exceptions import UntrustedTypesFoundException

sys.modules.pop("wind_helpers", None)  # so that the line comes each time you run this cell
mlflow.sklearn.load_model(str(west))

try:
    skops.io.load(west / "model.skops", trusted=sorted(DESK_TRUSTS))
except UntrustedTypesFoundException as refused:
    print("skops, by the desk's list:", str(refused).splitlines()[0])

os.environ["MLFLOW_ALLOW_PICKLE_DESERIALIZATION"] = "false"
try:
    mlflow.sklearn.load_model(models["forest"])
except mlflow.exceptions.MlflowException as refused:
    print(fill("MLflow, by its switch: " + refused.message.partition(". ")[0], 90))
finally:
    del os.environ["MLFLOW_ALLOW_PICKLE_DESERIALIZATION"]

# %% [markdown]
# So what do you do with a model whose author you don't know? Before anything is loaded, read `MLmodel` with its list of
# trusted types, the folder `code` and the requirements. Load only what your **own** list lets pass. For the rest ask for
# the recipe, data and parameters, and fit the model yourself; or load it where there is nothing to lose, in a container
# without network and keys.
#
# ## Your own, with the shortest list
#
# A colleague has a fourth kind: *nearest neighbours* answers with the mean of the 25 hours of 2013 whose weather was
# most alike. Her pickle stays closed. She has told you the recipe, so the cell fits the model again.
#
# Log it in a run of this notebook's experiment, as 2.2 did with the forest: stored by skops, with a signature, with
# scikit-learn and skops pinned to the versions that you have (`==`), and with **just the types that skops asks about**.
# Let skops say which: a model can be written to memory, `skops.io.dumps(model)`, and `get_untrusted_types(data=...)`
# reads that. If you log it more than once, the newest run counts.

# %%
import sklearn
from mlflow.models import infer_signature
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

mlflow.set_experiment(desk.experiment)
neighbours = make_pipeline(StandardScaler(), KNeighborsRegressor(n_neighbors=25))
neighbours = neighbours.fit(train[FEATURES], train[TARGETS])

### BEGIN SOLUTION
pins = [f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"]
asked_about = skops.io.get_untrusted_types(data=skops.io.dumps(neighbours))
print("skops asks about:", *asked_about, sep="\n  ")

with mlflow.start_run(run_name="neighbours"):
    mlflow.sklearn.log_model(
        neighbours,
        name="model",
        signature=infer_signature(train[FEATURES], neighbours.predict(train[FEATURES])),
        skops_trusted_types=asked_about,
        pip_requirements=pins,
    )
### STUB
# # pins = [____, ____]
# # asked_about = skops.io.get_untrusted_types(data=____)
# # print("skops asks about:", *asked_about, sep="\n  ")
# #
# # with mlflow.start_run(run_name="neighbours"):
# #     mlflow.sklearn.log_model(
# #         neighbours,
# #         name="model",
# #         signature=infer_signature(____, ____),
# #         skops_trusted_types=____,
# #         pip_requirements=pins,
# #     )
### END SOLUTION

# %%
check("3.3.5")

# %%
import timeit
from functools import partial

import matplotlib.pyplot as plt

ids = [client.get_experiment_by_name(desk.experiment).experiment_id]
latest_first = [{"field_name": "creation_timestamp", "ascending": False}]
mine = mlflow.search_logged_models(ids, order_by=latest_first, output_format="list")
newest = next(model for model in mine if model.status == "READY")
folders["neighbours"] = folder_of(newest.model_uri)
weighs, takes = {}, {}
for kind, folder in folders.items():
    files = [path for path in folder.rglob("*") if path.is_file()]
    weighs[kind] = sum(path.stat().st_size for path in files) / 1000
    load = partial(mlflow.pyfunc.load_model, str(folder))
    takes[kind] = 1000 * min(timeit.repeat(load, number=1, repeat=3))  # the first also imports

figure, panels = plt.subplots(1, 2, figsize=(10, 2.8), sharey=True, layout="constrained")
units = ("kB, all files together", "ms to load")
for panel, values, unit in zip(panels, (weighs, takes), units, strict=True):
    bars = panel.barh(list(values), list(values.values()), color="tab:blue")
    panel.bar_label(bars, fmt="%.0f", padding=3)
    panel.set(xlabel=unit, frame_on=False)
    panel.margins(x=0.15)
panels[0].set(xscale="log", xlim=(1, 4 * max(weighs.values())))
panels[0].invert_yaxis()
plt.show()
kept = neighbours[-1]._fit_X
print(f"hours of 2013 inside `neighbours`: {len(kept)} of {len(train)}")

# %% [markdown]
# On the left what each kind weighs, on an axis that goes by factors of ten; on the right how long it takes to load. A
# linear regression is little more than its papers, a forest many times as heavy. Weight and time don't go together:
# compare the network with the neighbours. And look at the last line: nearest neighbours *is* its data. Whoever gets the
# model gets every hour that it learned from, so ask what may leave the house before you send one.
#
# ## What you have now
#
# You can say of a model what it needs, what it refuses and what it would run, from its files alone, and you have a list
# of types that is the desk's own. The model that you stored last asks for nothing beyond what it needs.
#
# Whether a model is *good* enough is another question. It gets a gate: that is [3.4, The gate](04_gate.ipynb).
