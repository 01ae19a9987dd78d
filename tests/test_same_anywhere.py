"""Principle 7: the same facts, norms, dates and calendar give the same bytes on every interpreter.

The figures are no expectation of what is right: they hold still what each interpreter has to repeat.
A change of a decision changes them, and then needs a starred entry in the list of changes.
"""

import datetime as dt

import dual_responsibility as dr
from dual_responsibility.example import suining

EDITION = "CN-2026-12-28-8746bf3b"
FINGERPRINT = "fb72d037ae4422751ea65c80d9ecacc5f9c8a5fe39f90a5e66c671e3d1eaa056"


def test_the_example_town_has_one_fingerprint() -> None:
    report = dr.audit(
        suining(scale=0.02),
        dr.rulebook("suining-2022"),
        since=dt.date(2023, 1, 1),
        as_of=dt.date(2023, 12, 31),
        calendar=dr.WorkCalendar.from_edition(EDITION),
    )
    assert len(report.findings) == 8791
    assert report.fingerprint == FINGERPRINT
