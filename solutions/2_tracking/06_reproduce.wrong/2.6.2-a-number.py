# exercise: 2.6.2
# verdict: wrong
# says: isn't the hash of the desk's data
def full_hash(content):
    """SHA-256 over every byte of `content`, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


print("The same hash?", full_hash(original) == full_hash(changed))
answer("2.6.2", len(original))
