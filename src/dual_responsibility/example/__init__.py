"""An example city of the size and shape that the source publishes (§9.3), with a year of conduct.

It is made up, but for the published figures: ids and offices, no persons, no real places. What
deviates, and how often, is a table in ``shares``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.areas import Claim
from ..facts.registry import Registry
from ..norms.loading import rulebook
from ..norms.rulebook import Rulebook
from ..periods import Period
from . import shares
from .cases import place_companies
from .changes import Changes
from .committees import Reviews, coverage_plan, mechanisms, plans
from .company_side import CompanySide, settle_kinds
from .conduct import Paperwork, cards, list_versions, supervisors, withhold_cards
from .deviations import Deviations
from .draws import Draws, Pool
from .emergencies import Emergencies
from .hazards import hazards
from .places import lay_out
from .problems import with_problems
from .tallies import tallies
from .visits import key_periods, miss_visits, visits

__all__ = ["coverage_plan", "suining", "suining_book"]

READINGS = {"template-items": "model-stands-in"}
"""The reading that the example chooses: the source prints no items of the templates."""


def suining_book() -> Rulebook:
    """The rulebook by which the example city is meant to be judged: the model items stand in.

    >>> suining_book().reading("template-items")
    'model-stands-in'
    """
    return rulebook("suining-2022").with_readings(READINGS)


def suining(scale: float = 1.0, seed: int = 2022) -> Registry:
    """A registry of the size and shape that Suining published in 2022 (§9.3), and the year after.

    The same arguments give the same registry on any machine. Its companies' checklists take over the
    library's model items, since the source prints none: audit it by :func:`suining_book`, whose
    reading says so. The registry's ``extensions`` say so too.

    Args:
        scale: 1 is the whole city with its 22,863 companies; every figure goes with it, rounded.
        seed: another seed gives another city of the same shape.

    Raises:
        ValueError: ``scale`` isn't positive.

    >>> len(suining(scale=0.01).companies)
    229
    """
    if not scale > 0:
        raise ValueError(f"scale must be positive, not {scale}")
    draws = Draws(seed)
    city = lay_out(scale)
    offices = [*city.all_offices()]
    cases = place_companies(city, draws, scale)
    pool = Pool(draws.ranked("cases", cases))
    Deviations(city, pool, draws, scale).make()
    changes = Changes(cases, offices, draws, scale)
    made = changes.make()
    pool.leave(lambda case: len(case.office.holders) == 1)
    emergencies = Emergencies(draws, scale)
    emergencies.at_companies(pool)
    miss_visits(pool, scale)
    withhold_cards(pool, changes.in_time, scale)
    emergencies.in_area(cases)
    paperwork = Paperwork(offices, draws, scale)
    settle_kinds(cases, draws, scale)
    own = CompanySide(cases, draws, scale)
    own.describe()
    reviews = Reviews(city.areas, offices, draws, scale)
    companies = [case.company() for case in cases]
    return Registry(
        areas=city.areas,
        companies=companies,
        supervisors=supervisors(offices),
        assignments=[assignment for case in cases for assignment in case.assignments()],
        changes=made,
        commitments=paperwork.commitments(),
        list_versions=list_versions(),
        acknowledgements=paperwork.acknowledgements(),
        notice_cards=cards(cases, draws),
        key_periods=key_periods(),
        emergencies=emergencies.events,
        visits=with_problems([*visits(cases, draws), *emergencies.visits], cases, draws, scale),
        pauses=own.pauses(),
        regular_closings=own.closings(),
        checklists=own.checklists(),
        control_logs=own.logs(),
        control_records=own.records(),
        staff=own.staff(),
        bars=own.bars(),
        mechanisms=mechanisms(),
        plans=plans(),
        leaders=reviews.leaders(),
        review_selections=reviews.selections(),
        reviews=reviews.reviews(),
        hazards=hazards(cases, draws, scale),
        grade_tallies=tallies(companies, {area.id: area.parent for area in city.areas}),
        complete=_claims(),
        extensions={"example": {"readings": READINGS}},
    )


def _claims() -> Iterator[Claim]:
    """Complete for all that it holds, but for the visits of a county and most records of a park."""
    period = Period(shares.FIRST_DAY, shares.LAST_DAY)
    for kind in shares.CLAIMED_EVERYWHERE:
        yield Claim(kind=kind, area=shares.CITY, period=period)
    for area in shares.TOWNSHIPS:
        if area != shares.COUNTY_WITHOUT_VISITS:
            yield Claim(kind="visits", area=area, period=period)
        if area != shares.PARK_WITHOUT_RECORDS:
            for kind in shares.NOT_CLAIMED_IN_PARK:
                yield Claim(kind=kind, area=area, period=period)
