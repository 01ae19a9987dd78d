"""Reports for people say what the report says, in each form, and ids can do nothing in any of them."""

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from typing import Any

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
    "zh": ["编号", "规则", "状态", "原因", "义务人", "对象", "起因", "产生日", "到期日", "终结日", "数目", "整改"],
    "en": [
        "id", "rule", "status", "reason", "bearer", "subject", "trigger", "arose", "due", "closed", "count", "cure",
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
        assert {len(line) for line in lines} == {12}

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
            "zh": ["包保底数", "义务履行情况", "完成率", "未按期履行的结果"],
            "en": ["Caseload on 2023-06-30", "Obligations by rule and status", "Completion rates"],
        }
        assert book.sheetnames[: len(names[lang])] == names[lang]
        assert len(book.sheetnames) == 4
        for page in book.worksheets:
            assert page.freeze_panes == "A4"
            assert page.print_title_rows == "$3:$3"
            assert page["A1"].value == tables.title(city, lang)
            assert page["A1"].font.bold
            assert page.page_setup.orientation == "landscape"

    def test_its_last_sheet_lists_what_is_not_fulfilled(self, city: dr.Report, lang: str) -> None:
        page = workbook_of(reporting.report_to_xlsx(city, lang)).worksheets[3]
        rows = [*page.iter_rows(min_row=3, values_only=True)]
        assert list(rows[0]) == COLUMNS[lang]
        assert [row[0] for row in rows[1:]] == [f.id for f in city.findings if f.status is not Status.FULFILLED]

    def test_numbers_are_numbers(self, city: dr.Report, lang: str) -> None:
        page = workbook_of(reporting.report_to_xlsx(city, lang)).worksheets[1]
        sums = city.summary()
        first = [cell.value for cell in page[4]][2:]
        assert first == [sums.by_rule["coverage.assigned"][status] for status in Status]

    def test_a_list_too_long_for_a_sheet_says_so(
        self, city: dr.Report, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sheet, "LIMIT", 3)
        page = workbook_of(reporting.report_to_xlsx(city, lang)).worksheets[3]
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
        assert page.all("th")[-11:] == COLUMNS[lang][1:]
        assert page.all("footer")[0].endswith(city.fingerprint)

    def test_it_explains_violations_and_lists_breaches(
        self, city: dr.Report, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = Page(reporting.report_to_html(city, lang))
        assert page.all("h3") == [f"{n}. {finding.id}" for n, finding in enumerate(city.violations, 1)]
        told = [finding for finding in city.findings if finding.status.is_breach]
        told += [finding for finding in city.findings if finding.status is Status.UNDETERMINED]
        assert page.rows.count(11) == len(told)
        monkeypatch.setattr(web, "LISTED", 5)
        monkeypatch.setattr(web, "EXPLAINED", 2)
        short = Page(reporting.report_to_html(city, lang))
        assert (len(short.all("h3")), short.rows.count(11)) == (2, 5)
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
        assert workbook_of(reporting.report_to_xlsx(report)).worksheets[3].max_row == 3


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

    def due(self, document: dict[str, Any]) -> list[dr.Obligation]:
        may = {"start": dt.date(2023, 5, 1), "end": dt.date(2023, 5, 31)}
        return [*dr.agenda(registry_of(document), self.BOOK, **may)]

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
            ("icalendar rich", "report_to_html report_to_xlsx"),
            ("jinja2 openpyxl rich", "agenda_to_ics"),
            ("icalendar jinja2 openpyxl rich", "report_to_csv agenda_to_text agenda_to_json"),
        ],
        ids=["reporting", "ics", "none"],
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
