"""Does sanitize.cfg replace what differs from run to run, and leave results alone?"""

import pytest

from workshop.authoring.stored_outputs import Sanitizer
from workshop.paths import SOLUTIONS

RUN, OTHER = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"


@pytest.fixture(scope="module")
def sanitize():
    return Sanitizer(SOLUTIONS / "sanitize.cfg")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"run {RUN}", f"run {OTHER}"),
        (f"models:/m-{RUN}", f"models:/m-{OTHER}"),
        (f"trace tr-{RUN}", f"trace tr-{OTHER}"),
        (f"http://127.0.0.1:5000/#/experiments/1/runs/{RUN}", f"http://localhost:40123/#/experiments/27/runs/{OTHER}"),
        ("<Experiment: experiment_id='3', name='a'>", "<Experiment: experiment_id='14', name='a'>"),
        (
            "http://127.0.0.1:5000/#/experiments/1?workspace=one",
            "http://127.0.0.1:5000/#/experiments/1?workspace=other-2",
        ),
        ("ftp://127.0.0.1:2121/x", "ftp://127.0.0.1:40999/x"),
        ("listens on 127.0.0.1:5000", "listens on 127.0.0.1:5001"),
        ("on port 5000", "on port 40123"),
        ("2026-01-31 14:05:06", "2027-12-01 01:02:03"),
        ("2026-01-31T14:05:06.123+00:00", "2026-02-01T14:05:06.5+00:00"),
        ("2026/01/31 14:05:06 INFO", "2026/02/28 23:59:59 INFO"),
        ("on 2026-01-31", "on 2031-07-01"),
        ("created 1769868306123", "created 1801404306123"),
        ("after 0.3 s", "after 12.85 s"),
        ("took 350 ms", "took 1 ms"),
        ("took 1min 3s", "took 2min 59s"),
        ("12 \u00b5s", "7.1 \u00b5s"),
        ("0:00:05.123456", "0:01:59.5012"),
        ("<function f at 0x7f3a12345678>", "<function f at 0x7f3a87654321>"),
        ("commit 0123456789abcdef0123456789abcdef01234567", "commit f123456789abcdef0123456789abcdef01234567"),
        ("123e4567-e89b-12d3-a456-426614174000", "923e4567-e89b-12d3-a456-426614174001"),
    ],
)
def test_is_what_differs_from_run_to_run_replaced(sanitize, one, other):
    assert sanitize(one) == sanitize(other) != one


@pytest.mark.parametrize(
    "result",
    [
        "0.8674", "2014", "1.90 GW", "MAE 0.8674 GW (wind), 1.9 GW (solar)", "8760 hours", "24 h", "8.25 m/s",
        "17520 rows",
        "2014-12-31", "2013-07-01 02:00:00", "2015-03-29T01:00:00+00:00", "2016-12-31 23:00", "12:00:00", "-0.5",
        "1e-05", "3.2e-05 GW", "R2 = 0.99", "version 3", "models:/energy/3", "energy@champion", "5 runs", "50000",
        "10 solar", "3 samples", "2 mins_total", "1013.25 hPa", "12.5 %", "0.1 GW/s", "30 minor",
        "sha256:" + "ab" * 32,
    ],
)  # fmt: skip
def test_is_a_result_left_alone(sanitize, result):
    assert sanitize(result) == result


def test_is_a_result_beside_an_id_still_compared(sanitize):
    assert sanitize(f"run {RUN}: MAE 0.8674 GW after 3 s") != sanitize(f"run {RUN}: MAE 0.8675 GW after 3 s")


def test_can_a_machine_of_any_language_read_it():
    (SOLUTIONS / "sanitize.cfg").read_bytes().decode("ascii")
