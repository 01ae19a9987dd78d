"""Fixtures for pytest.

Callers: pytest, for those who opt in with ``pytest_plugins = ["dual_responsibility.testing"]``.
"""

from __future__ import annotations

import pytest

from ..facts.registry import Registry
from ..norms.loading import rulebook
from ..norms.rulebook import Rulebook
from ..workdays import WorkCalendar
from .building import a_company, a_registry, a_supervisor, a_visit, an_assignment

__all__ = ["small_registry", "suining_rulebook", "work_calendar"]


@pytest.fixture(scope="session")
def suining_rulebook() -> Rulebook:
    """Suining's rulebook, by its default readings.

    >>> getfixture("suining_rulebook").reading("first-day")
    'not-counted'
    """
    return rulebook("suining")


@pytest.fixture(scope="session")
def work_calendar() -> WorkCalendar:
    """The last shipped edition of China's calendar: the same whatever is installed.

    >>> import datetime as dt
    >>> str(getfixture("work_calendar").add_working_days(dt.date(2023, 4, 27), 5))
    '2023-05-08'
    """
    return WorkCalendar.from_edition(WorkCalendar.editions()[-1])


@pytest.fixture(scope="session")
def small_registry() -> Registry:
    """A company of grade C with its supervisor since 1 November 2022, visited in each quarter of 2023 but the third.

    >>> [visit.on.isoformat() for visit in getfixture("small_registry").visits]
    ['2023-02-10', '2023-05-10', '2023-11-10']
    """
    visits = (a_visit(on) for on in ("2023-02-10", "2023-05-10", "2023-11-10"))
    return a_registry(a_company(), a_supervisor(), an_assignment(), *visits)
