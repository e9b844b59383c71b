# exercise: 2.6.2
def full_hash(content):
    """SHA-256 over every byte: of bytes in pieces of 64 KB, or of the file at a path."""
    if isinstance(content, (str, os.PathLike)):
        with open(content, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    piece = 1 << 16
    state = hashlib.new("sha256")
    view = memoryview(content)
    for start in range(0, len(view), piece):
        state.update(view[start : start + piece])
    return state.digest().hex()


print("The same hash?", full_hash(original) == full_hash(changed))
answer("2.6.2", full_hash(desk.data))
