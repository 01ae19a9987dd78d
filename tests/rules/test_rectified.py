"""control.rectified: a problem found is followed until it is put right, late only by the record's own day (§8.4)."""

from typing import Any

import pytest

import dual_responsibility as dr

from .building import (
    OTHER_COUNTY,
    claim,
    company,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    registry,
    report,
    the_finding,
)
from .control_building import MONTHLY, WEEKLY, record

RULE = "control.rectified"


def problem(id: str = "P-1", by: str | None = None, rectified: str | None = None, **fields: Any) -> dr.FoundProblem:
    """A problem, the last day that its record sets, and the day on which it was put right."""
    return dr.FoundProblem(
        id=id,
        rectify_by=None if by is None else day(by),
        rectified=None if rectified is None else day(rectified),
        **fields,
    )


def found_on(on: str = "2023-03-03", *problems: dr.FoundProblem, **fields: Any) -> dr.Registry:
    """A company whose record of a day found some problems."""
    return registry(company(), record(on, problems=problems, **fields))


class TestByADayThatTheRecordSets:
    """Found on Friday 3 March 2023, to be put right by Friday the 10th."""

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [
            ("2023-03-03", ("PENDING", "not-yet-due")),
            ("2023-03-09", ("PENDING", "not-yet-due")),
            ("2023-03-10", ("PENDING", "not-yet-due")),
            ("2023-03-11", ("VIOLATED", "rectification-missing")),
            ("2023-12-31", ("VIOLATED", "rectification-missing")),
        ],
    )
    def test_while_it_is_open(self, as_of: str, stands: tuple[str, str]) -> None:
        finding = the_finding(found_on("2023-03-03", problem(by="2023-03-10")), RULE, as_of=as_of)
        assert outcome(finding) == stands
        assert (finding.arose, finding.due, finding.closed) == (day("2023-03-03"), day("2023-03-10"), None)
        assert is_told_in_words(finding)

    @pytest.mark.parametrize(
        ("rectified", "stands"),
        [
            ("2023-03-03", ("FULFILLED", None)),
            ("2023-03-09", ("FULFILLED", None)),
            ("2023-03-10", ("FULFILLED", None)),
            ("2023-03-11", ("FULFILLED_LATE", "rectification-late")),
        ],
    )
    def test_put_right(self, rectified: str, stands: tuple[str, str | None]) -> None:
        facts = found_on("2023-03-03", problem(by="2023-03-10", rectified=rectified))
        finding = the_finding(facts, RULE, as_of="2023-03-31")
        assert outcome(finding) == stands
        assert finding.closed == day(rectified)
        assert is_told_in_words(finding)

    def test_how_late(self) -> None:
        """Saturday 11 to Monday 13 March: three days late, one of them worked."""
        facts = found_on("2023-03-03", problem(by="2023-03-10", rectified="2023-03-13"))
        late = the_finding(facts, RULE, as_of="2023-03-31").late
        assert late is not None
        assert (late.calendar_days, late.working_days) == (3, 1)

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [
            ("2023-03-12", ("VIOLATED", "rectification-missing")),
            ("2023-03-13", ("FULFILLED_LATE", "rectification-late")),
        ],
    )
    def test_what_was_put_right_after_as_of_isnt_seen(self, as_of: str, stands: tuple[str, str]) -> None:
        facts = found_on("2023-03-03", problem(by="2023-03-10", rectified="2023-03-13"))
        assert outcome(the_finding(facts, RULE, as_of=as_of)) == stands

    def test_what_would_cure_it(self) -> None:
        finding = the_finding(found_on("2023-03-03", problem(by="2023-03-10")), RULE, as_of="2023-03-31")
        assert finding.cure is not None
        assert finding.cure.code == "rectify"

    def test_the_day_of_the_record_itself(self) -> None:
        facts = found_on("2023-03-03", problem(by="2023-03-03"))
        assert outcome(the_finding(facts, RULE, as_of="2023-03-03")) == ("PENDING", "not-yet-due")
        assert outcome(the_finding(facts, RULE, as_of="2023-03-04")) == ("VIOLATED", "rectification-missing")


class TestWithoutADay:
    """Nothing invented: the source sets no deadline, and so it is never late."""

    @pytest.mark.parametrize("as_of", ["2023-03-03", "2023-03-04", "2030-12-31"])
    def test_it_is_pending(self, as_of: str) -> None:
        finding = the_finding(found_on("2023-03-03", problem()), RULE, as_of=as_of)
        assert outcome(finding) == ("PENDING", "no-deadline-in-source")
        assert finding.due is None
        assert is_told_in_words(finding)

    def test_until_it_is_put_right(self) -> None:
        finding = the_finding(found_on("2023-03-03", problem(rectified="2023-09-01")), RULE, as_of="2023-12-31")
        assert outcome(finding) == ("FULFILLED", None)
        assert finding.closed == day("2023-09-01")
        assert finding.late is None


class TestTheClaim:
    """Principle 3: that a problem wasn't put right is silence of the records."""

    @pytest.mark.parametrize(
        ("claims", "stands"),
        [
            ([claim("control_records")], ("VIOLATED", "rectification-missing")),
            ([claim("control_records", "2023-03-03/2023-03-10")], ("VIOLATED", "rectification-missing")),
            ([claim("control_records", "2023-03-04/2023-03-10")], ("UNDETERMINED", "records-not-claimed")),
            ([claim("control_records", "2023-03-03/2023-03-09")], ("UNDETERMINED", "records-not-claimed")),
            ([claim("control_records", area=OTHER_COUNTY)], ("UNDETERMINED", "records-not-claimed")),
            ([], ("UNDETERMINED", "records-not-claimed")),
        ],
    )
    def test_with_a_day(self, claims: list[dr.Claim], stands: tuple[str, str]) -> None:
        facts = registry(
            company(),
            record("2023-03-03", problems=problem(by="2023-03-10")),
            complete=(*everything_but("control_records"), *claims),
        )
        assert outcome(the_finding(facts, RULE, as_of="2023-03-31")) == stands

    def test_without_a_day(self) -> None:
        facts = registry(
            company(), record("2023-03-03", problems=problem()), complete=everything_but("control_records")
        )
        assert outcome(the_finding(facts, RULE, as_of="2023-03-31")) == ("UNDETERMINED", "records-not-claimed")

    def test_a_log_cant_show_it(self) -> None:
        facts = registry(
            company(), record("2023-03-03", problems=problem(by="2023-03-10")), complete=[claim("control_logs")]
        )
        assert outcome(the_finding(facts, RULE, as_of="2023-03-31")) == ("UNDETERMINED", "records-not-claimed")


class TestWhichProblems:
    def test_each_of_each_record(self) -> None:
        facts = registry(
            company(),
            record("2023-03-03", problems=(problem("P-1"), problem("P-2", by="2023-03-10"))),
            record("2023-05-02", id="R-2", cycle=WEEKLY, problems=problem("P-1")),
            record("2023-05-31", id="R-3", cycle=MONTHLY, problems=problem("P-1", rectified="2023-06-01")),
            record("2023-06-01", id="R-4"),
        )
        found = findings(facts, RULE, as_of="2023-06-30")
        assert [f.trigger for f in found] == ["R-1:P-1", "R-1:P-2", "R-2:P-1", "R-3:P-1"]
        assert {f.bearer for f in found} == {f.subject for f in found} == {dr.Ref("company", "C-1")}
        assert found[0].id == "control.rectified/company/C-1/R-1:P-1"

    @pytest.mark.parametrize(("on", "count"), [("2022-10-31", 0), ("2022-11-01", 1)])
    def test_found_since_the_rules_bind(self, on: str, count: int) -> None:
        assert len(findings(found_on(on, problem()), RULE, since="2022-01-01", as_of="2022-12-31")) == count

    @pytest.mark.parametrize(("as_of", "count"), [("2023-03-02", 0), ("2023-03-03", 1)])
    def test_of_records_that_are_seen(self, as_of: str, count: int) -> None:
        assert len(findings(found_on("2023-03-03", problem()), RULE, as_of=as_of)) == count

    @pytest.mark.parametrize(("rectified", "count"), [("2023-03-31", 0), ("2023-04-01", 1), (None, 1)])
    def test_put_right_before_since_it_isnt_in(self, rectified: str | None, count: int) -> None:
        facts = found_on("2023-03-03", problem(by="2023-03-10", rectified=rectified))
        assert len(findings(facts, RULE, since="2023-04-01", as_of="2023-06-30")) == count

    @pytest.mark.parametrize(
        ("fields", "words"),
        [({"text": "冷藏柜温度偏高"}, "冷藏柜温度偏高"), ({"item": "own.fridge"}, "own.fridge"), ({}, "P-1")],
    )
    def test_what_it_was_is_told(self, fields: dict[str, str], words: str) -> None:
        finding = the_finding(found_on("2023-03-03", problem(by="2023-03-10", **fields)), RULE, as_of="2023-03-31")
        assert f"发现问题 P-1：{words}。" in finding.explain(lang="zh")
        assert f"found problem P-1: {words}." in finding.explain(lang="en")


class TestKnownBy:
    def test_a_record_entered_later(self) -> None:
        facts = found_on("2023-03-03", problem(by="2023-03-10"), recorded="2023-03-20")
        assert findings(facts, RULE, as_of="2023-03-31", known_by="2023-03-19") == ()
        assert len(findings(facts, RULE, as_of="2023-03-31", known_by="2023-03-20")) == 1

    @pytest.mark.parametrize(
        ("known_by", "stands"),
        [
            ("2023-03-08", ("VIOLATED", "rectification-missing")),
            ("2023-03-09", ("FULFILLED", None)),
        ],
    )
    def test_that_it_was_put_right_is_known_on_that_day(self, known_by: str, stands: tuple[str, str | None]) -> None:
        facts = found_on("2023-03-03", problem(by="2023-03-10", rectified="2023-03-09"))
        assert outcome(the_finding(facts, RULE, as_of="2023-03-31", known_by=known_by)) == stands

    def test_or_all_along_by_the_reading(self) -> None:
        """Register: a fact that doesn't say when it was recorded is taken to have been known all along."""
        facts = found_on("2023-03-03", problem(by="2023-03-10", rectified="2023-03-09"))
        window = {"as_of": "2023-03-31", "known_by": "2023-03-03", "readings": {"recorded-default": "always-known"}}
        assert outcome(the_finding(facts, RULE, **window)) == ("FULFILLED", None)


def test_a_summary_counts_each_problem_once() -> None:
    facts = found_on(
        "2023-03-03", problem("P-1", by="2023-03-10"), problem("P-2"), problem("P-3", rectified="2023-03-04")
    )
    (rate,) = report(facts, RULE, as_of="2023-03-31").completion(RULE)
    assert (rate.on_time, rate.open) == (1, 2)
