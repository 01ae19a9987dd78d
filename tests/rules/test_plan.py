"""plan.milestone: each milestone of a plan is reached by its node, planned backwards from fixed nodes (Suining §2.2)."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr

from .building import (
    BINDS,
    CITY,
    COUNTY,
    OTHER_COUNTY,
    TOWNSHIP,
    claim,
    day,
    everything_but,
    findings,
    is_told_in_words,
    outcome,
    period,
    registry,
    report,
    the_finding,
)

RULE = "plan.milestone"
BOOK = dr.rulebook("suining-2022")
BACKWARDS = {"milestone-due": "backwards"}
PINNED = "CN-2026-12-28-8746bf3b"
"""The edition whose horizon is Monday 2026-12-28."""

FULFILLED, PENDING = ("FULFILLED", None), ("PENDING", "not-yet-due")
LATE, MISSED = ("FULFILLED_LATE", "milestone-late"), ("VIOLATED", "milestone-missed")
UNCLAIMED = ("UNDETERMINED", "records-not-claimed")
IMPOSSIBLE, BEYOND = ("UNDETERMINED", "plan-impossible"), ("UNDETERMINED", "calendar-horizon")


def milestone(id: str = "covered", duration: int = 0, *, by: str | None = None, **fields: Any) -> dr.Milestone:
    """A milestone in working days unless given; its node is a day, or a span written `start/end`."""
    node = None if by is None else period(by) if "/" in by else day(by)
    for name in ("started", "reached", "recorded"):
        if name in fields:
            fields[name] = day(fields[name])
    return dr.Milestone(id=id, duration=duration, node=node, **fields)


def plan(*milestones: dr.Milestone, id: str = "PL-1", area: str = CITY, **fields: Any) -> dr.Plan:
    """The city's plan, unless another area is given."""
    for name in ("start", "recorded"):
        if name in fields:
            fields[name] = day(fields[name])
    return dr.Plan(id=id, area=area, milestones=milestones, **fields)


def covered(by: str = "2022-12-20", reached: str | None = None, **fields: Any) -> dr.Registry:
    """One plan with one milestone that has a node; `reached` is the day on which it was reached."""
    if reached is not None:
        fields["reached"] = reached
    return registry(plan(milestone(by=by, **fields)))


def by_id(facts: dr.Registry, as_of: str, **window: Any) -> dict[str, tuple[str, str | None]]:
    """The outcome of each milestone that owes anything, by its id."""
    return {finding.trigger: outcome(finding) for finding in findings(facts, RULE, as_of=as_of, **window)}


def after(text: str) -> str:
    """The day after."""
    return (day(text) + dt.timedelta(1)).isoformat()


def before(text: str) -> str:
    """The day before."""
    return (day(text) - dt.timedelta(1)).isoformat()


class TestByItsNode:
    """§2.2: planned backwards from fixed nodes. A node isn't moved, day off or not."""

    NODES = (
        "2022-11-01",  # the first day on which the rules bind
        "2022-12-20",  # the end of the middle ten days of December
        "2022-12-31",  # the year's end, a Saturday off
        "2023-01-25",  # within Spring Festival
        "2023-01-31",
        "2023-03-31",
        "2023-05-06",  # a Saturday that is worked
    )

    @pytest.mark.parametrize("node", NODES)
    def test_pending_through_it_and_violated_the_day_after(self, node: str) -> None:
        for as_of, stands in ((node, PENDING), (after(node), MISSED), ("2024-12-31", MISSED)):
            finding = the_finding(covered(node), RULE, as_of=as_of)
            assert outcome(finding) == stands
            assert (finding.due, finding.closed, finding.late) == (day(node), None, None)
            assert finding.cure is not None
            assert finding.cure.code == "reach-milestone"
            assert is_told_in_words(finding)

    def test_pending_long_before_it(self) -> None:
        for as_of in (BINDS, "2022-12-19"):
            assert outcome(the_finding(covered("2022-12-20"), RULE, as_of=as_of)) == PENDING

    @pytest.mark.parametrize("node", NODES[1:])
    def test_reached_in_time(self, node: str) -> None:
        for reached in (BINDS, before(node), node):
            finding = the_finding(covered(node, reached), RULE, as_of="2023-06-30")
            assert outcome(finding) == FULFILLED
            assert (finding.due, finding.closed, finding.late, finding.cure) == (day(node), day(reached), None, None)
            assert is_told_in_words(finding)

    @pytest.mark.parametrize(
        ("node", "reached", "late"),
        [
            ("2022-12-20", "2022-12-21", dr.Lateness(1, 1)),
            # Saturday 31 December to Monday 2 January are off.
            ("2022-12-30", "2022-12-31", dr.Lateness(1, 0)),
            ("2022-12-30", "2023-01-03", dr.Lateness(4, 1)),
            # Saturday 6 May is worked, Sunday the 7th isn't.
            ("2023-05-05", "2023-05-06", dr.Lateness(1, 1)),
            ("2023-05-05", "2023-05-07", dr.Lateness(2, 1)),
            # 21 to 27 January are off, Saturday 28 and Sunday 29 worked.
            ("2023-01-20", "2023-01-29", dr.Lateness(9, 2)),
        ],
    )
    def test_reached_late(self, node: str, reached: str, late: dr.Lateness) -> None:
        finding = the_finding(covered(node, reached), RULE, as_of="2023-06-30")
        assert outcome(finding) == LATE
        assert (finding.closed, finding.late) == (day(reached), late)
        assert finding.status.is_breach
        assert finding.cure is not None
        assert finding.cure.code == "none-needed"
        assert is_told_in_words(finding)

    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [("2022-12-14", PENDING), ("2022-12-20", PENDING), ("2022-12-21", MISSED), ("2022-12-22", MISSED),
         ("2022-12-23", LATE)],
    )  # fmt: skip
    def test_what_was_reached_after_as_of_isnt_seen(self, as_of: str, stands: tuple[str, str]) -> None:
        assert outcome(the_finding(covered("2022-12-20", "2022-12-23"), RULE, as_of=as_of)) == stands

    def test_that_it_has_begun_is_not_that_it_is_reached(self) -> None:
        assert outcome(the_finding(covered(started="2022-12-01"), RULE, as_of="2022-12-21")) == MISSED

    def test_whatever_has_to_come_before_it_isnt_asked(self) -> None:
        """By the chosen reading only fixed nodes are due days, and each answers for itself."""
        chain = plan(milestone("letters", 5), milestone("covered", after="letters", by="2022-12-20"), milestone("free"))
        assert by_id(registry(chain), "2023-01-31") == {"covered": MISSED}
        reached = plan(milestone("letters"), milestone(after="letters", by="2022-12-20", reached="2022-12-20"))
        assert by_id(registry(reached), "2023-01-31") == {"covered": FULFILLED}

    def test_impossible_nodes_are_owed_all_the_same(self) -> None:
        """Twenty days of work between 19 and 20 December."""
        hurried = plan(milestone("letters", 20), milestone(after="letters", by="2022-12-20"), start="2022-12-19")
        assert by_id(registry(hurried), "2022-12-20") == {"covered": PENDING}
        assert by_id(registry(hurried), "2022-12-21") == {"covered": MISSED}

    @settings(deadline=None, max_examples=60, database=None)
    @given(
        node=st.dates(dt.date(2022, 10, 25), dt.date(2023, 1, 31)),
        reached=st.none() | st.dates(dt.date(2022, 11, 1), dt.date(2023, 2, 28)),
        as_of=st.dates(dt.date(2022, 11, 1), dt.date(2023, 3, 31)),
        back=st.integers(0, 60),
    )
    def test_how_it_stands_is_told_by_three_days(
        self, node: dt.date, reached: dt.date | None, as_of: dt.date, back: int
    ) -> None:
        since = max(day(BINDS), as_of - dt.timedelta(back))
        found = findings(covered(str(node), reached and str(reached)), RULE, since=str(since), as_of=str(as_of))
        met = reached is not None and reached <= as_of
        if node < day(BINDS) or (met and reached is not None and reached < since):
            assert found == ()
            return
        (finding,) = found
        expected = FULFILLED if met else PENDING if as_of <= node else MISSED
        assert outcome(finding) == (LATE if met and reached is not None and reached > node else expected)


class TestWhoOwesWhat:
    def test_the_area_owes_it_about_its_plan(self) -> None:
        facts = registry(
            plan(milestone("a", by="2022-12-20"), milestone("b", by="2022-12-31", reached="2022-12-01")),
            plan(milestone("a", by="2022-12-20"), id="PL-2", area=TOWNSHIP),
        )
        found = findings(facts, RULE, as_of="2023-01-31")
        assert [(f.id, str(f.bearer), str(f.subject), f.trigger) for f in found] == [
            ("plan.milestone/plan/PL-1/a", f"area {CITY}", "plan PL-1", "a"),
            ("plan.milestone/plan/PL-1/b", f"area {CITY}", "plan PL-1", "b"),
            ("plan.milestone/plan/PL-2/a", f"area {TOWNSHIP}", "plan PL-2", "a"),
        ]
        assert [outcome(f) for f in found] == [MISSED, FULFILLED, MISSED]
        assert all(citation.clause == "§2.2" for f in found for citation in f.citations)

    def test_a_summary_counts_each_milestone_once(self) -> None:
        facts = registry(
            plan(
                milestone("a", by="2022-12-20"),
                milestone("b", by="2022-12-20", reached="2022-12-20"),
                milestone("c", by="2022-12-20", reached="2022-12-21"),
                milestone("d", by="2023-02-28"),
                milestone("e"),
            )
        )
        made = report(facts, RULE, as_of="2023-01-31")
        (rate,) = made.completion(RULE)
        assert (rate.on_time, rate.late, rate.open, rate.undetermined) == (1, 1, 2, 0)
        assert [f.trigger for f in made.violations] == ["a"]

    def test_a_plan_without_milestones_owes_nothing(self) -> None:
        for readings in ({}, BACKWARDS):
            assert findings(registry(plan()), RULE, as_of="2023-01-31", readings=readings) == ()


class TestFromWhenItBinds:
    """Reading in-force-from: before that day there is no duty."""

    @pytest.mark.parametrize("first", ["2022-11-01", "2022-12-20", "2023-01-01"])
    def test_a_node_before_the_rules_bind_owes_nothing(self, first: str) -> None:
        window: dict[str, Any] = {"since": "2022-01-01", "as_of": "2023-06-30", "readings": {"in-force-from": first}}
        assert findings(covered(before(first)), RULE, **window) == ()
        assert findings(covered(before(first), after(first)), RULE, **window) == ()
        for node in (first, after(first)):
            finding = the_finding(covered(node), RULE, **window)
            assert (outcome(finding), finding.arose, finding.due) == (MISSED, day(first), day(node))

    def test_what_was_reached_before_meets_it_as_it_arises(self) -> None:
        finding = the_finding(covered("2022-12-20", "2022-10-05"), RULE, as_of="2023-01-31")
        assert (outcome(finding), finding.closed) == (FULFILLED, day(BINDS))

    @pytest.mark.parametrize(("as_of", "count"), [("2022-11-30", 0), ("2022-12-01", 1)])
    def test_a_plan_is_owed_from_its_start(self, as_of: str, count: int) -> None:
        facts = registry(plan(milestone(by="2022-12-20"), start="2022-12-01"))
        assert len(findings(facts, RULE, as_of=as_of)) == count
        assert the_finding(facts, RULE, as_of="2023-01-31").arose == day("2022-12-01")


class TestANodeThatIsASpan:
    """Reading node-span: “by mid-December 2022”, 中旬 being the 11th to the 20th."""

    @pytest.mark.parametrize(("reading", "due"), [("last-day", "2022-12-20"), ("first-day", "2022-12-11")])
    def test_on_its_last_day_or_its_first(self, reading: str, due: str) -> None:
        facts, readings = covered("2022-12-11/2022-12-20"), {"node-span": reading}
        for as_of, stands in ((before(due), PENDING), (due, PENDING), (after(due), MISSED)):
            finding = the_finding(facts, RULE, as_of=as_of, readings=readings)
            assert (outcome(finding), finding.due) == (stands, day(due))
            assert is_told_in_words(finding)
            assert f"node-span = {reading}" in finding.explain(lang="zh")

    def test_the_last_day_is_the_chosen_one(self) -> None:
        assert the_finding(covered("2022-12-11/2022-12-20"), RULE, as_of="2022-12-20").due == day("2022-12-20")

    @pytest.mark.parametrize(("reading", "stands"), [("last-day", FULFILLED), ("first-day", LATE)])
    def test_what_was_reached_within_it(self, reading: str, stands: tuple[str, str | None]) -> None:
        for reached in ("2022-12-12", "2022-12-20"):
            facts = covered("2022-12-11/2022-12-20", reached)
            assert by_id(facts, "2023-01-31", readings={"node-span": reading}) == {"covered": stands}

    def test_one_that_the_first_day_of_the_rules_divides(self) -> None:
        facts = covered("2022-10-21/2022-11-05")
        assert by_id(facts, "2023-01-31", readings={"node-span": "first-day"}) == {}
        assert by_id(facts, "2023-01-31") == {"covered": MISSED}

    @pytest.mark.parametrize("reading", ["last-day", "first-day"])
    def test_a_single_day_is_both(self, reading: str) -> None:
        finding = the_finding(covered("2022-12-20"), RULE, as_of="2022-12-20", readings={"node-span": reading})
        assert finding.due == day("2022-12-20")


class TestBackwards:
    """Reading milestone-due: by backwards, the latest day worked out is a due day too."""

    # Cards take 30 and 29 January, letters 28, 20 and 19, the list 18, 17, 16 and 13; Spring Festival between.
    CHAIN = (
        milestone("list", 4),
        milestone("letters", 3, after="list"),
        milestone("cards", 2, after="letters", by="2023-01-30"),
        milestone("training", 3, after="list"),
    )

    def test_milestones_without_a_node_are_due_on_the_day_worked_out(self) -> None:
        found = findings(registry(plan(*self.CHAIN)), RULE, as_of="2023-01-16", readings=BACKWARDS)
        assert {f.trigger: (f.due, outcome(f)) for f in found} == {
            "list": (day("2023-01-18"), PENDING),
            "letters": (day("2023-01-28"), PENDING),
            "cards": (day("2023-01-30"), PENDING),
        }
        assert all(is_told_in_words(f) for f in found)

    @pytest.mark.parametrize(
        ("as_of", "missed"),
        [
            ("2023-01-18", set()),
            ("2023-01-19", {"list"}),
            ("2023-01-28", {"list"}),
            ("2023-01-29", {"list", "letters"}),
            ("2023-01-30", {"list", "letters"}),
            ("2023-01-31", {"list", "letters", "cards"}),
        ],
    )
    def test_pending_through_that_day_and_violated_after_it(self, as_of: str, missed: set[str]) -> None:
        stands = by_id(registry(plan(*self.CHAIN)), as_of, readings=BACKWARDS)
        assert stands == {id: MISSED if id in missed else PENDING for id in ("list", "letters", "cards")}

    def test_by_nodes_only_the_node_is_one(self) -> None:
        for readings in ({}, {"milestone-due": "nodes"}):
            assert by_id(registry(plan(*self.CHAIN)), "2023-01-31", readings=readings) == {"cards": MISSED}

    @pytest.mark.parametrize(
        ("reached", "stands"), [("2023-01-20", FULFILLED), ("2023-01-28", FULFILLED), ("2023-01-29", LATE)]
    )
    def test_reached(self, reached: str, stands: tuple[str, str | None]) -> None:
        chain = plan(milestone("letters", 3, reached=reached), milestone("cards", 2, after="letters", by="2023-01-30"))
        finding = findings(registry(chain), RULE, as_of="2023-01-29", readings=BACKWARDS)[1]
        assert (finding.trigger, outcome(finding), finding.due) == ("letters", stands, day("2023-01-28"))

    def test_a_span_moves_what_comes_before_it(self) -> None:
        """Letters before the check: of Tuesday 20 December the 19th; of Sunday the 11th, checked on the 9th, the 8th."""
        chain = plan(milestone("letters", 3), milestone("check", 1, after="letters", by="2022-12-11/2022-12-20"))
        for reading, due in (("last-day", "2022-12-19"), ("first-day", "2022-12-08")):
            readings = {**BACKWARDS, "node-span": reading}
            found = findings(registry(chain), RULE, as_of="2022-12-01", readings=readings)
            assert {f.trigger: f.due for f in found}["letters"] == day(due)

    def test_a_day_worked_out_before_the_rules_bind_owes_nothing(self) -> None:
        """The check takes 2 November; or 1 and 2, and then what comes before is due on 31 October."""
        for duration, owed in ((1, {"check", "letters"}), (2, {"check"})):
            chain = plan(milestone("letters", 3), milestone("check", duration, after="letters", by="2022-11-02"))
            assert set(by_id(registry(chain), "2023-01-31", readings=BACKWARDS)) == owed

    def test_a_weekend_before_what_follows_is_in_time(self) -> None:
        """The check takes Monday 19 December: letters may be reached on Sunday the 18th."""
        for reached, stands in (("2022-12-18", FULFILLED), ("2022-12-19", LATE)):
            chain = plan(
                milestone("letters", 3, reached=reached), milestone("check", 1, after="letters", by="2022-12-19")
            )
            assert by_id(registry(chain), "2023-01-31", readings=BACKWARDS)["letters"] == stands

    def test_what_no_node_depends_on_has_no_due_day(self) -> None:
        free = plan(milestone("a", 3), milestone("b", after="a"), start="2022-12-01")
        assert by_id(registry(free), "2023-01-31", readings=BACKWARDS) == {}


class TestWhatCantBeWorkedOut:
    """Unknown isn't compliant: without a day, what has none of its own is UNDETERMINED by the reading backwards."""

    TOO_SOON = plan(milestone("letters", 5), milestone(after="letters", by="2022-12-20"), start="2022-12-19")
    CONTRADICTORY = plan(
        milestone("letters", 5),
        milestone("checked", after="letters", by="2022-12-19"),
        milestone("printed", 5, after="checked"),
        milestone(after="printed", by="2022-12-20"),
    )

    @pytest.mark.parametrize("impossible", [TOO_SOON, CONTRADICTORY], ids=["too-soon", "contradictory"])
    def test_an_impossible_plan(self, impossible: dr.Plan) -> None:
        facts = registry(impossible)
        for as_of, by_node in (("2022-12-20", PENDING), ("2022-12-21", MISSED), ("2023-06-30", MISSED)):
            found = {f.trigger: f for f in findings(facts, RULE, as_of=as_of, readings=BACKWARDS)}
            assert (outcome(found["letters"]), found["letters"].due, found["letters"].closed) == (
                IMPOSSIBLE,
                None,
                None,
            )
            assert outcome(found["covered"]) == by_node
            assert found["letters"].cure is not None
            assert found["letters"].cure.code == "mend-plan"
            assert (found["letters"].id, str(found["letters"].bearer)) == (
                "plan.milestone/plan/PL-1/letters",
                f"area {CITY}",
            )
            assert all(is_told_in_words(finding) for finding in found.values())
        assert "letters" not in by_id(facts, "2022-12-21")

    @pytest.mark.parametrize(
        ("window", "closed"),
        [
            ({"as_of": "2022-12-21"}, None),
            ({"as_of": "2022-12-22"}, "2022-12-22"),
            ({"as_of": "2023-06-30"}, "2022-12-22"),
            ({"as_of": "2023-06-30", "known_by": "2023-01-09"}, None),
            ({"as_of": "2023-06-30", "known_by": "2023-01-10"}, "2022-12-22"),
        ],
    )
    def test_what_was_reached_cant_be_told_to_be_in_time(self, window: dict[str, str], closed: str | None) -> None:
        late = plan(
            milestone("letters", 5, reached="2022-12-22", recorded="2023-01-10"),
            milestone(after="letters", by="2022-12-20"),
            start="2022-12-19",
        )
        if "known_by" not in window:
            late = attrs.evolve(late, milestones=[attrs.evolve(late.milestones[0], recorded=None), late.milestones[1]])
        found = {f.trigger: f for f in findings(registry(late), RULE, readings=BACKWARDS, **window)}
        assert outcome(found["letters"]) == IMPOSSIBLE
        assert found["letters"].closed == (None if closed is None else day(closed))

    def test_what_isnt_part_of_what_is_impossible_stands_as_it_would(self) -> None:
        """Beside it: a chain that is sound, and work that no node follows."""
        mixed = plan(
            *self.TOO_SOON.milestones,
            milestone("free", 3),
            milestone("sound", 1),
            milestone("then", 1, after="sound", by="2022-12-31"),
            start="2022-12-19",
        )
        found = by_id(registry(mixed), "2023-01-31", readings=BACKWARDS)
        assert found == {"letters": IMPOSSIBLE, "covered": MISSED, "sound": MISSED, "then": MISSED}

    def test_what_comes_before_doesnt_change_by_when_work_has_to_end(self) -> None:
        """Wednesday 14 to Tuesday 20 December, and a node before it on the 19th: the contradiction isn't of its day."""
        chain = plan(
            milestone("first", by="2022-12-19"),
            milestone("letters", 5, after="first"),
            milestone(after="letters", by="2022-12-20"),
        )
        found = {f.trigger: f for f in findings(registry(chain), RULE, as_of="2022-12-21", readings=BACKWARDS)}
        assert (outcome(found["letters"]), found["letters"].due) == (MISSED, day("2022-12-20"))

    @pytest.mark.parametrize("by", ["2022-12-20", "2022-12-11/2022-12-20"])
    def test_a_node_before_the_plan_begins(self, by: str) -> None:
        """As of any day: nothing is said in hindsight that wasn't said before."""
        facts = registry(plan(milestone(by=by), start="2022-12-15" if "/" in by else "2022-12-25"))
        readings = {"node-span": "first-day"}
        assert by_id(facts, "2022-12-14", readings=readings) == {}
        for as_of in ("2022-12-25", "2023-01-31"):
            assert by_id(facts, as_of, readings=readings) == {"covered": IMPOSSIBLE}

    def test_a_node_before_the_rules_bind_isnt_asked_for_whenever_the_plan_begins(self) -> None:
        for node, stands in (("2022-10-31", {}), ("2022-11-01", {"covered": IMPOSSIBLE})):
            facts = registry(plan(milestone(by=node), start="2022-11-10"))
            assert by_id(facts, "2022-12-31") == stands

    def test_which_may_hang_on_how_a_span_is_read(self) -> None:
        """Five working days from Tuesday 13 December end on Monday the 19th."""
        facts = registry(
            plan(milestone("letters", 5), milestone(after="letters", by="2022-12-11/2022-12-20"), start="2022-12-13")
        )
        for reading, stands in (("last-day", MISSED), ("first-day", IMPOSSIBLE)):
            readings = {**BACKWARDS, "node-span": reading}
            assert by_id(facts, "2023-01-31", readings=readings)["letters"] == stands

    def test_what_makes_it_impossible_is_told(self) -> None:
        """Of work that doesn't fit in, the contradiction; of a span that begins before the plan, both its days."""
        found = {f.trigger: f for f in findings(registry(self.TOO_SOON), RULE, as_of="2022-12-21", readings=BACKWARDS)}
        assert [kind for kind, *_ in found["letters"].ingredients] == ["milestone", "plan-problem"]
        span = registry(plan(milestone(by="2022-12-11/2022-12-20"), start="2022-12-13"))
        finding = the_finding(span, RULE, as_of="2022-12-21", readings={"node-span": "first-day"})
        assert outcome(finding) == IMPOSSIBLE
        assert "2022年12月11日（星期日）至2022年12月20日（星期二）" in finding.explain("zh")

    def test_nothing_is_owed_before_the_plan_begins(self) -> None:
        for as_of, count in (("2022-12-18", 0), ("2022-12-19", 2)):
            assert len(findings(registry(self.TOO_SOON), RULE, as_of=as_of, readings=BACKWARDS)) == count

    def test_one_plan_that_is_impossible_leaves_others_as_they_are(self) -> None:
        sound = plan(milestone("letters", 5), milestone(after="letters", by="2022-12-20"), id="PL-2", area=COUNTY)
        found = findings(registry(self.TOO_SOON, sound), RULE, as_of="2022-12-21", readings=BACKWARDS)
        assert {(f.subject.id, f.trigger): outcome(f) for f in found} == {
            ("PL-1", "covered"): MISSED,
            ("PL-1", "letters"): IMPOSSIBLE,
            ("PL-2", "covered"): MISSED,
            ("PL-2", "letters"): MISSED,
        }

    def test_beyond_the_calendar(self) -> None:
        """Two working days to Sunday 10 January 2027, of which no notice is out."""
        calendar = dr.WorkCalendar.from_edition(PINNED)
        facts = registry(plan(milestone("letters", 5), milestone("cards", 2, after="letters", by="2027-01-10")))
        window: dict[str, Any] = {"readings": BACKWARDS, "calendar": calendar}
        for as_of, by_node in (("2026-12-01", PENDING), ("2027-01-10", PENDING), ("2027-01-11", MISSED)):
            found = {f.trigger: f for f in findings(facts, RULE, as_of=as_of, **window)}
            assert {id: outcome(f) for id, f in found.items()} == {"letters": BEYOND, "cards": by_node}
            assert (found["letters"].due, found["letters"].closed) == (None, None)
            assert found["letters"].cure is not None
            assert found["letters"].cure.code == "await-calendar"
            assert "2026年12月28日" in found["letters"].explain(lang="zh")
            assert all(is_told_in_words(finding) for finding in found.values())

    @pytest.mark.parametrize(("reached", "stands"), [("2022-12-13", FULFILLED), ("2022-12-14", BEYOND)])
    def test_the_calendar_that_ends_is_the_audits_own(self, reached: str, stands: tuple[str, str]) -> None:
        """Thursday 15 December is off, Friday the 16th the horizon: the two would be the 14th and the 16th."""
        calendar = dr.WorkCalendar.explicit(day("2022-11-01"), day("2022-12-16"), off=[day("2022-12-15")])
        letters = milestone("letters", 5, reached=reached)
        facts = registry(plan(letters, milestone("cards", 2, after="letters", by="2023-01-10")))
        found = findings(facts, RULE, as_of="2023-01-31", readings=BACKWARDS, calendar=calendar)
        assert {f.trigger: outcome(f) for f in found}["letters"] == stands

    @pytest.mark.parametrize(("reached", "stands"), [("2026-11-30", FULFILLED), ("2026-12-01", BEYOND)])
    def test_of_two_nodes_one_of_which_lies_beyond_the_other_counts(
        self, reached: str, stands: tuple[str, str]
    ) -> None:
        """The check takes Tuesday 1 December: no later than the day before it, whatever the notice of 2027 says."""
        letters = milestone("letters", 5, reached=reached)
        check = milestone("check", 1, after="letters", by="2026-12-01")
        facts = registry(plan(letters, check, milestone("cards", 2, after="letters", by="2027-01-10")))
        window: dict[str, Any] = {"readings": BACKWARDS, "calendar": dr.WorkCalendar.from_edition(PINNED)}
        found = findings(facts, RULE, as_of="2027-01-31", **window)
        assert {f.trigger: outcome(f) for f in found}["letters"] == stands

    @pytest.mark.parametrize(
        ("reached", "stands"),
        # If all days to 10 January 2027 were off, the two would be Friday 25 and Monday 28 December.
        [("2026-12-24", FULFILLED), ("2026-12-25", BEYOND), ("2027-01-05", BEYOND)],
    )
    def test_what_was_reached_before_any_possible_day_is_in_time(
        self, reached: str, stands: tuple[str, str | None]
    ) -> None:
        calendar = dr.WorkCalendar.from_edition(PINNED)
        facts = registry(
            plan(milestone("letters", 5, reached=reached), milestone("cards", 2, after="letters", by="2027-01-10"))
        )
        found = {f.trigger: f for f in findings(facts, RULE, as_of="2027-01-31", readings=BACKWARDS, calendar=calendar)}
        assert (outcome(found["letters"]), found["letters"].closed) == (stands, day(reached))

    def test_if_even_that_cant_be_told_the_day_on_which_it_arose_is_safe(self) -> None:
        """Nodes on 29 December and 10 January with work between, both beyond: as if on one day they contradict."""
        calendar = dr.WorkCalendar.from_edition(PINNED)
        for reached, stands in ((BINDS, FULFILLED), ("2022-11-02", BEYOND)):
            facts = registry(
                plan(
                    milestone("letters", 5, reached=reached),
                    milestone("checked", after="letters", by="2026-12-29"),
                    milestone("cards", 2, after="checked", by="2027-01-10"),
                )
            )
            found = {
                f.trigger: f for f in findings(facts, RULE, as_of="2027-01-31", readings=BACKWARDS, calendar=calendar)
            }
            assert outcome(found["letters"]) == stands

    def test_a_node_needs_no_calendar(self) -> None:
        calendar = dr.WorkCalendar.from_edition(PINNED)
        finding = the_finding(covered("2026-12-28", "2027-01-10"), RULE, as_of="2027-01-31", calendar=calendar)
        assert (outcome(finding), finding.late) == (LATE, dr.Lateness(13, None))


class TestWhenItArises:
    """Principle 2: before the rules bind there is no duty."""

    def test_not_before_the_rules_bind(self) -> None:
        facts = registry(plan(milestone(by="2022-12-20", reached="2022-10-05"), start="2022-10-01"))
        finding = the_finding(facts, RULE, since=BINDS, as_of="2023-01-31")
        assert (outcome(finding), finding.arose, finding.closed) == (FULFILLED, day(BINDS), day(BINDS))

    def test_a_claim_since_then_is_enough(self) -> None:
        complete = (*everything_but("plans"), claim("plans", f"{BINDS}/.."))
        facts = registry(plan(milestone(by="2022-12-20"), start="2022-10-01"), complete=complete)
        assert outcome(the_finding(facts, RULE, as_of="2023-01-31")) == MISSED


class TestInWords:
    def test_of_a_span_both_its_days_are_told(self) -> None:
        finding = the_finding(covered("2022-12-11/2022-12-20"), RULE, as_of="2022-12-21")
        assert "时间节点是2022年12月11日（星期日）至2022年12月20日（星期二）" in finding.explain("zh")
        assert "Sunday 11 December 2022 to Tuesday 20 December 2022" in finding.explain("en")
        assert is_told_in_words(finding)

    def test_a_day_worked_out_backwards_is_counted(self) -> None:
        """Cards take Monday 19 and Tuesday 20 December; the check the three days before; letters are due on the 15th."""
        chain = plan(
            milestone("letters", 5),
            milestone("check", 3, after="letters", unit=dr.Unit.CALENDAR_DAYS),
            milestone("cards", 2, after="check", by="2022-12-20"),
        )
        found = {f.trigger: f for f in findings(registry(chain), RULE, as_of="2022-12-21", readings=BACKWARDS)}
        finding = found["letters"]
        assert finding.due == day("2022-12-15")
        zh, en = finding.explain("zh"), finding.explain("en")
        assert "倒排，该任务应于2022年12月20日（星期二）完成" in zh
        assert "任务 cards 需要2个工作日，最迟自2022年12月19日（星期一）至2022年12月20日（星期二）" in zh
        assert "任务 check 需要3日，最迟自2022年12月16日（星期五）至2022年12月18日（星期日）" in zh
        assert zh.index("任务 cards 需要") < zh.index("任务 check 需要")
        assert "第2个工作日" in zh or "2个工作日" in zh
        assert "Milestone check takes 3 calendar days" in en
        assert is_told_in_words(finding)
        assert is_told_in_words(found["cards"])

    def test_of_work_before_an_event_the_node_alone_is_told(self) -> None:
        chain = plan(milestone("letters", 5), milestone(after="letters", by="2022-12-20"))
        found = {f.trigger: f for f in findings(registry(chain), RULE, as_of="2022-12-21", readings=BACKWARDS)}
        assert "需要" not in found["letters"].explain("zh").sections[1].text
        assert "任务 covered 倒排" in found["letters"].explain("zh")


class TestTheClaim:
    """Principle 3: that a milestone wasn't reached is silence of the records."""

    @pytest.mark.parametrize(
        ("claims", "stands"),
        [
            ([claim("plans")], MISSED),
            ([claim("plans", f"{BINDS}/2022-12-20")], MISSED),
            ([claim("plans", f"{BINDS}/2022-12-19")], UNCLAIMED),
            ([claim("plans", f"{BINDS}/2022-11-30"), claim("plans", "2022-12-01/2022-12-20")], MISSED),
            ([claim("plans", area=CITY)], MISSED),
            ([claim("plans", area=COUNTY)], MISSED),
            ([claim("plans", area=TOWNSHIP)], UNCLAIMED),
            ([claim("plans", area=OTHER_COUNTY)], UNCLAIMED),
            ([], UNCLAIMED),
        ],
    )
    def test_of_a_countys_plan(self, claims: list[dr.Claim], stands: tuple[str, str]) -> None:
        complete = (*everything_but("plans"), *claims)
        facts = registry(plan(milestone(by="2022-12-20"), area=COUNTY), complete=complete)
        assert outcome(the_finding(facts, RULE, as_of="2022-12-20")) == PENDING
        finding = the_finding(facts, RULE, as_of="2022-12-21")
        assert outcome(finding) == stands
        assert finding.cure is not None
        assert finding.cure.code == ("reach-milestone" if stands == MISSED else "complete-records")
        assert is_told_in_words(finding)

    def test_from_the_plans_start(self) -> None:
        complete = (*everything_but("plans"), claim("plans", "2022-12-01/2022-12-20"))
        for start, stands in (("2022-12-01", MISSED), ("2022-11-30", UNCLAIMED)):
            facts = registry(plan(milestone(by="2022-12-20"), start=start), complete=complete)
            assert outcome(the_finding(facts, RULE, as_of="2023-01-31")) == stands

    def test_what_is_on_record_needs_none(self) -> None:
        for reached, stands in (("2022-12-20", FULFILLED), ("2022-12-21", LATE)):
            facts = registry(plan(milestone(by="2022-12-20", reached=reached)), complete=())
            assert outcome(the_finding(facts, RULE, as_of="2023-01-31")) == stands

    def test_a_day_worked_out_asks_for_it_too(self) -> None:
        chain = plan(milestone("letters", 3), milestone("check", 1, after="letters", by="2022-12-20"))
        complete = (*everything_but("plans"), claim("plans", f"{BINDS}/2022-12-19"))
        assert by_id(registry(chain, complete=complete), "2023-01-31", readings=BACKWARDS) == {
            "letters": MISSED,
            "check": UNCLAIMED,
        }


class TestKnownBy:
    def test_that_it_was_reached_may_be_recorded_later(self) -> None:
        facts = covered("2022-12-20", "2022-12-15", recorded="2023-01-10")
        assert outcome(the_finding(facts, RULE, as_of="2023-01-31")) == FULFILLED
        assert outcome(the_finding(facts, RULE, as_of="2023-01-31", known_by="2023-01-09")) == MISSED
        assert outcome(the_finding(facts, RULE, as_of="2023-01-31", known_by="2023-01-10")) == FULFILLED
        assert outcome(the_finding(facts, RULE, as_of="2022-12-20", known_by="2022-12-20")) == PENDING

    @pytest.mark.parametrize(("reading", "stands"), [("own-day", MISSED), ("always-known", FULFILLED)])
    def test_or_on_a_day_that_isnt_told(self, reading: str, stands: tuple[str, str | None]) -> None:
        """Reading recorded-default: recorded on its own day, or known all along."""
        facts = covered("2022-12-20", "2022-12-15")
        window: dict[str, Any] = {"as_of": "2023-01-31", "readings": {"recorded-default": reading}}
        assert outcome(the_finding(facts, RULE, known_by="2022-12-14", **window)) == stands
        assert outcome(the_finding(facts, RULE, known_by="2022-12-15", **window)) == FULFILLED

    def test_a_plan_recorded_later_is_left_out(self) -> None:
        facts = registry(plan(milestone(by="2022-12-20"), recorded="2023-01-10"))
        for readings in ({}, BACKWARDS):
            window: dict[str, Any] = {"as_of": "2023-01-31", "readings": readings}
            assert findings(facts, RULE, known_by="2023-01-09", **window) == ()
            assert outcome(the_finding(facts, RULE, known_by="2023-01-10", **window)) == MISSED


class TestTheWindow:
    @pytest.mark.parametrize(("reached", "count"), [("2022-12-15", 0), ("2022-12-31", 0), ("2023-01-01", 1)])
    def test_what_was_reached_before_since_isnt_in(self, reached: str, count: int) -> None:
        facts = covered("2022-12-20", reached)
        assert len(findings(facts, RULE, since="2023-01-01", as_of="2023-01-31")) == count

    def test_what_is_open_is_in_however_old(self) -> None:
        finding = the_finding(covered("2022-12-20"), RULE, since="2023-06-01", as_of="2023-06-30")
        assert (outcome(finding), finding.arose) == (MISSED, day(BINDS))

    def test_what_falls_due_later_is_in_too(self) -> None:
        finding = the_finding(covered("2024-12-20"), RULE, since="2023-06-01", as_of="2023-06-30")
        assert (outcome(finding), finding.due) == (PENDING, day("2024-12-20"))


class TestTheExplanation:
    def test_of_one_that_was_missed(self) -> None:
        finding = the_finding(covered("2022-12-20", title="包保全覆盖"), RULE, as_of="2022-12-21")
        told = finding.explain(lang="zh")
        assert "§2.2" in told
        assert "工作计划 PL-1 的任务 covered：包保全覆盖。" in told
        assert "最后一日是2022年12月20日（星期二），当日计在内。" in told
        assert "截至2022年12月21日（星期三）终了，期限已过，尚未完成：未履行（milestone-missed）。" in told
        for reading in ("in-force-from = 2022-11-01", "milestone-due = nodes", "node-span = last-day"):
            assert reading in told
        assert "Milestone covered of plan PL-1: 包保全覆盖." in finding.explain(lang="en")

    def test_of_one_that_was_reached(self) -> None:
        """Sunday 25 December: five days late, of which 21, 22 and 23 December were worked."""
        told = the_finding(covered("2022-12-20", "2022-12-25"), RULE, as_of="2023-01-31").explain(lang="zh")
        assert "工作计划 PL-1 的任务 covered 于2022年12月25日（星期日）完成。" in told
        assert "逾期5日，其中工作日3日" in told

    def test_of_one_without_a_title(self) -> None:
        told = the_finding(covered("2022-12-20"), RULE, as_of="2022-12-21").explain(lang="en")
        assert "Milestone covered of plan PL-1" in told


class TestTheAgenda:
    """agenda(): what falls due next."""

    FACTS = registry(
        plan(
            milestone("letters", 5),
            milestone("check", 1, after="letters", by="2022-12-11/2022-12-20"),
            milestone("report", after="check", by="2022-12-31", reached="2022-12-29"),
            milestone("training"),
        ),
        plan(milestone("list", by="2022-12-19"), id="PL-2", area=COUNTY, start="2022-12-01"),
    )

    def due(self, start: str = BINDS, end: str = "2022-12-31", **asked: Any) -> list[tuple[str, str, str]]:
        """What falls due: the day, the plan and the milestone."""
        book = BOOK.with_readings(asked.pop("readings", {}))
        found = dr.agenda(self.FACTS, book, start=day(start), end=day(end), rules=("plan.*",), **asked)
        return [(str(duty.due), duty.subject.id, duty.trigger) for duty in found]

    def test_lists_the_days_of_the_nodes_in_order(self) -> None:
        assert self.due() == [
            ("2022-12-19", "PL-2", "list"),
            ("2022-12-20", "PL-1", "check"),
            ("2022-12-31", "PL-1", "report"),
        ]

    def test_both_ends_are_in(self) -> None:
        assert self.due("2022-12-20", "2022-12-20") == [("2022-12-20", "PL-1", "check")]
        assert self.due("2022-12-21", "2022-12-30") == []

    def test_a_span_by_the_day_that_is_meant(self) -> None:
        readings = {"node-span": "first-day"}
        assert self.due(end="2022-12-20", readings=readings) == [
            ("2022-12-11", "PL-1", "check"),
            ("2022-12-19", "PL-2", "list"),
        ]

    def test_backwards_the_days_worked_out_too(self) -> None:
        """The check takes Tuesday the 20th; the letters before it are due on the 19th."""
        assert self.due(end="2022-12-20", readings=BACKWARDS) == [
            ("2022-12-19", "PL-1", "letters"),
            ("2022-12-19", "PL-2", "list"),
            ("2022-12-20", "PL-1", "check"),
        ]

    def test_of_one_area(self) -> None:
        for bearer in (COUNTY, dr.Ref("area", COUNTY)):
            assert self.due(bearer=bearer) == [("2022-12-19", "PL-2", "list")]

    def test_without_what_had_been_met(self) -> None:
        assert [id for *_, id in self.due(as_of=day("2022-12-28"))] == ["list", "check", "report"]
        assert [id for *_, id in self.due(as_of=day("2022-12-29"))] == ["list", "check"]

    def test_of_an_impossible_plan_lists_its_nodes(self) -> None:
        found = dr.agenda(
            registry(TestWhatCantBeWorkedOut.TOO_SOON),
            BOOK.with_readings(BACKWARDS),
            start=day(BINDS),
            end=day("2022-12-31"),
            rules=("plan.*",),
        )
        assert [(str(duty.due), duty.trigger) for duty in found] == [("2022-12-20", "covered")]
