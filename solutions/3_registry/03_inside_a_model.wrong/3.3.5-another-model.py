# exercise: 3.3.5
# verdict: wrong
# says: holds types that this one hasn't: 'sklearn.tree._tree.Tree
asked_about = skops.io.get_untrusted_types(data=skops.io.dumps(neighbours))
forest = senders["east"][0]
with mlflow.start_run(run_name="neighbours"):
    mlflow.sklearn.log_model(
        forest,
        name="model",
        signature=infer_signature(train[FEATURES], forest.predict(train[FEATURES])),
        skops_trusted_types=sorted(DESK_TRUSTS),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
