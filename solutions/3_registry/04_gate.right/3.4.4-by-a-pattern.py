# exercise: 3.4.4
import re

PART = r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?"


def known_before(train):
    read = re.fullmatch(rf"(?:{PART}\.\.)?{PART}", train or "")
    if not read:
        return False
    year, month, day = read.groups()[3:]
    try:
        start = pd.Timestamp(f"{year}-{month or '01'}-{day or '01'}")
    except ValueError:
        return False
    after = start + (pd.DateOffset(days=1) if day else pd.DateOffset(months=1) if month else pd.DateOffset(years=1))
    return bool(after <= FIRST_HOUR)


verdicts = []
for record in RECORDS:
    verdicts.append(known_before(record))
answer("3.4.4", verdicts)
