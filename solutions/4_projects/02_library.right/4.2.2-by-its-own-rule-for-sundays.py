# exercise: 4.2.2
def _change(year, month):
    """One o'clock UTC on the last Sunday of a month."""
    last = pd.Timestamp(year, month, 31, tz="UTC")
    return last - pd.Timedelta(days=(last.weekday() + 1) % 7) + pd.Timedelta(hours=1)


def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    seen, rows = set(), {}
    for row in hours.to_dict("records"):
        label = row[TIME]
        true = label - pd.Timedelta(hours=1)
        if label in seen or not _change(label.year, 3) <= true < _change(label.year, 10):
            true = label
        rows.setdefault(label, {}).update({name: row[name] for name in POWER})
        rows.setdefault(true, {}).update({name: row[name] for name in WEATHER})
        seen.add(label)
    whole = [{TIME: time, **row} for time, row in sorted(rows.items()) if len(row) == len(POWER + WEATHER)]
    return pd.DataFrame(whole)[hours.columns]
