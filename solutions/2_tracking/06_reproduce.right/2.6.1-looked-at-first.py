# exercise: 2.6.1
before = git("rev-parse", "HEAD").strip()
with tempfile.TemporaryDirectory() as place:
    folder = Path(place) / "copy"
    git("clone", "--quiet", repository, folder)
    with (folder / script).open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    after = git("rev-parse", "HEAD", folder=folder).strip()
letter = "a" if before == after else "b"
answer("2.6.1", letter)
