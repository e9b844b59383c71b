# exercise: 2.6.2
# verdict: wrong
# says: That is the MD5
def full_hash(content):
    """SHA-256 over every byte of `content`, as 64 hexadecimal digits."""
    return hashlib.md5(content).hexdigest()


print("The same hash?", full_hash(original) == full_hash(changed))
answer("2.6.2", full_hash(original))
