# exercise: 2.6.2
def full_hash(content):
    """SHA-256 of bytes that are fed in by a stream."""
    return hashlib.file_digest(io.BytesIO(content), "sha256").hexdigest()


with desk.data.open("rb") as file:
    answer("2.6.2", hashlib.file_digest(file, "sha256").hexdigest())
