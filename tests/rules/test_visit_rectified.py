"""visit.rectified, and control.rectified by steps: a problem found is followed to its end (§7.2, §8.4)."""

from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .building import (
    EVERYTHING,
    OTHER_COUNTY,
    OTHER_VILLAGE,
    VILLAGE,
    claim,
    company,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    registry,
    report,
    supervisor,
    the_finding,
)
from .control_building import record

VISIT, RECORD = "visit.rectified", "control.rectified"
KIND = {VISIT: "visits", RECORD: "control_records"}
BOTH = [VISIT, RECORD]

FULFILLED, LATE = ("FULFILLED", None), ("FULFILLED_LATE", "rectification-late")
NOT_YET, OPEN_ENDED = ("PENDING", "not-yet-due"), ("PENDING", "no-deadline-in-source")
NOT_CLOSED, CLOSED_LATE = ("VIOLATED", "problem-not-closed"), ("FULFILLED_LATE", "closed-late")
MISSING, UNCLAIMED = ("VIOLATED", "rectification-missing"), ("UNDETERMINED", "records-not-claimed")
CLOSED = {"readings": {"problem-ended": "closed"}}
FOUND = "2023-03-03"
"""A Friday; to be put right, where a day is set, by Friday the 10th."""


def problem(*told: str, id: str = "P-1", by: str | None = "2023-03-10", **fields: Any) -> dr.FoundProblem:
    """A problem with its steps, from lines such as `CLAIM 2023-03-04` or `RECTIFY 2023-03-09 recorded 2023-03-12`."""
    moves = []
    for line in told:
        step, on, *entered = line.split()
        recorded = day(entered[1]) if entered else None
        moves.append(dr.ProblemMove(step=dr.ProblemStep[step], actor="P-9", on=day(on), recorded=recorded))
    return dr.FoundProblem(id=id, rectify_by=None if by is None else day(by), moves=moves, **fields)


def visit(
    *problems: dr.FoundProblem, on: str = FOUND, id: str = "V-1", at: str = "C-1", recorded: str | None = None
) -> dr.Visit:
    """A visit that found problems."""
    entered = None if recorded is None else day(recorded)
    return dr.Visit(id=id, company=at, visitor="S-1", on=day(on), problems=problems, recorded=entered)


def found_by(
    rule: str, *problems: dr.FoundProblem, on: str = FOUND, recorded: str | None = None, complete: Any = EVERYTHING
) -> dr.Registry:
    """A company, and a visit to it or a record of its own that found these problems."""
    made = (
        visit(*problems, on=on, recorded=recorded)
        if rule == VISIT
        else record(on, problems=problems, recorded=recorded)
    )
    return registry(company(), supervisor(), made, complete=complete)


WAY = ("CLAIM 2023-03-04", "RECTIFY 2023-03-09", "FEED_BACK 2023-03-10", "CLOSE 2023-03-20")
RETURNED = (
    "CLAIM 2023-03-04",
    "RECTIFY 2023-03-06",
    "FEED_BACK 2023-03-07",
    "RETURN 2023-03-08",
    "RECTIFY 2023-03-13",
    "FEED_BACK 2023-03-14",
    "CLOSE 2023-03-15",
)


@pytest.mark.parametrize("rule", BOTH)
class TestBySteps:
    """认领 → 整改 → 反馈 → 办结: reading problem-ended says when it is at its end."""

    @pytest.mark.parametrize(
        ("as_of", "rectified", "closed"),
        [
            ("2023-03-03", NOT_YET, NOT_YET),
            ("2023-03-08", NOT_YET, NOT_YET),
            ("2023-03-09", FULFILLED, NOT_YET),
            ("2023-03-10", FULFILLED, NOT_YET),
            ("2023-03-11", FULFILLED, NOT_CLOSED),
            ("2023-03-19", FULFILLED, NOT_CLOSED),
            ("2023-03-20", FULFILLED, CLOSED_LATE),
            ("2023-12-31", FULFILLED, CLOSED_LATE),
        ],
    )
    def test_it_is_at_its_end_when_rectified_or_by_the_other_reading_when_closed(
        self, rule: str, as_of: str, rectified: Any, closed: Any
    ) -> None:
        facts = found_by(rule, problem(*WAY))
        one, other = the_finding(facts, rule, as_of=as_of), the_finding(facts, rule, as_of=as_of, **CLOSED)
        assert (outcome(one), outcome(other)) == (rectified, closed)
        assert one.closed == (day("2023-03-09") if rectified == FULFILLED else None)
        assert other.closed == (day("2023-03-20") if closed == CLOSED_LATE else None)
        assert (one.arose, one.due) == (other.arose, other.due) == (day(FOUND), day("2023-03-10"))
        assert is_told_in_words(one)
        assert is_told_in_words(other)

    @pytest.mark.parametrize(
        ("on", "stands"), [("2023-03-09", FULFILLED), ("2023-03-10", FULFILLED), ("2023-03-11", LATE)]
    )
    def test_the_day_that_was_set_is_the_last(self, rule: str, on: str, stands: Any) -> None:
        by_rectifying = found_by(rule, problem("CLAIM 2023-03-04", f"RECTIFY {on}"))
        assert outcome(the_finding(by_rectifying, rule, as_of="2023-03-31")) == stands
        by_closing = found_by(
            rule, problem("CLAIM 2023-03-04", "RECTIFY 2023-03-05", "FEED_BACK 2023-03-06", f"CLOSE {on}")
        )
        by_the_other = CLOSED_LATE if stands == LATE else stands
        assert outcome(the_finding(by_closing, rule, as_of="2023-03-31", **CLOSED)) == by_the_other

    @pytest.mark.parametrize(
        ("told", "words"),
        [(WAY, "于2023年3月20日（星期一）办结。"), (WAY[:2], None)],
    )
    def test_that_it_was_closed_is_told_as_such(self, rule: str, told: tuple[str, ...], words: str | None) -> None:
        found = the_finding(found_by(rule, problem(*told)), rule, as_of="2023-03-31", **CLOSED)
        # When it was put right is told too.
        assert "于2023年3月9日（星期四）整改完成。" in found.explain("zh").sections[1].text
        if words is not None:
            assert words in found.explain("zh")
        else:
            assert outcome(found) == NOT_CLOSED
            assert found.cure is not None
            assert found.cure.code == "close-problem"
        assert is_told_in_words(found)

    def test_how_late(self, rule: str) -> None:
        """Due Friday the 10th, closed Monday the 20th: ten days, of which 13 to 17 and 20 March were worked."""
        late = the_finding(found_by(rule, problem(*WAY)), rule, as_of="2023-03-31", **CLOSED).late
        assert late == dr.Lateness(10, 6)

    @pytest.mark.parametrize("told", [(), WAY[:1], (*WAY[:1], "RETURN 2023-03-05")])
    @pytest.mark.parametrize(("as_of", "stands"), [("2023-03-10", NOT_YET), ("2023-03-11", MISSING)])
    def test_found_or_claimed_it_is_open(self, rule: str, told: tuple[str, ...], as_of: str, stands: Any) -> None:
        found = the_finding(found_by(rule, problem(*told)), rule, as_of=as_of)
        assert (outcome(found), found.closed) == (stands, None)
        assert found.cure is not None
        assert found.cure.code == "rectify"

    @pytest.mark.parametrize(
        ("as_of", "rectified", "closed"),
        [
            ("2023-03-06", FULFILLED, NOT_YET),
            ("2023-03-07", FULFILLED, NOT_YET),
            ("2023-03-08", NOT_YET, NOT_YET),
            ("2023-03-10", NOT_YET, NOT_YET),
            ("2023-03-11", MISSING, MISSING),
            ("2023-03-12", MISSING, MISSING),
            ("2023-03-13", LATE, NOT_CLOSED),
            ("2023-03-15", LATE, CLOSED_LATE),
        ],
    )
    def test_returned_it_is_open_again_until_it_is_rectified_anew(
        self, rule: str, as_of: str, rectified: Any, closed: Any
    ) -> None:
        facts = found_by(rule, problem(*RETURNED))
        assert outcome(the_finding(facts, rule, as_of=as_of)) == rectified
        assert outcome(the_finding(facts, rule, as_of=as_of, **CLOSED)) == closed

    def test_of_one_that_was_returned_the_last_rectification_counts(self, rule: str) -> None:
        found = the_finding(found_by(rule, problem(*RETURNED)), rule, as_of="2023-12-31")
        assert found.closed == day("2023-03-13")
        twice = problem("CLAIM 2023-03-04", "RECTIFY 2023-03-06", "RETURN 2023-03-07", "RECTIFY 2023-03-09")
        assert the_finding(found_by(rule, twice), rule, as_of="2023-12-31").closed == day("2023-03-09")

    @pytest.mark.parametrize("as_of", ["2023-03-08", "2023-12-31", "2030-12-31"])
    def test_without_a_day_that_was_set_it_is_never_late(self, rule: str, as_of: str) -> None:
        open_ = the_finding(found_by(rule, problem(*WAY[:1], by=None)), rule, as_of=as_of)
        assert (outcome(open_), open_.due) == (OPEN_ENDED, None)
        facts = found_by(rule, problem(*WAY, by=None))
        assert outcome(the_finding(facts, rule, as_of="2030-12-31", **CLOSED)) == FULFILLED

    @pytest.mark.parametrize(
        ("since", "rectified", "closed"),
        [("2023-03-09", 1, 1), ("2023-03-10", 0, 1), ("2023-03-20", 0, 1), ("2023-03-21", 0, 0)],
    )
    def test_what_was_at_its_end_before_the_window_isnt_in(
        self, rule: str, since: str, rectified: int, closed: int
    ) -> None:
        facts = found_by(rule, problem(*WAY))
        assert len(findings(facts, rule, since=since, as_of="2023-06-30")) == rectified
        assert len(findings(facts, rule, since=since, as_of="2023-06-30", **CLOSED)) == closed

    @pytest.mark.parametrize(
        ("told", "known_by", "stands"),
        [
            # Rectified on the 9th, entered on the 12th.
            (("CLAIM 2023-03-04", "RECTIFY 2023-03-09 recorded 2023-03-12"), "2023-03-11", MISSING),
            (("CLAIM 2023-03-04", "RECTIFY 2023-03-09 recorded 2023-03-12"), "2023-03-12", FULFILLED),
            # Without a day of its own it is known when it happens.
            (("CLAIM 2023-03-04", "RECTIFY 2023-03-09"), "2023-03-08", MISSING),
            (("CLAIM 2023-03-04", "RECTIFY 2023-03-09"), "2023-03-09", FULFILLED),
            # A history has no gaps: what follows a step that isn't known isn't known either.
            (("CLAIM 2023-03-04 recorded 2023-03-12", "RECTIFY 2023-03-09"), "2023-03-11", MISSING),
            (("CLAIM 2023-03-04 recorded 2023-03-12", "RECTIFY 2023-03-09"), "2023-03-12", FULFILLED),
            # That it was returned became known on the 20th.
            ((*WAY[:2], "RETURN 2023-03-10 recorded 2023-03-20"), "2023-03-19", FULFILLED),
            ((*WAY[:2], "RETURN 2023-03-10 recorded 2023-03-20"), "2023-03-20", MISSING),
        ],
    )
    def test_what_was_entered_later_is_left_out(
        self, rule: str, told: tuple[str, ...], known_by: str, stands: Any
    ) -> None:
        found = the_finding(found_by(rule, problem(*told)), rule, as_of="2023-03-31", known_by=known_by)
        assert outcome(found) == stands
        assert is_told_in_words(found)

    def test_or_known_all_along_by_the_reading(self, rule: str) -> None:
        """Reading recorded-default."""
        window: dict[str, Any] = {"known_by": FOUND, "readings": {"recorded-default": "always-known"}}
        assert outcome(the_finding(found_by(rule, problem(*WAY)), rule, as_of="2023-03-31", **window)) == FULFILLED

    @pytest.mark.parametrize(("known_by", "count"), [("2023-03-11", 0), ("2023-03-12", 1)])
    def test_of_a_company_that_was_entered_later(self, rule: str, known_by: str, count: int) -> None:
        facts = found_by(rule, problem(*WAY))
        later = attrs.evolve(company(), recorded=day("2023-03-12"))
        facts = facts.replace(companies=[later])
        assert len(findings(facts, rule, as_of="2023-03-31", known_by=known_by)) == count

    @pytest.mark.parametrize(("known_by", "count"), [("2023-03-11", 0), ("2023-03-12", 1)])
    def test_a_visit_or_record_that_was_entered_later(self, rule: str, known_by: str, count: int) -> None:
        facts = found_by(rule, problem(*WAY), recorded="2023-03-12")
        assert len(findings(facts, rule, as_of="2023-03-31", known_by=known_by)) == count

    @pytest.mark.parametrize(
        ("held", "stands"),
        [
            ("2023-03-03/2023-03-10", MISSING),
            ("2023-03-04/2023-03-10", UNCLAIMED),
            ("2023-03-03/2023-03-09", UNCLAIMED),
        ],
    )
    def test_that_it_wasnt_put_right_is_silence(self, rule: str, held: str, stands: Any) -> None:
        """Principle 3: until the day that was set."""
        kind = KIND[rule]
        facts = found_by(rule, problem(*WAY[:1]), complete=(*everything_but(kind), claim(kind, held)))
        assert outcome(the_finding(facts, rule, as_of="2023-03-31")) == stands
        assert outcome(the_finding(facts, rule, as_of="2023-03-10")) == NOT_YET


class TestFoundOnAVisit:
    """What was found on a visit, as far as it is told by the day on which it was put right."""

    @pytest.mark.parametrize(
        ("rectified", "stands"),
        [
            (FOUND, FULFILLED),
            ("2023-03-09", FULFILLED),
            ("2023-03-10", FULFILLED),
            ("2023-03-11", LATE),
            (None, MISSING),
        ],
    )
    @pytest.mark.parametrize("reading", ["rectified", "closed"])
    def test_told_by_a_day_alone(self, rectified: str | None, stands: Any, reading: str) -> None:
        """Reading problem-ended is about problems whose steps are on record: this one has none."""
        told = problem(rectified=None if rectified is None else day(rectified))
        found = the_finding(found_by(VISIT, told), VISIT, as_of="2023-03-31", readings={"problem-ended": reading})
        assert outcome(found) == stands
        assert found.closed == (None if rectified is None else day(rectified))
        assert is_told_in_words(found)

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [("2023-03-10", NOT_YET), ("2023-03-11", MISSING), ("2023-03-12", MISSING), ("2023-03-13", LATE)],
    )
    def test_put_right_after_as_of_it_isnt_seen(self, as_of: str, stands: Any) -> None:
        facts = found_by(VISIT, problem(rectified=day("2023-03-13")))
        assert outcome(the_finding(facts, VISIT, as_of=as_of)) == stands

    @pytest.mark.parametrize(("known_by", "stands"), [("2023-03-08", MISSING), ("2023-03-09", FULFILLED)])
    def test_that_it_was_put_right_is_known_on_that_day(self, known_by: str, stands: Any) -> None:
        facts = found_by(VISIT, problem(rectified=day("2023-03-09")))
        assert outcome(the_finding(facts, VISIT, as_of="2023-03-31", known_by=known_by)) == stands

    def test_each_problem_of_each_visit_is_owed_by_the_company(self) -> None:
        facts = registry(
            company("C-1"),
            company("C-2", area=OTHER_VILLAGE),
            supervisor(),
            visit(problem(id="P-1"), problem(id="P-2", by=None)),
            visit(problem("CLAIM 2023-05-05", by="2023-05-12"), on="2023-05-04", id="V-2"),
            visit(problem(), id="V-3", at="C-2"),
            visit(id="V-4"),
        )
        found = findings(facts, VISIT, as_of="2023-06-30")
        assert [(f.subject.id, f.trigger) for f in found] == [
            ("C-1", "V-1:P-1"),
            ("C-1", "V-1:P-2"),
            ("C-1", "V-2:P-1"),
            ("C-2", "V-3:P-1"),
        ]
        assert all(f.bearer == f.subject for f in found)
        assert found[0].id == "visit.rectified/company/C-1/V-1:P-1"

    def test_whose_it_is_by_the_reading(self) -> None:
        """Reading visit-problem-bearer: the company's, or the supervisor's who was there; a stranger's is the company's."""
        supervised = registry(company(), supervisor("S-1"), visit(problem()))
        strangers = registry(company(), supervisor("S-2"), visit(problem()))
        for facts, reading, bearer in (
            (supervised, "company", dr.Ref("company", "C-1")),
            (supervised, "visitor", dr.Ref("supervisor", "S-1")),
            (strangers, "visitor", dr.Ref("company", "C-1")),
        ):
            found = the_finding(facts, VISIT, as_of="2023-06-30", readings={"visit-problem-bearer": reading})
            assert (found.bearer, found.subject) == (bearer, dr.Ref("company", "C-1"))

    def test_what_was_put_right_late_is_told_once(self) -> None:
        found = the_finding(
            found_by(VISIT, problem("CLAIM 2023-03-04", "RECTIFY 2023-03-12")), VISIT, as_of="2023-03-31"
        )
        assert outcome(found) == LATE
        assert [kind for kind, *_ in found.ingredients] == ["visit-problem", "visit-rectified"]

    def test_what_records_found_is_another_rules(self) -> None:
        assert findings(found_by(RECORD, problem()), VISIT, as_of="2023-06-30") == ()
        assert findings(found_by(VISIT, problem()), RECORD, as_of="2023-06-30") == ()

    @pytest.mark.parametrize(
        ("reading", "eve", "first"),
        [("2022-11-01", "2022-10-31", "2022-11-01"), ("2023-01-01", "2022-12-31", "2023-01-01")],
    )
    def test_found_since_the_rules_bind(self, reading: str, eve: str, first: str) -> None:
        """Reading in-force-from."""
        for on, count in ((eve, 0), (first, 1)):
            facts = found_by(VISIT, problem(), on=on)
            window: dict[str, Any] = {"since": "2022-01-01", "readings": {"in-force-from": reading}}
            assert len(findings(facts, VISIT, as_of="2023-03-31", **window)) == count

    @pytest.mark.parametrize(("as_of", "count"), [("2023-03-02", 0), ("2023-03-03", 1)])
    def test_on_visits_that_are_seen(self, as_of: str, count: int) -> None:
        assert len(findings(found_by(VISIT, problem()), VISIT, as_of=as_of)) == count

    @pytest.mark.parametrize(
        ("claims", "stands"),
        [
            ([claim("visits")], MISSING),
            ([claim("visits", area=VILLAGE)], MISSING),
            ([claim("visits", area=OTHER_COUNTY)], UNCLAIMED),
            ([claim("control_records")], UNCLAIMED),
            ([], UNCLAIMED),
        ],
    )
    def test_a_claim_about_visits_and_about_the_companys_area(self, claims: list[dr.Claim], stands: Any) -> None:
        facts = found_by(VISIT, problem(), complete=claims)
        assert outcome(the_finding(facts, VISIT, as_of="2023-03-31")) == stands

    @pytest.mark.parametrize(
        ("claims", "stands"),
        [
            ([claim("visits", "2023-03-03/2023-03-31")], OPEN_ENDED),
            ([claim("visits", "2023-03-03/2023-03-30")], UNCLAIMED),
        ],
    )
    def test_without_a_day_the_claim_is_about_all_days_until_as_of(self, claims: list[dr.Claim], stands: Any) -> None:
        facts = found_by(VISIT, problem(by=None), complete=claims)
        assert outcome(the_finding(facts, VISIT, as_of="2023-03-31")) == stands

    @pytest.mark.parametrize(
        ("fields", "words"),
        [({"text": "冷藏柜温度偏高"}, "冷藏柜温度偏高"), ({"item": "own.fridge"}, "own.fridge"), ({}, "P-1")],
    )
    def test_what_it_was_is_told(self, fields: dict[str, str], words: str) -> None:
        finding = the_finding(found_by(VISIT, problem(**fields)), VISIT, as_of="2023-03-31")
        assert f"2023年3月3日（星期五）的督导 V-1 发现问题 P-1：{words}。" in finding.explain(lang="zh")
        assert f"found problem P-1: {words}." in finding.explain(lang="en")

    def test_a_late_one_is_told_in_full(self) -> None:
        zh = the_finding(found_by(VISIT, problem(*WAY)), VISIT, as_of="2023-03-31", **CLOSED).explain("zh")
        assert (
            "2023年3月3日（星期五）的督导 V-1 发现问题 P-1：P-1。督导 V-1 的问题 P-1 于2023年3月9日（星期四）整改完成。"
            "督导 V-1 的问题 P-1 于2023年3月20日（星期一）办结。" in zh
        )
        assert "problem-ended = closed（办结之日）" in zh
        assert "办结逾期：逾期履行（closed-late），逾期10日，其中工作日6日。" in zh
        rectified = the_finding(found_by(VISIT, problem(*WAY)), VISIT, as_of="2023-03-31").explain("zh")
        assert "督导 V-1 的问题 P-1 于2023年3月9日（星期四）整改完成。" in rectified

    def test_its_clause_is_the_national_platform(self) -> None:
        found = the_finding(found_by(VISIT, problem()), VISIT, as_of="2023-03-31")
        assert "national-platform" in {citation.id for citation in found.citations}


class TestTheRateOfRectification:
    """整改率, of visits and records together: `report.completion("*.rectified")`."""

    FACTS = registry(
        company("C-1"),
        company("C-2", area=OTHER_VILLAGE),
        supervisor(),
        visit(
            problem(*WAY, id="P-1"),
            problem(*WAY[:1], id="P-2"),
            problem("CLAIM 2023-03-04", "RECTIFY 2023-03-13", id="P-3"),
            problem(id="P-4", by=None),
        ),
        visit(problem(id="P-1", rectified=day("2023-03-06")), id="V-2", at="C-2"),
        record(
            FOUND, problems=(problem(*RETURNED, id="P-1"), problem(*RETURNED[:4], id="P-2"), problem(*WAY, id="P-3"))
        ),
        record(FOUND, id="R-2", company="C-2", problems=problem(*WAY, by="2023-03-20")),
    )

    def rate(self, **window: Any) -> dr.Completion:
        (rate,) = report(self.FACTS, *BOTH, as_of="2023-03-31", **window).completion("*.rectified")
        return rate

    def test_counted_by_hand(self) -> None:
        """In time: V-1:P-1, V-2:P-1, R-1:P-3, R-2:P-1; late: V-1:P-3, R-1:P-1; open: V-1:P-2, V-1:P-4, R-1:P-2."""
        rate = self.rate()
        assert (rate.on_time, rate.late, rate.open, rate.undetermined) == (4, 2, 3, 0)
        assert (rate.total, rate.rate) == (9, Decimal("66.67"))

    def test_by_the_reading_that_counts_the_closing(self) -> None:
        """In time: V-2:P-1, R-2:P-1; late: V-1:P-1, R-1:P-1, R-1:P-3; V-1:P-3 is open too."""
        rate = self.rate(**CLOSED)
        assert (rate.on_time, rate.late, rate.open, rate.undetermined) == (2, 3, 4, 0)
        assert rate.rate == Decimal("55.56")

    def test_by_each_rule_and_area(self) -> None:
        made = report(self.FACTS, *BOTH, as_of="2023-03-31")
        counted = {rule: made.completion(rule)[0] for rule in BOTH}
        assert [(one.on_time, one.late, one.open) for one in counted.values()] == [(2, 1, 2), (2, 1, 1)]
        by_area = {one.key: (one.on_time, one.late, one.open) for one in made.completion("*.rectified", by="area")}
        assert (by_area[VILLAGE], by_area[OTHER_VILLAGE]) == ((2, 2, 3), (2, 0, 0))
        assert by_area["5109"] == (4, 2, 3)

    def test_what_cant_be_told_isnt_in_the_rate(self) -> None:
        facts = self.FACTS.replace(complete=())
        (rate,) = report(facts, *BOTH, as_of="2023-03-31").completion("*.rectified")
        assert (rate.on_time, rate.late, rate.open, rate.undetermined) == (4, 2, 0, 3)
        assert rate.rate == Decimal(100)


class TestAgenda:
    def due(self, *problems: dr.FoundProblem, as_of: str | None = None, **fields: Any) -> list[str]:
        facts = found_by(VISIT, *problems)
        until = None if as_of is None else day(as_of)
        book = dr.rulebook("suining-2022").with_readings(fields.pop("readings", {}))
        found = dr.agenda(facts, book, start=day("2023-03-01"), end=day("2023-03-31"), rules=(VISIT,), as_of=until)
        return [duty.trigger for duty in found]

    def test_what_falls_due_and_isnt_at_its_end(self) -> None:
        problems = (
            problem(*WAY, id="P-1"),
            problem(id="P-2"),
            problem(id="P-3", by=None),
            problem(id="P-4", by="2023-04-01"),
        )
        assert self.due(*problems) == ["V-1:P-1", "V-1:P-2"]
        assert self.due(*problems, as_of="2023-03-08") == ["V-1:P-1", "V-1:P-2"]
        assert self.due(*problems, as_of="2023-03-09") == ["V-1:P-2"]
        assert self.due(*problems, as_of="2023-03-09", **CLOSED) == ["V-1:P-1", "V-1:P-2"]
        assert self.due(*problems, as_of="2023-03-20", **CLOSED) == ["V-1:P-2"]


# check_record: which problems of a record are open


@pytest.mark.parametrize(
    ("as_of", "open_"),
    [
        ("2023-03-05", ("P-1", "P-2", "P-3", "P-4", "P-5")),
        ("2023-03-06", ("P-1", "P-3", "P-4", "P-5")),
        ("2023-03-08", ("P-1", "P-2", "P-3", "P-4", "P-5")),
        ("2023-03-09", ("P-2", "P-3", "P-4")),
        ("2023-03-13", ("P-3", "P-4")),
        (None, ("P-3", "P-4")),
    ],
)
def test_a_record_lists_the_problems_that_are_open_by_their_steps(as_of: str | None, open_: tuple[str, ...]) -> None:
    """P-1 is rectified on the 9th, as is P-5, told by that day alone; P-2 on the 6th, returned on the 8th, and again
    on the 13th; P-3 is claimed, P-4 found."""
    filled = record(
        FOUND,
        problems=[
            problem(*WAY, id="P-1"),
            problem(*RETURNED, id="P-2"),
            problem(*WAY[:1], id="P-3"),
            problem(id="P-4"),
            problem(id="P-5", rectified=day("2023-03-09")),
        ],
    )
    check = dr.check_record(filled, (), as_of=None if as_of is None else day(as_of))
    assert check.open_problems == open_


@pytest.mark.parametrize(("as_of", "is_open"), [("2023-03-08", True), ("2023-03-09", False), ("2023-03-10", True)])
def test_a_daily_record_is_flagged_while_one_of_its_problems_is_open(as_of: str, is_open: bool) -> None:
    returned = problem("CLAIM 2023-03-04", "RECTIFY 2023-03-09", "RETURN 2023-03-10")
    operating = company(operating=dr.Period(day(FOUND), day(FOUND)))
    facts = registry(operating, record(FOUND, problems=returned))
    flags = {flag for f in findings(facts, "control.daily", as_of=as_of) for one in f.expand() for flag in one.flags}
    assert ("problems-open" in flags) is is_open


# The law


@st.composite
def histories(draw: st.DrawFn) -> dr.FoundProblem:
    """A problem to be put right by 10 March, with any steps that are allowed."""
    made, on = problem(), day(FOUND)
    for _ in range(draw(st.integers(0, 8))):
        allowed = dr.PROBLEM_WORKFLOW.allowed(dr.Place(made.state, None))
        if not allowed:
            break
        on = on.fromordinal(on.toordinal() + draw(st.integers(0, 4)))
        made = made.advance(draw(st.sampled_from(allowed)), actor="P-9", on=on)
    return made


@settings(deadline=None, max_examples=60, database=None)
@given(histories(), st.dates(day(FOUND), day("2023-04-05")), st.sampled_from(BOTH))
def test_every_status_follows_from_the_steps_until_that_day(told: dr.FoundProblem, as_of: Any, rule: str) -> None:
    """Judged by replaying by hand: the last step that changed whether it is right."""
    right = None
    for move in told.moves:
        if move.on <= as_of:
            if move.step is dr.ProblemStep.RECTIFY:
                right = move.on
            elif move.step is dr.ProblemStep.RETURN:
                right = None
    due = day("2023-03-10")
    expected = (FULFILLED if right <= due else LATE) if right else NOT_YET if as_of <= due else MISSING
    found = the_finding(found_by(rule, told), rule, as_of=as_of.isoformat())
    assert (outcome(found), found.closed) == (expected, right)
