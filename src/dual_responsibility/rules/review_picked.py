"""review.supervisor-sample (抽取包保干部述职): a committee picks its share, and who was picked reports (§12.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from ..facts.reviews import Pick, ReviewSelection
from ..findings import Finding, Obligation
from ..governance_terms import ReviewGround
from .base import UNDETERMINED, AreaFile, DatedRule, Duty, Ingredients
from .committees import Strata, how_many
from .days import Days
from .deadlines import NO_DEADLINE
from .review_year import Year, Yearly, years
from .view import View

__all__ = ["SupervisorsPicked"]


@attrs.frozen(eq=False)
class Listing:
    """Whom a committee picked in a year, against how many it has to pick.

    Attributes:
        selections: the lists of the year, in order; those after the first add to it.
        people: whom it may pick from.
        until: the day on which, or until which, they were in office.
        wanted: how many it has to pick; None where the rulebook sets no share.
        told: what it was counted from, for the explanation.
    """

    selections: tuple[ReviewSelection, ...]
    people: frozenset[str]
    until: dt.date
    wanted: int | None
    told: Ingredients

    @property
    def picked(self) -> Mapping[str, Pick]:
        """Who was picked, each once."""
        return {pick.supervisor: pick for selection in reversed(self.selections) for pick in selection.picks}

    @property
    def is_short(self) -> bool:
        """Whether fewer were picked than have to be."""
        return self.wanted is not None and len(self.people.intersection(self.picked)) < self.wanted


class ListMade(DatedRule):
    """That a committee picks its share of the supervisors, each with a reason unless lots were drawn."""

    about = "area"
    claim_kind = "review_selections"
    missing = "selection-missing"
    late = "selection-late"
    shown_by_any = True
    tells_all = True

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.strata = Strata(view)
        self.rounding = view.book.reading("share-rounding")
        self.by_work = self.chosen("review-lot", "by-work")
        self.of_list_day = self.chosen("share-of", "list-day")

    def duties(self, file: AreaFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """One for each year in which the committee has somebody to pick."""
        for year in years(self.view, last):
            listing = self._listing(file, year)
            if listing.people:
                due = year.deadline.due
                obligation = Obligation(self.rule_id, file.ref, file.ref, f"{year.number}@list", year.first, due)
                begins = dt.date(year.number, 1, 1)
                yield Duty(obligation, year.first, begins, year.deadline, listing, (file.ref.id,))

    def selections(self, file: AreaFile, year: int) -> tuple[ReviewSelection, ...]:
        """The lists of a year, as far as they are seen, in order."""
        found = [
            selection
            for selection in self.view.registry.of_area("review_selections", file.ref.id)
            if selection.year == year and self.view.happened(selection, selection.on)
        ]
        return tuple(sorted(found, key=lambda one: (one.on, one.id)))

    def _listing(self, file: AreaFile, year: Year) -> Listing:
        """The lists of a year up to the first with which they are enough; all, if they aren't."""
        lists = self.selections(file, year.number)
        for count in range(1, len(lists)):
            listing = self._against(file, year, lists[:count])
            if self._is_enough(listing):
                return listing
        return self._against(file, year, lists)

    def _against(self, file: AreaFile, year: Year, lists: tuple[ReviewSelection, ...]) -> Listing:
        first, last = self._days_of_share(file, year, lists)
        people = self.strata.in_office(file.ref.id, first, last)
        told: list[tuple[Any, ...]] = [("stratum", file.ref.id, len(people), last)]
        if not self.of_list_day:
            told = [("stratum-of-year", file.ref.id, len(people), first, last)]
        told += [("selection", one.id, one.on, len(one.picks)) for one in lists]
        norm = self.view.book.review
        percent = None if norm is None else norm.share_percent.get(file.area.tier)
        wanted = None if percent is None else how_many(len(people), percent, self.rounding)
        if wanted is not None:
            told.append(("share", percent, wanted))
            if norm is not None and norm.citations:
                told.append(("adds", norm.citations))
        strangers = tuple(sorted({pick.supervisor for one in lists for pick in one.picks}.difference(people)))
        if strangers:
            told.append(("picked-not-in-office", strangers))
        return Listing(lists, frozenset(people), last, wanted, tuple(told))

    def _days_of_share(self, file: AreaFile, year: Year, lists: tuple[ReviewSelection, ...]) -> Days:
        """The days whose supervisors it is a share of (reading ``share-of``)."""
        now = max(year.first, min(year.last, self.as_of))
        if not self.of_list_day:
            return year.first, now
        day = lists[-1].on if lists else now
        # A list of a day on which nobody was in office says nothing of those who came later.
        return (day, day) if self.strata.in_office(file.ref.id, day, day) else (now, now)

    def _is_enough(self, listing: Listing) -> bool:
        return listing.wanted is not None and not listing.is_short and not self._unexplained(listing)

    def _unexplained(self, listing: Listing) -> tuple[str, ...]:
        """Who was picked without a reason that no lot replaces (reading ``review-lot``); a later list may give it."""
        picks = [(one, pick) for one in listing.selections for pick in one.picks]
        explained = {
            pick.supervisor for one, pick in picks if pick.reason or (one.seed is not None and not self.by_work)
        }
        return tuple(dict.fromkeys(pick.supervisor for _, pick in picks if pick.supervisor not in explained))

    def areas(self, duty: Duty) -> Iterable[str]:
        """The area of the committee: another list may add to those on record, but gives no reason for a pick."""
        return duty.relations if duty.cause.is_short or not duty.cause.selections else ()

    def areas_before(self, duty: Duty) -> Iterable[str]:
        """The area of the committee: an earlier list may have been enough."""
        return duty.relations

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day of the list with which enough were picked, or at whose end nobody had to be."""
        listing: Listing = duty.cause
        if not self._is_enough(listing):
            return None
        last = dt.date(duty.obligation.arose.year, 12, 31)
        day = listing.selections[-1].on if listing.selections else last
        return (day, ()) if day <= self.as_of else None

    def facts(self, duty: Duty) -> Ingredients:
        """Of how many, and how many were wanted and picked."""
        unexplained = self._unexplained(duty.cause)
        told: Ingredients = duty.cause.told
        return (*told, ("picked-without-reason", unexplained)) if unexplained else told

    def assess(self, duty: Duty) -> Finding:
        """How it stands; without a share, or without all supervisors on record, nobody can tell."""
        listing: Listing = duty.cause
        if listing.wanted is None:
            return self.found(duty.obligation, UNDETERMINED, "share-not-set", None, self.facts(duty))
        finding = super().assess(duty)
        first = listing.until if self.of_list_day else duty.obligation.arose
        if finding.closed is None or self.view.is_claimed("supervisors", duty.relations[0], first, listing.until):
            return finding
        return self.found(duty.obligation, UNDETERMINED, "records-not-claimed", finding.closed, self.facts(duty))

    def reason_for_missing(self, duty: Duty) -> str:
        """No list, too few on those there are, or some without a reason."""
        if not duty.cause.selections:
            return self.missing
        return "selection-too-few" if duty.cause.is_short else "selection-unexplained"


class SupervisorsPicked(Yearly):
    """review.supervisor-sample (抽取包保干部述职) (§12.3): the list, and a report of each who is on it."""

    ground = ReviewGround.SAMPLED

    def __init__(self, view: View, rule_id: str) -> None:
        super().__init__(view, rule_id)
        self.list = ListMade(view, rule_id)
        self.within = self.chosen("review-year", "within")
        self.in_office = self.chosen("picked-left", "not-owed")

    def duties(self, file: AreaFile, first: dt.date, last: dt.date) -> Iterator[Duty]:
        """The committee's for each year, and one for each supervisor whom it picked."""
        yield from self.list.duties(file, first, last)
        for year in years(self.view, last):
            picks: dict[str, tuple[ReviewSelection, Pick]] = {}
            for selection in self.list.selections(file, year.number):
                for pick in selection.picks:
                    picks.setdefault(pick.supervisor, (selection, pick))
            for id, (selection, pick) in picks.items():
                if self.in_office and id not in self.list.strata.in_office(file.ref.id, year.last, year.last):
                    continue
                arose, bearer = max(selection.on, year.first), self.view.ref("supervisor", id)
                # Whoever is picked after the year can't report within it any more.
                whole = year if arose <= year.last else attrs.evolve(year, deadline=NO_DEADLINE)
                yield self.owed(bearer, file.ref.id, file.ref.id, whole, arose, (selection, pick))

    def discharge(self, duty: Duty) -> tuple[dt.date, Ingredients] | None:
        """The day of the list, or of the report."""
        return self.list.discharge(duty) if isinstance(duty.cause, Listing) else super().discharge(duty)

    def assess(self, duty: Duty) -> Finding:
        """How the list, or the report, stands."""
        if isinstance(duty.cause, Listing):
            return self.list.assess(duty)
        finding, (_, year) = super().assess(duty), duty.relations
        if finding.reason == "no-deadline-in-source" and self.within and duty.obligation.arose.year > year:
            return self.found(duty.obligation, finding.status, "picked-after-year", None, finding.ingredients)
        return finding

    def grounds(self, duty: Duty) -> Ingredients:
        """That somebody was picked, and why."""
        selection, pick = duty.cause
        if not pick.reason:
            return (("picked-plainly", pick.supervisor, selection.id, selection.on),)
        return (("picked", pick.supervisor, selection.id, selection.on, pick.reason),)
