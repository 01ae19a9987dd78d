"""Receipts: where a report's decisions come from, in one flat record, and the replay that verifies it."""

import copy
import datetime as dt
import json
import pickle
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dual_responsibility as dr
from dual_responsibility import replaying
from dual_responsibility.facts.registry import COLLECTIONS
from dual_responsibility.receipts import Receipt
from dual_responsibility.replaying import Verification, verify
from dual_responsibility.starred import Starred

from .books import suining_text
from .rules.building import change, company, day, period, registry, relation, supervisor, visit
from .strategies import registries, windows

SHIPPED = dr.WorkCalendar.editions()[-1]
QUARTERS_AND_CHANGES = ("attend.quarter", "adjust.personnel-change")


def handover(*facts: Any) -> dr.Registry:
    """S-1 of a township leaves on Monday 15 May 2023; S-2 is in force on the 18th, and had to be by the 22nd (§7.3).

    C-1 was visited in each quarter but the third: by S-1 in February and April, by S-2 in October.
    """
    return registry(
        company(),
        supervisor("S-1"),
        supervisor("S-2"),
        relation("A-1", held="2022-11-01/2023-05-14"),
        change("2023-05-15"),
        relation("A-2", supervisor="S-2", held="2023-05-18/.."),
        visit("2023-02-01"),
        visit("2023-04-20"),
        visit("2023-10-20", visitor="S-2"),
        *facts,
    )


def book(readings: Mapping[str, str] | None = None) -> dr.Rulebook:
    """Suining's book by some readings."""
    return dr.rulebook("suining-2022").with_readings(readings or {})


def calendar() -> dr.WorkCalendar:
    """The edition that is shipped."""
    return dr.WorkCalendar.from_edition(SHIPPED)


def another_calendar() -> dr.WorkCalendar:
    """Two years without a holiday."""
    return dr.WorkCalendar.explicit(day("2022-01-01"), day("2023-12-31"))


def reported(
    facts: dr.Registry,
    *,
    by: dr.Rulebook | None = None,
    cal: dr.WorkCalendar | None = None,
    rules: tuple[str, ...] = QUARTERS_AND_CHANGES,
    known_by: str | None = None,
) -> dr.Report:
    """The report on the year 2023."""
    return dr.audit(
        facts,
        by or book(),
        since=day("2023-01-01"),
        as_of=day("2023-12-31"),
        calendar=cal or calendar(),
        rules=rules,
        known_by=None if known_by is None else day(known_by),
    )


def altered(receipt: Receipt, **values: Any) -> Receipt:
    """The receipt with other values, as it is read from JSON."""
    return Receipt.from_json({**receipt.to_json(), **values})


def flipped(digest: str) -> str:
    """A hash of which one digit is another."""
    return ("1" if digest[0] == "0" else "0") + digest[1:]


class TestReceipt:
    def test_what_it_says(self) -> None:
        """Four quarters, of which the third was missed and the others met; one change, adjusted in time."""
        facts = handover()
        report = reported(facts)
        receipt = report.receipt()
        assert receipt.to_json() == {
            "format": "dual-responsibility/receipt",
            "version": 1,
            "package": dr.__version__,
            "rulebook": "suining-2022",
            "rulebook_version": book().version,
            "rulebook_hash": book().hash,
            "calendar": SHIPPED,
            "calendar_hash": calendar().edition.hash,
            "interpretations": {id: entry.chosen for id, entry in book().interpretations.items()},
            "facts_hash": facts.hash,
            "since": "2023-01-01",
            "as_of": "2023-12-31",
            "known_by": None,
            "rules": ["attend.quarter", "adjust.personnel-change"],
            "fingerprint": report.fingerprint,
            "counts": {"FULFILLED": 4, "FULFILLED_LATE": 0, "PENDING": 0, "VIOLATED": 1, "UNDETERMINED": 0},
            "findings": 5,
        }

    def test_counts_are_of_obligations(self) -> None:
        """The days of a company's records are one finding."""
        log = dr.ControlLog(
            company="C-1", cycle=dr.Cycle.DAILY, kept=dr.DaySet.between(day("2023-01-01"), day("2023-12-31"))
        )
        report = reported(handover(log), rules=("control.daily",))
        receipt = report.receipt()
        assert receipt.counts == report.summary().by_status
        assert (receipt.counts[dr.Status.FULFILLED], receipt.findings) == (365, len(report.findings))
        assert receipt.findings < 365

    def test_known_by_and_readings(self) -> None:
        receipt = reported(handover(), by=book({"first-day": "counted"}), known_by="2023-12-31").receipt()
        assert receipt.to_json()["known_by"] == "2023-12-31"
        assert receipt.interpretations["first-day"] == "counted"

    def test_it_is_a_value(self) -> None:
        receipt = reported(handover()).receipt()
        assert receipt == reported(handover()).receipt()
        assert hash(receipt) == hash(reported(handover()).receipt())
        assert pickle.loads(pickle.dumps(receipt)) == receipt

    @pytest.mark.parametrize("known_by", [None, "2023-06-30"])
    def test_read_back(self, known_by: str | None) -> None:
        receipt = reported(handover(), known_by=known_by).receipt()
        text = json.dumps(receipt.to_json(), ensure_ascii=False)
        for data in (receipt.to_json(), text, text.encode(), json.dumps(receipt.to_json())):
            assert Receipt.from_json(data) == receipt

    def test_without_a_rule(self) -> None:
        receipt = reported(handover(), rules=()).receipt()
        assert Receipt.from_json(receipt.to_json()) == receipt
        assert verify(receipt, handover()).equal


class TestFactsAtHand:
    def test_an_audit_has_them(self) -> None:
        facts = handover()
        report = reported(facts)
        assert report.registry is facts
        assert report.receipt() == report.receipt(facts)

    def test_they_are_no_part_of_the_report(self) -> None:
        """Neither of its equality, nor of its hash, nor of how it shows itself."""
        report = reported(handover())
        bare = dr.Report(report.context, report.rules, report.findings, report.roster)
        assert bare.registry is None
        assert bare == report
        assert hash(bare) == hash(report)
        assert "registry" not in repr(report)

    def test_a_report_that_was_sent_has_none(self) -> None:
        facts = handover(dr.Pause(company="C-1", period=period("2024-01-01/2024-01-02")))
        report = reported(facts)
        sent = pickle.dumps(report)
        assert b"facts.base" in sent
        assert b"facts.registry" not in sent
        assert b"facts.companies" not in sent
        for again in (pickle.loads(sent), copy.copy(report), copy.deepcopy(report)):
            assert again == report
            assert again.registry is None
            self.refuses(again)
            assert again.receipt(facts) == report.receipt()

    def test_a_report_that_was_joined_has_none(self) -> None:
        facts = handover(company("C-2"), relation("A-3", "C-2", "S-2"))
        whole = reported(facts)
        one, other = (reported(part) for part in facts.partition(2))
        joined = one.join(other)
        assert joined == whole
        self.refuses(joined)
        assert joined.receipt(facts) == whole.receipt()
        assert verify(joined.receipt(facts), facts).equal

    @staticmethod
    def refuses(report: dr.Report) -> None:
        with pytest.raises(dr.ReportError) as caught:
            report.receipt()
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("facts-not-at-hand", "/registry")
        assert "receipt(registry)" in problem.message.zh
        assert "receipt(registry)" in problem.message.en


def read(changes: Mapping[str, Any], *left_out: str) -> list[tuple[str, str]]:
    """Code and path of each problem of a receipt's document that is changed, with some keys left out."""
    document = {**reported(handover()).receipt().to_json(), **changes}
    with pytest.raises(dr.DocumentError) as caught:
        Receipt.from_json({key: value for key, value in document.items() if key not in left_out})
    assert all(problem.message.zh and problem.message.en for problem in caught.value.problems)
    return [(problem.code, problem.path) for problem in caught.value.problems]


class TestReading:
    @pytest.mark.parametrize(
        ("key", "value", "found"),
        [
            ("format", "dual-responsibility/registry", [("wrong-format", "/format")]),
            ("format", None, [("wrong-format", "/format")]),
            ("version", 2, [("wrong-version", "/version")]),
            ("version", True, [("wrong-version", "/version")]),
            ("version", "1", [("wrong-version", "/version")]),
            ("package", 3, [("wrong-type", "/package")]),
            ("package", "", [("empty", "/package")]),
            ("rulebook", None, [("wrong-type", "/rulebook")]),
            ("rulebook_hash", "abc", [("not-a-hash", "/rulebook_hash")]),
            ("calendar_hash", "G" * 64, [("not-a-hash", "/calendar_hash")]),
            ("facts_hash", "A" * 64, [("not-a-hash", "/facts_hash")]),
            ("fingerprint", 5, [("not-a-hash", "/fingerprint")]),
            ("fingerprint", "0" * 64 + "\n", [("not-a-hash", "/fingerprint")]),
            ("since", 20230101, [("wrong-type", "/since")]),
            ("since", None, [("wrong-type", "/since")]),
            ("since", "2023-02-29", [("not-a-date", "/since")]),
            ("since", "20230101", [("not-a-date", "/since")]),
            ("since", "2024-01-01", [("window-reversed", "/as_of")]),
            ("as_of", "2023-12-31T00:00", [("not-a-date", "/as_of")]),
            ("known_by", "", [("not-a-date", "/known_by")]),
            ("known_by", False, [("wrong-type", "/known_by")]),
            ("rules", "attend.quarter", [("wrong-type", "/rules")]),
            ("rules", {}, [("wrong-type", "/rules")]),
            ("rules", ["a", 1, "", "a", []], [
                ("wrong-type", "/rules/1"), ("empty", "/rules/2"), ("repeated", "/rules/3"), ("wrong-type", "/rules/4"),
            ]),
            ("interpretations", [], [("wrong-type", "/interpretations")]),
            ("interpretations", {"a/b": 1, "c": ""}, [
                ("wrong-type", "/interpretations/a~1b"), ("empty", "/interpretations/c"),
            ]),
            ("interpretations", {1: "x"}, [("wrong-type", "/interpretations/1")]),
            ("counts", None, [("wrong-type", "/counts")]),
            ("counts", {"FULFILLED": 1, "PENDING": -1, "VIOLATED": 1.0, "UNDETERMINED": True, "MET": 1}, [
                ("unknown-key", "/counts/MET"), ("missing", "/counts/FULFILLED_LATE"), ("wrong-type", "/counts/PENDING"),
                ("wrong-type", "/counts/VIOLATED"), ("wrong-type", "/counts/UNDETERMINED"),
            ]),
            ("findings", -1, [("wrong-type", "/findings")]),
            ("findings", "5", [("wrong-type", "/findings")]),
            ("findings", 5.0, [("wrong-type", "/findings")]),
            ("extensions", {}, [("unknown-key", "/extensions")]),
        ],
    )  # fmt: skip
    def test_a_wrong_value(self, key: str, value: Any, found: list[tuple[str, str]]) -> None:
        assert read({key: value}) == found

    @pytest.mark.parametrize("key", sorted(reported(handover()).receipt().to_json()))
    def test_a_missing_key(self, key: str) -> None:
        assert read({}, key) == [("missing", f"/{key}")]

    def test_every_problem_is_listed(self) -> None:
        found = read({"extra": 1, "since": "x", "findings": None}, "rules")
        assert found == [
            ("unknown-key", "/extra"),
            ("missing", "/rules"),
            ("not-a-date", "/since"),
            ("wrong-type", "/findings"),
        ]

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            ("", "not-json"),
            ("{", "not-json"),
            ("\ufeff{}", "not-json"),
            (b"\xff", "not-utf-8"),
            ("9" * 5000, "not-json"),
            ("[" * 100_000, "too-deep"),
            ("[]", "wrong-type"),
            ("null", "wrong-type"),
            ([], "wrong-type"),
            (None, "wrong-type"),
            (7, "wrong-type"),
        ],
    )
    def test_what_is_no_document(self, data: Any, code: str) -> None:
        with pytest.raises(dr.DocumentError) as caught:
            Receipt.from_json(data)
        assert [(problem.code, problem.path) for problem in caught.value.problems] == [(code, "")]

    def test_keys_that_stand_twice(self) -> None:
        text = json.dumps(reported(handover()).receipt().to_json())
        text = text.replace('"findings": 5', '"findings": 5, "findings": 6')
        text = text.replace('"PENDING": 0', '"PENDING": 0, "PENDING": 0')
        text = text.replace('"interpretations": {', '"interpretations": {"a": "b", "a": "c", ')
        with pytest.raises(dr.DocumentError) as caught:
            Receipt.from_json(text)
        assert [(problem.code, problem.path) for problem in caught.value.problems] == [
            ("duplicate-key", "/findings"),
            ("duplicate-key", "/interpretations/a"),
            ("duplicate-key", "/counts/PENDING"),
        ]


class TestItVerifies:
    def test_the_same_everything(self) -> None:
        facts = handover()
        report = reported(facts)
        found = verify(report.receipt(), facts)
        assert found == Verification(
            True, None, dr.Text("复核一致：与凭据所记完全相同", "all is as the receipt says"), report=report
        )

    def test_in_another_order_of_facts(self) -> None:
        facts = handover()
        rng = random.Random(5)
        moved = facts.replace(
            **{name: rng.sample(getattr(facts, name), len(getattr(facts, name))) for name in COLLECTIONS}
        )
        assert moved != facts
        assert verify(reported(facts).receipt(), moved).equal

    def test_each_part_by_its_own_receipt(self) -> None:
        parts = handover(company("C-2"), relation("A-3", "C-2", "S-2")).partition(2)
        receipts_ = [reported(part).receipt() for part in parts]
        answers = [[verify(receipt, part).differs for part in parts] for receipt in receipts_]
        assert answers == [[None, "facts"], ["facts", None]]

    def test_other_readings(self) -> None:
        """The receipt's readings are applied; a rulebook that is given has to have them."""
        receipt = reported(handover(), by=book({"first-day": "counted"})).receipt()
        assert verify(receipt, handover()).equal
        assert verify(receipt, handover(), book({"first-day": "counted"})).equal
        found = verify(receipt, handover(), book())
        assert (found.differs, found.expected, found.found) == (
            "norms",
            "first-day=counted",
            "first-day=not-counted",
        )
        assert "first-day" in found.message.zh

    def test_known_by(self) -> None:
        late_entry = attrs.evolve(visit("2023-08-01", visitor="S-2"), recorded=day("2024-02-01"))
        facts = handover(late_entry)
        seen, unseen = reported(facts).receipt(), reported(facts, known_by="2023-12-31").receipt()
        assert seen.counts[dr.Status.VIOLATED] == 0
        assert unseen.counts[dr.Status.VIOLATED] == 1
        assert verify(seen, facts).equal
        assert verify(unseen, facts).equal

    def test_another_calendar(self) -> None:
        """A calendar of one's own has to be given; the installed one is found."""
        receipt = reported(handover(), cal=another_calendar()).receipt()
        assert verify(receipt, handover(), calendar=another_calendar()).equal
        found = verify(receipt, handover())
        assert (found.differs, found.expected) == ("calendar", another_calendar().edition.id)
        assert found.report is None

    def test_the_installed_calendar(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The edition isn't shipped, but the installed calendar is the same."""
        receipt = reported(handover(), cal=another_calendar()).receipt()
        monkeypatch.setattr(dr.WorkCalendar, "china", another_calendar)
        assert verify(receipt, handover()).equal

    def test_another_version_of_the_package_alone_is_no_difference(self) -> None:
        found = verify(altered(reported(handover()).receipt(), package="0.1.0"), handover())
        assert (found.equal, found.differs) == (True, None)
        assert "0.1.0" in found.message.zh
        assert f"0.1.0; this is {dr.__version__}" in found.message.en

    def test_its_answer_can_be_sent(self) -> None:
        found = verify(reported(handover()).receipt(), handover())
        assert pickle.loads(pickle.dumps(found)) == found
        assert hash(found) == hash(verify(reported(handover()).receipt(), handover()))


class TestWhatDiffers:
    @pytest.mark.parametrize(
        ("key", "value", "part"),
        [
            ("package", "9.9", None),
            ("rulebook", "elsewhere-2022", "norms"),
            ("rulebook_version", "9", "norms"),
            ("rulebook_hash", "0" * 64, "norms"),
            ("calendar", "CN-2020-12-28-00000000", "calendar"),
            ("calendar_hash", "0" * 64, "calendar"),
            ("interpretations", {}, "norms"),
            ("facts_hash", "0" * 64, "facts"),
            ("since", "2023-01-02", "decisions"),
            ("as_of", "2023-12-30", "decisions"),
            ("known_by", "2023-12-31", "decisions"),
            ("rules", ["attend.quarter"], "decisions"),
            ("rules", ["attend.quarter", "attend.*"], "norms"),
            ("rules", ["attend.quarter", "no.such-rule"], "norms"),
            ("fingerprint", "0" * 64, "decisions"),
            ("counts", {status.value: 1 for status in dr.Status}, "decisions"),
            ("findings", 6, "decisions"),
        ],
    )
    def test_each_field_altered(self, key: str, value: Any, part: str | None) -> None:
        found = verify(altered(reported(handover()).receipt(), **{key: value}), handover())
        assert (found.equal, found.differs) == (part is None, part)
        assert found.message.zh
        assert found.message.en
        assert (found.report is None) == (part in ("facts", "norms", "calendar"))

    def test_facts_come_before_norms_before_the_calendar(self) -> None:
        receipt = reported(handover()).receipt()
        wrong = {"fingerprint": "0" * 64, "calendar_hash": "0" * 64, "rulebook_hash": "0" * 64, "facts_hash": "0" * 64}
        found = []
        while wrong:
            found.append(verify(altered(receipt, **wrong), handover()).differs)
            wrong.popitem()
        assert found == ["facts", "norms", "calendar", "decisions"]

    def test_a_changed_fact(self) -> None:
        facts = handover(attrs.evolve(visit("2023-08-01", visitor="S-2"), evidence="照片1"))
        other = handover(attrs.evolve(visit("2023-08-01", visitor="S-2"), evidence="照片2"))
        found = verify(reported(facts).receipt(), other)
        assert (found.differs, found.expected, found.found) == ("facts", facts.hash, other.hash)

    def test_a_rulebook_that_isnt_shipped(self) -> None:
        receipt = altered(reported(handover()).receipt(), rulebook="elsewhere-2022")
        unknown = verify(receipt, handover())
        assert (unknown.differs, unknown.expected, unknown.found) == ("norms", "elsewhere-2022", None)
        assert "book=" in unknown.message.zh
        given_ = verify(receipt, handover(), book())
        assert (given_.differs, given_.expected, given_.found) == ("norms", "elsewhere-2022", "suining-2022")

    def test_another_version_of_the_rulebook(self) -> None:
        newer = attrs.evolve(book(), version="9.0")
        found = verify(reported(handover()).receipt(), handover(), newer)
        assert (found.differs, found.expected, found.found) == ("norms", book().version, "9.0")
        assert "version" in found.message.en

    def test_another_content(self) -> None:
        """A rulebook of the same version and readings that was edited all the same."""
        edited = attrs.evolve(book(), title=dr.Text("改过", "edited"))
        found = verify(reported(handover()).receipt(), handover(), edited)
        assert (found.differs, found.expected, found.found) == ("norms", book().hash, edited.hash)
        assert "content" in found.message.en

    def test_a_reading_that_isnt_the_hashs(self) -> None:
        """The receipt was altered: it names another reading than that by which its hash was made."""
        receipt = reported(handover()).receipt()
        told = {**receipt.interpretations, "first-day": "counted"}
        for asked in (None, book({"first-day": "counted"})):
            found = verify(altered(receipt, interpretations=told), handover(), asked)
            assert (found.differs, found.expected, found.found) == (
                "norms",
                "first-day=counted",
                "first-day=not-counted",
            )

    @pytest.mark.parametrize(
        ("told", "expected", "found"),
        [
            ({"first-day": "no-such-reading"}, "first-day=no-such-reading", "first-day=not-counted"),
            ({"a-new-question": "yes"}, "a-new-question=yes", "a-new-question=-"),
        ],
    )
    def test_a_reading_that_there_isnt(self, told: dict[str, str], expected: str, found: str) -> None:
        receipt = reported(handover()).receipt()
        answer = verify(altered(receipt, interpretations={**receipt.interpretations, **told}), handover())
        assert (answer.differs, answer.expected, answer.found) == ("norms", expected, found)

    def test_a_question_that_the_receipt_doesnt_know(self) -> None:
        receipt = reported(handover()).receipt()
        known = {id: reading for id, reading in receipt.interpretations.items() if id != "first-day"}
        answer = verify(altered(receipt, interpretations=known), handover())
        assert (answer.expected, answer.found) == ("first-day=-", "first-day=not-counted")

    def test_a_rule_that_the_book_doesnt_have(self) -> None:
        """Suining's sets no days to report a change of a company."""
        receipt = reported(handover()).receipt()
        answer = verify(altered(receipt, rules=["adjust.no-such-rule"]), handover())
        assert (answer.differs, answer.expected, answer.found) == ("norms", "adjust.no-such-rule", None)

    def test_days_for_which_there_is_no_audit(self) -> None:
        """A receipt made by hand; one that is read has its days in order."""
        receipt = attrs.evolve(reported(handover()).receipt(), since=day("2024-01-01"))
        answer = verify(receipt, handover())
        assert (answer.differs, answer.found, answer.report) == ("decisions", None, None)
        assert "2024-01-01" in answer.message.zh

    def test_counts_that_dont_fit(self) -> None:
        receipt = reported(handover()).receipt()
        answer = verify(attrs.evolve(receipt, findings=6), handover())
        assert answer.expected == "FULFILLED 4, FULFILLED_LATE 0, PENDING 0, VIOLATED 1, UNDETERMINED 0; findings 6"
        assert answer.found == "FULFILLED 4, FULFILLED_LATE 0, PENDING 0, VIOLATED 1, UNDETERMINED 0; findings 5"

    def test_of_facts_that_were_not_audited(self) -> None:
        """A receipt takes the facts that are passed at their word; verifying doesn't."""
        other = handover(visit("2023-08-01", visitor="S-2"))
        answer = verify(reported(handover()).receipt(other), other)
        assert answer.differs == "decisions"


class TestDeclaredChanges:
    """Decisions that differ between versions of the package."""

    def entries(self) -> tuple[Starred, ...]:
        return tuple(
            Starred(version, "§7.2", day("2023-01-01"), dr.Text(f"改{version}", f"changed {version}"))
            for version in ("0.1.0", "0.2.0", "0.2.10", "0.10.0", "1.0")
        )

    def answer(self, monkeypatch: pytest.MonkeyPatch, theirs: str, ours: str) -> Verification:
        monkeypatch.setattr(replaying, "STARRED", self.entries())
        receipt = altered(reported(handover()).receipt(), package=theirs, fingerprint="0" * 64)
        monkeypatch.setattr(dr, "__version__", ours)
        return verify(receipt, handover())

    def test_each_has_its_entry_with_a_star_in_the_list_of_changes(self) -> None:
        changes = (Path(__file__).parents[1] / "CHANGELOG.md").read_text("utf-8")
        of_version = dict(re.findall(r"^## \[([0-9.]+)\][^\n]*\n(.*?)(?=^## |\Z)", changes, re.DOTALL | re.MULTILINE))
        starred = {version: re.findall(r"^- ★ (.*?),", text, re.MULTILINE) for version, text in of_version.items()}
        declared: dict[str, list[str]] = {version: [] for version in of_version}
        for entry in dr.STARRED:
            declared[entry.version].append(entry.clause.partition(",")[0])
            assert entry.text.zh
            assert entry.text.en
        assert {version: [one.partition(",")[0] for one in found] for version, found in starred.items()} == declared

    @pytest.mark.parametrize(
        ("theirs", "ours", "starred"),
        [
            ("0.1.0", "0.2.0", ["0.2.0"]),
            ("0.2.0", "0.10.0", ["0.2.10", "0.10.0"]),
            ("0.10.0rc1", "0.99", []),
            ("0.2.0", "0.2.0", []),
            ("1.0", "0.1.0", []),
            ("unknown", "0.1.0", ["0.1.0"]),
        ],
    )
    def test_those_after_the_receipts_up_to_the_present_one(
        self, monkeypatch: pytest.MonkeyPatch, theirs: str, ours: str, starred: list[str]
    ) -> None:
        answer = self.answer(monkeypatch, theirs, ours)
        assert (answer.equal, answer.differs) == (False, "decisions")
        assert [entry.version for entry in answer.starred] == starred
        assert ("undeclared" in answer.message.en) == (not starred)
        assert ("未声明" in answer.message.zh) == (not starred)
        assert all(f"changed {version}" in answer.message.en for version in starred)
        assert (theirs in answer.message.en and ours in answer.message.en) or theirs == ours

    def test_none_when_other_things_differ(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(replaying, "STARRED", self.entries())
        receipt = altered(reported(handover()).receipt(), package="0.0.1", findings=6)
        assert verify(receipt, handover()).starred == ()
        assert verify(receipt, handover(visit("2023-08-01", visitor="S-2"))).starred == ()


RELEASED = sorted((Path(__file__).parent / "data" / "receipts").glob("*.json"))
"""Receipts as they were kept. Those of 0.3.0 are its decisions and counts: it had no receipts yet, so the hashes
of facts and norms in them were worked out by 0.4.0."""


def test_there_are_receipts_that_were_kept() -> None:
    assert [file.stem for file in RELEASED] == ["0.3.0"]


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_a_receipt_of_an_earlier_release_verifies(file: Path) -> None:
    """Every rule there was, on a year of two supervisors."""
    receipt = Receipt.from_json(file.read_bytes())
    assert receipt.package == file.stem
    assert receipt.findings > 40
    found = verify(receipt, handover())
    assert found.equal, found.message.en
    assert file.stem in found.message.en


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
@pytest.mark.parametrize(
    ("key", "differs"),
    [
        ("facts_hash", "facts"),
        ("rulebook_hash", "norms"),
        ("calendar_hash", "calendar"),
        ("fingerprint", "decisions"),
    ],
)
def test_with_a_byte_changed_it_says_which_part(file: Path, key: str, differs: str) -> None:
    told = json.loads(file.read_bytes())
    first = told[key][0]
    told[key] = ("1" if first == "0" else "0") + told[key][1:]
    assert verify(Receipt.from_json(told), handover()).differs == differs


def test_an_edited_text_of_a_rulebook_is_found_out() -> None:
    """The 5 working days (§7.3) made 6: one character of the rulebook."""
    lines = suining_text().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("PERSONNEL") and "days = 5" in line)
    lines[at] = lines[at].replace("days = 5", "days = 6")
    edited = dr.parse_rulebook("".join(lines))
    assert verify(reported(handover()).receipt(), handover(), edited).differs == "norms"


PARTS = {
    "package": None, "rulebook": "norms", "rulebook_version": "norms", "rulebook_hash": "norms",
    "calendar": "calendar", "calendar_hash": "calendar", "interpretations": "norms", "facts_hash": "facts",
    "since": "decisions", "as_of": "decisions", "known_by": "decisions", "fingerprint": "decisions",
    "counts": "decisions", "findings": "decisions",
}  # fmt: skip
ORDINARY = reported(handover(), known_by="2023-12-31").receipt().to_json()


@settings(deadline=None, max_examples=60, database=None)
@given(st.data())
def test_a_character_of_any_value_changed_says_which_part(data: st.DataObject) -> None:
    """Either the text isn't a receipt any more, or verifying says what differs."""
    key = data.draw(st.sampled_from(sorted(PARTS)))
    value = ORDINARY[key]
    inner = data.draw(st.sampled_from(sorted(value))) if isinstance(value, dict) else None
    text = str(value if inner is None else value[inner])
    at = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.sampled_from([c for c in "0123456789abcdef-." if c != text[at]]))
    changed: Any = text[:at] + character + text[at + 1 :]
    if key in ("counts", "findings"):
        if not changed.isdigit() or int(changed) == int(text):
            return
        changed = int(changed)
    try:
        receipt = altered_from(key, changed if inner is None else {**value, inner: changed})
    except dr.DocumentError:
        return
    found = verify(receipt, handover())
    assert (found.equal, found.differs) == (PARTS[key] is None, PARTS[key])


def altered_from(key: str, value: Any) -> Receipt:
    """The ordinary receipt with one other value."""
    return Receipt.from_json({**ORDINARY, key: value})


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.one_of(st.text(), st.integers()), inner)),
    max_leaves=5,
)


@settings(deadline=None, max_examples=200, database=None)
@given(st.dictionaries(st.one_of(st.sampled_from(sorted(ORDINARY)), st.text()), anything, max_size=4))
def test_whatever_is_read_is_a_receipt_or_refused_by_us(changes: dict[str, Any]) -> None:
    try:
        receipt = Receipt.from_json({**ORDINARY, **changes})
    except dr.DocumentError:
        return
    assert Receipt.from_json(json.dumps(receipt.to_json())) == receipt


@settings(deadline=None, max_examples=200, database=None)
@given(st.one_of(st.text(), st.binary(), anything.map(lambda value: repr(value))))
def test_no_text_makes_another_error(data: str | bytes) -> None:
    with pytest.raises(dr.DocumentError):
        Receipt.from_json(data)


@settings(deadline=None, max_examples=25, database=None)
@given(registries(), windows(), st.integers(1, 3))
def test_every_receipt_verifies(facts: dr.Registry, window: dict[str, Any], n: int) -> None:
    report = dr.audit(facts, book(), **window)
    receipt = report.receipt()
    assert Receipt.from_json(json.dumps(receipt.to_json())) == receipt
    assert verify(receipt, facts).equal
    assert sum(receipt.counts.values()) == report.summary().total
    parts = [dr.audit(part, book(), **window) for part in facts.partition(n)]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.join(part)
    assert joined.receipt(facts) == receipt


def test_a_starred_entry_is_a_value() -> None:
    entry = Starred("0.4.0", "§7.2", dt.date(2023, 1, 1), dr.Text("改", "changed"))
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert hash(entry) == hash(pickle.loads(pickle.dumps(entry)))
