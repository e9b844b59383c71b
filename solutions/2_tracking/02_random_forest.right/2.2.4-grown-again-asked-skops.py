# exercise: 2.2.4
made_of = client.get_run(chosen).data.params
the_one = grow(*(literal_eval(made_of[name]) for name in ("n_estimators", "max_depth", "random_state")))

needed = skops.io.get_untrusted_types(data=skops.io.dumps(the_one))
print("needed:", needed)

weather = train[FEATURES].head(100)
powers = pd.DataFrame(the_one.predict(weather), columns=TARGETS)

mlflow.start_run(run_id=chosen)
try:
    logged = mlflow.sklearn.log_model(
        sk_model=the_one,
        name="chosen_forest",
        pip_requirements=[f"skops == {skops.__version__}", f"scikit-learn == {sklearn.__version__}"],
        skops_trusted_types=needed,
        input_example=weather.head(3),
        signature=infer_signature(weather, powers),
    )
finally:
    mlflow.end_run()
