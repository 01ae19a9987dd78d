"""Rulebooks in layers: a city's on the nation's, what each may add, tighten and replace, and what it may not.

The files here are small ones of a made-up city; what lies below them is shipped, or stands beside them.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

import dual_responsibility as dr

from .rules.building import company, day, registry, relation, supervisor, visit

D = dt.date
CITY = """
id = "city-a-2026"
jurisdiction = "city-a"
version = "1.0.0"
extends = "suining-2022"
title = { zh = "某市规则集", en = "a city's rulebook" }
"""
OURS = """
[citations.ours]
document = { zh = "某市办法", en = "a city's measures" }
issuer = { zh = "某市", en = "a city" }
clause = "第1条"
says = { zh = "规定", en = "says so" }
"""
RULE = """
title = { zh = "规则", en = "a rule" }
demand = { zh = "应当", en = "shall" }
kind = "DATED"
scope = "COMPANY"
citations = ["ours"]
readings = ["in-force-from", "first-day"]
"""


def restated(*rules: str, clause: str = "ours") -> str:
    """The words of rules, stated anew with a source of the city's own."""
    words = 'demand = { zh = "按本市规定", en = "as our measures say" }'
    return "".join(f'[rules."{rule}"]\nadds = {{ citations = ["{clause}"], {words} }}\n' for rule in rules)


VISITS, WORK = restated("attend.quarter"), restated("adjust.work-change")


def city(more: str = "", top: str = "") -> dr.Rulebook:
    """The city's rulebook, with more tables and more keys at its top."""
    return dr.parse_rulebook(CITY + top + OURS + more)


def problems(more: str = "", top: str = "") -> list[tuple[str, str]]:
    with pytest.raises(dr.RulebookError) as caught:
        city(more, top)
    for problem in caught.value.problems:
        assert re.search("[一-鿿]", problem.message.zh)
        assert problem.message.en
    return [(problem.path, problem.code) for problem in caught.value.problems]


class TestWhatIsShipped:
    def test_the_nations_of_2022_and_2025_and_suinings_on_top(self) -> None:
        assert dr.rulebooks() == ("china-2022", "china-2025", "suining-2022")

    @pytest.mark.parametrize(
        ("name", "id"), [("china", "china-2025"), ("suining", "suining-2022"), ("china-2022", "china-2022")]
    )
    def test_a_jurisdiction_stands_for_its_last(self, name: str, id: str) -> None:
        assert dr.rulebook(name) is dr.rulebook(id)

    @pytest.mark.parametrize(
        ("id", "in_force"),
        [("china-2022", "2022-11-01/2025-04-14"), ("china-2025", "2025-04-15/.."), ("suining-2022", None)],
    )
    def test_when_each_is_in_force(self, id: str, in_force: str | None) -> None:
        """Suining's own day isn't in its source: a reading."""
        found = dr.rulebook(id).in_force
        assert (None if found is None else str(found)) == in_force

    def test_the_nations_rules_have_an_edition_each(self) -> None:
        for id in ("control.daily", "control.weekly", "control.monthly", "staffing.director", "staffing.officer"):
            editions = dr.rulebook("suining").rules[id].editions
            assert [str(one.in_force) for one in editions] == ["2022-11-01/2025-04-14", "2025-04-15/.."]

    def test_an_edition_cites_the_norm_of_its_days(self) -> None:
        first, second = dr.rulebook("china").rules["control.daily"].editions
        assert [one.id for one in first.citations] == ["order-60-daily", "order-60-pause"]
        assert [one.id for one in second.citations] == ["order-97-daily"]

    def test_suining_adds_its_own_clauses_to_them_all(self) -> None:
        for edition in dr.rulebook("suining").rules["control.daily"].editions:
            assert [one.clause for one in edition.citations][:2] == ["§8.3", "§8.4"]

    def test_what_wasnt_seen_is_marked(self) -> None:
        unseen = {id for id, one in dr.rulebook("china").citations.items() if not one.verified}
        assert unseen == {
            "national-opinion-2022",
            "order-60-staff",
            "order-60-daily",
            "order-60-weekly",
            "order-60-monthly",
            "order-60-pause",
            "order-97-daily",
            "order-97-weekly",
            "order-97-monthly",
            "canteens-2025-staff",
        }

    def test_the_nations_can_be_audited_alone(self) -> None:
        """A shop without an officer, and without any record of control."""
        facts = registry(company(kind=dr.CompanyKind.SELLER, operating=dr.Period(D(2023, 5, 1), D(2023, 5, 31))))
        report = dr.audit(facts, dr.rulebook("china"), since=D(2023, 5, 1), as_of=D(2023, 6, 30))
        found = {f.rule_id: (f.status.value, f.count) for f in report.findings if f.status.is_breach}
        assert found["control.daily"] == ("VIOLATED", 31)
        assert found["staffing.officer"] == ("FULFILLED_LATE", 1)
        assert report.caseload().rows == ()
        assert report.summary().total > 0
        assert report.to_rows()


class TestInTime:
    """The law of the act: what was in force on the day on which an obligation arose."""

    @pytest.mark.parametrize(("on", "count"), [("2022-10-31", 0), ("2022-11-01", 1)])
    @pytest.mark.parametrize("begins", ["2022-11-01", "2022-12-20", "2023-01-01"])
    def test_a_record_missing_before_the_national_rule_is_no_violation(self, on: str, count: int, begins: str) -> None:
        """Whenever Suining's own rules bind."""
        book = dr.rulebook("suining").with_readings({"in-force-from": begins})
        facts = registry(company(operating=dr.Period(day(on), day(on))))
        report = dr.audit(facts, book, since=D(2022, 1, 1), as_of=D(2022, 12, 31), rules=["control.daily"])
        assert len(report.violations) == count

    @pytest.mark.parametrize(("on", "needed"), [("2025-04-14", False), ("2025-04-15", True)])
    def test_a_workplace_canteen_of_exactly_a_thousand(self, on: str, needed: bool) -> None:
        """超过1000 until 14 April 2025, 1000以上 from the 15th on."""
        facts = registry(company(kind=dr.CompanyKind.OTHER_CANTEEN, diners=1000))
        for book in (dr.rulebook("china"), dr.rulebook("suining")):
            report = dr.audit(facts, book, since=D(2025, 1, 1), as_of=day(on), rules=["staffing.director"])
            assert bool(report.violations) is needed

    @pytest.mark.parametrize(
        ("day_", "rules", "clause"),
        [
            (D(2022, 10, 31), 0, None),
            (D(2022, 11, 1), 41, "order-60-daily"),
            (D(2025, 4, 14), 41, "order-60-daily"),
            (D(2025, 4, 15), 41, "order-97-daily"),
        ],
    )
    def test_as_it_stood_on_a_day(self, day_: dt.date, rules: int, clause: str | None) -> None:
        stood = dr.rulebook("suining").on(day_)
        assert len(stood.rules) == rules
        assert all(one.in_force is None or one.in_force.contains(day_) for one in stood.citations.values())
        assert all(need.in_force.contains(day_) for need in stood.staffing)
        if clause is not None:
            daily = stood.rules["control.daily"]
            assert clause in [one.id for one in daily.citations]
            assert [edition.in_force.contains(day_) for edition in daily.editions] == [True]
        assert stood.hash != dr.rulebook("suining").hash

    def test_by_a_later_reading_suinings_own_rules_come_later(self) -> None:
        late = dr.rulebook("suining").with_readings({"in-force-from": "2023-01-01"})
        assert {id.partition(".")[0] for id in late.on(D(2022, 12, 31)).rules} == {"staffing", "control"}
        assert len(late.on(D(2023, 1, 1)).rules) == 41

    def test_of_the_rules_of_2022_alone_none_is_in_force_later(self) -> None:
        """Silence of the norms is no answer."""
        book = dr.rulebook("china-2022")
        last = {"since": D(2025, 1, 1), "as_of": D(2025, 4, 14)}
        assert dr.audit(registry(company()), book, **last).findings
        with pytest.raises(dr.ReportError) as caught:
            dr.audit(registry(company()), book, **{**last, "as_of": D(2025, 4, 15)}, rules=["control.*"])
        assert [(one.code, one.path) for one in caught.value.problems] == [("none-in-force", "/rulebook")]
        with pytest.raises(dr.ReportError):
            dr.agenda(registry(company()), book, start=D(2025, 4, 1), end=D(2025, 4, 30))

    def test_of_a_rulebook_in_force_whose_rule_has_ended_neither(self) -> None:
        """No file can say so; one put together in code can."""
        book = attrs.evolve(dr.rulebook("china-2022"), in_force=dr.Period(D(2022, 11, 1)))
        window: dict[str, Any] = {"since": D(2025, 1, 1), "rules": ["control.*"]}
        assert dr.audit(registry(company()), book, as_of=D(2025, 4, 14), **window).findings
        with pytest.raises(dr.ReportError) as caught:
            dr.audit(registry(company()), book, as_of=D(2025, 4, 15), **window)
        assert [(one.code, one.path) for one in caught.value.problems] == [
            ("none-in-force", f"/rules/control.{name}") for name in ("daily", "weekly", "monthly", "rectified")
        ]

    @pytest.mark.parametrize("on", [dt.datetime(2023, 1, 1, tzinfo=dt.UTC), "2023-01-01", None])
    def test_a_day_is_a_date(self, on: Any) -> None:
        with pytest.raises(dr.DateTypeError):
            dr.rulebook("suining").on(on)


OTHERS = [id for id in dr.rulebook("china-2022").rules if id != "control.rectified"]


class TestAdding:
    def test_a_layer_without_anything_of_its_own_says_what_lies_below(self) -> None:
        ours, theirs = city(), dr.rulebook("suining")
        differing = [one.path for one in dr.rulebook_differences(theirs, ours)]
        # The ledger is of the source of Suining's alone.
        rest = sorted(path for path in differing if not path.startswith("/clauses/"))
        assert rest == ["/citations/ours", "/id", "/jurisdiction", "/title/en", "/title/zh", "/version"]
        assert ours.clauses == {}

    def test_a_rule(self) -> None:
        """Another city's: 15 working days to report a company's change."""
        days = '[allowances.report]\nOPENING = { days = 15, unit = "WORKING_DAYS", citations = ["ours"] }\n'
        book = city(f'[rules."adjust.company-report"]\n{RULE}{days}')
        assert book.rules["adjust.company-report"].citations == (book.citations["ours"],)
        assert book.allowances["OPENING", "report"].days == 15
        assert book.allowances["WORK", "adjust"].days == 5
        assert len(book.rules) == 42

    def test_clauses_and_readings_to_a_rule_and_to_each_of_its_editions(self) -> None:
        book = city('[rules."control.daily"]\nadds = { citations = ["ours"], readings = ["first-day"] }\n')
        rule = book.rules["control.daily"]
        assert rule.readings[0] == "first-day"
        assert [edition.citations[0].id for edition in rule.editions] == ["ours", "ours"]
        assert rule.citations[0].id == "ours"

    def test_what_stands_there_already_isnt_added_twice(self) -> None:
        book = city('[rules."attend.quarter"]\nadds = { citations = ["suining-7-2", "ours"] }\n')
        assert [one.id for one in book.rules["attend.quarter"].citations] == [
            "suining-7-2",
            "ours",
            "national-opinion-2022",
        ]

    def test_another_reading_its_reason_and_clauses(self) -> None:
        book = city(
            '[interpretations.first-day]\nadds = ["ours"]\nchosen = "counted"\n'
            'why = { zh = "本市规定", en = "our measures say so" }\n'
        )
        entry = book.interpretations["first-day"]
        assert (entry.chosen, entry.why.en) == ("counted", "our measures say so")
        assert [one.id for one in entry.citations] == ["ours", "suining-7-3", "civil-code-201"]
        assert entry.readings == dr.rulebook("suining").interpretations["first-day"].readings

    def test_an_interpretation_and_a_line_of_staffing(self) -> None:
        book = city(
            '[interpretations.own]\nquestion = { zh = "问", en = "q" }\nchosen = "a"\n'
            'why = { zh = "因", en = "w" }\ncitations = ["ours"]\n'
            '[interpretations.own.readings]\na = { zh = "甲", en = "a" }\nb = { zh = "乙", en = "b" }\n'
            '[[staffing]]\nrole = "DIRECTOR"\nkinds = ["SELLER"]\ncitations = ["ours"]\n'
        )
        assert book.reading("own") == "a"
        assert len(book.staffing) == len(dr.rulebook("suining").staffing) + 1
        assert book.staffing[-1].kinds == {dr.CompanyKind.SELLER}

    def test_another_edition_of_a_rule_follows_the_one_below(self) -> None:
        """What was owed until the day before goes on being owed; the words are those of the day."""
        changed = RULE.replace(
            '["in-force-from", "first-day"]',
            str([*dr.rulebook("china").rules["control.rectified"].readings]).replace("'", '"'),
        )
        text = CITY.replace("suining-2022", "china-2022") + 'in_force = "2025-04-15/.."\n'
        text += f"without = {OTHERS!s}\n".replace("'", '"') + OURS + "[authority]\n"
        text += "".join(f'"/rules/{id}" = "ours"\n' for id in OTHERS)
        book = dr.parse_rulebook(text + f'[rules."control.rectified"]\n{changed}')
        rule = book.rules["control.rectified"]
        assert [str(one.in_force) for one in rule.editions] == ["2022-11-01/2025-04-14", "2025-04-15/.."]
        assert rule.on(D(2025, 4, 14)).demand.en != rule.on(D(2025, 4, 15)).demand.en  # type: ignore[union-attr]
        assert (rule.on(D(2022, 10, 31)), rule.ends) == (None, None)


class TestReplacing:
    def test_key_by_key(self) -> None:
        book = city('[tiers]\nD = "TOWNSHIP"\n[mechanism]\nlocal_tier = "TOWNSHIP"\n')
        assert [book.tiers[grade] for grade in dr.Grade] == [
            dr.Tier.CITY,
            dr.Tier.COUNTY,
            dr.Tier.TOWNSHIP,
            dr.Tier.TOWNSHIP,
        ]
        assert book.mechanism is not None
        assert (book.mechanism.tier, book.mechanism.local_tier) == (dr.Tier.CITY, dr.Tier.TOWNSHIP)
        assert len(book.mechanism.departments) == 7

    def test_every_month_is_accepted_and_changes_the_agenda(self) -> None:
        facts = registry(company(), supervisor(), relation(), visit("2023-01-10"))
        asked = {"start": D(2023, 1, 1), "end": D(2023, 6, 30), "rules": ["attend.quarter"]}
        due = {
            book.id: [str(duty.due) for duty in dr.agenda(facts, book, **asked)]
            for book in (dr.rulebook("suining"), city(VISITS, top='visit_window = "MONTH"\n'))
        }
        assert due == {
            "suining-2022": ["2023-03-31", "2023-06-30"],
            "city-a-2026": [
                "2023-01-31",
                "2023-02-28",
                "2023-03-31",
                "2023-04-30",
                "2023-05-31",
                "2023-06-30",
            ],
        }

    def test_every_year_is_refused(self) -> None:
        assert problems(VISITS, top='visit_window = "YEAR"\n') == [("/visit_window", "loosens")]

    def test_unless_it_names_its_authority(self) -> None:
        book = city(VISITS + '[authority]\n"/visit_window" = "ours"\n', top='visit_window = "YEAR"\n')
        assert book.visit_window == "YEAR"
        facts = registry(company(), supervisor(), relation())
        due = dr.agenda(facts, book, start=D(2023, 1, 1), end=D(2024, 12, 31), rules=["attend.quarter"])
        assert [(str(duty.due), duty.trigger.partition("@")[0]) for duty in due] == [
            ("2023-12-31", "2023"),
            ("2024-12-31", "2024"),
        ]

    def test_an_authority_is_a_clause(self) -> None:
        year = 'visit_window = "YEAR"\n'
        assert problems(VISITS + '[authority]\n"/visit_window" = "decree"\n', year) == [
            ("/authority/~1visit_window", "unknown-reference")
        ]
        assert problems(VISITS + '[authority]\n"/visit_window" = 3\n', year) == [
            ("/authority/~1visit_window", "unknown-reference")
        ]

    def test_one_that_authorises_nothing_is_told(self) -> None:
        """A misspelt place is told together with the right one."""
        assert problems('[authority]\n"/visit_window" = "ours"\n') == [("/authority/~1visit_window", "unused")]
        with pytest.raises(dr.RulebookError) as caught:
            city(VISITS + '[authority]\n"visit_window" = "ours"\n', 'visit_window = "YEAR"\n')
        loosens, unused = caught.value.problems
        assert '[authority] "/visit_window" = ' in loosens.message.en
        assert (unused.path, unused.code) == ("/authority/visit_window", "unused")
        assert unused.message.en.endswith("there are: /visit_window")

    def test_a_number_that_words_tell_needs_words_of_its_own(self) -> None:
        """An explanation must not cite a clause that says every quarter for a visit a month."""
        assert problems(top='visit_window = "MONTH"\n') == [("/visit_window", "not-restated")]
        three = '[allowances.adjust]\nWORK = { days = 3, unit = "WORKING_DAYS", citations = ["ours"] }\n'
        assert problems(three) == [("/allowances/adjust/WORK", "not-restated")]
        assert problems(WORK.replace('citations = ["ours"], ', "") + three) == [
            ("/rules/adjust.work-change/adds/citations", "uncited")
        ]
        rule = city(WORK + three).rules["adjust.work-change"]
        assert (rule.demand.en, rule.citations[0].id) == ("as our measures say", "ours")
        titled = city(WORK.replace("demand", 'title = { zh = "题", en = "t" }, demand') + three)
        assert titled.rules["adjust.work-change"].title.zh == "题"

    def test_a_number_that_nothing_uses_is_told(self) -> None:
        days = '[allowances.report]\nOPENING = { days = 15, unit = "WORKING_DAYS", citations = ["ours"] }\n'
        assert problems(days) == [("/allowances/report/OPENING", "unused")]

    def test_words_may_be_stated_anew_in_every_edition(self) -> None:
        rule = city(restated("control.daily")).rules["control.daily"]
        assert [edition.demand.en for edition in rule.editions] == ["as our measures say"] * 2
        assert [edition.citations[0].id for edition in rule.editions] == ["ours"] * 2

    @pytest.mark.parametrize(
        ("more", "path"),
        [
            ('[tiers]\nA = "COUNTY"\n', "/tiers/A"),
            ('[teams]\nTHREE_WAY_JOINT = ["LEADING_CADRE", "ASSISTANT"]\n', "/teams/THREE_WAY_JOINT"),
            (
                '[allowances.adjust]\nWORK = { days = 6, unit = "WORKING_DAYS", citations = ["ours"] }\n',
                "/allowances/adjust/WORK",
            ),
            (
                '[allowances.adjust]\nWORK = { days = 6, unit = "CALENDAR_DAYS", citations = ["ours"] }\n',
                "/allowances/adjust/WORK",
            ),
            (
                '[allowances.adjust]\nWORK = { unit = "WORKING_DAYS", citations = ["ours"] }\n',
                "/allowances/adjust/WORK",
            ),
            ('[bars]\nLICENCE_REVOKED = { years = 4, citations = ["ours"] }\n', "/bars/LICENCE_REVOKED"),
            ('[bars]\nIMPRISONMENT = { years = 20, citations = ["ours"] }\n', "/bars/IMPRISONMENT"),
        ],
    )
    def test_what_asks_less_is_refused(self, more: str, path: str) -> None:
        words = WORK if "WORK" in more else ""
        assert problems(words + more) == [(path, "loosens")]
        assert city(f'{words}{more}[authority]\n"{path}" = "ours"\n')

    @pytest.mark.parametrize(
        "more",
        [
            '[tiers]\nD = "CITY"\n',
            '[teams]\nTHREE_WAY_JOINT = ["ASSISTANT", "LEADING_CADRE", "REGULATORY_CADRE", "LIAISON_UNIT"]\n',
            '[allowances.adjust]\nWORK = { days = 5, unit = "WORKING_DAYS", citations = ["ours"] }\n',
            '[allowances.adjust]\nWORK = { days = 4, unit = "WORKING_DAYS", citations = ["ours"] }\n',
            '[allowances.adjust]\nWORK = { days = 5, unit = "CALENDAR_DAYS", citations = ["ours"] }\n',
            '[bars]\nLICENCE_REVOKED = { years = 6, citations = ["ours"] }\n',
            '[bars]\nLICENCE_REVOKED = { citations = ["ours"] }\n',
        ],
    )
    def test_what_asks_as_much_or_more_is_accepted(self, more: str) -> None:
        assert city((WORK if "WORK" in more else "") + more)

    def test_a_share_may_rise_and_not_fall(self, tmp_path: Path) -> None:
        review = '[review]\ncitations = ["ours"]\nshare_percent = { CITY = 20 }\n'
        (tmp_path / "city-a-2026.toml").write_text(CITY + OURS + review, "utf-8")
        above = CITY.replace("city-a", "city-b").replace("suining-2022", "city-a-2026")
        for percent, refused in ((19, True), (20, False), (21, False)):
            text = f"{above}[review]\nshare_percent = {{ CITY = {percent} }}\n"
            if not refused:
                book = dr.parse_rulebook(text, beside=tmp_path)
                assert book.review is not None
                assert book.review.share_percent == {dr.Tier.CITY: percent}
                continue
            with pytest.raises(dr.RulebookError) as caught:
                dr.parse_rulebook(text, beside=tmp_path)
            assert [one.path for one in caught.value.problems] == ["/review/share_percent/CITY"]

    def test_so_many_calendar_days_give_way_to_no_working_days(self, tmp_path: Path) -> None:
        """One working day before a long holiday is longer than five calendar days."""
        ten = '[allowances.dispose]\nCOUNTY = { days = 10, unit = "CALENDAR_DAYS", citations = ["ours"] }\n'
        (tmp_path / "city-a-2026.toml").write_text(CITY + OURS + ten, "utf-8")
        above = CITY.replace("city-a", "city-b").replace("suining-2022", "city-a-2026")
        for days, unit, refused in (
            (1, "WORKING_DAYS", True),
            (10, "CALENDAR_DAYS", False),
            (11, "CALENDAR_DAYS", True),
        ):
            text = f'{above}[allowances.dispose]\nCOUNTY = {{ days = {days}, unit = "{unit}", citations = ["ours"] }}\n'
            if refused:
                with pytest.raises(dr.RulebookError, match="loosens"):
                    dr.parse_rulebook(text, beside=tmp_path)
            else:
                assert dr.parse_rulebook(text, beside=tmp_path).allowances["COUNTY", "dispose"].days == days


class TestDoingWithout:
    def test_a_rule_needs_an_authority_to_fall_away(self) -> None:
        assert problems(top='without = ["notice-card.displayed"]\n') == [("/without/0", "loosens")]
        book = city(
            '[authority]\n"/rules/notice-card.displayed" = "ours"\n', top='without = ["notice-card.displayed"]\n'
        )
        assert "notice-card.displayed" not in book.rules
        assert len(book.rules) == 40

    @pytest.mark.parametrize("given", ['["no.rule"]', "[3]", '"no.rule"'])
    def test_what_isnt_there(self, given: str) -> None:
        assert problems(top=f"without = {given}\n") == [("/without/0", "unknown-reference")]


class TestRefused:
    def test_a_layer_that_there_isnt(self) -> None:
        for below in ('"suining"', '"no-such"', '"../suining-2022"', "3", '["suining-2022"]'):
            text = CITY.replace('"suining-2022"', below)
            with pytest.raises(dr.RulebookError) as caught:
                dr.parse_rulebook(text)
            assert ("/extends", "unknown-rulebook") in [(one.path, one.code) for one in caught.value.problems]

    def test_layers_in_a_circle(self, tmp_path: Path) -> None:
        for ours, theirs in (("a", "b"), ("b", "c"), ("c", "a")):
            text = CITY.replace("city-a-2026", ours).replace("suining-2022", theirs)
            (tmp_path / f"{ours}.toml").write_text(text, "utf-8")
        with pytest.raises(dr.RulebookError) as caught:
            dr.load_rulebook(tmp_path / "a.toml")
        (cyclic,) = caught.value.problems
        assert (cyclic.path, cyclic.code) == ("/extends", "cyclic")
        assert {"a", "b", "c"} == {*cyclic.message.en.partition(": ")[2].split(" → ")}

    def test_a_layer_upon_itself(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(CITY.replace("city-a-2026", "a").replace("suining-2022", "a"), "utf-8")
        with pytest.raises(dr.RulebookError, match="cyclic"):
            dr.load_rulebook(tmp_path / "a.toml")

    @pytest.mark.parametrize(
        ("more", "found"),
        [
            # A rule that lies below already, without days: two in force for the same thing.
            (f'[rules."attend.quarter"]\n{RULE}', ("/rules/attend.quarter", "two-in-force")),
            (
                f'[rules."control.daily"]\nin_force = "2025-04-01/.."\n{RULE}',
                ("/rules/control.daily", "two-in-force"),
            ),
            (
                '[rules."control.daily"]\nadds = { colours = ["red"] }\n',
                ("/rules/control.daily", "wrong-type"),
            ),
            ('[rules."control.daily"]\nadds = ["ours"]\n', ("/rules/control.daily", "wrong-type")),
            (
                '[rules."control.daily"]\nadds = { citations = ["ours"] }\nkind = "DATED"\n',
                ("/rules/control.daily", "wrong-type"),
            ),
            (
                '[rules."control.daily"]\nadds = { citations = "ours" }\n',
                ("/rules/control.daily/adds/citations", "wrong-type"),
            ),
            (
                '[rules."attend.quarter"]\nadds = { citations = ["theirs"] }\n',
                ("/rules/attend.quarter/citations/0", "unknown-reference"),
            ),
            ('[rules."no.such"]\n' + RULE, ("/rules/no.such", "unknown-rule")),
            (
                '[rules."no.such"]\nadds = { citations = ["ours"] }\n',
                ("/rules/no.such/adds", "unknown-key"),
            ),
            (
                '[interpretations.first-day]\nquestion = { zh = "问", en = "q" }\n',
                ("/interpretations/first-day", "duplicate-id"),
            ),
            ("[interpretations.first-day]\nadds = 3\n", ("/interpretations/first-day/adds", "wrong-type")),
            (
                '[interpretations.first-day]\nchosen = "maybe"\n',
                ("/interpretations/first-day/chosen", "unknown-reading"),
            ),
            (
                '[citations.suining-7-3]\nclause = "§7.4"\n',
                ("/citations/suining-7-3", "duplicate-id"),
            ),
        ],
    )
    def test_what_cant_lie_upon_what_is_below(self, more: str, found: tuple[str, str]) -> None:
        assert found in problems(more)

    def test_a_gap_between_editions(self) -> None:
        text = CITY.replace("suining-2022", "china-2022") + 'in_force = "2025-04-16/.."\n' + OURS
        readings = str([*dr.rulebook("china-2022").rules["control.daily"].readings]).replace("'", '"')
        rule = RULE.replace('["in-force-from", "first-day"]', readings)
        with pytest.raises(dr.RulebookError) as caught:
            dr.parse_rulebook(f'{text}[rules."control.daily"]\n{rule}')
        gap, *lapsed = caught.value.problems
        # The others have no edition after 14 April 2025 at all.
        assert {one.code for one in lapsed} == {"none-in-force"}
        assert (gap.path, gap.code) == ("/rules/control.daily", "none-in-force")
        assert "2025-04-14" in gap.message.zh
        assert "2025-04-16" in gap.message.zh

    def test_a_rule_says_which_interpretations_it_reads(self) -> None:
        rule = RULE.replace('"first-day"', '"event-day"')
        assert problems(f'[rules."adjust.company-report"]\n{rule}') == [
            ("/rules/adjust.company-report/readings", "missing")
        ]

    @pytest.mark.parametrize(
        "more",
        [
            "rules = 3\n",
            "citations = 3\n",
            "interpretations = 3\n",
            "tiers = 3\n",
            "staffing = 3\n",
            "allowances = 3\n",
            "authority = 3\n",
        ],
    )
    def test_a_table_that_is_none(self, more: str) -> None:
        key = more.partition(" ")[0]
        if key == "authority":
            assert dr.parse_rulebook(CITY + more)
            return
        with pytest.raises(dr.RulebookError) as caught:
            dr.parse_rulebook(CITY + more)
        assert (f"/{key}", "wrong-type") in [(one.path, one.code) for one in caught.value.problems]

    @pytest.mark.parametrize("table", ["rules", "citations", "interpretations"])
    def test_an_entry_that_is_no_table(self, table: str) -> None:
        known = {"rules": "attend.quarter", "citations": "suining-7-3", "interpretations": "first-day"}[table]
        found = _refused(CITY + f'[{table}]\n"{known}" = 3\n')
        assert (f"/{table}/{known}", "wrong-type") in [(one.path, one.code) for one in found]

    @pytest.mark.parametrize(
        "more",
        [
            "[teams]\nTHREE_WAY_JOINT = 3\n",
            "[tiers]\nA = 3\n",
            '[tiers]\nA = "MOON"\n',
            f"{WORK}[allowances.adjust]\nWORK = 3\n",
            WORK + '[allowances.adjust]\nWORK = { days = "3", unit = "WORKING_DAYS", citations = ["ours"] }\n',
            "[bars]\nLICENCE_REVOKED = 3\n",
            '[bars]\nLICENCE_REVOKED = { years = "4", citations = ["ours"] }\n',
            '[review]\nshare_percent = { CITY = "20" }\ncitations = ["ours"]\n',
            "visit_window = 3\n" + VISITS,
        ],
    )
    def test_what_is_malformed_is_told_as_such_and_not_as_loosening(self, more: str) -> None:
        top, more = ("visit_window = 3\n", VISITS) if more.startswith("visit") else ("", more)
        codes = {code for _, code in problems(more, top)}
        assert codes <= {"wrong-type", "unknown-term", "missing"}

    def test_it_says_from_when_or_a_reading_does(self) -> None:
        assert dr.parse_rulebook('in_force = "2026-01-01/.."\n' + CITY + OURS).in_force_from == D(2022, 11, 1)
        assert ("/in_force", "missing") in [
            (one.path, one.code) for one in _refused(CITY.replace('extends = "suining-2022"\n', "") + OURS)
        ]


class TestTheRegister:
    """`register` takes over the open questions that a city's rules read, as another rulebook answered them."""

    BARE = """
id = "city-a-2026"
jurisdiction = "city-a"
version = "1.0.0"
title = { zh = "某市规则集", en = "a city's rulebook" }
in_force = "2023-01-01/.."
extends = "china-2025"
register = "suining-2022"
"""
    REPORT = RULE.replace('readings = ["in-force-from", "first-day"]\n', "")

    def test_what_a_rule_reads_and_the_clauses_concerned(self) -> None:
        book = dr.parse_rulebook(f'{self.BARE}{OURS}[rules."adjust.company-report"]\n{self.REPORT}')
        nation = dr.rulebook("china-2025")
        assert set(book.interpretations) - set(nation.interpretations) == {"first-day"}
        assert book.interpretations["first-day"] == dr.rulebook("suining").interpretations["first-day"]
        assert set(book.citations) - set(nation.citations) == {"ours", "suining-7-3", "civil-code-201"}
        assert book.rules["adjust.company-report"].readings == ("first-day",)
        assert book.begins("adjust.company-report") == D(2023, 1, 1)
        assert book.begins("control.daily") == D(2022, 11, 1)

    def test_another_answer(self) -> None:
        chosen = '[interpretations.first-day]\nchosen = "counted"\nadds = ["ours"]\n'
        chosen += 'why = { zh = "本市规定", en = "our measures say so" }\n'
        book = dr.parse_rulebook(f'{self.BARE}{OURS}[rules."adjust.company-report"]\n{self.REPORT}{chosen}')
        entry = book.interpretations["first-day"]
        assert (entry.chosen, entry.citations[0].id) == ("counted", "ours")

    def test_a_question_of_its_own_goes_before(self) -> None:
        own = (
            '[interpretations.first-day]\nquestion = { zh = "问", en = "q" }\nchosen = "not-counted"\n'
            'why = { zh = "因", en = "w" }\ncitations = ["ours"]\n[interpretations.first-day.readings]\n'
            'not-counted = { zh = "不计", en = "isn\'t" }\ncounted = { zh = "计", en = "is" }\n'
        )
        book = dr.parse_rulebook(f'{self.BARE}{OURS}[rules."adjust.company-report"]\n{self.REPORT}{own}')
        assert book.interpretations["first-day"].question.en == "q"
        assert "suining-7-3" not in book.citations

    @pytest.mark.parametrize("named", ['"no-such"', "3", '"suining"'])
    def test_of_what_there_isnt(self, named: str) -> None:
        text = self.BARE.replace('"suining-2022"', named)
        found = _refused(f'{text}{OURS}[rules."adjust.company-report"]\n{self.REPORT}')
        assert ("/register", "unknown-rulebook") in [(one.path, one.code) for one in found]

    def test_a_rule_that_is_no_table(self) -> None:
        found = _refused(f'{self.BARE}[rules]\n"adjust.company-report" = 3\n')
        assert ("/rules/adjust.company-report", "wrong-type") in [(one.path, one.code) for one in found]

    def test_without_a_layer_below(self) -> None:
        """The nation's rules aren't needed for a register."""
        text = self.BARE.replace('extends = "china-2025"\n', 'visit_window = "QUARTER"\n')
        book = dr.parse_rulebook(f'{text}{OURS}[rules."adjust.company-report"]\n{self.REPORT}')
        assert [*book.rules] == ["adjust.company-report"]

    def test_an_edition_after_another_reads_the_same(self, tmp_path: Path) -> None:
        first = f'{self.BARE}{OURS}[rules."adjust.company-report"]\n{self.REPORT}'
        (tmp_path / "city-a-2026.toml").write_text(first, "utf-8")
        later = (
            self.BARE.replace("city-a-2026", "later")
            .replace("2023-01-01", "2024-01-01")
            .replace("china-2025", "city-a-2026")
        )
        (tmp_path / "later.toml").write_text(f'{later}[rules."adjust.company-report"]\n{self.REPORT}', "utf-8")
        rule = dr.load_rulebook(tmp_path / "later.toml").rules["adjust.company-report"]
        assert [str(one.in_force) for one in rule.editions] == ["2023-01-01/2023-12-31", "2024-01-01/.."]


def _refused(text: str) -> tuple[dr.Problem, ...]:
    with pytest.raises(dr.RulebookError) as caught:
        dr.parse_rulebook(text)
    return caught.value.problems
