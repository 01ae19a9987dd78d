"""explain(): norm, facts by id, each day counted and each skipped, readings, conclusion, cure; in two languages."""

import copy
import pickle
from functools import cache
from typing import Any

import pytest

import dual_responsibility as dr

from .rules.building import (
    CITY,
    change,
    company,
    day,
    everything_but,
    findings,
    period,
    registry,
    relation,
    report,
    supervisor,
    the_finding,
    visit,
)

PERSONNEL = "adjust.personnel-change"


def vacated(*facts: Any, as_of: str = "2023-06-30", on: str = "2023-04-27", **asked: Any) -> dr.Finding:
    """S-0412, who supervises C-03817, leaves on 2023-04-27."""
    held = registry(
        company("C-03817"),
        supervisor("S-0412"),
        supervisor("S-0500"),
        relation("A-03817", "C-03817", "S-0412"),
        change(on, id="CH-0031", supervisor="S-0412"),
        *facts,
    )
    return the_finding(held, PERSONNEL, as_of=as_of, **asked)


def part(finding: dr.Finding, kind: str, lang: str = "zh") -> str:
    """One part of an explanation; empty if it isn't there."""
    return "".join(section.text for section in finding.explain(lang).sections if section.kind == kind)


class TestNoSuccessor:
    """The example of the design: a change on 2023-04-27, due on 8 May, no successor by 30 June."""

    def test_the_norm_with_document_clause_and_the_day_it_binds_from(self) -> None:
        norm = part(vacated(), "norm")
        assert "《贯彻落实分层分级精准防控末端发力终端见效工作机制实施方案》" in norm
        assert "遂宁" in norm
        assert "§7.3" in norm
        assert "第201条" in norm
        assert "2022年11月1日" in norm

    def test_the_facts_by_id(self) -> None:
        for lang in ("zh", "en"):
            facts = part(vacated(), "facts", lang)
            for id in ("S-0412", "CH-0031", "C-03817", "A-03817"):
                assert id in facts
        assert "2023年4月27日（星期四）人员变动" in part(vacated(), "facts")

    def test_each_working_day_counted(self) -> None:
        time = part(vacated(), "time")
        for told in ("4月28日", "5月4日", "5月5日", "5月6日（星期六，调休上班）", "5月8日"):
            assert told in time
        assert [time.index(f"第{n}日") for n in range(1, 6)] == sorted(time.index(f"第{n}日") for n in range(1, 6))
        assert "第6日" not in time

    def test_each_day_skipped_with_its_reason(self) -> None:
        skipped = part(vacated(), "time").partition("不计：")[2]
        assert "4月29日" in skipped
        assert "5月3日" in skipped
        assert "劳动节放假" in skipped
        assert "5月7日（星期日）" in skipped
        assert "5月6日" not in skipped

    def test_the_same_in_english(self) -> None:
        time = part(vacated(), "time", "en")
        for told in ("Friday 28 April", "Thursday 4 May", "Saturday 6 May", "make-up working day", "Monday 8 May"):
            assert told in time
        skipped = time.partition("Not counted:")[2]
        assert "29 April" in skipped
        assert "Sunday 7 May" in skipped

    def test_the_readings_it_depends_on(self) -> None:
        for lang in ("zh", "en"):
            readings = part(vacated(), "readings", lang)
            for id in vacated().rule.readings:
                assert id in readings
            assert "not-counted" in readings
            assert "quarter-end" not in readings

    def test_a_switched_reading_shows_and_counts_otherwise(self) -> None:
        """With the day of the event counted: 27, 28 April; 4, 5, 6 May."""
        finding = vacated(readings={"first-day": "counted"})
        assert "first-day = counted" in part(finding, "readings")
        time = part(finding, "time")
        assert "4月27日" in time
        assert "5月8日" not in time

    def test_the_conclusion_and_the_cure(self) -> None:
        conclusion = part(vacated(), "conclusion")
        assert "2023年6月30日" in conclusion
        assert "未履行" in conclusion
        assert "successor-missing" in conclusion
        assert part(vacated(), "cure") == "确定接替的包保干部，重新签订承诺书，更换公示卡。"

    def test_as_known_on_a_day(self) -> None:
        assert "2023年5月31日" in part(vacated(known_by="2023-05-31"), "conclusion")

    def test_the_sections_come_in_order(self) -> None:
        kinds = [section.kind for section in vacated().explain().sections]
        assert kinds == ["norm", "facts", "time", "readings", "conclusion", "cure"]


class TestOtherOutcomes:
    def test_late_in_calendar_and_in_working_days(self) -> None:
        """Due Friday 2023-01-06, in force on Saturday the 7th."""
        late = vacated(relation("A-9", "C-03817", "S-0500", held="2023-01-07/.."), on="2022-12-29", as_of="2023-01-31")
        assert "逾期1日" in part(late, "conclusion")
        assert "工作日0日" in part(late, "conclusion")
        assert "S-0500" in part(late, "facts")
        assert "A-9" in part(late, "facts")

    def test_one_that_was_met_shows_the_facts_and_the_days_too(self) -> None:
        met = vacated(relation("A-9", "C-03817", "S-0500", held="2023-05-08/.."))
        assert met.status is dr.Status.FULFILLED
        for lang in ("zh", "en"):
            facts = part(met, "facts", lang)
            for id in ("S-0412", "CH-0031", "C-03817", "S-0500", "A-9"):
                assert id in facts
        assert "5月6日（星期六，调休上班）为第4日" in part(met, "time")
        assert part(met, "cure") == ""

    def test_a_missed_quarter_says_that_it_cant_be_cured(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."))
        missed = findings(facts, "attend.quarter", since="2023-01-01", as_of="2023-04-01")[0]
        assert "2023年第1季度" in part(missed, "facts")
        assert "2023年3月31日" in part(missed, "time")
        assert "无法补正" in part(missed, "cure")

    def test_a_visit_by_its_record(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."), visit("2023-02-14", id="V-77"))
        met = the_finding(facts, "attend.quarter", since="2023-01-01", as_of="2023-03-31")
        assert "V-77" in part(met, "facts")
        assert "2023年2月14日" in part(met, "facts")

    def test_a_key_period_is_named_by_its_id(self) -> None:
        """Whatever the id looks like: this one isn't a quarter."""
        key = dr.KeyPeriod(id="2023-QINGMING", area=CITY, period=period("2023-04-01/2023-04-05"))
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."), key)
        told = part(the_finding(facts, "attend.key-period", as_of="2023-04-06"), "facts")
        assert "2023-QINGMING" in told
        assert "季度" not in told

    def test_records_that_arent_claimed_complete(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."), complete=everything_but("visits"))
        unknown = findings(facts, "attend.quarter", since="2023-01-01", as_of="2023-04-01")[0]
        assert "无法判定" in part(unknown, "conclusion")
        assert "records-not-claimed" in part(unknown, "conclusion")

    def test_a_clause_whose_words_werent_seen_says_so(self) -> None:
        facts = registry(company(), supervisor(), relation(held="2023-01-01/.."))
        finding = findings(facts, "attend.quarter", since="2023-01-01", as_of="2023-04-01")[0]
        assert "未核实原文" in part(finding, "norm")
        assert "words not seen" in part(finding, "norm", "en")


def every_kind() -> tuple[dr.Finding, ...]:
    """Findings of many rules in every status."""
    facts = registry(
        *(company(f"C-{i}") for i in (1, 2, 3, 4)),
        supervisor("S-1"),
        supervisor("S-2"),
        supervisor("S-3", posts=()),
        relation("A-1", "C-1"),
        relation("A-2", "C-2"),
        relation("A-3", "C-3", "S-2"),
        relation("A-4", "C-4", "S-3"),
        relation("B-1", "C-1", "S-2", held="2023-05-09/.."),
        change("2023-04-27"),
        visit("2023-02-14"),
        visit("2023-05-16", company="C-3", visitor="S-2", occasions=dr.VisitOccasion.EMERGENCY),
        dr.KeyPeriod(id="K-1", area=CITY, period=period("2023-01-14/2023-01-29")),
        dr.Emergency(id="E-1", area=CITY, on=day("2023-05-15")),
        dr.ListVersion(id="L-1", kind=dr.ListKind.TASK, area=CITY),
    )
    whole = report(facts, as_of="2023-06-30").findings
    unclaimed = report(facts.replace(complete=()), as_of="2023-07-15").findings
    return (*whole, *unclaimed)


@cache
def companies_side() -> tuple[dr.Finding, ...]:
    """Findings of each rule for each reason about what companies owe themselves, open and ended."""
    kind, size, role = dr.CompanyKind, dr.CompanySize, dr.StaffRole
    daily, catering = dr.Cycle.DAILY, dr.Sector.CATERING
    two_days = period("2023-05-08/2023-05-09")
    short = dr.ChecklistItem(id="catering.daily.hands-washed", required=False)
    hot = dr.Answer(item="catering.daily.cold-storage", value=20)
    facts = registry(
        *(company(f"C-{i}", dr.Grade.B, kind=kind.CATERER, size=size.LARGE, operating=two_days) for i in range(1, 6)),
        company("K-1"),
        company("K-2", kind=kind.SELLER),
        company("K-3", kind=kind.OTHER_CANTEEN),
        company("K-4", kind=kind.OFFICE_CANTEEN, diners=1),
        company("K-5", kind=kind.PRODUCER, size=size.SMALL, sectors=()),
        dr.Staff(company="C-1", person="P-1", role=role.DIRECTOR),
        dr.Staff(company="C-1", person="P-2", role=role.OFFICER),
        dr.Staff(company="C-2", person="P-2", role=role.OFFICER),
        dr.Staff(company="C-3", person="P-3", role=role.OFFICER),
        dr.Bar(person="P-3", ground=dr.BarGround.IMPRISONMENT, on=day("2020-02-03")),
        dr.Checklist(company="C-1", sector=catering, cycle=daily, adopts="CATERING-B-DAILY"),
        dr.Checklist(company="C-2", sector=catering, cycle=daily, adopts="CATERING-D-DAILY"),
        dr.Checklist(company="C-3", sector=catering, cycle=daily, adopts="CATERING-B-DAILY", items=short),
        dr.ControlLog(company="C-1", cycle=daily, kept=dr.DaySet.parse(["2023-05-08"])),
        dr.ControlLog(
            company="C-2", cycle=daily, kept=dr.DaySet.parse(["2023-05-08"]), entered_late=dr.DaySet.parse(["2023-05-08"])
        ),
        dr.Pause(company="C-3", period=two_days),
        dr.ControlRecord(
            id="R-1",
            company="C-4",
            cycle=daily,
            on=day("2023-05-08"),
            answers=hot,
            problems=[
                dr.FoundProblem(id="P-1", text="冷藏柜温度偏高", rectify_by=day("2023-05-09")),
                dr.FoundProblem(id="P-2", text="地面积水", rectify_by=day("2023-05-09"), rectified=day("2023-05-12")),
                dr.FoundProblem(id="P-3", text="无挡鼠板", rectified=day("2023-05-12")),
                dr.FoundProblem(id="P-4", text="墙面脱落"),
            ],
        ),
        dr.ControlRecord(
            id="R-2", company="C-5", cycle=daily, on=day("2023-05-08"), recorded=day("2023-05-12"), evidence="补录单"
        ),
    )  # fmt: skip
    rules = ("staffing.*", "template.*", "control.*")
    strict = {
        "template-items": "model-stands-in", "shared-officer": "one-only", "centralised-dining": "as-recorded",
        "entered-later": "late", "incomplete-record": "not-kept",
    }  # fmt: skip
    asked: list[dict[str, Any]] = [{}, {"readings": strict}, {"readings": {**strict, "incomplete-record": "counts"}}]
    asked += [{"readings": {"canteen-director": "national"}, "known_by": "2023-05-20"}]
    found = [f for window in asked for f in findings(facts, *rules, since="2023-05-01", as_of="2023-06-30", **window)]
    found += findings(facts, *rules, since="2023-05-01", as_of="2023-05-09", readings=strict)
    found += findings(facts.replace(complete=()), *rules, since="2023-05-01", as_of="2023-06-30")
    return tuple(found)


class TestCompaniesSide:
    """The reasons, cures and sentences about staff, checklists and records."""

    REASONS = (
        "director-missing", "officer-missing", "staff-barred", "officer-shared", "kind-unknown", "size-unknown",
        "diners-unknown", "dining-unknown", "sector-unknown", "template-items-unpublished", "checklist-missing",
        "items-missing", "items-weakened", "record-missing", "record-late", "record-incomplete", "pause-not-recorded",
        "entry-day-unknown", "rectification-missing", "rectification-late", "records-not-claimed", "not-yet-due",
        "no-deadline-in-source",
    )  # fmt: skip
    CURES = (
        "appoint-director", "appoint-officer", "replace-staff", "appoint-own", "record-company", "record-sector",
        "adopt-template", "restore-items", "choose-template-reading", "record-today", "prove-pause", "make-record",
        "complete-record", "record-entry-day", "rectify",
    )  # fmt: skip
    SENTENCES = (
        "in-office", "nobody-in-office", "not-eligible", "undescribed", "unpublished", "checklist", "no-checklist",
        "items-missing", "items-weakened", "records-kept", "records-missing", "entered-late", "answers-missing",
        "answers-out-of-limits", "problems-open", "problem", "rectified",
    )  # fmt: skip

    def test_each_reason_is_reached(self) -> None:
        assert set(self.REASONS) <= {finding.reason for finding in companies_side()}

    def test_each_cure_is_reached(self) -> None:
        assert set(self.CURES) <= {finding.cure.code for finding in companies_side() if finding.cure}

    def test_each_sentence_is_reached(self) -> None:
        assert set(self.SENTENCES) <= {part[0] for finding in companies_side() for part in finding.ingredients}

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_each_reads_as_words(self, lang: str) -> None:
        for finding in companies_side():
            for one in (finding, *finding.expand()):
                told = one.explain(lang)
                for internal in ("Finding(", "Series(", "datetime", "DaySet", "Ref(", "None", "{", "}", "9999", "0001"):
                    assert internal not in told, (one.id, internal)
                assert one.status.label.in_language(lang) in told
                assert one.reason is None or dr.REASONS[one.reason].text.in_language(lang) in told
                assert one.cure is None or one.cure.text.in_language(lang) in told

    def test_english_has_chinese_only_where_a_record_does(self) -> None:
        for finding in companies_side():
            told = finding.explain("en")
            for recorded in ("冷藏柜温度偏高", "地面积水", "无挡鼠板", "墙面脱落"):
                told = told.replace(recorded, "")
            assert not [char for char in told if "\u4e00" <= char <= "\u9fff"], finding.id

    def test_whoever_owes_it_is_the_company(self) -> None:
        for finding in companies_side():
            assert finding.bearer == finding.subject
            assert f"包保主体 {finding.subject.id}" in part(finding, "facts")
            assert f"Owed by company {finding.subject.id}, about company" in part(finding, "facts", "en")

    def test_the_readings_that_it_depends_on(self) -> None:
        for finding in companies_side():
            told = part(finding, "readings")
            assert all(f"{id} = " in told for id in finding.rule.readings)

    @pytest.mark.parametrize(("month", "in_force"), [("2023-05", "order-60"), ("2025-05", "order-97")])
    def test_records_cite_the_national_rule_of_their_days(self, month: str, in_force: str) -> None:
        facts = registry(company(operating=period(f"{month}-01/{month}-31")))
        for finding in findings(facts, "control.*", since="2022-11-01", as_of=f"{month}-31"):
            national = {one.id[:8] for one in finding.citations if one.id.startswith("order-")}
            assert national == {in_force}


class TestOneOfMany:
    """A finding that stands for many days tells them all; each that it stands for tells its own."""

    def many(self, *facts: Any, reason: str | None, **asked: Any) -> dr.Finding:
        held = registry(company(operating=period("2023-05-08/2023-05-12")), *facts)
        (found,) = (
            f
            for f in findings(held, "control.daily", since="2023-05-01", as_of="2023-05-31", **asked)
            if f.reason == reason
        )
        return found

    def test_all_are_told_with_their_number(self) -> None:
        """Monday 8 to Friday 12 May; kept on the 9th and 10th."""
        log = dr.ControlLog(company="C-1", cycle=dr.Cycle.DAILY, kept=dr.DaySet.parse(["2023-05-09/2023-05-10"]))
        missing = self.many(log, reason="record-missing")
        assert "日管控没有记录 3 份：2023年5月8日（星期一）、5月11日（星期四）至5月12日（星期五）。" in part(
            missing, "facts"
        )
        english = "daily control: 3 without a record: Monday 8 May 2023; Thursday 11 May to Friday 12 May."
        assert english in part(missing, "facts", "en")
        kept = self.many(log, reason=None)
        assert "日管控有记录 2 份：2023年5月9日（星期二）至5月10日（星期三）。" in part(kept, "facts")

    def test_each_tells_one(self) -> None:
        first, *_, last = self.many(reason="record-missing").expand()
        assert "日管控没有记录 1 份：2023年5月8日（星期一）。" in part(first, "facts")
        assert "1 without a record: Friday 12 May 2023." in part(last, "facts", "en")

    def test_each_tells_what_is_remarkable_of_its_own_record(self) -> None:
        """R-1 of 8 May finds a problem; R-2 of 9 May doesn't; neither answers anything."""
        answers = [
            dr.Answer(item=item.id, ok=True, value=item.at_least or item.at_most, text="无")
            for item in dr.rulebook("suining-2022").templates[dr.Sector.CATERING, dr.Grade.C, dr.Cycle.DAILY].items
        ]
        problem = dr.FoundProblem(id="P-1", text="地面积水")
        records = [
            dr.ControlRecord(id=id, company="C-1", cycle=dr.Cycle.DAILY, on=day(on), answers=answers, problems=problems)
            for id, on, problems in (("R-1", "2023-05-08", problem), ("R-2", "2023-05-09", ()))
        ]
        both = self.many(*records, reason=None)
        assert both.flags == ("problems-open",)
        with_problem, without = both.expand()
        assert with_problem.flags == ("problems-open",)
        assert without.flags == ()
        assert "R-1" not in part(without, "facts")

    def test_what_was_filled_in_afterwards_is_told_of_its_own_day(self) -> None:
        log = dr.ControlLog(
            company="C-1",
            cycle=dr.Cycle.DAILY,
            kept=dr.DaySet.parse(["2023-05-09/2023-05-10"]),
            entered_late=dr.DaySet.parse(["2023-05-10"]),
        )
        both = self.many(log, reason=None)
        assert "其中事后补填：2023年5月10日（星期三）。" in part(both, "facts")
        prompt, late = both.expand()
        assert (prompt.flags, late.flags) == ((), ("entered-late",))
        assert "事后补填：" not in part(prompt, "facts")


class TestEveryExplanation:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_it_has_words_alone(self, lang: str) -> None:
        """Engine internals never show."""
        for finding in every_kind():
            told = finding.explain(lang)
            for internal in ("Finding(", "datetime", "Ref(", "Tier.", "None", "{", "}", "9999", "0001"):
                assert internal not in told, (finding.id, internal)

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_it_is_signed_by_clause_status_and_reason(self, lang: str) -> None:
        for finding in every_kind():
            told = finding.explain(lang)
            cited = finding.citations[0]
            assert (cited.clause if lang == "zh" else cited.clause_en or cited.clause) in told
            assert finding.status.label.in_language(lang) in told
            assert finding.reason is None or finding.reason in told
            assert finding.cure is None or finding.cure.text.in_language(lang) in told

    def test_chinese_is_the_default(self) -> None:
        finding = vacated()
        assert finding.explain() == finding.explain("zh") == finding.explain(lang="zh")

    def test_english_has_no_chinese_character(self) -> None:
        for finding in every_kind():
            told = finding.explain("en")
            assert not [char for char in told if "\u4e00" <= char <= "\u9fff"], finding.id

    def test_another_language_is_refused(self) -> None:
        with pytest.raises(ValueError, match="fr"):
            vacated().explain("fr")

    def test_it_is_a_string_that_pickles_and_copies(self) -> None:
        told = vacated().explain()
        for again in (pickle.loads(pickle.dumps(told)), copy.deepcopy(told), copy.copy(told)):
            assert again == told
            assert again.sections == told.sections
        assert isinstance(told, str)
        assert told.splitlines()[0].startswith("依据：")
