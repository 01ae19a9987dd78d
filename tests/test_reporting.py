"""Reports for people say what the report says, in each form, and ids can do nothing in any of them."""

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from typing import Any

import attrs
import pytest
from icalendar import Calendar

import dual_responsibility as dr
from dual_responsibility import Status, reporting
from dual_responsibility.example import suining
from dual_responsibility.reporting import progress, sheet, tables, web
from dual_responsibility.reporting.plain import visible

from .commanding import NASTY, registry_of, town, town_of_nasty_ids
from .reading_back import Page, lines_of, workbook_of

SINCE, AS_OF = dt.date(2023, 1, 1), dt.date(2023, 6, 30)
COLUMNS = {
    "zh": ["编号", "规则", "状态", "原因", "义务人", "对象", "起因", "产生日", "到期日", "终结日", "数目", "日期", "提示", "整改"],
    "en": [
        "id", "rule", "status", "reason", "bearer", "subject", "trigger", "arose", "due", "closed", "count", "days", "flags", "cure",
    ],
}  # fmt: skip


def audit(registry: dr.Registry, **options: Any) -> dr.Report:
    return dr.audit(registry, dr.rulebook("suining-2022"), **{"since": SINCE, "as_of": AS_OF, **options})


@pytest.fixture(scope="module")
def city() -> dr.Report:
    return audit(suining(scale=0.02))


@pytest.fixture(scope="module")
def nasty() -> dr.Report:
    return audit(registry_of(town_of_nasty_ids()))


@pytest.mark.parametrize("lang", ["zh", "en"])
class TestCSV:
    def test_it_has_a_line_for_each_finding_and_one_for_the_headings(self, city: dr.Report, lang: str) -> None:
        raw = reporting.report_to_csv(city, lang)
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = lines_of(raw)
        assert lines[0] == COLUMNS[lang]
        assert [line[0] for line in lines[1:]] == [finding.id for finding in city.findings]
        assert {len(line) for line in lines} == {14}

    def test_a_line_says_what_its_finding_says(self, lang: str) -> None:
        """From 27 April five working days end on 8 May; S-2 followed on the 9th."""
        (line,) = lines_of(reporting.report_to_csv(audit(registry_of(town()), rules=("adjust.*",)), lang))[1:]
        zh = ["逾期履行", "successor-late"]
        assert line[:10] == [
            "adjust.personnel-change/company/C-1/CH-1",
            "adjust.personnel-change",
            *(zh if lang == "zh" else ["FULFILLED_LATE", "successor-late"]),
            "area 510903",
            "company C-1",
            "CH-1",
            "2023-04-27",
            "2023-05-08",
            "2023-05-09",
        ]


@pytest.mark.parametrize("lang", ["zh", "en"])
class TestWorkbook:
    def test_its_sheets_have_frozen_headings_that_repeat_in_print(self, city: dr.Report, lang: str) -> None:
        book = workbook_of(reporting.report_to_xlsx(city, lang))
        names = {
            "zh": ["包保底数", "各类义务履行情况", "义务履行情况", "完成率", "提示", "未按期履行的结果"],
            "en": [
                "Caseload on 2023-06-30", "Obligations by family", "Obligations by rule and status",
                "Completion rates", "Flags", "Findings not fulfilled",
            ],
        }  # fmt: skip
        assert book.sheetnames == names[lang]
        for page in book.worksheets:
            assert page.freeze_panes == "A4"
            assert page.print_title_rows == "$3:$3"
            assert page["A1"].value == tables.title(city, lang)
            assert page["A1"].font.bold
            assert page.page_setup.orientation == "landscape"

    def test_its_last_sheet_lists_what_is_not_fulfilled(self, city: dr.Report, lang: str) -> None:
        page = workbook_of(reporting.report_to_xlsx(city, lang)).worksheets[-1]
        rows = [*page.iter_rows(min_row=3, values_only=True)]
        assert list(rows[0]) == COLUMNS[lang]
        assert [row[0] for row in rows[1:]] == [f.id for f in city.findings if f.status is not Status.FULFILLED]

    def test_numbers_are_numbers(self, city: dr.Report, lang: str) -> None:
        _, families, rules, *_ = workbook_of(reporting.report_to_xlsx(city, lang)).worksheets
        by_rule = city.summary().by_rule
        first = [cell.value for cell in rules[4]][2:]
        assert first == [by_rule["coverage.assigned"][status] for status in Status]
        of_family = [counts for rule, counts in by_rule.items() if rule.startswith("coverage.")]
        assert [cell.value for cell in families[4]][2:] == [sum(one[status] for one in of_family) for status in Status]

    def test_a_list_too_long_for_a_sheet_says_so(
        self, city: dr.Report, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sheet, "LIMIT", 3)
        page = workbook_of(reporting.report_to_xlsx(city, lang)).worksheets[-1]
        total = sum(finding.status is not Status.FULFILLED for finding in city.findings)
        assert page.max_row == 6
        assert (
            page["A2"].value
            == {
                "zh": f"未按期履行的结果（前 3 项，共 {total} 项）",
                "en": f"Findings not fulfilled (first 3 of {total})",
            }[lang]
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
class TestPage:
    def test_it_is_sound_and_fetches_nothing(self, city: dr.Report, lang: str) -> None:
        raw = reporting.report_to_html(city, lang)
        page = Page(raw)
        assert page.lang == {"zh": "zh-CN", "en": "en"}[lang]
        assert b"://" not in raw
        (style,) = page.all("style")
        assert "url(" not in style
        assert "@import" not in style
        assert page.all("h1") == page.all("title") == [tables.title(city, lang)]
        assert page.all("th")[-13:] == COLUMNS[lang][1:]
        assert page.all("footer")[0].endswith(city.fingerprint)

    def test_it_explains_violations_and_lists_breaches(
        self, city: dr.Report, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = Page(reporting.report_to_html(city, lang))
        assert page.all("h3") == [f"{n}. {finding.id}" for n, finding in enumerate(city.violations, 1)]
        told = [finding for finding in city.findings if finding.status.is_breach]
        told += [finding for finding in city.findings if finding.status is Status.UNDETERMINED]
        assert page.rows.count(13) == len(told)
        monkeypatch.setattr(web, "LISTED", 5)
        monkeypatch.setattr(web, "EXPLAINED", 2)
        short = Page(reporting.report_to_html(city, lang))
        assert (len(short.all("h3")), short.rows.count(13)) == (2, 5)
        assert short.all("h2")[-1].endswith(f" (5 / {len(told)})")

    def test_ids_are_text_and_no_markup(self, nasty: dr.Report, lang: str) -> None:
        page = Page(reporting.report_to_html(nasty, lang))
        assert 'company <b>&"' in page.all("td")
        assert "company \\x1b[31mred" in page.all("td")
        assert any('"' in text and "<b>" in text for text in page.all("dd"))


class TestText:
    def test_it_is_the_same_each_time_and_has_no_trailing_blanks(self, city: dr.Report) -> None:
        text = reporting.report_to_text(city)
        assert text == reporting.report_to_text(audit(suining(scale=0.02)))
        assert all(line == line.rstrip() for line in text.splitlines())
        assert text.endswith(f"结果指纹 {city.fingerprint}\n")

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_it_explains_the_first_violation_of_each_rule(self, city: dr.Report, lang: str) -> None:
        text = reporting.report_to_text(city, lang)
        rules = Counter(finding.rule_id for finding in city.violations)
        for rule in rules:
            first = next(finding for finding in city.violations if finding.rule_id == rule)
            assert f"{first.id}\n{first.explain(lang)}\n" in text
        assert text.count({"zh": "依据：", "en": "Norm: "}[lang]) == len(rules)

    def test_markup_in_ids_is_text(self, nasty: dr.Report) -> None:
        text = reporting.report_to_text(audit(registry_of(town_of_nasty_ids()), rules=("attend.*", "adjust.*")))
        assert "\x1b" not in text
        only = [{"id": "[red]:smile:", "area": "510903", "grades": "B"}]
        emoji = audit(registry_of(town(companies=only, assignments=[], visits=[])), rules=("coverage.assigned",))
        assert "coverage.assigned/company/[red]:smile:/" in reporting.report_to_text(emoji)

    def test_colours_are_asked_for(self, city: dr.Report) -> None:
        assert "\x1b[" not in reporting.report_to_text(city)
        assert "\x1b[1m" in reporting.report_to_text(city, colour=True, width=80)

    @pytest.mark.parametrize(("lang", "words"), [("zh", "，按2023-07-10前录入"), ("en", ", as known on 2023-07-10")])
    def test_the_title_says_what_was_known_when(self, lang: str, words: str) -> None:
        assert words in tables.title(audit(registry_of(town()), known_by=dt.date(2023, 7, 10)), lang)

    def test_an_empty_registry_has_a_report_too(self) -> None:
        report = audit(dr.Registry())
        assert "未履行 0 项" in reporting.report_to_text(report)
        assert Page(reporting.report_to_html(report)).all("h3") == []
        assert len(lines_of(reporting.report_to_csv(report))) == 1
        assert workbook_of(reporting.report_to_xlsx(report)).worksheets[-1].max_row == 3


def records() -> dict[str, Any]:
    """The town, whose company's records of March and April 2023 are all there is: 9 and 13 April filled in later."""
    log = {
        "company": "C-1",
        "cycle": "DAILY",
        "kept": ["2023-03-01/2023-04-28"],
        "entered_late": ["2023-04-09", "2023-04-13"],
    }
    weekly = {"company": "C-1", "cycle": "WEEKLY", "kept": ["2023-04-09", "2023-04-14", "2023-04-23"],
              "entered_late": ["2023-04-09", "2023-04-14"]}  # fmt: skip
    monthly = {
        "company": "C-1",
        "cycle": "MONTHLY",
        "kept": ["2023-03-31", "2023-04-30"],
        "entered_late": ["2023-04-30"],
    }
    claim = {"kind": "control_logs", "area": "5109", "period": "2022-11-01/2023-12-31"}
    return town(control_logs=[log, weekly, monthly], complete=[claim])


def judged(**options: Any) -> dr.Report:
    asked = {"since": dt.date(2023, 4, 1), "as_of": dt.date(2023, 4, 30), **options}
    return audit(registry_of(records()), rules=("control.daily", "control.weekly", "control.monthly"), **asked)


class TestSeries:
    """Findings that stand for many records: April 2023 has 30 days; a sheet is missing for the 29th and the 30th."""

    @pytest.mark.parametrize(("lang", "flag"), [("zh", "事后补填"), ("en", "filled in afterwards")])
    def test_a_line_of_the_csv_has_how_many_on_which_days_and_its_flags(self, lang: str, flag: str) -> None:
        """The days to the 28th are kept."""
        lines = {line[0]: line for line in lines_of(reporting.report_to_csv(judged(), lang))}
        kept = lines["control.daily/company/C-1/kept@2023-04-01"]
        assert kept[10:13] == ["28", "2023-04-01/2023-04-28", flag]
        missing = lines["control.daily/company/C-1/record-missing@2023-04-29"]
        assert missing[10:13] == ["1", "2023-04-29", ""]

    def test_sums_count_records_and_not_findings(self) -> None:
        """28 days kept, the 29th missing, and the 30th not over before it ends."""
        rows = {row[0]: row[2:] for row in tables.summary(judged(), "zh").rows}
        counts = dict(zip(Status, rows["control.daily"], strict=True))
        assert (counts[Status.FULFILLED], counts[Status.VIOLATED], counts[Status.PENDING]) == (28, 1, 1)

    @pytest.mark.parametrize(("reading", "weeks"), [("iso", 2), ("sunday", 1)])
    def test_flags_are_counted_by_record(self, reading: str, weeks: int) -> None:
        """9 April 2023 was a Sunday and 14 a Friday: two weeks that begin on Mondays, one that begins on Sundays."""
        book = dr.rulebook("suining-2022").with_readings({"control-week": reading})
        april = {"since": dt.date(2023, 4, 1), "as_of": dt.date(2023, 5, 7)}
        report = dr.audit(registry_of(records()), book, **april, rules=("control.*",))
        counts = {row[0]: (row[2], row[4]) for row in tables.remarks(report, "en").rows}
        assert counts == {
            "control.daily": ("entered-late", 2),
            "control.weekly": ("entered-late", weeks),
            "control.monthly": ("entered-late", 1),
        }

    def test_flags_of_single_records_are_counted_too(self) -> None:
        """A record of 3 April with a problem that nobody has put right; its own finding isn't flagged."""
        problem = {"id": "P-1", "text": "门帘破损"}
        record = {"id": "R-1", "company": "C-1", "cycle": "DAILY", "on": "2023-04-03", "problems": [problem]}
        report = audit(
            registry_of(town(control_records=[record])), as_of=dt.date(2023, 4, 30), rules=("control.daily",)
        )
        assert {row[2]: row[4] for row in tables.remarks(report, "zh").rows} == {"problems-open": 1}

    def test_one_finding_that_is_flagged_is_one_obligation(self) -> None:
        report = judged()
        days = [one for finding in report.findings for one in finding.expand()]
        single = attrs.evolve(report, findings=tuple(days))
        assert tables.remarks(single, "zh").rows == tables.remarks(report, "zh").rows

    def test_without_flags_there_is_no_table_of_them(self) -> None:
        report = audit(registry_of(town()))
        assert len(tables.tables_of(report, "zh")) == 4
        assert len(workbook_of(reporting.report_to_xlsx(report)).sheetnames) == 5

    @pytest.mark.parametrize(
        ("lang", "head", "days"),
        [
            ("zh", "未履行 5 项；以下是 2 条规则", "数目：3；日期：2023-04-29/2023-05-01\n"),
            ("en", "Violated: 5; the first of each of 2 rules", "Count: 3; days: 2023-04-29/2023-05-01\n"),
        ],
    )
    def test_the_text_tells_how_many_and_when(self, lang: str, head: str, days: str) -> None:
        """On 2 May: no sheet for 29 and 30 April and 1 May, no report of the weeks from 27 March and 24 April."""
        text = reporting.report_to_text(judged(as_of=dt.date(2023, 5, 2)), lang)
        assert head in text
        assert days in text

    def test_the_text_tells_the_flags_of_what_it_explains(self) -> None:
        """Read as late, a record filled in afterwards isn't one that was made: it is flagged and explained."""
        report = judged()
        flagged = next(finding for finding in report.findings if finding.flags)
        shown = attrs.evolve(flagged, status=Status.VIOLATED, reason="record-missing")
        text = reporting.report_to_text(attrs.evolve(report, findings=(shown,)))
        assert "提示：事后补填\n" in text

    def test_the_page_and_the_workbook_list_the_days(self) -> None:
        report = judged()
        assert "2023-04-29" in Page(reporting.report_to_html(report)).all("td")
        rows = [*workbook_of(reporting.report_to_xlsx(report)).worksheets[-1].iter_rows(min_row=4, values_only=True)]
        assert [row[10:12] for row in rows if row[0].startswith("control.daily/") and row[3] == "record-missing"] == [
            (1, "2023-04-29")
        ]

    def test_more_days_than_a_cell_can_hold_are_cut_short(self) -> None:
        """Every other day of 20 years: 3 652 days, each of 10 characters and a blank, are more than 32 767."""
        report = judged()
        missing = next(finding for finding in report.findings if finding.reason == "record-missing")
        first = dt.date(2023, 1, 1)
        days = dr.DaySet([first + dt.timedelta(2 * n) for n in range(3_652)])
        long = attrs.evolve(report, findings=(attrs.evolve(missing, days=days, size=3_652),))
        cell = workbook_of(reporting.report_to_xlsx(long)).worksheets[-1]["L4"].value
        assert (len(cell), cell[-1]) == (32_767, "…")


class TestRules:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_the_text_says_who_needs_which_staff_and_what_bars_them(self, lang: str) -> None:
        """§10.1, and the national rules of 2022: nurseries from 300 diners, others above 1,000; 5 years, or for life."""
        text = " ".join(reporting.rules_to_text(dr.rulebook("suining-2022"), lang, width=800).split())
        words = {
            "zh": ["人员配备", "所有主体", "托幼机构食堂，用餐300人以上（含本数）", "用餐超过1000人（不含本数）", "，集中供餐",
                   "自决定之日起 5 年", "终身", "2022-11-01/2025-04-14", "2025-04-15/..", "全国第135条"],
            "en": ["Who needs which staff", "every company", "nursery canteen, 300 diners or more",
                   "more than 1,000 diners", ", serving centralised dining", "5 years from the decision", "for life",
                   "national art. 135"],
        }  # fmt: skip
        assert [told for told in words[lang] if told not in text] == []

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("zh", ["条款台账", "§12.5", "叙述", "比例没有写明"]),
            ("en", ["Ledger of clauses", "§12.5", "descriptive", "no share is given"]),
        ],
    )
    def test_the_text_says_how_each_clause_is_met(self, lang: str, words: list[str]) -> None:
        book = dr.rulebook("suining-2022")
        text = reporting.rules_to_text(book, lang, width=400)
        assert [told for told in (*words, *book.clauses) if told not in text] == []
        assert words[0] not in reporting.rules_to_text(attrs.evolve(book, clauses=dr.FrozenMap()), lang, width=400)


class TestFamilies:
    def test_they_are_named_and_add_up(self, city: dr.Report) -> None:
        for lang in ("zh", "en"):
            rows = tables.families(city, lang).rows
            assert [row[0] for row in rows] == list(dict.fromkeys(rule.partition(".")[0] for rule in city.rules))
            assert [row[1] for row in rows] == [tables.FAMILIES[row[0]].in_language(lang) for row in rows]
        by_rule = city.summary().by_rule
        total = {status: sum(counts[status] for counts in by_rule.values()) for status in Status}
        assert [sum(column) for column in zip(*(row[2:] for row in rows), strict=True)] == [*total.values()]

    def test_one_that_has_no_name_goes_by_its_own(self, city: dr.Report, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tables, "FAMILIES", {})
        assert all(row[0] == row[1] for row in tables.families(city, "zh").rows)


class TestRates:
    def test_what_nobody_could_judge_has_no_rate(self) -> None:
        """Two quarters outside any claim, of a company that closed on 30 June and whose grade isn't known."""
        ungraded = {"id": "C-1", "area": "510903", "operating": "2022-11-01/2023-06-30"}
        registry = registry_of(town(complete=[], visits=[], companies=[ungraded]))
        report = audit(registry, rules=("attend.quarter",), as_of=dt.date(2023, 7, 1))
        rows = tables.completion(report, "zh").rows
        assert rows == (
            ("attend.quarter", "—", 0, 0, 0, 2, "—"),
            ("attend.quarter", "全部", 0, 0, 0, 2, "—"),
        )

    def test_rules_left_out_have_no_row(self, city: dr.Report) -> None:
        report = audit(registry_of(town()), rules=("adjust.personnel-change",))
        rules = {row[0] for row in tables.completion(report, "en").rows}
        assert rules == {"adjust.*"}
        assert {row[0] for row in tables.completion(city, "en").rows} == set(tables.RATES)


class TestAgenda:
    BOOK = dr.rulebook("suining-2022")

    def due(self, document: dict[str, Any], *rules: str) -> list[dr.Obligation]:
        may = {"start": dt.date(2023, 5, 1), "end": dt.date(2023, 5, 31)}
        return [*dr.agenda(registry_of(document), self.BOOK, **may, rules=rules or ("adjust.*",))]

    @pytest.mark.parametrize(("lang", "title"), [("zh", "人员变动必调整"), ("en", "adjusted on a change of personnel")])
    def test_the_calendar_file_has_a_whole_day_for_each_obligation(self, lang: str, title: str) -> None:
        raw = reporting.agenda_to_ics(self.due(town()), self.BOOK, lang)
        assert raw == reporting.agenda_to_ics(self.due(town()), self.BOOK, lang)
        calendar = Calendar.from_ical(raw)
        (event,) = calendar.walk("VEVENT")
        assert event["dtstart"].dt == dt.date(2023, 5, 8)
        assert event["dtstamp"].dt == dt.datetime(2023, 4, 27, tzinfo=dt.UTC)
        assert event["summary"] == f"{title} C-1 (510903)"
        assert event["uid"] == "adjust.personnel-change/company/C-1/CH-1@dual-responsibility"
        assert "§7.3" in event["description"]
        assert calendar["prodid"].endswith(lang.upper())
        assert b"\r\n" in raw

    def test_no_id_breaks_the_calendar_file(self) -> None:
        calendar = Calendar.from_ical(reporting.agenda_to_ics(self.due(town_of_nasty_ids()), self.BOOK))
        events = calendar.walk("VEVENT")
        assert {str(event["summary"]) for event in events} == {f"人员变动必调整 {visible(id)} (510903)" for id in NASTY}

    def test_each_record_is_an_event_of_its_own(self) -> None:
        """§8.3: 31 days, the weeks that end on the Sundays 7, 14, 21 and 28 May, and the month."""
        calendar = Calendar.from_ical(reporting.agenda_to_ics(self.due(town(), "control.*"), self.BOOK))
        names = Counter(str(event["summary"]) for event in calendar.walk("VEVENT"))
        assert names == {"日管控记录 C-1 (C-1)": 31, "周排查报告 C-1 (C-1)": 4, "月调度纪要 C-1 (C-1)": 1}
        assert len({str(event["uid"]) for event in calendar.walk("VEVENT")}) == 36

    @pytest.mark.parametrize("write", [reporting.agenda_to_text, reporting.agenda_to_ics])
    def test_obligations_are_taken_as_they_come(self, write: Any) -> None:
        """A city's records are too many for a list."""
        assert write(iter(self.due(town())), self.BOOK) == write(self.due(town()), self.BOOK)

    @pytest.mark.parametrize("document", [town(), town_of_nasty_ids()], ids=["town", "nasty"])
    def test_the_json_is_laid_out_like_any_other(self, document: dict[str, Any]) -> None:
        for due in (self.due(document, "*"), []):
            raw = reporting.agenda_to_json(iter(due))
            assert raw == json.dumps(json.loads(raw), ensure_ascii=False, indent=1).encode() + b"\n"
            assert [row["id"] for row in json.loads(raw)["obligations"]] == [duty.id for duty in due]

    def test_nothing_due_is_an_empty_agenda(self) -> None:
        assert reporting.agenda_to_text([], self.BOOK) == ""
        assert json.loads(reporting.agenda_to_json([]))["obligations"] == []
        assert Calendar.from_ical(reporting.agenda_to_ics([], self.BOOK)).walk("VEVENT") == []


class TestPackage:
    def test_it_has_its_names_and_no_others(self) -> None:
        assert dir(reporting) == sorted(reporting.__all__)
        assert all(callable(getattr(reporting, name)) for name in reporting.__all__)
        with pytest.raises(AttributeError, match="report_to_pdf"):
            reporting.__getattr__("report_to_pdf")

    @pytest.mark.parametrize(
        ("lacking", "names"),
        [
            ("icalendar rich docx", "report_to_html report_to_xlsx template_to_xlsx"),
            ("icalendar rich jinja2 openpyxl", "template_to_docx"),
            ("docx jinja2 openpyxl rich", "agenda_to_ics"),
            ("docx icalendar jinja2 openpyxl rich", "report_to_csv agenda_to_text agenda_to_json"),
        ],
        ids=["reporting", "documents", "ics", "none"],
    )
    def test_each_form_needs_no_more_than_its_own_extra(self, lacking: str, names: str) -> None:
        code = f"""
import sys
sys.modules.update(dict.fromkeys({lacking.split()}))
from dual_responsibility.reporting import {", ".join(names.split())}
"""
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_a_bar_that_was_never_shown_can_be_closed(self) -> None:
        bar = progress.Bar()
        bar(1, 2)
        bar.close()
        assert bar.shown is None
