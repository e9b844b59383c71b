# exercise: 3.3.5
pins = [f"{package.__name__.replace('sklearn', 'scikit-learn')}=={package.__version__}" for package in (sklearn, skops)]
asked_about = skops.io.get_untrusted_types(data=skops.io.dumps(neighbours))
for trusted in ([*asked_about, *DESK_TRUSTS], asked_about):
    with mlflow.start_run(run_name="neighbours") as run:
        mlflow.sklearn.log_model(
            neighbours,
            name="model",
            signature=infer_signature(train[FEATURES], train[TARGETS]),
            input_example=train[FEATURES].head(2),
            skops_trusted_types=trusted,
            pip_requirements=pins,
        )
