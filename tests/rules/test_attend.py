"""attend.*: the supervisor is on site every quarter, in key periods, at emergencies (Suining §7.2)."""

import datetime as dt
from typing import Any

import attrs
import pytest

import dual_responsibility as dr

from ..books import suining_text
from .building import (
    CITY,
    EVERYTHING,
    OTHER_COUNTY,
    OTHER_VILLAGE,
    TOWNSHIP,
    change,
    claim,
    company,
    day,
    everything_but,
    findings,
    outcome,
    period,
    registry,
    relation,
    report,
    supervisor,
    the_finding,
    visit,
)

QUARTER, KEY, EMERGENCY = "attend.quarter", "attend.key-period", "attend.emergency"
FULFILLED, PENDING = ("FULFILLED", None), ("PENDING", "not-yet-due")
MISSED = ("VIOLATED", "visit-missing")
UNCLAIMED = ("UNDETERMINED", "records-not-claimed")
FOR = dr.VisitOccasion

AREA_FACTS = (company(), supervisor())
SINCE_2023 = relation(held="2023-01-01/..")


def supervised(*facts: Any, complete: Any = EVERYTHING) -> dr.Registry:
    """Company C-1, held by S-1 since 2023-01-01; S-2 and S-3 are there too; and what else is given."""
    people = [supervisor("S-1"), supervisor("S-2"), supervisor("S-3")]
    return registry(company(), *people, SINCE_2023, *facts, complete=complete)


def handed_over(on: str, *facts: Any) -> dr.Registry:
    """Company C-1, held by S-1 from 2023-01-01 and by S-2 from the day given."""
    left = day(on) - dt.timedelta(days=1)
    return registry(
        company(),
        supervisor("S-1"),
        supervisor("S-2"),
        relation("A-1", held=f"2023-01-01/{left}"),
        relation("A-2", supervisor="S-2", held=f"{on}/.."),
        *facts,
    )


def outcomes(facts: dr.Registry, rule: str, **window: Any) -> dict[str, tuple[str, str | None]]:
    """Status and reason by trigger, for one rule."""
    window.setdefault("since", "2023-01-01")
    return {finding.trigger: outcome(finding) for finding in findings(facts, rule, **window)}


def bearers(facts: dr.Registry, rule: str, **window: Any) -> dict[str, str]:
    """Who owes, by trigger."""
    window.setdefault("since", "2023-01-01")
    return {finding.trigger: str(finding.bearer) for finding in findings(facts, rule, **window)}


class TestEveryQuarter:
    def test_a_visit_on_the_last_day_and_one_on_the_first_discharge_two_quarters(self) -> None:
        facts = supervised(visit("2023-03-31"), visit("2023-04-01"))
        assert outcomes(facts, QUARTER, as_of="2023-06-30") == {"2023-Q1": FULFILLED, "2023-Q2": FULFILLED}

    def test_two_visits_in_one_quarter_discharge_only_that_one(self) -> None:
        facts = supervised(visit("2023-01-01"), visit("2023-03-31"))
        assert outcomes(facts, QUARTER, as_of="2023-06-30") == {"2023-Q1": FULFILLED, "2023-Q2": PENDING}

    def test_the_finding_names_bearer_subject_days_and_clause(self) -> None:
        facts = supervised(visit("2023-02-14"), visit("2023-03-31"))
        finding = the_finding(facts, QUARTER, since="2023-01-01", as_of="2023-03-31")
        assert finding.id == "attend.quarter/company/C-1/2023-Q1"
        assert finding.bearer == dr.Ref("supervisor", "S-1")
        assert finding.subject == dr.Ref("company", "C-1")
        assert (finding.arose, finding.due) == (day("2023-01-01"), day("2023-03-31"))
        assert finding.closed == day("2023-02-14")
        assert finding.cure is None
        assert finding.late is None
        assert "§7.2" in [citation.clause for citation in finding.citations]

    @pytest.mark.parametrize(("as_of", "expected"), [("2023-06-30", PENDING), ("2023-07-01", MISSED)])
    def test_a_missing_quarter_is_pending_through_its_last_day(
        self, as_of: str, expected: tuple[str, str | None]
    ) -> None:
        assert outcomes(supervised(visit("2023-03-31")), QUARTER, as_of=as_of)["2023-Q2"] == expected

    def test_a_missed_quarter_cant_be_cured_and_says_so(self) -> None:
        facts = supervised(visit("2023-04-01"))
        missed = findings(facts, QUARTER, since="2023-01-01", as_of="2023-06-30")[0]
        assert outcome(missed) == MISSED
        assert missed.cure is not None
        assert (missed.cure.code, missed.cure.possible) == ("not-curable", False)
        assert missed.closed is None

    def test_a_pending_quarter_is_cured_by_a_visit(self) -> None:
        finding = the_finding(supervised(), QUARTER, since="2023-01-01", as_of="2023-03-31")
        assert finding.cure is not None
        assert (finding.cure.code, finding.cure.possible) == ("visit", True)

    def test_without_the_claim_a_missed_quarter_cant_be_told(self) -> None:
        facts = supervised(complete=everything_but("visits"))
        assert outcomes(facts, QUARTER, as_of="2023-03-31") == {"2023-Q1": PENDING}
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == UNCLAIMED

    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            ("2023-01-01/2023-03-31", MISSED),
            ("2023-01-02/2023-03-31", UNCLAIMED),
            ("2023-01-01/2023-03-30", UNCLAIMED),
        ],
    )
    def test_the_claim_has_to_cover_the_whole_quarter(self, held: str, expected: tuple[str, str | None]) -> None:
        facts = supervised(complete=[claim("visits", held)])
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == expected

    @pytest.mark.parametrize(("area", "expected"), [(TOWNSHIP, MISSED), (OTHER_COUNTY, UNCLAIMED)])
    def test_the_claim_has_to_be_for_an_area_that_contains_the_company(
        self, area: str, expected: tuple[str, str | None]
    ) -> None:
        facts = supervised(complete=[claim("visits", area=area)])
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == expected

    def test_neighbouring_claims_cover_a_quarter_together(self) -> None:
        facts = supervised(complete=[claim("visits", "2023-01-01/2023-02-10"), claim("visits", "2023-02-11/..")])
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == MISSED

    def test_a_visit_by_somebody_else_discharges_nothing(self) -> None:
        facts = supervised(visit("2023-02-14", visitor="S-2"), visit("2023-02-15", visitor="M-1"))
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == MISSED

    def test_a_visit_to_another_company_discharges_nothing(self) -> None:
        facts = supervised(
            company("C-2"), relation("A-2", "C-2", held="2023-01-01/.."), visit("2023-02-14", company="C-2")
        )
        found = {f.subject.id: outcome(f) for f in findings(facts, QUARTER, since="2023-01-01", as_of="2023-03-31")}
        assert found == {"C-1": PENDING, "C-2": FULFILLED}

    def test_a_visit_after_as_of_isnt_seen(self) -> None:
        facts = supervised(visit("2023-03-31"))
        assert outcomes(facts, QUARTER, as_of="2023-03-30") == {"2023-Q1": PENDING}

    def test_a_visit_recorded_later_isnt_known(self) -> None:
        late_entry = dr.Visit(id="V-1", company="C-1", visitor="S-1", on=day("2023-03-30"), recorded=day("2023-04-10"))
        facts = supervised(late_entry)
        assert outcomes(facts, QUARTER, as_of="2023-04-01", known_by="2023-04-09")["2023-Q1"] == MISSED
        assert outcomes(facts, QUARTER, as_of="2023-04-01", known_by="2023-04-10")["2023-Q1"] == FULFILLED
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == FULFILLED

    def test_a_quarter_in_which_nobody_supervises_on_the_last_day_isnt_owed(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/2023-03-30"))
        assert outcomes(facts, QUARTER, as_of="2023-06-30") == {}

    def test_where_a_rulebook_asks_for_a_visit_in_each_month_the_window_is_the_month(self) -> None:
        """Another city's rulebook may ask for more."""
        book = dr.parse_rulebook(suining_text().replace('visit_window = "QUARTER"', 'visit_window = "MONTH"'))
        facts = supervised(visit("2023-01-31"), visit("2023-03-01"))
        found = dr.audit(facts, book, since=day("2023-01-01"), as_of=day("2023-03-31"), rules=[QUARTER]).findings
        assert [(f.trigger, outcome(f)) for f in found] == [
            ("2023-01", FULFILLED),
            ("2023-02", MISSED),
            ("2023-03", FULFILLED),
        ]

    def test_where_a_rulebook_asks_for_a_visit_in_each_year_the_window_is_the_year(self) -> None:
        book = attrs.evolve(dr.rulebook("suining-2022"), visit_window="YEAR")
        facts = supervised(visit("2023-10-31"))
        found = dr.audit(facts, book, since=day("2023-01-01"), as_of=day("2024-12-31"), rules=[QUARTER]).findings
        assert [(f.trigger, outcome(f)) for f in found] == [("2023", FULFILLED), ("2024", PENDING)]

    def test_a_visit_in_a_quarter_that_isnt_owed_leaves_it_not_owed(self) -> None:
        """Nobody holds the company on 31 March: by reading partial-quarter the quarter isn't owed, visit or not."""
        facts = registry(company(), supervisor(), relation(held="2022-11-01/2023-02-15"), visit("2023-02-01"))
        assert outcomes(facts, QUARTER, as_of="2023-03-31") == {}


class TestWhoBearsAQuarter:
    """Reading quarter-bearer: the last in office, or each who held office."""

    def test_the_last_in_office_bears_it_and_a_predecessors_visit_in_office_counts(self) -> None:
        facts = handed_over("2023-02-01", visit("2023-01-10"))
        assert bearers(facts, QUARTER, as_of="2023-03-31") == {"2023-Q1": "supervisor S-2"}
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == FULFILLED

    def test_a_predecessors_visit_after_office_counts_for_nothing(self) -> None:
        facts = handed_over("2023-02-01", visit("2023-02-01"))
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == MISSED

    def test_a_successors_visit_before_office_counts_for_nothing(self) -> None:
        facts = handed_over("2023-02-01", visit("2023-01-31", visitor="S-2"))
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == MISSED

    def test_after_a_change_the_leavers_visit_counts_for_nothing(self) -> None:
        """From the day of the change the supervisor no longer answers for the company (§7.3)."""
        facts = registry(
            company(),
            supervisor("S-1"),
            supervisor("S-2"),
            relation("A-1", held="2023-01-01/.."),
            relation("A-2", supervisor="S-2", held="2023-02-06/.."),
            change("2023-02-01"),
            visit("2023-02-01"),
        )
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == MISSED

    def test_each_in_office_bears_it_by_the_other_reading(self) -> None:
        facts = handed_over("2023-02-01", visit("2023-01-10"))
        readings = {"quarter-bearer": "each"}
        assert outcomes(facts, QUARTER, as_of="2023-04-01", readings=readings) == {
            "2023-Q1@A-1": FULFILLED,
            "2023-Q1@A-2": MISSED,
            "2023-Q2@A-2": PENDING,
        }
        assert bearers(facts, QUARTER, as_of="2023-03-31", readings=readings) == {
            "2023-Q1@A-1": "supervisor S-1",
            "2023-Q1@A-2": "supervisor S-2",
        }

    def test_by_the_other_reading_a_quarter_that_one_held_alone_is_the_relations_too(self) -> None:
        facts = supervised(visit("2023-02-01"))
        readings = {"quarter-bearer": "each"}
        assert outcomes(facts, QUARTER, as_of="2023-03-31", readings=readings) == {"2023-Q1@A-1": FULFILLED}

    def test_by_the_other_reading_only_ones_own_visits_in_ones_own_days_count(self) -> None:
        facts = handed_over("2023-02-01", visit("2023-02-20"), visit("2023-01-15", visitor="S-2"))
        found = outcomes(facts, QUARTER, as_of="2023-04-01", readings={"quarter-bearer": "each"})
        assert (found["2023-Q1@A-1"], found["2023-Q1@A-2"]) == (MISSED, MISSED)


class TestWhichDaysAreClaimed:
    def test_who_held_it_before_the_quarter_asks_for_no_more(self) -> None:
        """Held from 2023-02-15 on: a visit could count from then, whoever held it the year before."""
        earlier = relation("A-0", supervisor="S-2", held="2022-11-01/2022-11-30")
        own = relation(held="2023-02-15/..")
        for before in ((), (supervisor("S-2"), earlier)):
            facts = registry(company(), supervisor(), own, *before, complete=[claim("visits", "2023-02-15/2023-03-31")])
            assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == MISSED

    @pytest.mark.parametrize(("last", "expected"), [("2023-03-31", MISSED), ("2023-04-01", UNCLAIMED)])
    def test_who_held_it_on_the_first_day_of_the_quarter_could_have_come_on_it(self, last: str, expected: Any) -> None:
        facts = registry(
            company(),
            supervisor(),
            supervisor("S-2"),
            relation("A-0", supervisor="S-2", held=f"2022-11-01/{last}"),
            relation(held="2023-05-01/.."),
            complete=[claim("visits", "2023-05-01/2023-06-30")],
        )
        assert outcomes(facts, QUARTER, as_of="2023-07-01")["2023-Q2"] == expected

    @pytest.mark.parametrize(("reading", "expected"), [("last", UNCLAIMED), ("each", MISSED)])
    def test_each_by_their_own_days(self, reading: str, expected: Any) -> None:
        """Reading quarter-bearer = each: of S-2, who took over on 2023-02-11, only S-2's own visits count."""
        facts = registry(
            company(),
            supervisor(),
            supervisor("S-2"),
            relation(held="2022-11-01/2023-02-10"),
            relation("A-2", supervisor="S-2", held="2023-02-11/.."),
            complete=[claim("visits", "2023-02-11/2023-03-31")],
        )
        found = findings(facts, QUARTER, since="2023-01-01", as_of="2023-04-01", readings={"quarter-bearer": reading})
        assert [outcome(f) for f in found if f.bearer.id == "S-2" and "Q1" in f.trigger] == [expected]


class TestRenewed:
    """Reading quarter-bearer = each: each supervisor owes it once, whatever relations it takes."""

    @pytest.mark.parametrize(("on", "expected"), [("2023-02-14", FULFILLED), (None, MISSED)])
    def test_a_supervisor_whose_relation_was_renewed(self, on: str | None, expected: Any) -> None:
        renewed = [relation(held="2023-01-01/2023-02-28"), relation("A-2", held="2023-03-01/..")]
        facts = registry(*AREA_FACTS, *renewed, *([] if on is None else [visit(on)]))
        readings = {"quarter-bearer": "each"}
        found = findings(facts, QUARTER, since="2023-01-01", as_of="2023-04-01", readings=readings)
        assert [(f.trigger, outcome(f)) for f in found if "Q1" in f.trigger] == [("2023-Q1@A-1", expected)]


class TestVisitAt:
    """Reading visit-at: at each company, or once at any of them."""

    def facts(self) -> dr.Registry:
        return supervised(
            company("C-2"), relation("A-2", "C-2", held="2023-01-01/.."), visit("2023-02-14", company="C-2")
        )

    def test_at_each_company(self) -> None:
        found = {
            f.subject.id: outcome(f) for f in findings(self.facts(), QUARTER, since="2023-01-01", as_of="2023-03-31")
        }
        assert found == {"C-1": PENDING, "C-2": FULFILLED}

    def test_once_at_any_of_them(self) -> None:
        finding = the_finding(
            self.facts(), QUARTER, since="2023-01-01", as_of="2023-03-31", readings={"visit-at": "once"}
        )
        assert outcome(finding) == FULFILLED
        assert finding.subject == finding.bearer == dr.Ref("supervisor", "S-1")
        assert finding.id == "attend.quarter/supervisor/S-1/2023-Q1"

    @pytest.mark.parametrize(("on", "expected"), [("2023-02-10", FULFILLED), ("2023-02-11", PENDING)])
    def test_once_at_one_that_was_given_up_later(self, on: str, expected: Any) -> None:
        """C-2 was the supervisor's own until 2023-02-10."""
        given_up = relation("A-2", "C-2", held="2023-01-01/2023-02-10")
        facts = supervised(company("C-2"), given_up, visit(on, company="C-2"))
        window = {"since": "2023-01-01", "as_of": "2023-03-31", "readings": {"visit-at": "once"}}
        assert outcome(the_finding(facts, QUARTER, **window)) == expected

    def test_once_in_time_stays_so_whatever_is_visited_later(self) -> None:
        """C-1 in February, and C-2 in April: the first quarter is met."""
        facts = supervised(
            company("C-2"), relation("A-2", "C-2", held="2023-01-01/.."),
            visit("2023-02-14"), visit("2023-04-03", company="C-2"),
        )  # fmt: skip
        found = outcomes(facts, QUARTER, as_of="2023-04-30", readings={"visit-at": "once"})
        assert found == {"2023-Q1": FULFILLED, "2023-Q2": FULFILLED}

    @pytest.mark.parametrize(("held", "on"), [("2022-11-01/2023-04-01", "2023-04-01"), ("2023-06-30/..", "2023-06-30")])
    def test_once_at_one_that_was_held_on_a_single_day_of_the_quarter(self, held: str, on: str) -> None:
        """Its first day, or its last, on which by partial-quarter = whole no visit to that company is owed."""
        facts = supervised(company("C-2"), relation("A-2", "C-2", held=held), visit(on, company="C-2"))
        readings = {"visit-at": "once", "partial-quarter": "whole"}
        found = outcomes(facts, QUARTER, as_of="2023-07-01", readings=readings)
        assert found["2023-Q2"] == FULFILLED

    def test_once_and_nowhere_is_missed(self) -> None:
        readings = {"visit-at": "once"}
        found = outcomes(supervised(), QUARTER, as_of="2023-04-01", readings=readings)
        assert found == {"2023-Q1": MISSED, "2023-Q2": PENDING}


class TestQuarterReading:
    """Reading quarter: the calendar's, or three months from the first day of supervision."""

    def test_spans_of_three_months_from_the_first_day_of_supervision(self) -> None:
        facts = registry(
            company(), supervisor(), relation(held="2023-02-15/.."), visit("2023-05-14"), visit("2023-08-15")
        )
        rolling = {"quarter": "rolling"}
        found = findings(facts, QUARTER, since="2023-02-15", as_of="2023-08-15", readings=rolling)
        assert [(f.arose, f.due, outcome(f)) for f in found] == [
            (day("2023-02-15"), day("2023-05-14"), FULFILLED),
            (day("2023-05-15"), day("2023-08-14"), MISSED),
            (day("2023-08-15"), day("2023-11-14"), FULFILLED),
        ]

    def test_the_first_day_is_that_of_the_companys_first_supervisor(self) -> None:
        facts = handed_over("2023-02-10")
        found = findings(facts, QUARTER, since="2023-01-01", as_of="2023-03-31", readings={"quarter": "rolling"})
        assert [(f.due, str(f.bearer)) for f in found] == [(day("2023-03-31"), "supervisor S-2")]

    def test_who_has_no_company_has_no_first_day(self) -> None:
        readings = {"quarter": "rolling", "visit-at": "once"}
        facts = registry(supervisor("S-1"), supervisor("S-2"), company(), relation(held="2023-02-15/.."))
        found = findings(facts, QUARTER, since="2023-01-01", as_of="2023-06-30", readings=readings)
        assert {str(f.bearer) for f in found} == {"supervisor S-1"}

    def test_calendar_quarters_by_default(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-02-15/.."))
        found = findings(facts, QUARTER, since="2023-02-15", as_of="2023-08-15")
        assert [f.due for f in found] == [day("2023-03-31"), day("2023-06-30"), day("2023-09-30")]


class TestPartialQuarter:
    """Reading partial-quarter: last-day, whole or any-day, when the relation or the company began or ended."""

    @pytest.mark.parametrize(
        ("held", "reading", "owed"),
        [
            ("2023-02-15/..", "last-day", True),
            ("2023-02-15/..", "whole", False),
            ("2023-02-15/..", "any-day", True),
            ("2023-01-01/2023-02-15", "last-day", False),
            ("2023-01-01/2023-02-15", "whole", False),
            ("2023-01-01/2023-02-15", "any-day", True),
            ("2023-01-01/2023-03-31", "last-day", True),
            ("2023-01-01/2023-03-31", "whole", True),
            ("2023-01-01/2023-03-31", "any-day", True),
            ("2023-04-01/..", "last-day", False),
            ("2023-04-01/..", "any-day", False),
        ],
    )
    def test_a_relation_that_began_or_ended_in_it(self, held: str, reading: str, owed: bool) -> None:
        facts = registry(company(), supervisor(), relation(held=held))
        found = outcomes(facts, QUARTER, as_of="2023-04-01", readings={"partial-quarter": reading})
        assert ("2023-Q1" in found) is owed

    @pytest.mark.parametrize(
        ("operating", "reading", "owed"),
        [
            ("2023-02-15/..", "last-day", True),
            ("2023-02-15/..", "whole", False),
            ("2023-02-15/..", "any-day", True),
            ("2022-01-01/2023-03-30", "last-day", False),
            ("2022-01-01/2023-03-30", "whole", False),
            ("2022-01-01/2023-03-30", "any-day", True),
        ],
    )
    def test_a_company_that_began_or_ended_in_it(self, operating: str, reading: str, owed: bool) -> None:
        facts = registry(company(operating=period(operating)), supervisor(), SINCE_2023)
        found = outcomes(facts, QUARTER, as_of="2023-04-01", readings={"partial-quarter": reading})
        assert ("2023-Q1" in found) is owed

    def test_by_the_whole_reading_a_gap_between_two_supervisors_doesnt_matter(self) -> None:
        """The company operated throughout, with a supervisor on the first and the last day."""
        facts = registry(
            company(),
            supervisor("S-1"),
            supervisor("S-2"),
            relation("A-1", held="2023-01-01/2023-01-31"),
            relation("A-2", supervisor="S-2", held="2023-03-01/.."),
        )
        found = bearers(facts, QUARTER, as_of="2023-04-01", readings={"partial-quarter": "whole"})
        assert found["2023-Q1"] == "supervisor S-2"

    def test_operating_periods_that_follow_on_each_other_are_one(self) -> None:
        halves = (period("2022-01-01/2023-02-14"), period("2023-02-15/.."))
        facts = registry(company(operating=halves), supervisor(), SINCE_2023)
        found = outcomes(facts, QUARTER, as_of="2023-04-01", readings={"partial-quarter": "whole"})
        assert found["2023-Q1"] == MISSED

    def test_by_the_any_day_reading_the_visit_is_due_with_the_quarter(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/2023-02-15"), visit("2023-02-15"))
        finding = the_finding(
            facts, QUARTER, since="2023-01-01", as_of="2023-04-01", readings={"partial-quarter": "any-day"}
        )
        assert (outcome(finding), finding.due) == (FULFILLED, day("2023-03-31"))


class TestPausedQuarter:
    """Reading paused-quarter: excused only by a pause throughout, or by any day of pause."""

    @pytest.mark.parametrize(
        ("pauses", "reading", "owed"),
        [
            (["2023-01-20/2023-01-29"], "unless-throughout", True),
            (["2023-01-20/2023-01-29"], "not-owed", False),
            (["2022-12-01/2023-03-31"], "unless-throughout", False),
            (["2022-12-01/2023-03-31"], "not-owed", False),
            (["2022-12-01/2023-03-30"], "unless-throughout", True),
            (["2022-12-01/2023-02-14", "2023-02-15/.."], "unless-throughout", False),
            (["2022-12-01/2022-12-31"], "not-owed", True),
            ([], "not-owed", True),
        ],
    )
    def test_a_pause_on_record(self, pauses: list[str], reading: str, owed: bool) -> None:
        paused = [dr.Pause(company="C-1", period=period(text)) for text in pauses]
        found = outcomes(supervised(*paused), QUARTER, as_of="2023-04-01", readings={"paused-quarter": reading})
        assert ("2023-Q1" in found) is owed

    def test_a_pause_of_another_company_excuses_nothing(self) -> None:
        facts = supervised(company("C-2"), dr.Pause(company="C-2", period=period("2022-12-01/..")))
        found = outcomes(facts, QUARTER, as_of="2023-04-01", readings={"paused-quarter": "not-owed"})
        assert found["2023-Q1"] == MISSED

    def test_a_visit_during_a_pause_counts(self) -> None:
        facts = supervised(dr.Pause(company="C-1", period=period("2023-01-20/2023-01-29")), visit("2023-01-25"))
        assert outcomes(facts, QUARTER, as_of="2023-04-01")["2023-Q1"] == FULFILLED


class TestTeamVisit:
    """Reading team-visit: the supervisor's own visits alone, or those of the team too."""

    def facts(self, *visits: dr.Visit) -> dr.Registry:
        team = [
            dr.TeamMember(role=dr.TeamRole.REGULATORY_CADRE, member="M-1", period=period("2023-01-01/2023-02-28")),
            dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-2"),
        ]
        held = relation(held="2023-01-01/..", team=team)
        return registry(company(), supervisor(), held, *visits)

    def test_a_members_visit_is_not_the_supervisors(self) -> None:
        facts = self.facts(visit("2023-02-14", visitor="M-1"))
        assert outcomes(facts, QUARTER, as_of="2023-03-31") == {"2023-Q1": PENDING}

    @pytest.mark.parametrize(
        ("visitor", "on", "expected"),
        [("M-1", "2023-02-28", FULFILLED), ("M-1", "2023-03-01", PENDING), ("M-2", "2023-03-01", FULFILLED)],
    )
    def test_by_the_other_reading_a_member_in_office_counts(
        self, visitor: str, on: str, expected: tuple[str, str | None]
    ) -> None:
        facts = self.facts(visit(on, visitor=visitor))
        readings = {"team-visit": "team-counts"}
        assert outcomes(facts, QUARTER, as_of="2023-03-31", readings=readings) == {"2023-Q1": expected}

    def test_by_the_other_reading_a_stranger_still_doesnt_count(self) -> None:
        facts = self.facts(visit("2023-02-14", visitor="M-9"))
        readings = {"team-visit": "team-counts"}
        assert outcomes(facts, QUARTER, as_of="2023-03-31", readings=readings) == {"2023-Q1": PENDING}


class TestVisitOccasions:
    """Reading visit-occasions: a visit serves all in whose time it falls, or what its record names."""

    def both(self, made_for: Any, reading: str) -> dict[str, tuple[str, str | None]]:
        facts = supervised(
            dr.KeyPeriod(id="SPRING", area=CITY, period=period("2023-01-14/2023-01-29")),
            visit("2023-01-20", occasions=made_for),
        )
        found = findings(
            facts, QUARTER, KEY, since="2023-01-01", as_of="2023-03-31", readings={"visit-occasions": reading}
        )
        return {finding.rule_id: outcome(finding) for finding in found}

    @pytest.mark.parametrize("made_for", [(), FOR.QUARTER, FOR.KEY_PERIOD])
    def test_one_visit_serves_the_quarter_and_the_key_period(self, made_for: Any) -> None:
        assert self.both(made_for, "any") == {QUARTER: FULFILLED, KEY: FULFILLED}

    @pytest.mark.parametrize(
        ("made_for", "quarter", "key"),
        [
            ((), FULFILLED, FULFILLED),
            (FOR.QUARTER, FULFILLED, MISSED),
            (FOR.KEY_PERIOD, PENDING, FULFILLED),
            ((FOR.KEY_PERIOD, FOR.QUARTER), FULFILLED, FULFILLED),
            (FOR.EMERGENCY, PENDING, MISSED),
        ],
    )
    def test_by_the_other_reading_it_serves_what_its_record_names(self, made_for: Any, quarter: Any, key: Any) -> None:
        assert self.both(made_for, "as-recorded") == {QUARTER: quarter, KEY: key}


class TestQuarterEnd:
    """Reading quarter-end: it doesn't move, or it moves to the next working day (Civil Code art. 203).

    2022-12-31 is a Saturday; Sunday 1 and Monday 2 January 2023 are off; Tuesday the 3rd is worked.
    Friday 2023-03-31 is worked.
    """

    def facts(self, *visits: dr.Visit) -> dr.Registry:
        return registry(company(), supervisor(), relation(held="2022-11-01/.."), *visits)

    def test_it_doesnt_move(self) -> None:
        finding = the_finding(self.facts(), QUARTER, since="2022-11-01", as_of="2022-12-31")
        assert (outcome(finding), finding.due) == (PENDING, day("2022-12-31"))
        found = outcomes(self.facts(visit("2023-01-03")), QUARTER, since="2022-11-01", as_of="2023-01-03")
        assert found["2022-Q4"] == MISSED

    @pytest.mark.parametrize(
        ("visits", "as_of", "expected"),
        [
            ([], "2023-01-03", PENDING),
            ([], "2023-01-04", MISSED),
            (["2023-01-03"], "2023-01-04", FULFILLED),
            (["2023-01-04"], "2023-01-04", MISSED),
        ],
    )
    def test_moved_to_the_first_working_day_after(self, visits: list[str], as_of: str, expected: Any) -> None:
        facts = self.facts(*map(visit, visits))
        found = findings(facts, QUARTER, since="2022-11-01", as_of=as_of, readings={"quarter-end": "moved"})
        assert (found[0].trigger, found[0].due) == ("2022-Q4", day("2023-01-03"))
        assert outcome(found[0]) == expected

    def test_a_worked_last_day_stays(self) -> None:
        found = findings(
            self.facts(), QUARTER, since="2023-01-01", as_of="2023-03-31", readings={"quarter-end": "moved"}
        )
        assert found[-1].due == day("2023-03-31")

    def test_a_moved_quarter_that_is_still_open_in_the_window_is_in(self) -> None:
        """What arose before the window and is still open in it is in."""
        found = outcomes(
            self.facts(), QUARTER, since="2023-01-01", as_of="2023-01-02", readings={"quarter-end": "moved"}
        )
        assert found.get("2022-Q4") == PENDING

    def test_beyond_the_calendar_a_moved_end_cant_be_told(self) -> None:
        """Thursday 2026-12-31 lies beyond the horizon, 2026-12-28."""
        (edition,) = [id for id in dr.WorkCalendar.editions() if id.startswith("CN-2026-12-28")]
        calendar = dr.WorkCalendar.from_edition(edition)
        found = findings(
            self.facts(),
            QUARTER,
            since="2026-10-01",
            as_of="2026-12-31",
            calendar=calendar,
            readings={"quarter-end": "moved"},
        )
        assert [(outcome(f), f.due) for f in found] == [(("UNDETERMINED", "calendar-horizon"), None)]

    def test_beyond_the_calendar_a_visit_in_the_quarter_still_meets_it(self) -> None:
        (edition,) = [id for id in dr.WorkCalendar.editions() if id.startswith("CN-2026-12-28")]
        calendar = dr.WorkCalendar.from_edition(edition)
        facts = self.facts(visit("2026-12-31"))
        finding = the_finding(
            facts,
            QUARTER,
            since="2026-10-01",
            as_of="2026-12-31",
            calendar=calendar,
            readings={"quarter-end": "moved"},
        )
        assert outcome(finding) == FULFILLED


class TestBeyondTheCalendar:
    """Reading quarter-end = moved, a calendar that ends with the last day of 2022, a Saturday."""

    @pytest.mark.parametrize(
        ("on", "expected"),
        [("2022-12-31", FULFILLED), ("2023-01-01", FULFILLED), ("2023-01-02", ("UNDETERMINED", "calendar-horizon"))],
    )
    def test_the_first_day_after_it_is_in_time_whatever_the_notice_says(self, on: str, expected: Any) -> None:
        calendar = dr.WorkCalendar.explicit(day("2022-01-01"), day("2022-12-31"))
        facts = registry(*AREA_FACTS, relation(held="2022-11-01/.."), visit(on))
        found = findings(
            facts, QUARTER, since="2022-11-01", as_of="2023-01-31", readings={"quarter-end": "moved"}, calendar=calendar
        )
        assert [outcome(f) for f in found if f.trigger == "2022-Q4"] == [expected]


class TestInForceFrom:
    """Reading in-force-from: nothing is owed before the rules bind."""

    def facts(self) -> dr.Registry:
        return registry(company(), supervisor(), relation(held="2022-01-01/.."))

    def test_the_first_quarter_owed_is_the_one_in_which_the_rules_begin_to_bind(self) -> None:
        found = findings(self.facts(), QUARTER, since="2022-01-01", as_of="2022-12-31")
        assert [(f.trigger, f.arose, f.due) for f in found] == [("2022-Q4", day("2022-11-01"), day("2022-12-31"))]

    def test_a_visit_before_the_rules_bind_but_in_the_quarter_counts(self) -> None:
        """The quarter is what is owed; the supervisor was in office on the day of the visit."""
        facts = registry(company(), supervisor(), relation(held="2022-01-01/.."), visit("2022-10-15"))
        assert outcomes(facts, QUARTER, since="2022-10-01", as_of="2022-12-31") == {"2022-Q4": FULFILLED}

    @pytest.mark.parametrize(
        ("reading", "first"), [("2022-11-01", "2022-Q4"), ("2022-12-20", "2022-Q4"), ("2023-01-01", "2023-Q1")]
    )
    def test_from_another_day_by_another_reading(self, reading: str, first: str) -> None:
        found = findings(
            self.facts(), QUARTER, since="2022-01-01", as_of="2023-03-31", readings={"in-force-from": reading}
        )
        assert found[0].trigger == first


class TestKeyPeriods:
    """Spring Festival 2023: a key period of the city from Saturday 14 to Sunday 29 January."""

    SPRING = dr.KeyPeriod(id="SPRING-2023", area=CITY, period=period("2023-01-14/2023-01-29"))

    @pytest.mark.parametrize(
        ("on", "expected"),
        [("2023-01-13", MISSED), ("2023-01-14", FULFILLED), ("2023-01-29", FULFILLED), ("2023-01-30", MISSED)],
    )
    def test_on_site_on_one_of_its_days(self, on: str, expected: Any) -> None:
        facts = supervised(self.SPRING, visit(on))
        assert outcomes(facts, KEY, as_of="2023-02-01") == {"SPRING-2023": expected}

    @pytest.mark.parametrize(("as_of", "expected"), [("2023-01-29", PENDING), ("2023-01-30", MISSED)])
    def test_pending_through_its_last_day(self, as_of: str, expected: Any) -> None:
        assert outcomes(supervised(self.SPRING), KEY, as_of=as_of) == {"SPRING-2023": expected}

    def test_the_finding_names_its_days(self) -> None:
        finding = the_finding(supervised(self.SPRING), KEY, since="2023-01-01", as_of="2023-01-31")
        assert finding.id == "attend.key-period/company/C-1/SPRING-2023"
        assert (finding.arose, finding.due) == (day("2023-01-14"), day("2023-01-29"))
        assert finding.cure is not None
        assert finding.cure.code == "not-curable"

    def test_of_another_area_it_isnt_owed(self) -> None:
        elsewhere = dr.KeyPeriod(id="FAIR", area=OTHER_COUNTY, period=period("2023-01-14/2023-01-29"))
        facts = supervised(
            elsewhere,
            company("C-2", area=OTHER_VILLAGE),
            relation("A-2", "C-2", held="2023-01-01/.."),
        )
        found = findings(facts, KEY, since="2023-01-01", as_of="2023-02-01")
        assert [finding.subject.id for finding in found] == ["C-2"]

    def test_of_several_each_is_owed(self) -> None:
        """However the register lists them; known by a day, those recorded by then."""
        fair = dr.KeyPeriod(
            id="FAIR", area=TOWNSHIP, period=period("2023-03-01/2023-03-05"), recorded=day("2023-04-01")
        )
        for facts in (supervised(self.SPRING, fair), supervised(fair, self.SPRING)):
            assert outcomes(facts, KEY, as_of="2023-06-30") == {self.SPRING.id: MISSED, "FAIR": MISSED}
            assert outcomes(facts, KEY, as_of="2023-06-30", known_by="2023-03-31") == {self.SPRING.id: MISSED}

    def test_before_it_begins_it_isnt_seen(self) -> None:
        assert outcomes(supervised(self.SPRING), KEY, as_of="2023-01-13") == {}

    def test_without_the_claim_it_cant_be_told(self) -> None:
        facts = supervised(self.SPRING, complete=[claim("visits", "2023-01-14/2023-01-28")])
        assert outcomes(facts, KEY, as_of="2023-01-30") == {"SPRING-2023": UNCLAIMED}

    def test_once_in_the_area_by_the_other_reading(self) -> None:
        facts = supervised(
            self.SPRING,
            company("C-2"),
            relation("A-2", "C-2", held="2023-01-01/.."),
            visit("2023-01-20", company="C-2"),
        )
        each = {f.subject.id: outcome(f) for f in findings(facts, KEY, since="2023-01-01", as_of="2023-01-29")}
        assert each == {"C-1": PENDING, "C-2": FULFILLED}
        once = the_finding(facts, KEY, since="2023-01-01", as_of="2023-01-29", readings={"key-period-at": "once"})
        assert (str(once.subject), outcome(once)) == ("supervisor S-1", FULFILLED)

    def test_once_is_met_only_at_a_company_in_the_key_periods_area(self) -> None:
        fair = dr.KeyPeriod(id="FAIR", area=OTHER_COUNTY, period=period("2023-01-14/2023-01-29"))
        facts = supervised(
            fair,
            company("C-2", area=OTHER_VILLAGE),
            relation("A-2", "C-2", held="2023-01-01/.."),
            visit("2023-01-20"),
        )
        assert outcomes(facts, KEY, as_of="2023-01-30", readings={"key-period-at": "once"}) == {"FAIR": MISSED}

    def test_the_readings_on_bearers_pauses_and_parts_hold_for_it_too(self) -> None:
        facts = handed_over("2023-01-20", self.SPRING, visit("2023-01-15"))
        assert outcomes(facts, KEY, as_of="2023-01-30") == {"SPRING-2023": FULFILLED}
        assert bearers(facts, KEY, as_of="2023-01-30") == {"SPRING-2023": "supervisor S-2"}
        each = outcomes(facts, KEY, as_of="2023-01-30", readings={"quarter-bearer": "each"})
        assert each == {"SPRING-2023@A-1": FULFILLED, "SPRING-2023@A-2": MISSED}
        paused = supervised(self.SPRING, dr.Pause(company="C-1", period=period("2023-01-10/2023-01-20")))
        assert outcomes(paused, KEY, as_of="2023-01-30", readings={"paused-quarter": "not-owed"}) == {}
        begun = registry(company(), supervisor(), relation(held="2023-01-20/.."), self.SPRING)
        assert outcomes(begun, KEY, as_of="2023-01-30", readings={"partial-quarter": "whole"}) == {}

    def test_one_that_crosses_a_quarters_end_is_one_period(self) -> None:
        across = dr.KeyPeriod(id="MAY", area=CITY, period=period("2023-03-20/2023-04-10"))
        facts = supervised(across, visit("2023-04-05"))
        assert outcomes(facts, KEY, as_of="2023-04-10") == {"MAY": FULFILLED}


class TestEmergencies:
    """Reading emergency-day: on its day; a later visit that is recorded as for it is late."""

    AT_COMPANY = dr.Emergency(id="E-1", company="C-1", on=day("2023-07-03"))
    IN_AREA = dr.Emergency(id="E-1", area=TOWNSHIP, on=day("2023-07-03"))

    def at(self, *facts: Any, as_of: str = "2023-07-10", **window: Any) -> Any:
        return outcomes(supervised(self.AT_COMPANY, *facts), EMERGENCY, as_of=as_of, **window)

    def test_on_site_on_its_day(self) -> None:
        finding = the_finding(
            supervised(self.AT_COMPANY, visit("2023-07-03")), EMERGENCY, since="2023-01-01", as_of="2023-07-03"
        )
        assert (outcome(finding), finding.arose, finding.due) == (FULFILLED, day("2023-07-03"), day("2023-07-03"))
        assert finding.id == "attend.emergency/company/C-1/E-1"
        assert (str(finding.bearer), str(finding.subject)) == ("supervisor S-1", "company C-1")

    def test_pending_through_its_day_then_missing(self) -> None:
        assert self.at(as_of="2023-07-02") == {}
        assert self.at(as_of="2023-07-03") == {"E-1": PENDING}
        assert self.at(as_of="2023-07-04") == {"E-1": MISSED}

    def test_a_missed_one_is_cured_by_going_there_at_once(self) -> None:
        finding = the_finding(supervised(self.AT_COMPANY), EMERGENCY, since="2023-01-01", as_of="2023-07-04")
        assert finding.cure is not None
        assert (finding.cure.code, finding.cure.possible) == ("visit-now", True)

    def test_a_later_visit_that_is_recorded_as_for_the_emergency_is_late(self) -> None:
        """2023-07-03 is a Monday: from it to Thursday the 6th three days, all worked."""
        facts = supervised(self.AT_COMPANY, visit("2023-07-06", occasions=FOR.EMERGENCY))
        finding = the_finding(facts, EMERGENCY, since="2023-01-01", as_of="2023-07-06")
        assert outcome(finding) == ("FULFILLED_LATE", "visit-late")
        assert finding.late == dr.Lateness(3, 3)
        assert finding.closed == day("2023-07-06")

    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            ("2023-07-03/2023-07-03", ("FULFILLED_LATE", "visit-late")),
            ("2023-07-04/..", UNCLAIMED),
            ("2023-01-01/2023-07-02", UNCLAIMED),
        ],
    )
    def test_it_is_late_only_if_it_is_known_that_nobody_came_before(self, held: str, expected: Any) -> None:
        came = visit("2023-07-06", occasions=FOR.EMERGENCY)
        facts = supervised(self.AT_COMPANY, came, complete=[claim("visits", held)])
        finding = the_finding(facts, EMERGENCY, since="2023-01-01", as_of="2023-07-06")
        assert (outcome(finding), finding.closed) == (expected, day("2023-07-06"))

    def test_one_whose_relation_was_renewed_is_the_same_supervisor(self) -> None:
        """An emergency in an area is the supervisor's own, and so is a visit after the renewal."""
        facts = registry(
            company(),
            supervisor(),
            relation(held="2023-01-01/2023-07-04"),
            relation("A-2", held="2023-07-05/.."),
            self.IN_AREA,
            visit("2023-07-06", occasions=FOR.EMERGENCY),
        )
        finding = the_finding(facts, EMERGENCY, since="2023-01-01", as_of="2023-07-10")
        assert (outcome(finding), finding.closed) == (("FULFILLED_LATE", "visit-late"), day("2023-07-06"))
        facts = registry(
            *AREA_FACTS, relation(held="2023-01-01/2023-07-04"), relation("A-2", held="2023-07-05/.."), self.IN_AREA
        )
        finding = the_finding(facts, EMERGENCY, since="2023-01-01", as_of="2023-07-10")
        assert outcome(finding) == MISSED

    def test_a_later_visit_without_the_occasion_counts_for_nothing(self) -> None:
        assert self.at(visit("2023-07-06"), visit("2023-07-07", occasions=FOR.QUARTER)) == {"E-1": MISSED}

    def test_of_two_visits_the_first_meets_it(self) -> None:
        visits = [visit("2023-07-04", occasions=FOR.EMERGENCY), visit("2023-07-05", occasions=FOR.EMERGENCY)]
        for facts in (supervised(self.AT_COMPANY, *visits), supervised(self.AT_COMPANY, *visits[::-1])):
            found = the_finding(facts, EMERGENCY, since="2023-01-01", as_of="2023-07-10")
            assert found.closed == day("2023-07-04")

    def test_on_the_first_day_of_a_relation(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-07-03/.."), self.AT_COMPANY, visit("2023-07-03"))
        assert outcomes(facts, EMERGENCY, as_of="2023-07-04") == {"E-1": FULFILLED}

    def test_what_is_owed_once_is_met_by_ones_own_visit_alone(self) -> None:
        """S-1 and S-2 both hold C-1; S-2 came."""
        facts = supervised(self.IN_AREA, relation("A-2", supervisor="S-2"), visit("2023-07-03", visitor="S-2"))
        found = findings(facts, EMERGENCY, since="2023-01-01", as_of="2023-07-04")
        assert {str(f.bearer): outcome(f) for f in found} == {"supervisor S-1": MISSED, "supervisor S-2": FULFILLED}

    def test_who_has_handed_the_company_over_cant_go_there_any_more(self) -> None:
        """What is owed once is the supervisor's own: that S-2 follows at C-1 is no help to S-1."""
        facts = handed_over("2023-07-08", self.IN_AREA)
        for as_of, reason in (("2023-07-07", "visit-missing"), ("2023-07-08", "visit-too-late")):
            assert outcomes(facts, EMERGENCY, as_of=as_of) == {"E-1": ("VIOLATED", reason)}

    def test_a_visit_the_day_before_counts_for_nothing(self) -> None:
        assert self.at(visit("2023-07-02", occasions=FOR.EMERGENCY)) == {"E-1": MISSED}

    def test_a_visit_on_the_day_for_another_occasion(self) -> None:
        same_day = visit("2023-07-03", occasions=FOR.QUARTER)
        assert self.at(same_day) == {"E-1": FULFILLED}
        assert self.at(same_day, readings={"visit-occasions": "as-recorded"}) == {"E-1": MISSED}

    def test_a_team_members_visit(self) -> None:
        team = [dr.TeamMember(role=dr.TeamRole.ASSISTANT, member="M-1")]
        facts = registry(
            company(),
            supervisor(),
            relation(held="2023-01-01/..", team=team),
            self.AT_COMPANY,
            visit("2023-07-03", visitor="M-1"),
        )
        assert outcomes(facts, EMERGENCY, as_of="2023-07-04") == {"E-1": MISSED}
        readings = {"team-visit": "team-counts"}
        assert outcomes(facts, EMERGENCY, as_of="2023-07-04", readings=readings) == {"E-1": FULFILLED}

    def test_without_the_claim_a_missing_visit_cant_be_told(self) -> None:
        facts = supervised(self.AT_COMPANY, complete=everything_but("visits"))
        assert outcomes(facts, EMERGENCY, as_of="2023-07-03") == {"E-1": PENDING}
        assert outcomes(facts, EMERGENCY, as_of="2023-07-04") == {"E-1": UNCLAIMED}

    def test_by_the_no_deadline_reading_it_is_never_late(self) -> None:
        readings = {"emergency-day": "no-deadline"}
        for_it = visit("2023-07-06", occasions=FOR.EMERGENCY)
        assert self.at(readings=readings) == {"E-1": ("PENDING", "no-deadline-in-source")}
        assert self.at(visit("2023-07-06"), readings=readings) == {"E-1": ("PENDING", "no-deadline-in-source")}
        finding = the_finding(
            supervised(self.AT_COMPANY, for_it), EMERGENCY, since="2023-01-01", as_of="2023-07-10", readings=readings
        )
        assert (outcome(finding), finding.due, finding.late) == (FULFILLED, None, None)
        unclaimed = supervised(self.AT_COMPANY, complete=everything_but("visits"))
        assert outcomes(unclaimed, EMERGENCY, as_of="2023-07-10", readings=readings) == {"E-1": UNCLAIMED}

    def test_one_at_a_company_is_about_that_company_by_either_reading(self) -> None:
        for reading in ("once", "each-company"):
            facts = supervised(self.AT_COMPANY, company("C-2"), relation("A-2", "C-2", held="2023-01-01/.."))
            found = findings(
                facts, EMERGENCY, since="2023-01-01", as_of="2023-07-03", readings={"emergency-at": reading}
            )
            assert [str(finding.subject) for finding in found] == ["company C-1"]

    def in_area(self, *facts: Any) -> dr.Registry:
        """S-1 holds C-1 and C-2 in the township, S-2 holds C-3 there, S-3 holds C-4 elsewhere."""
        return supervised(
            self.IN_AREA,
            company("C-2"),
            company("C-3"),
            company("C-4", area=OTHER_VILLAGE),
            relation("A-2", "C-2", held="2023-01-01/.."),
            relation("A-3", "C-3", "S-2", held="2023-01-01/.."),
            relation("A-4", "C-4", "S-3", held="2023-01-01/.."),
            *facts,
        )

    def test_one_in_an_area_is_owed_once_by_each_supervisor_there(self) -> None:
        found = findings(
            self.in_area(visit("2023-07-03", company="C-2")), EMERGENCY, since="2023-01-01", as_of="2023-07-04"
        )
        assert [(str(f.subject), str(f.bearer), outcome(f)) for f in found] == [
            ("supervisor S-1", "supervisor S-1", FULFILLED),
            ("supervisor S-2", "supervisor S-2", MISSED),
        ]

    def test_a_visit_outside_the_area_doesnt_meet_it(self) -> None:
        facts = supervised(
            self.IN_AREA,
            company("C-4", area=OTHER_VILLAGE),
            relation("A-4", "C-4", held="2023-01-01/.."),
            visit("2023-07-03", company="C-4"),
        )
        assert outcomes(facts, EMERGENCY, as_of="2023-07-04") == {"E-1": MISSED}

    def test_at_each_company_of_the_area_by_the_other_reading(self) -> None:
        found = findings(
            self.in_area(visit("2023-07-03", company="C-2")),
            EMERGENCY,
            since="2023-01-01",
            as_of="2023-07-04",
            readings={"emergency-at": "each-company"},
        )
        assert [(str(f.subject), str(f.bearer), outcome(f)) for f in found] == [
            ("company C-1", "supervisor S-1", MISSED),
            ("company C-2", "supervisor S-1", FULFILLED),
            ("company C-3", "supervisor S-2", MISSED),
        ]

    def test_it_is_owed_by_who_was_in_office_on_its_day(self) -> None:
        facts = handed_over("2023-07-04", self.AT_COMPANY)
        assert bearers(facts, EMERGENCY, as_of="2023-07-10") == {"E-1": "supervisor S-1"}

    def test_a_company_without_supervisor_or_business_that_day_owes_none(self) -> None:
        vacant = registry(company(), supervisor(), relation(held="2023-07-04/.."), self.AT_COMPANY)
        closed = registry(company(operating=period("2022-01-01/2023-07-02")), supervisor(), SINCE_2023, self.AT_COMPANY)
        assert outcomes(vacant, EMERGENCY, as_of="2023-07-10") == {}
        assert outcomes(closed, EMERGENCY, as_of="2023-07-10") == {}

    def test_before_the_rules_bind_nothing_is_owed(self) -> None:
        early = dr.Emergency(id="E-0", company="C-1", on=day("2022-10-31"))
        facts = registry(company(), supervisor(), relation(held="2022-01-01/.."), early)
        assert outcomes(facts, EMERGENCY, since="2022-01-01", as_of="2022-12-31") == {}


class TestWindows:
    def test_a_quarter_belongs_to_audits_whose_window_touches_it(self) -> None:
        facts = supervised()
        assert set(outcomes(facts, QUARTER, since="2023-03-31", as_of="2023-04-01")) == {"2023-Q1", "2023-Q2"}
        assert set(outcomes(facts, QUARTER, since="2023-04-01", as_of="2023-04-01")) == {"2023-Q2"}

    def test_a_quarter_met_before_the_window_isnt_in(self) -> None:
        facts = supervised(visit("2023-01-31"))
        assert outcomes(facts, QUARTER, since="2023-02-01", as_of="2023-03-31") == {}
        assert outcomes(facts, QUARTER, since="2023-01-31", as_of="2023-03-31") == {"2023-Q1": FULFILLED}

    def test_an_emergency_that_is_still_open_in_the_window_is_in(self) -> None:
        facts = supervised(
            TestEmergencies.AT_COMPANY, visit("2023-07-10", occasions=FOR.EMERGENCY), complete=EVERYTHING
        )
        before = report(facts, EMERGENCY, since="2023-07-05", as_of="2023-07-09")
        assert [outcome(f) for f in before.findings] == [MISSED]
        assert [f.status for f in report(facts, EMERGENCY, since="2023-07-10", as_of="2023-07-31").findings] == [
            dr.Status.FULFILLED_LATE
        ]
        assert report(facts, EMERGENCY, since="2023-07-11", as_of="2023-07-31").findings == ()
