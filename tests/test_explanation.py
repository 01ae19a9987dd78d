"""explain(): norm, facts by id, each day counted and each skipped, readings, conclusion, cure; in two languages."""

import copy
import pickle
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
            assert finding.citations[0].clause in told
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
