"""Principle 7: the same facts, norms, dates and calendar give the same bytes on every interpreter.

The figures are no expectation of what is right: they hold still what each interpreter has to repeat.
A change of a decision changes them, and then needs a starred entry in the list of changes.
"""

import datetime as dt

import dual_responsibility as dr
from dual_responsibility.example import suining

EDITION = "CN-2026-12-28-8746bf3b"
FINGERPRINT = "f395f816caacf97eb6432bfe1d8f09b4e5d40134b4249ccaa1bb0ac5b915cebc"


def test_the_example_town_has_one_fingerprint() -> None:
    report = dr.audit(
        suining(scale=0.02),
        dr.rulebook("suining-2022"),
        since=dt.date(2023, 1, 1),
        as_of=dt.date(2023, 12, 31),
        calendar=dr.WorkCalendar.from_edition(EDITION),
    )
    assert len(report.findings) == 9198
    assert report.fingerprint == FINGERPRINT
