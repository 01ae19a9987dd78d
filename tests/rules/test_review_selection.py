"""review.supervisor-sample: each committee picks its share of the supervisors of its tier, and they report (§12.3)."""

from collections.abc import Mapping
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
    OTHER_TOWNSHIP,
    TOWNSHIP,
    VILLAGE,
    assert_each_fact_has_a_sentence,
    claim,
    day,
    everything_but,
    is_told_in_words,
    outcome,
    post,
    registry,
    supervisor,
)

RULE = "review.supervisor-sample"
CITY_TIER, COUNTY_TIER, TOWNSHIP_TIER, VILLAGE_TIER = dr.Tier
Ground, Audience = dr.ReviewGround, dr.Audience

FULFILLED, PENDING, OPEN = ("FULFILLED", None), ("PENDING", "not-yet-due"), ("PENDING", "no-deadline-in-source")
TOO_LATE = ("PENDING", "picked-after-year")
NO_SHARE, NO_LIST = ("UNDETERMINED", "share-not-set"), ("VIOLATED", "selection-missing")
LATE_LIST, TOO_FEW = ("FULFILLED_LATE", "selection-late"), ("VIOLATED", "selection-too-few")
UNEXPLAINED, UNCLAIMED = ("VIOLATED", "selection-unexplained"), ("UNDETERMINED", "records-not-claimed")
NO_REPORT, LATE_REPORT = ("VIOLATED", "duty-report-missing"), ("FULFILLED_LATE", "duty-report-late")

A_FIFTH = {TOWNSHIP_TIER: 20}


def book_with(share: Mapping[dr.Tier, int] | None = None, readings: Mapping[str, str] | None = None) -> dr.Rulebook:
    """Suining's book, with a share of each tier as another city might set it."""
    book = dr.rulebook("suining-2022").with_readings(readings or {})
    if share is None:
        return book
    return attrs.evolve(book, review=attrs.evolve(book.review, share_percent=dr.FrozenMap(share)))


def supervisors(
    count: int, tier: dr.Tier = TOWNSHIP_TIER, *, area: str | None = None, held: str | None = None, prefix: str = "S"
) -> list[dr.Supervisor]:
    """S-1, S-2, … with a post at the tier, of the main township unless given."""
    return [supervisor(f"{prefix}-{i}", posts=post(tier, held, area)) for i in range(1, count + 1)]


def picked(
    *ids: str,
    on: str = "2023-11-01",
    id: str = "RS-1",
    area: str = TOWNSHIP,
    year: int = 2023,
    reason: str | None = "督导完成率低",
    **fields: Any,
) -> dr.ReviewSelection:
    """The township's list of 1 November 2023, with a reason for each unless given."""
    picks = [dr.Pick(supervisor=one, reason=reason) for one in ids]
    return dr.ReviewSelection(id=id, area=area, year=year, on=day(on), picks=picks, **fields)


def report_of(who: str, on: str, *, area: str = TOWNSHIP, year: int = 2023, **fields: Any) -> dr.Review:
    """A supervisor's report on the year to the township's committee."""
    return dr.Review(id=f"RV-{who}-{on}", reporter=who, area=area, year=year, on=day(on), **fields)


def found(
    facts: dr.Registry,
    share: Mapping[dr.Tier, int] | None = A_FIFTH,
    *,
    as_of: str = "2024-06-30",
    since: str = BINDS,
    known_by: str | None = None,
    readings: Mapping[str, str] | None = None,
    year: int = 2023,
) -> dict[tuple[str, str], dr.Finding]:
    """The findings on a year by area of the committee and what they are about: the list, or one who was picked."""
    report = dr.audit(
        facts,
        book_with(share, readings),
        since=day(since),
        as_of=day(as_of),
        known_by=None if known_by is None else day(known_by),
        rules=(RULE,),
    )
    assert_each_fact_has_a_sentence(report)
    of_year = [finding for finding in report.findings if finding.trigger.startswith(f"{year}@")]
    assert all(map(is_told_in_words, of_year))
    return {(finding.subject.id, finding.trigger.partition("@")[2]): finding for finding in of_year}


def the_list(facts: dr.Registry, share: Mapping[dr.Tier, int] | None = A_FIFTH, **window: Any) -> dr.Finding:
    """What the township's committee owes: the list."""
    return found(facts, share, **window)[TOWNSHIP, "list"]


def the_report(facts: dr.Registry, who: str = "S-1", **window: Any) -> dr.Finding:
    """What one who was picked by the township owes: a report."""
    return found(facts, **window)[TOWNSHIP, who]


class TestTheShare:
    """§12.3: “a certain share”. The source sets no figure, and nothing is invented."""

    @pytest.mark.parametrize(
        "facts", [[], [picked("S-1")], [picked()], [picked("S-1", reason=None)], [picked("S-1", on="2024-02-01")]]
    )
    @pytest.mark.parametrize("as_of", ["2023-06-30", "2024-06-30"])
    def test_without_one_it_cant_be_told(self, facts: list[Any], as_of: str) -> None:
        finding = the_list(registry(*supervisors(5), *facts), None, as_of=as_of)
        assert (outcome(finding), finding.closed) == (NO_SHARE, None)
        assert (finding.bearer, finding.subject) == (dr.Ref("area", TOWNSHIP), dr.Ref("area", TOWNSHIP))
        assert finding.cure is not None
        assert finding.cure.code == "set-share"
        assert "来源和规则集都没有写明抽取比例：无法判定（share-not-set）。" in finding.explain(lang="zh")

    def test_suinings_own_book_sets_none(self) -> None:
        review = dr.rulebook("suining-2022").review
        assert review is not None
        assert not review.share_percent

    def test_each_tier_has_its_own(self) -> None:
        everybody = [one for tier in dr.Tier for one in supervisors(5, tier, prefix=tier.name)]
        lists = found(registry(*everybody), {CITY_TIER: 20, TOWNSHIP_TIER: 20})
        assert {area: outcome(finding) for (area, _), finding in lists.items()} == {
            CITY: NO_LIST,
            COUNTY: NO_SHARE,
            TOWNSHIP: NO_LIST,
        }

    @pytest.mark.parametrize("share", [None, dict.fromkeys(dr.Tier, 20)])
    def test_a_committee_without_supervisors_owes_no_list(self, share: Mapping[dr.Tier, int] | None) -> None:
        assert found(registry(), share) == {}

    @pytest.mark.parametrize(
        ("percent", "people", "wanted"),
        [
            # of so many: up, to the nearest with halves up, down
            (20, 1, (1, 0, 0)),
            (20, 2, (1, 0, 0)),  # 0.4
            (20, 3, (1, 1, 0)),  # 0.6
            (20, 4, (1, 1, 0)),  # 0.8
            (20, 5, (1, 1, 1)),
            (20, 6, (2, 1, 1)),  # 1.2
            (20, 7, (2, 1, 1)),  # 1.4
            (20, 8, (2, 2, 1)),  # 1.6
            (20, 9, (2, 2, 1)),  # 1.8
            (20, 10, (2, 2, 2)),
            (20, 11, (3, 2, 2)),  # 2.2
            (25, 2, (1, 1, 0)),  # 0.5
            (25, 6, (2, 2, 1)),  # 1.5
            (25, 10, (3, 3, 2)),  # 2.5: a half goes up, not to the even number
            (50, 1, (1, 1, 0)),
            (50, 3, (2, 2, 1)),
            (1, 1, (1, 0, 0)),
            (1, 49, (1, 0, 0)),
            (1, 50, (1, 1, 0)),
            (1, 100, (1, 1, 1)),
            (1, 101, (2, 1, 1)),
            (99, 1, (1, 1, 0)),
            (100, 3, (3, 3, 3)),
            # Exact shares that floating point misses: 7.000000000000001 and 28.999999999999996.
            (7, 100, (7, 7, 7)),
            (29, 100, (29, 29, 29)),
        ],
    )
    def test_counted_by_hand(self, percent: int, people: int, wanted: tuple[int, int, int]) -> None:
        for reading, number in zip(("up", "half-up", "down"), wanted, strict=True):
            asked = {"share": {TOWNSHIP_TIER: percent}, "readings": {"share-rounding": reading}}
            ids = [f"S-{i}" for i in range(1, people + 1)]
            enough = the_list(registry(*supervisors(people), picked(*ids[:number])), **asked)
            assert outcome(enough) == FULFILLED
            assert f"比例为 {percent}%，应当抽取 {number} 名。" in enough.explain(lang="zh")
            if number > 0:
                few = the_list(registry(*supervisors(people), picked(*ids[: number - 1])), **asked)
                assert outcome(few) == TOO_FEW
            without = the_list(registry(*supervisors(people)), **asked)
            # Where the share rounds to none, nobody has to be picked.
            assert outcome(without) == (NO_LIST if number else FULFILLED)

    def test_more_than_the_share_is_enough(self) -> None:
        assert outcome(the_list(registry(*supervisors(5), picked("S-1", "S-2", "S-3")))) == FULFILLED

    def test_what_it_says(self) -> None:
        told = the_list(registry(*supervisors(6), picked("S-1"))).explain(lang="zh")
        assert "截至2023年11月1日（星期三），辖区 510903100 食安委可抽取的在任包保干部有 6 名。" in told
        assert "2023年11月1日（星期三）的名单 RS-1 抽取 1 名。比例为 20%，应当抽取 2 名。" in told
        assert "抽取的人数少于比例：未履行（selection-too-few）。" in told

    @pytest.mark.parametrize(
        ("facts", "cure"),
        [
            ([], "draw-up-list"),
            ([picked("S-1")], "pick-more"),
            ([picked("S-1", "S-2", reason=None)], "give-reasons"),
            ([picked("S-1", "S-2", on="2024-01-01")], "none-needed"),
        ],
    )
    def test_what_would_cure_it(self, facts: list[Any], cure: str) -> None:
        finding = the_list(registry(*supervisors(6), *facts))
        assert finding.cure is not None
        assert finding.cure.code == cure

    def test_the_finding_names_committee_and_clause(self) -> None:
        finding = the_list(registry(*supervisors(5)))
        assert finding.id == "review.supervisor-sample/area/510903100/2023@list"
        assert [citation.clause for citation in finding.citations] == ["§12.3"]


class TestWhoIsInTheShare:
    """Readings share-of and village-committee: of whom it is a share."""

    @pytest.mark.parametrize(
        ("held", "by_reading"),
        [
            # in office on the day of the list, 1 November; on some day of the year
            ("2020-01-01/..", (True, True)),
            ("2023-11-01/..", (True, True)),
            ("2023-11-02/..", (False, True)),
            ("2023-12-31/..", (False, True)),
            ("2024-01-01/..", (False, False)),
            ("2020-01-01/2023-11-01", (True, True)),
            ("2020-01-01/2023-10-31", (False, True)),
            ("2020-01-01/2023-01-01", (False, True)),
            ("2020-01-01/2022-12-31", (False, False)),
        ],
    )
    def test_a_sixth_who_came_or_left(self, held: str, by_reading: tuple[bool, bool]) -> None:
        """A fifth of five is one; of six, rounded up, it is two."""
        facts = registry(*supervisors(5), *supervisors(1, held=held, prefix="X"), picked("S-1"))
        for reading, counts in zip(("list-day", "any-day"), by_reading, strict=True):
            stands = TOO_FEW if counts else FULFILLED
            assert outcome(the_list(facts, readings={"share-of": reading})) == stands

    @pytest.mark.parametrize(
        ("held", "by_reading"),
        [
            ("2020-01-01/2023-12-31", (True, True)),
            ("2020-01-01/2023-12-30", (False, True)),
            ("2023-12-31/..", (True, True)),
            ("2024-01-01/..", (False, False)),
        ],
    )
    def test_without_a_list_those_in_office_on_31_december(self, held: str, by_reading: tuple[bool, bool]) -> None:
        facts = registry(*supervisors(1, held=held))
        for reading, owes in zip(("list-day", "any-day"), by_reading, strict=True):
            lists = found(facts, readings={"share-of": reading})
            assert [outcome(finding) for finding in lists.values()] == ([NO_LIST] if owes else [])

    @pytest.mark.parametrize(
        "stranger",
        [
            supervisor("X-1", COUNTY_TIER),
            supervisor("X-1", TOWNSHIP_TIER, area=OTHER_TOWNSHIP),
            supervisor("X-1", posts=post(TOWNSHIP_TIER, "2020-01-01/2023-10-31")),
            supervisor("X-1", posts=()),
        ],
    )
    def test_somebody_else_who_is_picked_doesnt_count(self, stranger: dr.Supervisor) -> None:
        few = the_list(registry(*supervisors(5), stranger, picked("X-1")))
        assert outcome(few) == TOO_FEW
        assert "不计入：X-1。" in few.explain(lang="zh")
        assert outcome(the_list(registry(*supervisors(5), stranger, picked("X-1", "S-1")))) == FULFILLED

    def test_who_left_before_the_list_counts_by_the_reading_on_any_day(self) -> None:
        left = supervisors(1, held="2020-01-01/2023-10-31", prefix="X")
        facts = registry(*supervisors(4), *left, picked("X-1"))
        assert outcome(the_list(facts)) == TOO_FEW
        assert outcome(the_list(facts, readings={"share-of": "any-day"})) == FULFILLED

    def test_a_supervisor_with_two_posts_of_a_tier_is_one(self) -> None:
        twice = supervisor("X-1", posts=[post(TOWNSHIP_TIER), post(TOWNSHIP_TIER, body="economy-it")])
        assert outcome(the_list(registry(*supervisors(4), twice, picked("S-1")))) == FULFILLED

    def test_one_with_posts_in_two_townships_is_in_both(self) -> None:
        both = supervisor("X-1", posts=[post(TOWNSHIP_TIER), post(TOWNSHIP_TIER, area=OTHER_TOWNSHIP)])
        lists = found(registry(*supervisors(5), both, picked("X-1")))
        assert outcome(lists[TOWNSHIP, "list"]) == TOO_FEW
        assert outcome(lists[OTHER_TOWNSHIP, "list"]) == NO_LIST

    def test_companies_and_supervisors_elsewhere_change_nothing(self) -> None:
        elsewhere = supervisors(9, area=OTHER_TOWNSHIP, prefix="X")
        facts = registry(*supervisors(5), *elsewhere, *supervisors(9, COUNTY_TIER, prefix="Y"), picked("S-1"))
        assert outcome(the_list(facts)) == FULFILLED

    @pytest.mark.parametrize(("tier", "area"), [(CITY_TIER, CITY), (COUNTY_TIER, COUNTY), (COUNTY_TIER, OTHER_COUNTY)])
    def test_each_committee_picks_among_its_own_tier(self, tier: dr.Tier, area: str) -> None:
        facts = registry(*supervisors(5, tier, area=area), picked("S-1", area=area))
        lists = found(facts, {tier: 20})
        assert {key: outcome(finding) for key, finding in lists.items()} == {
            (area, "list"): FULFILLED,
            (area, "S-1"): NO_REPORT,
        }

    def test_by_the_tier_of_the_post_wherever_its_area_is(self) -> None:
        """A county's post for a township is the county's; a village's on the township's own area, the township's."""
        share = dict.fromkeys(dr.Tier, 20)
        for tier, area, picks in (
            (COUNTY_TIER, TOWNSHIP, COUNTY),
            (CITY_TIER, TOWNSHIP, CITY),
            (VILLAGE_TIER, TOWNSHIP, TOWNSHIP),
            (VILLAGE_TIER, VILLAGE, TOWNSHIP),
        ):
            lists = found(registry(*supervisors(5, tier, area=area)), share)
            assert {key: outcome(finding) for key, finding in lists.items()} == {(picks, "list"): NO_LIST}
        assert found(registry(*supervisors(5, VILLAGE_TIER, area=COUNTY)), share) == {}

    def test_a_village_has_no_committee_and_its_township_picks(self) -> None:
        facts = registry(*supervisors(5, VILLAGE_TIER), picked("S-1"), report_of("S-1", "2023-12-01"))
        lists = found(facts, dict.fromkeys(dr.Tier, 20))
        assert {key: outcome(finding) for key, finding in lists.items()} == {
            (TOWNSHIP, "list"): FULFILLED,
            (TOWNSHIP, "S-1"): FULFILLED,
        }

    def test_with_those_of_the_township_itself(self) -> None:
        """Five and six are eleven; of a fifth, rounded up, three."""
        both = [*supervisors(5), *supervisors(6, VILLAGE_TIER, prefix="V")]
        share = dict.fromkeys(dr.Tier, 20)
        assert outcome(the_list(registry(*both, picked("S-1", "V-1")), share)) == TOO_FEW
        assert outcome(the_list(registry(*both, picked("S-1", "V-1", "V-2")), share)) == FULFILLED

    def test_or_nobody_picks_among_them(self) -> None:
        share, readings = dict.fromkeys(dr.Tier, 20), {"village-committee": "nobody"}
        assert found(registry(*supervisors(5, VILLAGE_TIER)), share, readings=readings) == {}
        both = [*supervisors(5), *supervisors(6, VILLAGE_TIER, prefix="V")]
        assert outcome(the_list(registry(*both, picked("S-1")), share, readings=readings)) == FULFILLED
        assert outcome(the_list(registry(*both, picked("V-1")), share, readings=readings)) == TOO_FEW


class TestTheDayOfTheList:
    @pytest.mark.parametrize(
        ("as_of", "stands"),
        [
            ("2023-01-01", PENDING),
            ("2023-12-30", PENDING),
            ("2023-12-31", PENDING),
            ("2024-01-01", NO_LIST),
            ("2025-06-30", NO_LIST),
        ],
    )
    def test_without_one(self, as_of: str, stands: tuple[str, str]) -> None:
        finding = the_list(registry(*supervisors(5)), as_of=as_of)
        assert outcome(finding) == stands
        assert (finding.arose, finding.due, finding.closed) == (day("2023-01-01"), day("2023-12-31"), None)

    @pytest.mark.parametrize(
        ("on", "late"),
        [
            ("2023-01-01", None),
            ("2023-12-30", None),
            ("2023-12-31", None),
            # Monday 1 January 2024 is a holiday.
            ("2024-01-01", dr.Lateness(1, 0)),
            ("2024-01-02", dr.Lateness(2, 1)),
        ],
    )
    def test_in_time_or_late(self, on: str, late: dr.Lateness | None) -> None:
        finding = the_list(registry(*supervisors(5), picked("S-1", on=on)))
        assert outcome(finding) == (FULFILLED if late is None else LATE_LIST)
        assert (finding.closed, finding.late) == (day(on), late)

    @pytest.mark.parametrize(
        ("as_of", "stands"), [("2023-12-31", PENDING), ("2024-01-01", NO_LIST), ("2024-01-02", LATE_LIST)]
    )
    def test_a_list_after_as_of_isnt_seen(self, as_of: str, stands: tuple[str, str]) -> None:
        facts = registry(*supervisors(5), picked("S-1", on="2024-01-02"))
        assert outcome(the_list(facts, as_of=as_of)) == stands
        assert ((TOWNSHIP, "S-1") in found(facts, as_of=as_of)) is (stands == LATE_LIST)

    @pytest.mark.parametrize(
        ("listed", "stands"), [(picked("S-1"), TOO_FEW), (picked("S-1", "S-2", reason=None), UNEXPLAINED)]
    )
    def test_until_the_years_end_a_list_can_still_be_mended(
        self, listed: dr.ReviewSelection, stands: tuple[str, str]
    ) -> None:
        facts = registry(*supervisors(6), listed)
        for as_of in ("2023-11-01", "2023-12-31"):
            assert outcome(the_list(facts, as_of=as_of)) == PENDING
        assert outcome(the_list(facts, as_of="2024-01-01")) == stands

    @pytest.mark.parametrize("listed", [[], [picked("S-1")], [picked("S-1", "S-2", reason=None)]])
    def test_by_the_reading_without_a_deadline(self, listed: list[dr.ReviewSelection]) -> None:
        readings = {"review-year": "about"}
        for as_of in ("2023-12-31", "2025-12-31"):
            finding = the_list(registry(*supervisors(6), *listed), as_of=as_of, readings=readings)
            assert (outcome(finding), finding.due) == (OPEN, None)
        met = the_list(registry(*supervisors(5), picked("S-1", on="2024-02-01")), readings=readings)
        assert (outcome(met), met.closed, met.late) == (FULFILLED, day("2024-02-01"), None)

    @pytest.mark.parametrize(
        "other",
        [picked("S-1", on="2024-01-05", year=2024), picked("S-1", area=OTHER_TOWNSHIP), picked("S-1", area=COUNTY)],
    )
    def test_of_another_year_or_committee_it_doesnt_serve(self, other: dr.ReviewSelection) -> None:
        assert outcome(the_list(registry(*supervisors(5), other))) == NO_LIST

    @pytest.mark.parametrize(
        ("begins", "parts", "arose"),
        [
            ("2022-11-01", "whole", None),
            ("2022-11-01", "any", "2022-11-01"),
            ("2022-12-20", "any", "2022-12-20"),
            ("2023-01-01", "any", None),
        ],
    )
    def test_of_the_year_in_which_the_rules_begin(self, begins: str, parts: str, arose: str | None) -> None:
        readings = {"in-force-from": begins, "review-part-year": parts}
        facts = registry(*supervisors(5), picked("S-1", on="2022-12-25", year=2022))
        lists = found(facts, year=2022, since="2022-01-01", as_of="2023-01-01", readings=readings)
        if arose is None:
            assert lists == {}
        else:
            assert outcome(lists[TOWNSHIP, "list"]) == FULFILLED
            assert lists[TOWNSHIP, "list"].arose == day(arose)
            assert outcome(lists[TOWNSHIP, "S-1"]) == NO_REPORT

    @pytest.mark.parametrize(("as_of", "closed"), [("2023-12-30", None), ("2023-12-31", "2023-12-31")])
    def test_that_nobody_has_to_be_picked_is_known_at_the_years_end(self, as_of: str, closed: str | None) -> None:
        facts = registry(*supervisors(4), *supervisors(1, held="2024-01-01/..", prefix="X"))
        finding = the_list(facts, as_of=as_of, readings={"share-rounding": "down"})
        assert outcome(finding) == (PENDING if closed is None else FULFILLED)
        assert finding.closed == (None if closed is None else day(closed))

    def test_within_the_year_it_tells_of_those_in_office_now(self) -> None:
        told = the_list(registry(*supervisors(4)), as_of="2023-06-30").explain(lang="zh")
        assert "截至2023年6月30日（星期五），辖区 510903100 食安委可抽取的在任包保干部有 4 名。" in told

    def test_a_list_after_the_year_is_of_those_in_office_on_its_day(self) -> None:
        newcomer = supervisors(1, held="2024-01-02/..", prefix="X")
        for on, stands in (("2024-01-01", LATE_LIST), ("2024-01-02", TOO_FEW)):
            assert outcome(the_list(registry(*supervisors(5), *newcomer, picked("S-1", on=on)))) == stands

    @pytest.mark.parametrize(
        ("on", "arose", "due", "stands"),
        [
            ("2023-12-31", "2023-12-31", "2023-12-31", NO_REPORT),
            ("2024-01-01", "2024-01-01", None, TOO_LATE),
            ("2024-01-05", "2024-01-05", None, TOO_LATE),
        ],
    )
    def test_whoever_is_picked_after_the_year_cant_report_within_it(
        self, on: str, arose: str, due: str | None, stands: tuple[str, str]
    ) -> None:
        finding = the_report(registry(*supervisors(5), picked("S-1", on=on)))
        assert (outcome(finding), finding.arose, finding.due) == (stands, day(arose), None if due is None else day(due))
        assert is_told_in_words(finding)

    def test_a_report_that_they_make_all_the_same_is_one(self) -> None:
        facts = registry(*supervisors(5), picked("S-1", on="2024-01-05"), report_of("S-1", "2024-02-01"))
        assert outcome(the_report(facts)) == FULFILLED

    def test_where_the_year_sets_no_last_day_neither_does_the_list(self) -> None:
        """Reading review-year: the report may be made after the year."""
        finding = the_report(
            registry(*supervisors(5), picked("S-1", on="2024-01-05")), readings={"review-year": "about"}
        )
        assert outcome(finding) == OPEN


class TestSeveralLists:
    """A list adds to those before it: that is how too short a one is mended."""

    def test_together_they_are_enough(self) -> None:
        lists = [picked("S-1"), picked("S-2", on="2023-12-01", id="RS-2")]
        for facts in (lists, lists[::-1]):
            judged = found(registry(*supervisors(6), *facts))
            assert judged[TOWNSHIP, "list"].closed == day("2023-12-01")
            assert {about: outcome(finding) for (_, about), finding in judged.items()} == {
                "list": FULFILLED,
                "S-1": NO_REPORT,
                "S-2": NO_REPORT,
            }

    def test_one_that_is_enough_isnt_undone_by_a_later_one(self) -> None:
        facts = [picked("S-1"), picked("S-2", on="2023-12-01", id="RS-2", reason=None)]
        finding = the_list(registry(*supervisors(5), *facts))
        assert (outcome(finding), finding.closed) == (FULFILLED, day("2023-11-01"))

    def test_the_last_of_them_may_be_late(self) -> None:
        facts = [picked("S-1"), picked("S-2", on="2024-01-02", id="RS-2")]
        finding = the_list(registry(*supervisors(6), *facts))
        assert (outcome(finding), finding.closed) == (LATE_LIST, day("2024-01-02"))

    def test_a_later_one_may_give_the_reason_that_was_left_out(self) -> None:
        facts = [picked("S-1", reason=None), picked("S-1", on="2023-12-01", id="RS-2")]
        for lists in (facts, facts[::-1]):
            finding = the_list(registry(*supervisors(5), *lists))
            assert (outcome(finding), finding.closed) == (FULFILLED, day("2023-12-01"))
            assert "没有写明理由的" not in finding.explain(lang="zh")

    def test_those_of_each_list_are_counted_of_whoever_is_in_office_on_the_last_ones_day(self) -> None:
        """Five till August and five more from then on: a fifth of ten is two; S-1 alone isn't enough any more."""
        newcomers = supervisors(5, held="2023-08-01/..", prefix="X")
        first, second = picked(on="2023-07-31"), picked("X-1", on="2023-08-01", id="RS-2")
        finding = the_list(registry(*supervisors(5), *newcomers, first, second))
        assert outcome(finding) == TOO_FEW
        mended = the_list(
            registry(*supervisors(5), *newcomers, first, second, picked("S-2", on="2023-09-01", id="RS-3"))
        )
        assert (outcome(mended), mended.closed) == (FULFILLED, day("2023-09-01"))

    def test_who_is_on_two_is_one_and_was_picked_by_the_first(self) -> None:
        facts = [picked("S-1"), picked("S-1", on="2023-12-01", id="RS-2")]
        judged = found(registry(*supervisors(6), *facts))
        assert outcome(judged[TOWNSHIP, "list"]) == TOO_FEW
        assert judged[TOWNSHIP, "S-1"].arose == day("2023-11-01")


class TestAListBeforeAnybodyWasInOffice:
    """A list of a day on which nobody was in office doesn't do away with the duty to pick from who came later."""

    LATER = supervisors(5, held="2023-03-01/..")

    @pytest.mark.parametrize(
        ("ids", "stands"), [((), TOO_FEW), (("S-9",), TOO_FEW), (("S-1",), FULFILLED), (("S-1", "S-9"), FULFILLED)]
    )
    def test_it_is_judged_by_those_in_office_at_the_years_end(self, ids: tuple[str, ...], stands: Any) -> None:
        stranger = supervisor("S-9", posts=post(TOWNSHIP_TIER, "2020-01-01/2021-12-31"))
        facts = registry(*self.LATER, stranger, picked(*ids, on="2023-02-28"))
        finding = the_list(facts)
        assert outcome(finding) == stands
        assert "5" in finding.explain(lang="zh").sections[1].text

    def test_as_long_as_nobody_is_nothing_is_owed(self) -> None:
        facts = registry(*self.LATER, picked("S-1", on="2023-02-01"))
        assert (TOWNSHIP, "list") not in found(facts, as_of="2023-02-28")
        assert (TOWNSHIP, "list") in found(facts, as_of="2023-03-01")


class TestTheShareOfAYear:
    """Reading share-of: of those in office on some day of the year, up to as_of."""

    @pytest.mark.parametrize(("as_of", "people"), [("2023-05-31", 5), ("2023-06-01", 6), ("2024-06-30", 6)])
    def test_how_many_they_were_is_told_with_the_days(self, as_of: str, people: int) -> None:
        facts = registry(*supervisors(5), *supervisors(1, held="2023-06-01/2023-07-31", prefix="X"))
        zh = the_list(facts, as_of=as_of, readings={"share-of": "any-day"}).explain(lang="zh")
        assert f"曾在任、辖区 510903100 食安委可抽取的包保干部有 {people} 名。" in zh
        assert "2023年1月1日（星期日）至2023年" in zh


class TestPickedAndLeft:
    """Reading picked-left: whether who left office, or never held it, still owes the report."""

    NOT_OWED = {"readings": {"picked-left": "not-owed"}}  # noqa: RUF012

    @pytest.mark.parametrize(
        ("held", "by_year_end"),
        [
            (None, True),
            ("2020-01-01/2023-12-31", True),
            ("2020-01-01/2023-12-30", False),
            ("2020-01-01/2022-12-31", False),
            ("2023-12-31/..", True),
            ("2024-01-01/..", False),
        ],
    )
    def test_by_whether_they_are_in_office_on_31_december(self, held: str | None, by_year_end: bool) -> None:
        someone = supervisors(1, held=held, prefix="X")
        facts = registry(*supervisors(5), *someone, picked("S-1", "X-1"))
        assert outcome(the_report(facts, "X-1")) == NO_REPORT
        assert ((TOWNSHIP, "X-1") in found(facts, **self.NOT_OWED)) is by_year_end
        assert outcome(the_report(facts, **self.NOT_OWED)) == NO_REPORT

    def test_one_without_a_reason_is_told_as_picked(self) -> None:
        finding = the_report(registry(*supervisors(5), picked("S-1", reason=None)))
        assert "2023年11月1日（星期三）的名单 RS-1 抽取了包保干部 S-1，没有写明理由。" in finding.explain(lang="zh")
        assert is_told_in_words(finding)


class TestTheSourceOfAShare:
    def test_it_is_cited_where_the_rulebook_sets_one(self) -> None:
        base = book_with(A_FIFTH)
        plan = base.rules["adjust.personnel-change"].citations[0]
        own = attrs.evolve(base, review=attrs.evolve(base.review, citations=(plan,)))
        facts = registry(*supervisors(5), picked("S-1"))
        audited = dr.audit(facts, own, since=day("2023-01-01"), as_of=day("2024-06-30"), rules=(RULE,))
        cited = {
            finding.trigger.partition("@")[2]: [citation.id for citation in finding.citations]
            for finding in audited.findings
            if (finding.subject.id, finding.trigger[:4]) == (TOWNSHIP, "2023")
        }
        assert cited["list"] == [*cited["S-1"], plan.id]


class TestReasons:
    """§12.3: picked “by the year's work and inspections”. Reading review-lot: whether a lot will do."""

    @pytest.mark.parametrize(
        ("reason", "seed", "by_work", "by_lot"),
        [
            ("督导完成率低", None, FULFILLED, FULFILLED),
            ("督导完成率低", "2023", FULFILLED, FULFILLED),
            (None, "2023", UNEXPLAINED, FULFILLED),
            (None, None, UNEXPLAINED, UNEXPLAINED),
        ],
    )
    def test_each_needs_one_or_the_seed_of_a_lot(
        self, reason: str | None, seed: str | None, by_work: tuple[str, str | None], by_lot: tuple[str, str | None]
    ) -> None:
        facts = registry(*supervisors(5), picked("S-1", reason=reason, seed=seed))
        assert outcome(the_list(facts)) == by_work
        assert outcome(the_list(facts, readings={"review-lot": "lot"})) == by_lot

    def test_those_without_one_are_named(self) -> None:
        picks = [dr.Pick(supervisor="S-3"), dr.Pick(supervisor="S-1", reason="辖区问题多"), dr.Pick(supervisor="S-2")]
        facts = registry(*supervisors(6), attrs.evolve(picked(), picks=picks))
        finding = the_list(facts)
        assert outcome(finding) == UNEXPLAINED
        assert "没有写明理由的：S-3、S-2。" in finding.explain(lang="zh")

    def test_the_reason_is_told_to_who_was_picked(self) -> None:
        told = the_report(registry(*supervisors(5), picked("S-1"))).explain(lang="zh")
        assert "2023年11月1日（星期三）的名单 RS-1 抽取了包保干部 S-1，理由：督导完成率低。" in told

    @pytest.mark.parametrize("rounding", ["up", "half-up", "down"])
    @settings(deadline=None, max_examples=20, database=None)
    @given(
        people=st.integers(0, 12), villagers=st.integers(0, 12), percent=st.integers(1, 100), seed=st.text(min_size=1)
    )
    def test_the_lists_of_a_lot_meet_the_rule_by_that_reading(
        self, rounding: str, people: int, villagers: int, percent: int, seed: str
    ) -> None:
        readings = {"review-lot": "lot", "share-rounding": rounding}
        share = dict.fromkeys(dr.Tier, percent)
        everybody = [*supervisors(people), *supervisors(villagers, VILLAGE_TIER, prefix="V")]
        lot = dr.sample(registry(*everybody), book_with(share, readings), seed=seed, on=day("2023-11-01"))
        lists = [lot.selection(area, id=f"RS-{area}", year=2023) for area in lot.picks]
        judged = found(registry(*everybody, *lists), share, readings=readings)
        assert all(outcome(finding) == FULFILLED for (_, about), finding in judged.items() if about == "list")
        assert (TOWNSHIP in lot.picks) is (people + villagers > 0)


class TestThosePickedReport:
    @pytest.mark.parametrize(
        ("as_of", "stands"), [("2023-11-01", PENDING), ("2023-12-31", PENDING), ("2024-01-01", NO_REPORT)]
    )
    def test_without_a_report(self, as_of: str, stands: tuple[str, str]) -> None:
        finding = the_report(registry(*supervisors(5), picked("S-1")), as_of=as_of)
        assert outcome(finding) == stands
        assert (finding.arose, finding.due, finding.closed) == (day("2023-11-01"), day("2023-12-31"), None)
        assert (finding.bearer, finding.subject) == (dr.Ref("supervisor", "S-1"), dr.Ref("area", TOWNSHIP))
        assert finding.id == "review.supervisor-sample/area/510903100/2023@S-1"
        assert finding.cure is not None
        assert finding.cure.code == ("report-on-duties" if stands == NO_REPORT else "pick-and-report")

    @pytest.mark.parametrize(
        ("on", "late"),
        [
            ("2023-11-01", None),
            ("2023-12-31", None),
            ("2024-01-01", dr.Lateness(1, 0)),
            ("2024-01-02", dr.Lateness(2, 1)),
        ],
    )
    def test_reported(self, on: str, late: dr.Lateness | None) -> None:
        finding = the_report(registry(*supervisors(5), picked("S-1"), report_of("S-1", on)))
        assert outcome(finding) == (FULFILLED if late is None else LATE_REPORT)
        assert (finding.closed, finding.late) == (day(on), late)

    def test_each_who_was_picked_and_nobody_else(self) -> None:
        facts = registry(
            *supervisors(6), picked("S-2", "S-4"), report_of("S-4", "2023-12-01"), report_of("S-1", "2023-12-01")
        )
        judged = found(facts)
        assert {about: outcome(finding) for (_, about), finding in judged.items()} == {
            "list": FULFILLED,
            "S-2": NO_REPORT,
            "S-4": FULFILLED,
        }

    def test_even_if_too_few_were_picked_or_no_share_is_set(self) -> None:
        facts = registry(*supervisors(9), picked("S-1"))
        for share in (A_FIFTH, None):
            assert outcome(the_report(facts, share=share)) == NO_REPORT

    @pytest.mark.parametrize(
        ("fields", "stands"),
        [
            ({"ground": None}, FULFILLED),
            ({"ground": Ground.SAMPLED}, FULFILLED),
            ({"ground": Ground.LEADER}, NO_REPORT),
            ({"ground": Ground.LOWER_COMMITTEE}, NO_REPORT),
            ({"area": COUNTY}, NO_REPORT),
            ({"year": 2022}, NO_REPORT),
            # §12.3 names no audience.
            ({"audiences": None}, FULFILLED),
            ({"audiences": Audience.PUBLIC}, FULFILLED),
        ],
    )
    def test_on_that_clause_to_that_committee_about_that_year(
        self, fields: dict[str, Any], stands: tuple[str, str | None]
    ) -> None:
        facts = registry(*supervisors(5), picked("S-1"), report_of("S-1", "2023-12-01", **fields))
        assert outcome(the_report(facts)) == stands

    def test_by_the_reading_without_a_deadline(self) -> None:
        readings = {"review-year": "about"}
        facts = registry(*supervisors(5), picked("S-1"))
        finding = the_report(facts, as_of="2025-12-31", readings=readings)
        assert (outcome(finding), finding.due) == (OPEN, None)
        facts = registry(*supervisors(5), picked("S-1"), report_of("S-1", "2024-03-01"))
        assert outcome(the_report(facts, readings=readings)) == FULFILLED


class TestTheClaim:
    """Principle 3, for lists and for reports, each by its own claim."""

    @pytest.mark.parametrize(
        ("claims", "claimed"),
        [
            ([claim("review_selections")], True),
            ([claim("review_selections", "2023-01-01/2023-12-31")], True),
            ([claim("review_selections", "2023-01-02/2023-12-31")], False),
            ([claim("review_selections", "2023-01-01/2023-12-30")], False),
            ([claim("review_selections", area=CITY)], True),
            ([claim("review_selections", area=TOWNSHIP)], True),
            ([claim("review_selections", area=VILLAGE)], False),
            ([claim("review_selections", area=OTHER_COUNTY)], False),
            ([], False),
        ],
    )
    def test_of_lists(self, claims: list[dr.Claim], claimed: bool) -> None:
        facts = registry(*supervisors(5), complete=(*everything_but("review_selections"), *claims))
        assert outcome(the_list(facts)) == (NO_LIST if claimed else UNCLAIMED)
        assert outcome(the_list(facts, as_of="2023-12-31")) == PENDING

    @pytest.mark.parametrize(
        ("held", "expected"), [("2023-01-01/2023-12-31", LATE_LIST), ("2023-01-01/2023-12-30", UNCLAIMED)]
    )
    def test_a_list_is_late_only_if_it_is_known_that_there_was_none_before(self, held: str, expected: Any) -> None:
        claims = (*everything_but("review_selections"), claim("review_selections", held))
        facts = registry(*supervisors(5), picked("S-1", on="2024-01-02"), complete=claims)
        finding = the_list(facts, as_of="2024-01-31")
        assert (outcome(finding), finding.closed) == (expected, day("2024-01-02"))

    @pytest.mark.parametrize(
        ("claims", "claimed"),
        [
            ([claim("reviews", area=TOWNSHIP)], True),
            ([claim("reviews", "2023-01-01/2023-12-31")], True),
            ([claim("reviews", "2023-01-01/2023-12-30")], False),
            ([claim("reviews", area=OTHER_COUNTY)], False),
            ([], False),
        ],
    )
    def test_of_reports(self, claims: list[dr.Claim], claimed: bool) -> None:
        facts = registry(*supervisors(5), picked("S-1"), complete=(*everything_but("reviews"), *claims))
        assert outcome(the_report(facts)) == (NO_REPORT if claimed else UNCLAIMED)
        assert outcome(the_list(facts)) == FULFILLED

    def test_what_is_on_record_needs_none(self) -> None:
        facts = registry(
            *supervisors(5), picked("S-1"), report_of("S-1", "2023-12-01"), complete=[claim("supervisors")]
        )
        assert {outcome(finding) for finding in found(facts).values()} == {FULFILLED}

    @pytest.mark.parametrize(
        ("claims", "by_reading"),
        [
            # of those in office on 1 November; on some day of the year until the end of which it is known
            ([claim("supervisors", area=TOWNSHIP)], (FULFILLED, FULFILLED)),
            ([claim("supervisors", "2023-11-01/2023-11-01")], (FULFILLED, UNCLAIMED)),
            ([claim("supervisors", "2023-01-01/2023-12-31")], (FULFILLED, FULFILLED)),
            ([claim("supervisors", "2023-01-02/2023-12-31")], (FULFILLED, UNCLAIMED)),
            ([claim("supervisors", "2023-11-02/..")], (UNCLAIMED, UNCLAIMED)),
            ([claim("supervisors", area=COUNTY)], (FULFILLED, FULFILLED)),
            ([], (UNCLAIMED, UNCLAIMED)),
        ],
    )
    def test_of_supervisors(self, claims: list[dr.Claim], by_reading: tuple[tuple[str, str | None], ...]) -> None:
        """Of how many it is a share can't be told if others may be in office."""
        facts = registry(*supervisors(5), picked("S-1"), complete=(*everything_but("supervisors"), *claims))
        for reading, stands in zip(("list-day", "any-day"), by_reading, strict=True):
            finding = the_list(facts, readings={"share-of": reading})
            assert (outcome(finding), finding.closed) == (stands, day("2023-11-01"))

    def test_another_list_might_add_to_one_that_is_too_short(self) -> None:
        complete = everything_but("review_selections")
        assert outcome(the_list(registry(*supervisors(6), picked("S-1"), complete=complete))) == UNCLAIMED
        unexplained = picked("S-1", "S-2", reason=None)
        assert outcome(the_list(registry(*supervisors(6), unexplained, complete=complete))) == UNEXPLAINED


class TestKnownByAndTheWindow:
    @pytest.mark.parametrize(("known_by", "stands"), [("2024-01-31", NO_LIST), ("2024-02-01", FULFILLED)])
    def test_a_list_entered_later(self, known_by: str, stands: tuple[str, str | None]) -> None:
        facts = registry(*supervisors(5), picked("S-1", recorded=day("2024-02-01")))
        judged = found(facts, known_by=known_by)
        assert outcome(judged[TOWNSHIP, "list"]) == stands
        assert ((TOWNSHIP, "S-1") in judged) is (stands == FULFILLED)

    @pytest.mark.parametrize(("reading", "stands"), [("own-day", NO_LIST), ("always-known", FULFILLED)])
    def test_one_that_doesnt_say(self, reading: str, stands: tuple[str, str | None]) -> None:
        facts = registry(*supervisors(5), picked("S-1"))
        finding = the_list(facts, known_by="2023-10-31", readings={"recorded-default": reading})
        assert outcome(finding) == stands

    @pytest.mark.parametrize(("known_by", "stands"), [("2024-01-31", NO_REPORT), ("2024-02-01", FULFILLED)])
    def test_a_report_entered_later(self, known_by: str, stands: tuple[str, str | None]) -> None:
        facts = registry(*supervisors(5), picked("S-1"), report_of("S-1", "2023-12-01", recorded=day("2024-02-01")))
        assert outcome(the_report(facts, known_by=known_by)) == stands

    @pytest.mark.parametrize(("known_by", "stands"), [("2024-01-31", FULFILLED), ("2024-02-01", TOO_FEW)])
    def test_a_sixth_whose_post_was_entered_later(self, known_by: str, stands: tuple[str, str | None]) -> None:
        sixth = supervisor("X-1", posts=post(TOWNSHIP_TIER, "2020-01-01/..", recorded=day("2024-02-01")))
        facts = registry(*supervisors(5), sixth, picked("S-1"))
        assert outcome(the_list(facts, known_by=known_by)) == stands

    @pytest.mark.parametrize(
        ("since", "shown"), [("2023-11-01", ["list", "S-1"]), ("2023-11-02", ["S-1"]), ("2023-12-02", [])]
    )
    def test_what_was_met_before_since_isnt_in(self, since: str, shown: list[str]) -> None:
        facts = registry(*supervisors(5), picked("S-1"), report_of("S-1", "2023-12-01"))
        assert [about for _, about in found(facts, since=since)] == shown

    def test_what_is_still_open_is(self) -> None:
        assert {outcome(finding) for finding in found(registry(*supervisors(5)), since="2024-03-01").values()} == {
            NO_LIST
        }

    @pytest.mark.parametrize(
        ("bearer", "trigger", "met"), [("S-1", "2023@S-1", "2023-12-01"), (TOWNSHIP, "2023@list", "2023-11-01")]
    )
    def test_the_list_and_the_reports_fall_due_at_the_years_end(self, bearer: str, trigger: str, met: str) -> None:
        facts = registry(*supervisors(5), picked("S-1"), report_of("S-1", "2023-12-01"))

        def due(as_of: str | None) -> list[tuple[str, str]]:
            asked = dr.agenda(
                facts,
                book_with(A_FIFTH),
                start=day("2023-01-01"),
                end=day("2023-12-31"),
                bearer=bearer,
                rules=(RULE,),
                as_of=None if as_of is None else day(as_of),
            )
            return [(str(duty.due), duty.trigger) for duty in asked]

        assert due(None) == due("2023-10-31") == [("2023-12-31", trigger)]
        assert due(met) == []

    def test_the_list_of_a_year_to_come_falls_due(self) -> None:
        asked = dr.agenda(
            registry(*supervisors(5)),
            book_with(A_FIFTH),
            start=day("2024-01-01"),
            end=day("2025-12-31"),
            rules=(RULE,),
        )
        assert [(str(duty.due), duty.bearer.id) for duty in asked] == [
            ("2024-12-31", TOWNSHIP),
            ("2025-12-31", TOWNSHIP),
        ]


def test_a_list_where_nobody_had_to_be_picked_meets_it_on_its_day() -> None:
    """A fifth of two, rounded down, is nobody: without a list met at the year's end, with one on the list's day."""
    readings = {"share-rounding": "down"}
    for lists, closed in (([], "2023-12-31"), ([picked("S-1", on="2023-06-01")], "2023-06-01")):
        finding = the_list(registry(*supervisors(2), *lists), readings=readings)
        assert (outcome(finding), finding.closed) == (FULFILLED, day(closed))
