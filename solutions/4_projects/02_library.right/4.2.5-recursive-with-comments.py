# exercise: 4.2.5
def locked(name, found=None):
    found = {} if found is None else found
    for text in requires(name) or []:
        needed = Requirement(text)
        if (not needed.marker or needed.marker.evaluate({"extra": ""})) and needed.name.lower() not in found:
            found[needed.name.lower()] = f"{needed.name} == {version(needed.name)}  # for {name}"
            locked(needed.name, found)
    return found.values()


(package / "requirements.lock").write_text("# what powerdesk 0.1.0 was tested with\n\n" + "\n".join(locked("powerdesk")))
