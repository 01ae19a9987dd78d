"""Letters signed, lists acknowledged, cards shown (§7.1, §11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from ..facts.conduct import Acknowledgement, Commitment, ListVersion, NoticeCard
from ..facts.supervisors import Post, Supervisor
from ..periods import Period
from ..vocabulary import Tier
from . import shares
from .cases import Case
from .draws import Draws, Pool
from .places import Holder, Office

SUCCESSOR_SPREAD = 4
"""Within how many days a successor signs, learns the lists and has the cards replaced."""


def supervisors(offices: Iterable[Office]) -> list[Supervisor]:
    """Everybody who held an office, in order of id."""
    found = [
        Supervisor(
            id=holder.supervisor,
            posts=Post(
                title=office.title,
                tier=office.tier,
                area=office.area,
                body=office.body,
                period=Period(holder.start, holder.end),
            ),
        )
        for office in offices
        for holder in office.holders
    ]
    return sorted(found, key=lambda supervisor: supervisor.id)


class Paperwork:
    """Who has signed and acknowledged what, but for those who intentionally haven't."""

    def __init__(self, offices: Iterable[Office], draws: Draws, scale: float) -> None:
        self.offices = list(offices)
        self.draws = draws
        # Only who still answers for companies at the end owes anything.
        steady = (o for o in self.offices if not o.special and len(o.holders) == 1 and o.companies)
        pool = Pool(draws.ranked("paperwork", steady))

        def take(figure: int, tiers: tuple[Tier, ...], *, recorded: bool | None = True) -> set[int]:
            def fits(office: Office) -> bool:
                claimed = office.county != shares.PARK_WITHOUT_RECORDS
                return office.tier in tiers and (recorded is None or claimed is recorded)

            return {office.number for office in pool.take(shares.count(figure, scale), fits)}

        upper, lower = (Tier.COUNTY, Tier.TOWNSHIP), (Tier.TOWNSHIP, Tier.VILLAGE)
        self.unsigned = take(shares.LETTER_UNSIGNED, upper)
        self.unsigned |= take(shares.LETTER_UNSIGNED_UNCLAIMED, upper, recorded=False)
        self.unaware = {
            kind: take(figure, lower) | take(shares.NOT_ACKNOWLEDGED_UNCLAIMED, lower, recorded=False)
            for kind, figure in shares.NOT_ACKNOWLEDGED.items()
        }
        self.unsigned |= take(shares.LETTER_UNSIGNED_D, (Tier.VILLAGE,), recorded=None)

    def commitments(self) -> Iterator[Commitment]:
        """One letter for each holder of an office."""
        for office in self.offices:
            if office.number not in self.unsigned:
                for holder in office.holders:
                    on = self._soon(f"letter/{holder.supervisor}", holder, holder.start, 45)
                    yield Commitment(supervisor=holder.supervisor, on=on, area=office.area)

    def acknowledgements(self) -> Iterator[Acknowledgement]:
        """One for each holder of an office while a list is in force."""
        for office in self.offices:
            for holder in office.holders:
                for id, kind, in_force in shares.LISTS_IN_FORCE:
                    if office.number in self.unaware[kind]:
                        continue
                    first = max(holder.start, in_force.start)
                    on = self._soon(f"{id}/{holder.supervisor}", holder, first, 20)
                    if all(end is None or on <= end for end in (holder.end, in_force.end)):
                        yield Acknowledgement(supervisor=holder.supervisor, list_version=id, on=on)

    def _soon(self, what: str, holder: Holder, first: dt.date, spread: int) -> dt.date:
        """A day soon after: at the start of the mechanism it took longer."""
        days = spread if holder.start == shares.FIRST_DAY else SUCCESSOR_SPREAD
        return self.draws.day(what, first, first + dt.timedelta(days=days))


def list_versions() -> list[ListVersion]:
    """The city's lists: of the task list, a second version replaced the first."""
    return [
        ListVersion(id=id, kind=kind, area=shares.CITY, in_force=in_force)
        for id, kind, in_force in shares.LISTS_IN_FORCE
    ]


def withhold_cards(pool: Pool[Case], in_time: list[Case], scale: float) -> None:
    """The companies that don't show the card of who answers for them."""
    claimed = pool.take(shares.count(shares.CARD_MISSING, scale), lambda case: case.in_records)
    unclaimed = pool.take(shares.count(shares.CARD_MISSING_UNCLAIMED, scale), lambda case: not case.in_records)
    for case in (*claimed, *unclaimed):
        case.relations[0].card = False
    for case in [c for c in in_time if c.in_records][: shares.count(shares.CARD_OF_PREDECESSOR, scale)]:
        case.relations[-1].card = False


def cards(cases: Iterable[Case], draws: Draws) -> Iterator[NoticeCard]:
    """A card for each relation; a predecessor's hangs on where the successor's isn't shown."""
    for case in cases:
        for index, relation in enumerate(case.relations):
            if relation.card:
                spread = 30 if index == 0 else SUCCESSOR_SPREAD
                latest = relation.start + dt.timedelta(days=spread)
                shown = draws.day(f"card/{case.number}/{index}", relation.start, latest)
                replaced = all(later.card for later in case.relations[index + 1 :])
                end = relation.end if replaced else None
                yield NoticeCard(company=case.id, supervisor=relation.supervisor, displayed=Period(shown, end))
