"""Builders with sensible defaults: a company, its supervisor, the relation between them, in a small city.

Callers: tests of other systems. Terms may be given by their codes, days and periods as text.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from ..facts.areas import Area, Claim
from ..facts.assignments import Assignment
from ..facts.companies import Company
from ..facts.conduct import Visit
from ..facts.registry import COLLECTIONS, Registry
from ..facts.supervisors import Change, Post, Supervisor
from ..periods import ALWAYS, Period, parse_day
from ..vocabulary import ChangeCause, Grade, Sector, Term, Tier

__all__ = [
    "CITY",
    "COUNTY",
    "EVERYTHING",
    "TOWNSHIP",
    "VILLAGE",
    "a_change",
    "a_company",
    "a_registry",
    "a_supervisor",
    "a_visit",
    "an_assignment",
    "day",
    "period",
    "term",
]

T = TypeVar("T", bound=Term)

CITY = "5109"
"""The city of a registry that :func:`a_registry` makes.

>>> a_registry().area(CITY).tier.label.zh
'市级'
"""

COUNTY = "510903"
"""The county in it.

>>> a_registry().area(COUNTY).parent == CITY
True
"""

TOWNSHIP = "510903100"
"""The township in the county.

>>> a_supervisor(tier="TOWNSHIP").posts[0].area == TOWNSHIP
True
"""

VILLAGE = "510903100201"
"""The village in the township.

>>> a_company().area == VILLAGE
True
"""

AREA_OF = {Tier.CITY: CITY, Tier.COUNTY: COUNTY, Tier.TOWNSHIP: TOWNSHIP, Tier.VILLAGE: VILLAGE}

EVERYTHING: tuple[Claim, ...] = tuple(Claim(kind=kind) for kind in COLLECTIONS)
"""Claims that every kind of record is complete, always and everywhere.

>>> [claim.kind for claim in EVERYTHING if claim.area is None][:3]
['areas', 'companies', 'supervisors']
"""


def day(value: str | dt.date) -> dt.date:
    """A day, from text such as ``2023-05-08`` or as it is.

    Raises:
        ValueError: the text is no date.

    >>> day("2023-05-08")
    datetime.date(2023, 5, 8)
    """
    return parse_day(value) if isinstance(value, str) else value


def period(value: str | Period) -> Period:
    """A period, from text such as ``2023-01-01/2023-06-30`` or ``2023-01-01/..``, or as it is.

    Raises:
        ValueError: the text is no period.

    >>> period("2023-01-01/..").end is None
    True
    """
    return Period.parse(value) if isinstance(value, str) else value


def term(kind: type[T], value: str | T) -> T:
    """A term, from its code or as it is.

    Raises:
        KeyError: there is no such term.

    >>> term(Grade, "B")
    <Grade.B: 'B'>
    """
    return kind[value] if isinstance(value, str) and not isinstance(value, kind) else value


def a_company(
    id: str = "C-1", grade: str | Grade | Mapping[str, str | Grade] | None = "C", area: str = VILLAGE, **fields: Any
) -> Company:
    """A caterer in the village.

    Args:
        id: its id.
        grade: its supervision grade, always; or grades by period, such as ``{"2023-01-01/..": "B"}``; None for none.
        area: where it lies.
        fields: other fields of Company; ``operating`` may be text.

    >>> a_company(grade="B").grades.on(dt.date(2023, 1, 1)).value
    'B'
    """
    grades: Any = None
    if isinstance(grade, Mapping):
        grades = tuple((period(held), term(Grade, value)) for held, value in grade.items())
    elif grade is not None:
        grades = term(Grade, grade)
    if isinstance(fields.get("operating"), str):
        fields["operating"] = period(fields["operating"])
    return Company(id=id, area=area, grades=grades, **{"sectors": Sector.CATERING, **fields})


def a_supervisor(id: str = "S-1", tier: str | Tier = "TOWNSHIP", area: str | None = None) -> Supervisor:
    """A supervisor with one post, held always.

    Args:
        id: the id.
        tier: the post's tier.
        area: the post's area; that of the tier among the four unless given.

    >>> a_supervisor(tier="COUNTY").posts[0].area
    '510903'
    """
    of_tier = term(Tier, tier)
    return Supervisor(id=id, posts=Post(tier=of_tier, area=area or AREA_OF[of_tier], period=ALWAYS))


def an_assignment(
    id: str = "A-1",
    company: str = "C-1",
    supervisor: str = "S-1",
    held: str | Period = "2022-11-01/..",
    **fields: Any,
) -> Assignment:
    """A supervision relation, in force while it is held.

    >>> str(an_assignment().period)
    '2022-11-01/..'
    """
    return Assignment(id=id, company=company, supervisor=supervisor, period=period(held), **fields)


def a_visit(
    on: str | dt.date, id: str | None = None, company: str = "C-1", visitor: str = "S-1", **fields: Any
) -> Visit:
    """A visit on site; its id is made from company, visitor and day unless given.

    >>> a_visit("2023-03-31").id
    'V-C-1-S-1-2023-03-31'
    """
    return Visit(id=id or f"V-{company}-{visitor}-{day(on)}", company=company, visitor=visitor, on=day(on), **fields)


def a_change(
    on: str | dt.date,
    cause: str | ChangeCause = "PERSONNEL",
    id: str = "CH-1",
    supervisor: str = "S-1",
    **fields: Any,
) -> Change:
    """A change of a supervisor.

    >>> a_change("2023-04-27", cause="WORK").cause.label.zh
    '工作调整'
    """
    return Change(id=id, supervisor=supervisor, cause=term(ChangeCause, cause), on=day(on), **fields)


def a_registry(*facts: Any, complete: Iterable[Claim] = EVERYTHING) -> Registry:
    """A registry of these facts, of any type and in any order, with four areas, one in the other.

    Args:
        facts: the facts; areas of one's own stand beside the four.
        complete: the claims; unless given, every kind of record is claimed complete.

    Raises:
        RegistryError: the facts don't fit together; every problem is listed.

    >>> len(a_registry(a_company(), a_supervisor(), an_assignment()).assignments)
    1
    """
    name_of = {kind: name for name, kind in COLLECTIONS.items()}
    by_name: defaultdict[str, Any] = defaultdict(list)
    for tier, id in AREA_OF.items():
        above = [area for other, area in AREA_OF.items() if other > tier]
        by_name["areas"].append(Area(id=id, tier=tier, parent=above[-1] if above else None))
    for fact in facts:
        by_name[name_of[type(fact)]].append(fact)
    return Registry(**by_name, complete=complete)
