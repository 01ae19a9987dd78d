"""A lot that an auditor can replay: our aid for picking a share of the supervisors of a tier (§12.3).

Callers: users, through :func:`sample`. The source picks by the year's work and inspections, not by
lot: see the reading ``review-lot``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import attrs

from ._frozen import FrozenMap
from .errors import ReportError, UnknownIdError
from .facts.registry import Registry
from .facts.reviews import Pick, ReviewSelection
from .findings import Context
from .norms.rulebook import Rulebook
from .periods import require_date
from .rules.committees import Strata, how_many
from .rules.view import View
from .workdays import WorkCalendar

__all__ = ["Sample", "sample"]


@attrs.frozen
class Sample:
    """A lot (抽签结果): who was drawn, committee by committee.

    Attributes:
        seed: the seed on record.
        on: the day of the lot.
        people: by area of the committee, how many were in the lot.
        picks: by area of the committee, who was drawn, in the order of the lot.
        without_share: the areas whose tier has no share, so that nobody was drawn.

    >>> from dual_responsibility import rulebook
    >>> from dual_responsibility.testing import a_registry, a_supervisor
    >>> facts = a_registry(a_supervisor("S-1"), a_supervisor("S-2"))
    >>> drawn = sample(facts, rulebook("suining-2022"), seed="2023", on=dt.date(2023, 11, 1), percent=50)
    >>> drawn.people["510903100"], len(drawn.picks["510903100"])
    (2, 1)
    """

    seed: str
    on: dt.date
    people: FrozenMap[str, int]
    picks: FrozenMap[str, tuple[str, ...]]
    without_share: tuple[str, ...]

    def selection(self, area: str, *, id: str, year: int) -> ReviewSelection:
        """The list of one committee, to go into a registry; reasons are the committee's to give.

        Raises:
            UnknownIdError: there is no lot of that committee: it has no supervisors, or no share.
        """
        if area not in self.picks:
            known = ", ".join(self.picks)
            raise UnknownIdError.single(
                "unknown-id",
                "/area",
                f"没有辖区 {area!r} 的抽签；现有：{known}",
                f"no lot of {area!r}; there are: {known}",
            )
        picks = [Pick(supervisor=supervisor) for supervisor in self.picks[area]]
        return ReviewSelection(id=id, area=area, year=year, on=self.on, picks=picks, seed=self.seed)


def sample(registry: Registry, book: Rulebook, *, seed: str, on: dt.date, percent: int | None = None) -> Sample:
    """Draw a share of the supervisors of each committee's tier (§12.3).

    The supervisors of a committee are ranked by the SHA-256 of the JSON list of seed, area and id, in
    UTF-8 with ASCII escapes and no spaces; the first of them are drawn. So the same seed gives the same
    list in any order of input, on any machine, and one committee's list doesn't depend on another's.

    Args:
        registry: the facts.
        book: the norms: their share of each tier, and the readings ``village-committee`` and ``share-rounding``.
        seed: the seed; put it on record before the lot is drawn.
        on: the day: by the reading ``share-of`` those in office on it are in the lot, or on some day of its
            year up to it.
        percent: a share for every tier, in place of the rulebook's; the source sets none.

    Raises:
        DateTypeError: ``on`` isn't a date.
        ReportError: ``seed`` isn't a text, or ``percent`` isn't a whole number from 1 to 100.

    >>> from dual_responsibility import Area, Post, Supervisor, Tier, rulebook
    >>> registry = Registry(
    ...     areas=[Area(id="510903", tier=Tier.COUNTY)],
    ...     supervisors=[Supervisor(id=f"S-{n}", posts=Post(tier=Tier.COUNTY, area="510903")) for n in range(10)],
    ... )
    >>> drawn = sample(registry, rulebook("suining-2022"), seed="2023", on=dt.date(2023, 11, 1), percent=20)
    >>> len(drawn.picks["510903"])
    2
    """
    require_date(on, "on")
    _require(seed, percent)
    # Who was in office needs no working days.
    view = View(registry, Context(book, WorkCalendar.explicit(on, on), on, on))
    strata = Strata(view)
    shares = {} if book.review is None else dict(book.review.share_percent)
    rounding = book.reading("share-rounding")
    owned = frozenset(registry.owns("areas"))
    people: dict[str, int] = {}
    picks: dict[str, tuple[str, ...]] = {}
    without: list[str] = []
    first = on if book.reading("share-of") == "list-day" else dt.date(on.year, 1, 1)
    for area in strata.areas():
        if area not in owned:
            continue
        in_office = strata.in_office(area, first, on)
        share = percent if percent is not None else shares.get(registry.area(area).tier)
        if not in_office:
            continue
        if share is None:
            without.append(area)
            continue
        ranked = sorted(in_office, key=lambda id: (_rank(seed, area, id), id))
        people[area] = len(in_office)
        picks[area] = tuple(ranked[: how_many(len(in_office), share, rounding)])
    return Sample(seed, on, FrozenMap(people), FrozenMap(picks), tuple(without))


def _require(seed: object, percent: object) -> None:
    """Raise for what no lot can be drawn by."""
    if not isinstance(seed, str) or not seed:
        zh, en = f"种子应为文字，而不是 {seed!r}", f"the seed must be a text, not {seed!r}"
        raise ReportError.single("wrong-type", "/seed", zh, en)
    if percent is not None and (isinstance(percent, bool) or not isinstance(percent, int) or not 1 <= percent <= 100):
        zh = f"比例应为1至100的整数，而不是 {percent!r}"
        raise ReportError.single(
            "wrong-type", "/percent", zh, f"percent must be a whole number from 1 to 100, not {percent!r}"
        )


def _rank(seed: str, area: str, id: str) -> str:
    text = json.dumps([seed, area, id], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
