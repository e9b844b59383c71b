"""A script: what a learner's `mended` makes of tables.

    python mending.py

Its current folder holds `powerdesk/` and a CSV for each table in `tables/`; it gets `facts.json`: for each table's name
what mended raised, what it returned, and whether the table itself was changed.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

TIME = "utc_timestamp"


def main() -> None:
    import pandas as pd

    folder = Path.cwd()
    sys.path.insert(0, str(folder))
    facts: dict[str, dict[str, Any]] = {}
    try:
        from powerdesk import hours  # type: ignore[import-not-found]
    except (Exception, SystemExit) as error:
        facts["import"] = {"raised": _words(error)}
    else:
        mended = getattr(hours, "mended", None)
        for file in sorted((folder / "tables").glob("*.csv")):
            table = pd.read_csv(file)
            table[TIME] = pd.to_datetime(table[TIME], utc=True)
            before = table.copy()
            fact: dict[str, Any] = {"raised": ""}
            try:
                fact |= _described(mended(table))  # type: ignore[misc]  # where it is None, that is a fact, too
            except (Exception, SystemExit) as error:
                fact["raised"] = _words(error)
            with suppress(Exception):
                fact["changed"] = not table.equals(before)
            facts[file.stem] = fact
    os.chdir(folder)
    (folder / "facts.json").write_text(json.dumps(facts, default=repr), encoding="utf-8")


def _described(found: Any) -> dict[str, Any]:
    """A table as JSON can hold it: its columns; its hours, in hours since 1970; its numbers, a list a column."""
    import pandas as pd

    if not isinstance(found, pd.DataFrame):
        return {"kind": type(found).__name__}
    columns = [str(name) for name in found.columns]
    if TIME not in columns:
        return {"kind": "table", "columns": columns, "zone": "", "hours": [], "numbers": {}}
    times = found[TIME]
    zone = str(getattr(times.dtype, "tz", "")) if isinstance(times.dtype, pd.DatetimeTZDtype) else ""
    hours = pd.to_datetime(times, utc=True)
    since = (hours - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(hours=1)
    numbers = {str(name): found[name].astype(float).tolist() for name in found.columns if name != TIME}
    return {"kind": "table", "columns": columns, "zone": zone, "hours": since.tolist(), "numbers": numbers}


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0][:300]}"


if __name__ == "__main__":
    main()
