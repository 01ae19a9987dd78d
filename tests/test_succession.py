"""A rulebook that succeeds another of its jurisdiction: each obligation by the norm of the day on which it arose.

A city has Suining's rules, and from 1 July 2023 on rules of its own that it changed.
"""

import datetime as dt
import pickle
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

import dual_responsibility as dr

from .books import suining_text
from .rules.building import change, company, day, outcome, post, registry, relation, supervisor, visit
from .test_layers import CITY, OURS, RULE, VISITS, restated

D = dt.date
MET, MISSED = ("FULFILLED", None), ("VIOLATED", "visit-missing")
LATER = CITY.replace("city-a-2026", "city-a-2023b").replace("suining-2022", "city-a-2026")
SINCE_JULY = 'in_force = "2023-07-01/.."\n'


@pytest.fixture(name="succeeding")
def written(tmp_path: Path) -> Any:
    """A rulebook that succeeds the city's first one, which is Suining's but for its name."""
    (tmp_path / "city-a-2026.toml").write_text(CITY, "utf-8")

    def made(more: str = "", top: str = "") -> dr.Rulebook:
        (tmp_path / "later.toml").write_text(LATER + SINCE_JULY + top + OURS + more, "utf-8")
        return dr.load_rulebook(tmp_path / "later.toml")

    return made


def findings(facts: dr.Registry, book: dr.Rulebook, *rules: str, as_of: str = "2023-12-31") -> list[dr.Finding]:
    report = dr.audit(facts, book, since=D(2023, 1, 1), as_of=day(as_of), rules=rules)
    assert len({finding.id for finding in report.findings}) == len(report.findings)
    return [*report.findings]


class TestWhatItSays:
    def test_it_knows_what_it_succeeded(self, succeeding: Any) -> None:
        book = succeeding(VISITS, 'visit_window = "MONTH"\n')
        assert book.before is not None
        assert (book.before.id, book.before.visit_window, book.visit_window) == ("city-a-2026", "QUARTER", "MONTH")
        assert (str(book.in_force), book.before.in_force) == ("2023-07-01/..", None)
        assert book.in_force_from == D(2022, 11, 1)
        again = pickle.loads(pickle.dumps(book))
        assert (again, again.hash) == (book, book.hash)

    @pytest.mark.parametrize(("on", "window"), [("2023-06-30", "QUARTER"), ("2023-07-01", "MONTH")])
    def test_as_it_stood_on_a_day(self, succeeding: Any, on: str, window: str) -> None:
        assert succeeding(VISITS, 'visit_window = "MONTH"\n').on(day(on)).visit_window == window

    def test_a_reading_is_chosen_in_both(self, succeeding: Any) -> None:
        book = succeeding(VISITS, 'visit_window = "MONTH"\n').with_readings({"first-day": "counted"})
        assert book.before is not None
        assert (book.reading("first-day"), book.before.reading("first-day")) == ("counted", "counted")

    def test_its_hash_is_of_what_came_before_too(self, succeeding: Any) -> None:
        book = succeeding(VISITS, 'visit_window = "MONTH"\n')
        assert book.hash != book.with_readings({"first-day": "counted"}).hash
        assert book.to_json()["before"]["id"] == "city-a-2026"

    def test_it_may_ask_less_than_it_did_and_not_less_than_others_demand(self, succeeding: Any, tmp_path: Path) -> None:
        (tmp_path / "city-a-2026.toml").write_text('visit_window = "MONTH"\n' + CITY + OURS + VISITS, "utf-8")
        assert succeeding(VISITS, 'visit_window = "QUARTER"\n').visit_window == "QUARTER"
        with pytest.raises(dr.RulebookError, match="/visit_window"):
            succeeding(VISITS, 'visit_window = "YEAR"\n')

    def test_what_came_before_may_be_malformed(self, tmp_path: Path) -> None:
        (tmp_path / "city-a-2026.toml").write_text(CITY + '[tiers]\nA = "MOON"\n', "utf-8")
        (tmp_path / "later.toml").write_text(LATER + SINCE_JULY + OURS, "utf-8")
        with pytest.raises(dr.RulebookError) as caught:
            dr.load_rulebook(tmp_path / "later.toml")
        assert {"/tiers/A"} == {one.path for one in caught.value.problems}

    def test_a_city_upon_the_nation_after_its_change(self, tmp_path: Path) -> None:
        """Where the nation changed what has no days of its own, the city's is cut there as well."""
        # In 2025 it changed only what has days of its own.
        assert dr.rulebook("china-2025").before is None
        later = (
            'id = "china-2026"\njurisdiction = "china"\nversion = "1"\nextends = "china-2025"\n'
            'in_force = "2026-01-01/.."\ntitle = { zh = "全国", en = "national" }\n'
            '[bars]\nLICENCE_REVOKED = { years = 6, citations = ["order-60-bars"] }\n'
        )
        (tmp_path / "china-2026.toml").write_text(later, "utf-8")
        suinings = suining_text().replace("china-2025", "china-2026")
        (tmp_path / "city.toml").write_text(suinings, "utf-8")
        book = dr.load_rulebook(tmp_path / "city.toml")
        assert book.before is not None
        revoked = dr.BarGround.LICENCE_REVOKED
        assert (book.bars[revoked].years, book.before.bars[revoked].years) == (6, 5)
        assert [book.on(on).bars[revoked].years for on in (D(2025, 12, 31), D(2026, 1, 1))] == [5, 6]


class TestItsDays:
    """It begins after what it succeeds, and no day lies between them."""

    @pytest.mark.parametrize(
        ("first", "later", "code"),
        [
            ("2023-01-01/..", "2022-01-01/..", "days-reversed"),
            ("2023-01-01/..", "2023-01-01/..", "days-reversed"),
            ("2023-01-01/..", "2023-01-02/..", None),
            ("2023-01-01/2023-06-30", "2023-07-01/..", None),
            ("2023-01-01/2023-06-30", "2023-07-02/..", "none-in-force"),
            # What succeeds it earlier cuts it short.
            ("2023-01-01/2024-12-31", "2023-07-01/..", None),
        ],
    )
    def test_beside_the_other(self, tmp_path: Path, first: str, later: str, code: str | None) -> None:
        base = CITY.replace("suining-2022", "china-2025") + f'register = "suining-2022"\nin_force = "{first}"\n' + OURS
        rule = RULE.replace('readings = ["in-force-from", "first-day"]\n', "")
        (tmp_path / "city-a-2026.toml").write_text(f'{base}[rules."adjust.company-report"]\n{rule}', "utf-8")
        (tmp_path / "later.toml").write_text(f'{LATER}in_force = "{later}"\n', "utf-8")
        if code is not None:
            with pytest.raises(dr.RulebookError) as caught:
                dr.load_rulebook(tmp_path / "later.toml")
            assert ("/in_force", code) in [(one.path, one.code) for one in caught.value.problems]
            return
        # What isn't stated anew goes on as it was.
        rule_ = dr.load_rulebook(tmp_path / "later.toml").rules["adjust.company-report"]
        assert [str(one.in_force) for one in rule_.editions] == ["2023-01-01/.."]
        assert rule_.ends is None

    def test_it_says_from_when(self, tmp_path: Path) -> None:
        (tmp_path / "city-a-2026.toml").write_text(CITY, "utf-8")
        (tmp_path / "later.toml").write_text(LATER, "utf-8")
        with pytest.raises(dr.RulebookError) as caught:
            dr.load_rulebook(tmp_path / "later.toml")
        assert [(one.path, one.code) for one in caught.value.problems] == [("/in_force", "missing")]


class TestDated:
    def test_visits_by_the_quarter_until_june_and_by_the_month_from_july(self, succeeding: Any) -> None:
        book = succeeding(VISITS, 'visit_window = "MONTH"\n')
        facts = registry(company(), supervisor(), relation(), visit("2023-02-10"), visit("2023-08-31"))
        found = findings(facts, book, "attend.quarter", as_of="2023-10-15")
        assert [(f.trigger.partition("@")[0], outcome(f)) for f in found] == [
            ("2023-Q1", MET),
            ("2023-Q2", MISSED),
            ("2023-07", MISSED),
            ("2023-08", MET),
            ("2023-09", MISSED),
            ("2023-10", ("PENDING", "not-yet-due")),
        ]
        due = dr.agenda(facts, book, start=D(2023, 6, 1), end=D(2023, 8, 31), rules=["attend.quarter"])
        assert [str(duty.due) for duty in due] == ["2023-06-30", "2023-07-31", "2023-08-31"]

    @pytest.mark.parametrize(("on", "due"), [("2023-06-30", "2023-07-07"), ("2023-07-01", "2023-07-05")])
    def test_the_days_allowed_are_those_of_the_day_of_the_event(self, succeeding: Any, on: str, due: str) -> None:
        """Five working days after Friday 30 June: 7 July. Three after Saturday 1 July: the 5th."""
        three = '[allowances.adjust]\nPERSONNEL = { days = 3, unit = "WORKING_DAYS", citations = ["ours"] }\n'
        eve = (day(on) - dt.timedelta(1)).isoformat()
        facts = registry(company(), supervisor(), relation(held=f"2022-11-01/{eve}"), change(on))
        (found,) = findings(facts, succeeding(three + restated("adjust.personnel-change")), "adjust.personnel-change")
        assert (found.arose, found.due) == (day(on), day(due))
        expected = ["suining-7-3", "civil-code-201"]
        assert [citation.id for citation in found.citations] == (["ours"] if on == "2023-07-01" else []) + expected
        assert ("as our measures say" in found.explain("en")) is (on == "2023-07-01")

    def test_what_wasnt_changed_is_one_stretch(self, succeeding: Any) -> None:
        book = succeeding(VISITS, 'visit_window = "MONTH"\n')
        assert [one.id for _, _, one in book.stretches("attend.quarter")] == ["city-a-2026", "city-a-2023b"]
        assert [(str(first), last) for first, last, _ in book.stretches("coverage.tier")] == [("2022-11-01", None)]
        assert [one.id for _, _, one in book.stretches("coverage.tier")] == ["city-a-2023b"]

    def test_another_reading_from_a_day_on_is_another_norm(self, succeeding: Any) -> None:
        book = succeeding(
            '[interpretations.quarter-end]\nchosen = "moved"\nadds = ["ours"]\nwhy = { zh = "因", en = "so" }\n'
        )
        assert [(str(first), one.id) for first, _, one in book.stretches("attend.quarter")] == [
            ("2022-11-01", "city-a-2026"),
            ("2023-07-01", "city-a-2023b"),
        ]


class TestStanding:
    """D companies are a village's until June and a township's from July on."""

    RAISED = '[tiers]\nD = "TOWNSHIP"\n'

    def test_a_village_cadre_was_right_until_then(self, succeeding: Any) -> None:
        facts = registry(company(grade=dr.Grade.D), supervisor(posts=post(dr.Tier.VILLAGE)), relation())
        found = findings(facts, succeeding(self.RAISED), "coverage.tier")
        assert [(str(f.arose), outcome(f), f.closed) for f in found] == [
            ("2022-11-01", MET, None),
            ("2023-07-01", ("VIOLATED", "tier-too-low"), None),
        ]
        assert [f.context.book.id for f in found] == ["city-a-2026", "city-a-2023b"]

    def test_a_breach_of_both_is_one_of_each(self, succeeding: Any, tmp_path: Path) -> None:
        """A township's company was a village cadre's all along, by either norm too low."""
        facts = registry(company(grade=dr.Grade.C), supervisor(posts=post(dr.Tier.VILLAGE)), relation())
        first, second = findings(facts, succeeding(self.RAISED), "coverage.tier")
        assert (outcome(first), first.closed) == (("FULFILLED_LATE", "tier-too-low"), D(2023, 7, 1))
        assert (outcome(second), second.arose) == (("VIOLATED", "tier-too-low"), D(2023, 7, 1))
        assert "自2023年7月1日（星期六）起施行新的规定，以后的日子按新的规定另行核查。" in first.explain("zh")
        assert "From Saturday 1 July 2023 on another norm is in force" in first.explain("en")
        assert "新的规定" not in second.explain("zh")

    def test_a_breach_that_ended_before_is_told_without_it(self, succeeding: Any) -> None:
        facts = registry(
            company(grade=dr.Grade.C),
            supervisor(posts=[post(dr.Tier.VILLAGE, "2020-01-01/2023-05-31"), post(dr.Tier.TOWNSHIP, "2023-06-01/..")]),
            relation(),
        )
        first, second = findings(facts, succeeding(self.RAISED), "coverage.tier")
        assert (outcome(first), first.closed) == (("FULFILLED_LATE", "tier-too-low"), D(2023, 6, 1))
        assert "新的规定" not in first.explain("zh")
        assert outcome(second) == MET

    def test_of_a_company_that_opened_under_the_first_each_norm_asks_its_own(self, succeeding: Any) -> None:
        facts = registry(
            company(grade=dr.Grade.D, operating=dr.Period(D(2022, 12, 1))),
            supervisor(posts=post(dr.Tier.VILLAGE)),
            relation(),
        )
        book = succeeding(self.RAISED)
        found = findings(facts, book, "coverage.tier")
        assert [(f.arose, outcome(f)) for f in found] == [
            (D(2022, 12, 1), MET),
            (D(2023, 7, 1), ("VIOLATED", "tier-too-low")),
        ]
        # On its last day the first norm is in force yet.
        last = facts.replace(companies=[company(grade=dr.Grade.D, operating=dr.Period(D(2023, 6, 30)))])
        assert [f.arose for f in findings(last, book, "coverage.tier")] == [D(2023, 6, 30), D(2023, 7, 1)]

    def test_of_a_company_that_opens_later_the_first_norm_asks_nothing(self, succeeding: Any) -> None:
        facts = registry(
            company(grade=dr.Grade.D, operating=dr.Period(D(2023, 7, 1))),
            supervisor(posts=post(dr.Tier.VILLAGE)),
            relation(held="2023-07-01/.."),
        )
        (only,) = findings(facts, succeeding(self.RAISED), "coverage.tier")
        assert only.arose == D(2023, 7, 1)


class TestARepealedRule:
    def test_it_was_owed_until_then(self, succeeding: Any) -> None:
        book = succeeding('[authority]\n"/rules/attend.quarter" = "ours"\n', top='without = ["attend.quarter"]\n')
        rule = book.rules["attend.quarter"]
        assert (rule.repealed, rule.ends) == (True, D(2023, 6, 30))
        assert "attend.quarter" in book.on(D(2023, 6, 30)).rules
        assert "attend.quarter" not in book.on(D(2023, 7, 1)).rules
        facts = registry(company(), supervisor(), relation())
        found = findings(facts, book, "attend.quarter")
        assert [(f.trigger.partition("@")[0], outcome(f)) for f in found] == [("2023-Q1", MISSED), ("2023-Q2", MISSED)]
        assert "2023年6月30日" in found[0].explain("zh").sections[0].text

    def test_the_citys_own_falls_away_without_an_authority(self, tmp_path: Path, succeeding: Any) -> None:
        days = '[allowances.report]\nOPENING = { days = 15, unit = "WORKING_DAYS", citations = ["ours"] }\n'
        (tmp_path / "city-a-2026.toml").write_text(
            f'{CITY}{OURS}[rules."adjust.company-report"]\n{RULE}{days}', "utf-8"
        )
        later = LATER + SINCE_JULY + 'without = ["adjust.company-report"]\n'
        (tmp_path / "later.toml").write_text(later, "utf-8")
        book = dr.load_rulebook(tmp_path / "later.toml")
        assert book.rules["adjust.company-report"].repealed

    def test_another_edition_of_a_rule_of_its_own(self, succeeding: Any) -> None:
        """The words change on 1 July, and the days on which each was in force stand in the explanation."""
        readings = str([*dr.rulebook("suining").rules["attend.emergency"].readings]).replace("'", '"')
        book = succeeding('[rules."attend.emergency"]\n' + RULE.replace('["in-force-from", "first-day"]', readings))
        rule = book.rules["attend.emergency"]
        assert [str(one.in_force) for one in rule.editions] == ["0001-01-01/2023-06-30", "2023-07-01/.."]
        assert book.begins("attend.emergency") == D(2022, 11, 1)
        assert rule.editions[1].demand.en == "shall"
        facts = registry(
            company(), supervisor(), relation(), dr.Emergency(id="E-1", company="C-1", on=D(2023, 6, 30)),
            dr.Emergency(id="E-2", company="C-1", on=D(2023, 7, 1)),
        )  # fmt: skip
        first, second = findings(facts, book, "attend.emergency")
        assert "本规则自2022年11月1日（星期二）起至2023年6月30日（星期五）适用。" in first.explain("zh")
        assert "应当。本规则自2023年7月1日（星期六）起适用。" in second.explain("zh")


class TestEachObligationOnce:
    """A change of the norms neither doubles nor loses what is owed, whenever it begins."""

    LATE = '[interpretations.entered-later]\nchosen = "late"\nadds = ["ours"]\nwhy = { zh = "因", en = "so" }\n'

    @pytest.fixture(name="since")
    def beginning(self, tmp_path: Path) -> Any:
        (tmp_path / "city-a-2026.toml").write_text(CITY, "utf-8")

        def made(first: str, more: str) -> dr.Rulebook:
            (tmp_path / "later.toml").write_text(LATER + f'in_force = "{first}/.."\n' + OURS + more, "utf-8")
            return dr.load_rulebook(tmp_path / "later.toml")

        return made

    def test_a_week_and_a_month_are_of_the_norm_of_their_first_day(self, since: Any) -> None:
        """Wednesday 5 July 2023: its week began on the 3rd, its month on the 1st."""
        book = since("2023-07-05", self.LATE)
        facts = registry(company(), supervisor(), relation())
        report = dr.audit(facts, book, since=D(2023, 6, 5), as_of=D(2023, 7, 31), rules=["control.weekly"])
        missing = [one for one in report.findings if one.reason == "record-missing"]
        assert [(one.arose, one.due, one.count) for one in missing] == [
            (D(2023, 6, 5), D(2023, 7, 9), 5),
            (D(2023, 7, 10), D(2023, 7, 30), 3),
        ]
        assert [one.context.book.id for one in missing] == ["city-a-2026", "city-a-2023b"]
        report = dr.audit(facts, book, since=D(2023, 6, 1), as_of=D(2023, 8, 31), rules=["control.monthly"])
        assert [(one.arose, one.due, one.count) for one in report.findings if one.reason == "record-missing"] == [
            (D(2023, 6, 1), D(2023, 7, 31), 2)
        ]

    @pytest.mark.parametrize(
        "first", ["2023-06-30", "2023-07-01", "2023-07-02", "2023-07-03", "2023-07-31", "2023-12-31", "2024-01-01"]
    )
    @pytest.mark.parametrize("rule", ["control.daily", "control.weekly", "control.monthly"])
    def test_together_they_are_what_was_owed_without_the_change(self, since: Any, first: str, rule: str) -> None:
        """What counts as late changes nothing for a company that keeps no records at all."""
        facts = registry(company(), supervisor(), relation())
        window: dict[str, Any] = {"since": D(2023, 5, 15), "as_of": D(2024, 2, 15), "rules": [rule]}
        days = []
        for book in (since(first, self.LATE), dr.rulebook("suining")):
            found = [one for one in dr.audit(facts, book, **window).findings if one.reason == "record-missing"]
            each = [day for one in found if one.days is not None for day in one.days]
            assert len(each) == len({*each})
            days.append(sorted(each))
        assert days[0] == days[1]

    def test_the_quarter_in_which_a_reading_changes_is_owed_once(self, since: Any) -> None:
        """Q3 began on 1 July, before 15 August. 31 December 2023 is a Sunday, 1 January a holiday."""
        moved = self.LATE.replace("entered-later", "quarter-end").replace('"late"', '"moved"')
        facts = registry(company(), supervisor(), relation())
        found = findings(facts, since("2023-08-15", moved), "attend.quarter")
        assert [(one.trigger.partition("@")[0], one.due) for one in found] == [
            ("2023-Q1", D(2023, 3, 31)),
            ("2023-Q2", D(2023, 6, 30)),
            ("2023-Q3", D(2023, 9, 30)),
            ("2023-Q4", D(2024, 1, 2)),
        ]

    def test_a_commitment_is_one_obligation(self, since: Any) -> None:
        """It arose with the first relation, on 1 November 2022, and stays by the norm of that day."""
        other = next(one.id for one in dr.rulebook("suining").interpretations["letter-d"].readings
                     if one.id != dr.rulebook("suining").reading("letter-d"))  # fmt: skip
        changed = self.LATE.replace("entered-later", "letter-d").replace('"late"', f'"{other}"')
        (found,) = findings(registry(company(), supervisor(), relation()), since("2023-07-05", changed), "commitment.*")
        assert (found.arose, found.context.book.id) == (D(2022, 11, 1), "city-a-2026")


class TestARulebookOfAnotherPlaceUponIt:
    """City C takes over city A's rules from 2024 on, with numbers of its own; until then A's stand."""

    def test_before_its_first_day_what_lies_below_is_in_force(self, tmp_path: Path) -> None:
        (tmp_path / "city-a-2026.toml").write_text('visit_window = "MONTH"\n' + CITY + OURS + VISITS, "utf-8")
        theirs = CITY.replace("city-a-2026", "city-c").replace('"city-a"', '"city-c"').replace(
            "suining-2022", "city-a-2026"
        )  # fmt: skip
        ours = OURS.replace("citations.ours", "citations.decree") + '[authority]\n"/visit_window" = "decree"\n'
        (tmp_path / "c.toml").write_text(
            'in_force = "2024-01-01/.."\nvisit_window = "QUARTER"\n' + theirs + ours
            + VISITS.replace("ours", "decree"),
            "utf-8",
        )  # fmt: skip
        book = dr.load_rulebook(tmp_path / "c.toml")
        assert [book.on(on).visit_window for on in (D(2023, 12, 31), D(2024, 1, 1))] == ["MONTH", "QUARTER"]
        assert [book.at(on).id for on in (D(2023, 12, 31), D(2024, 1, 1))] == ["city-a-2026", "city-c"]
        facts = registry(company(), supervisor(), relation())
        report = dr.audit(facts, book, since=D(2023, 11, 1), as_of=D(2024, 3, 31), rules=["attend.quarter"])
        assert [one.trigger.partition("@")[0] for one in report.findings] == ["2023-11", "2023-12", "2024-Q1"]


class TestMoreThatIsRefused:
    def test_the_id_of_the_one_that_it_succeeds(self, tmp_path: Path) -> None:
        (tmp_path / "old.toml").write_text(CITY, "utf-8")
        (tmp_path / "new.toml").write_text(CITY.replace("suining-2022", "old") + SINCE_JULY + OURS, "utf-8")
        with pytest.raises(dr.RulebookError) as caught:
            dr.load_rulebook(tmp_path / "new.toml")
        assert [(one.path, one.code) for one in caught.value.problems] == [("/id", "duplicate-id")]

    @pytest.mark.parametrize("first", ["2023-06-30", "2023-07-02", "2023-08-01"])
    def test_another_rhythm_of_visits_within_a_quarter(self, tmp_path: Path, first: str) -> None:
        (tmp_path / "city-a-2026.toml").write_text(CITY, "utf-8")
        (tmp_path / "later.toml").write_text(
            LATER + f'in_force = "{first}/.."\nvisit_window = "MONTH"\n' + OURS + VISITS, "utf-8"
        )
        with pytest.raises(dr.RulebookError) as caught:
            dr.load_rulebook(tmp_path / "later.toml")
        assert [(one.path, one.code) for one in caught.value.problems] == [("/in_force", "mid-quarter")]

    def test_an_edition_that_begins_later_cannot_be_stated_anew(self, succeeding: Any) -> None:
        """The nation's edition of 15 April 2025 lies after 1 July 2023."""
        with pytest.raises(dr.RulebookError) as caught:
            succeeding('[authority]\n"/rules/control.daily" = "ours"\n', top='without = ["control.daily"]\n')
        assert ("/rules/control.daily", "two-in-force") in [(one.path, one.code) for one in caught.value.problems]

    def test_a_line_of_staffing_that_reads_what_its_rule_does_not(self, succeeding: Any) -> None:
        line = (
            '[interpretations.small]\nquestion = { zh = "小", en = "small" }\nchosen = "no"\ncitations = ["ours"]\n'
            'why = { zh = "因", en = "so" }\n[interpretations.small.readings]\n'
            'no = { zh = "否", en = "no" }\nyes = { zh = "是", en = "yes" }\n'
            '[[staffing]]\nrole = "OFFICER"\npersons = 1\nreadings = { small = "yes" }\ncitations = ["ours"]\n'
        )
        with pytest.raises(dr.RulebookError) as caught:
            succeeding(line)
        assert [(one.path.rpartition("/")[2], one.code) for one in caught.value.problems] == [("small", "missing")]

    def test_an_audit_past_the_last_day_of_a_rulebook(self, tmp_path: Path) -> None:
        (tmp_path / "city-a-2026.toml").write_text(CITY, "utf-8")
        (tmp_path / "later.toml").write_text(LATER + 'in_force = "2023-07-01/2024-12-31"\n' + OURS, "utf-8")
        book = dr.load_rulebook(tmp_path / "later.toml")
        facts = registry(company(), supervisor(), relation())
        assert dr.audit(facts, book, since=D(2023, 1, 1), as_of=D(2024, 12, 31)).findings
        with pytest.raises(dr.ReportError, match=r"/rulebook: .* is in force until 2024-12-31"):
            dr.audit(facts, book, since=D(2023, 1, 1), as_of=D(2025, 1, 1))


def test_parts_and_joins_keep_the_norm_of_each_finding(succeeding: Any) -> None:
    """Principle 8, with two norms."""
    book = succeeding(TestStanding.RAISED + VISITS, 'visit_window = "MONTH"\n')
    facts = registry(
        *(company(f"C-{n}", grade=dr.Grade.D) for n in range(4)),
        supervisor(posts=post(dr.Tier.VILLAGE)),
        *(relation(f"A-{n}", f"C-{n}") for n in range(4)),
        visit("2023-02-10", company="C-1"),
    )
    window: dict[str, Any] = {"since": D(2023, 1, 1), "as_of": D(2023, 12, 31)}
    whole = dr.audit(facts, book, **window)
    parts = [pickle.loads(pickle.dumps(dr.audit(part, book, **window))) for part in facts.partition(3)]
    joined = reduce(dr.Report.join, parts)
    assert joined.findings == whole.findings
    assert joined.fingerprint == whole.fingerprint
    norms = [[finding.context.book.id for finding in report.findings] for report in (whole, joined)]
    assert norms[0] == norms[1]
    assert set(norms[0]) == {"city-a-2026", "city-a-2023b"}
    assert all(finding.explain("zh") for finding in joined.findings)
