"""The example city has the published size and shape (§9.3), and the deviations that its table intends."""

import datetime as dt
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping

import pytest

import dual_responsibility as dr
from dual_responsibility import Grade, Status, Tier
from dual_responsibility.example import shares, suining, suining_book

from .intended import ADJUST, FULFILLED, PENDING, STATUSES, UNDETERMINED, VIOLATED, intended

NEW_YEAR, MID_YEAR, YEAR_END = dt.date(2023, 1, 1), dt.date(2023, 6, 30), dt.date(2023, 12, 31)


ByRule = Mapping[str, Mapping[Status, int]]


def unfulfilled(counts: Mapping[Status, int]) -> dict[Status, int]:
    return {status: n for status, n in counts.items() if n and status is not FULFILLED}


def audit(registry: dr.Registry, as_of: dt.date, **options: object) -> dr.Report:
    return dr.audit(registry, suining_book(), **{"since": NEW_YEAR, "as_of": as_of, **options})


@pytest.fixture(scope="module")
def city() -> dr.Registry:
    return suining()


@pytest.fixture(scope="module")
def tenth() -> dr.Registry:
    return suining(scale=0.1)


@pytest.fixture(scope="module")
def year(city: dr.Registry) -> dr.Report:
    return audit(city, YEAR_END)


@pytest.fixture(scope="module")
def year_by_rule(year: dr.Report) -> ByRule:
    return year.summary().by_rule


@pytest.fixture(scope="module")
def half_year(city: dr.Registry) -> dr.Report:
    return audit(city, MID_YEAR)


@pytest.fixture(scope="module")
def year_of_tenth(tenth: dr.Registry) -> dr.Report:
    return audit(tenth, YEAR_END)


@pytest.fixture(scope="module")
def tenth_by_rule(year_of_tenth: dr.Report) -> ByRule:
    return year_of_tenth.summary().by_rule


class TestPublishedFigures:
    """§9.3."""

    @pytest.mark.parametrize("window", ["year", "half_year"])
    def test_the_caseload_is_the_published_one(self, window: str, request: pytest.FixtureRequest) -> None:
        rows = request.getfixturevalue(window).caseload().rows
        assert [(r.tier, r.supervisors, r.grade, r.companies, r.ratio.zh) for r in rows] == [
            (Tier.CITY, 37, Grade.A, 37, "1:1"),
            (Tier.COUNTY, 149, Grade.B, 199, "1:1.34"),
            (Tier.TOWNSHIP, 1414, Grade.C, 3923, "1:2.77"),
            (Tier.VILLAGE, 2181, Grade.D, 18704, "1:8.58"),
        ]

    def test_there_are_22863_companies(self, city: dr.Registry) -> None:
        assert len(city.companies) == 22863

    def test_staff_are_as_many_as_published(self, city: dr.Registry) -> None:
        """§10.2: 823 directors and 18,554 officers, so that 4,309 of 22,863 companies have no officer."""
        roles = Counter(staff.role for staff in city.staff)
        assert roles == {dr.StaffRole.DIRECTOR: 823, dr.StaffRole.OFFICER: 18554}
        officers = [staff for staff in city.staff if staff.role is dr.StaffRole.OFFICER]
        assert len({staff.person for staff in officers}) == len({staff.company for staff in officers}) == 18554
        assert len(city.companies) - len(officers) == 4309
        assert all(staff.period.contains(YEAR_END) for staff in city.staff)

    @pytest.mark.parametrize(
        ("scale", "directors", "officers"),
        [
            # 4.115 and 92.77; 8.23 and 185.54; 24.69 and 556.62; 41.15 and 927.7
            (0.005, 4, 93),
            (0.01, 8, 186),
            (0.03, 25, 557),
            (0.05, 41, 928),
        ],
    )
    def test_a_small_city_has_its_share_of_staff(self, scale: float, directors: int, officers: int) -> None:
        """§10.2, also where rounding leaves no post vacant or no canteen to be opened."""
        small = suining(scale=scale)
        roles = Counter(staff.role for staff in small.staff)
        assert roles == {dr.StaffRole.DIRECTOR: directors, dr.StaffRole.OFFICER: officers}
        assert dr.CompanyKind.CATERER in {company.kind for company in small.companies}

    def test_it_says_which_reading_it_chooses(self, city: dr.Registry) -> None:
        """The source prints no items: that the model's stand in is the example's choice."""
        assert city.extensions is not None
        [(id, reading)] = city.extensions["example"]["readings"].items()
        assert suining_book().reading(id) == reading != dr.rulebook("suining-2022").reading(id)

    def test_a_tenth_has_each_figure_rounded(self, year_of_tenth: dr.Report) -> None:
        rows = year_of_tenth.caseload().rows
        assert [(r.supervisors, r.companies) for r in rows] == [(4, 4), (15, 20), (141, 392), (218, 1870)]
        assert year_of_tenth.caseload().companies == 2286

    def test_escalated_companies_count_once_at_their_own_grade(self, year: dr.Report) -> None:
        """§9.2: with its ground, 12 + 60 + 15 + 90 + 25; without one 8, another 3, late 5, in the park 2."""
        assert year.caseload().escalated == 202 + 18

    def test_where_no_visit_is_left_no_problem_is_found(self) -> None:
        """Of so small a city nobody outside the claims was visited."""
        tiny = suining(scale=0.0003)
        assert sum(len(visit.problems) for visit in tiny.visits) == 5

    def test_a_scale_is_positive(self) -> None:
        for scale in (0, -1, float("nan")):
            with pytest.raises(ValueError, match="scale must be positive"):
                suining(scale=scale)


class TestKinds:
    """§10.1: who needs a director, by kind, size and diners."""

    @pytest.mark.parametrize(
        ("kind", "size", "diners", "companies", "needs"),
        [
            # A headquarters whatever its size; the others by size, or for more than 1,000 diners.
            ("CHAIN_HEADQUARTERS", "MEDIUM", None, 3, True),
            ("CHAIN_HEADQUARTERS", "SMALL", None, 5, True),
            ("CENTRAL_KITCHEN", "MEDIUM", 800, 2, True),
            ("CENTRAL_KITCHEN", "SMALL", 1000, 4, False),
            ("MEAL_DELIVERER", "SMALL", 1001, 6, True),
        ],
    )
    def test_special_kinds_need_a_director_as_the_national_rule_says(
        self,
        kind: str,
        size: str,
        diners: int | None,
        companies: int,
        needs: bool,
        city: dr.Registry,
        year: dr.Report,
    ) -> None:
        sort = dr.CompanyKind(kind), dr.CompanySize(size), diners
        ids = [company.id for company in city.companies if (company.kind, company.size, company.diners) == sort]
        judged = {f.subject.id for f in year.findings if f.rule_id == "staffing.director"} & {*ids}
        assert (len(ids), judged) == (companies, {*ids} if needs else set())

    def test_850_companies_need_a_director(self, year: dr.Report) -> None:
        """§10.2: 27 more than there are directors."""
        assert len({f.subject.id for f in year.findings if f.rule_id == "staffing.director"}) == 823 + 27

    def test_100_companies_work_in_two_sectors(self, city: dr.Registry) -> None:
        """§8.5."""
        assert Counter(len(company.sectors) for company in city.companies) == {1: 22763, 2: 100}


class TestRecords:
    """§8.3, §8.4."""

    def test_the_records_in_full_answer_all_and_tell_their_problems(self, city: dr.Registry) -> None:
        """Of the five problems one is put right in time, one late, and three are open at the end of 2023."""
        template = suining_book().templates[dr.Sector.CATERING, Grade.C, dr.Cycle.DAILY]
        checks = [dr.check_record(record, template, as_of=YEAR_END) for record in city.control_records]
        assert [(c.missing, c.out_of_limits, c.unexplained) for c in checks] == [((), (), ())] * 5
        assert [len(c.open_problems) for c in checks] == [0, 0, 1, 1, 1]
        assert all(any(answer.value is not None for answer in r.answers) for r in city.control_records)

    def test_most_companies_share_one_log_of_each_cycle(self, city: dr.Registry) -> None:
        """A year of records costs little memory: a few sets of days serve all companies."""
        for cycle in dr.Cycle:
            sets = Counter(id(log.kept) for log in city.control_logs if log.cycle is cycle)
            assert sum(sets.values()) == 22863
            assert len(sets) <= 6
            assert max(sets.values()) > 20000


class TestPlaces:
    def test_parks_stand_beside_the_counties(self, city: dr.Registry) -> None:
        """§4: counties, districts and parks."""
        tiers = Counter(area.tier for area in city.areas)
        assert (tiers[Tier.CITY], tiers[Tier.COUNTY], tiers[Tier.VILLAGE]) == (1, 5 + 3, 2181)

    def test_each_village_has_one_supervisor_of_its_own(self, city: dr.Registry) -> None:
        villages = {area.id for area in city.areas if area.tier is Tier.VILLAGE}
        held = Counter(
            post.area
            for supervisor in city.supervisors
            for post in supervisor.posts
            if post.tier is Tier.VILLAGE and post.period.contains(MID_YEAR)
        )
        assert held == dict.fromkeys(villages, 1)

    def test_nobody_has_a_name(self, city: dr.Registry) -> None:
        titles = {post.title for supervisor in city.supervisors for post in supervisor.posts}
        assert titles == {"市级包保干部", "县级包保干部", "乡级包保干部", "村级包保干部"}


class TestIntendedShares:
    @pytest.mark.parametrize("rule", STATUSES)
    def test_the_audit_finds_the_intended_deviations(self, rule: str, year_by_rule: ByRule) -> None:
        assert unfulfilled(year_by_rule[rule]) == intended(1.0)[rule]

    @pytest.mark.parametrize("rule", STATUSES)
    def test_a_tenth_has_the_same_shape(self, rule: str, tenth_by_rule: ByRule) -> None:
        assert unfulfilled(tenth_by_rule[rule]) == intended(0.1)[rule]

    @pytest.mark.parametrize("rule", STATUSES)
    def test_each_rule_shows_each_status_that_it_can(self, rule: str, year_by_rule: ByRule) -> None:
        assert {status for status in Status if year_by_rule[rule][status]} == STATUSES[rule]

    def test_no_rule_is_left_out(self, year: dr.Report) -> None:
        assert set(year.rules) == set(dr.rulebook("suining-2022").rules) == set(STATUSES)

    def test_quarters_are_missed_as_intended(self, year: dr.Report) -> None:
        """§7.2."""
        missed = Counter(f.obligation.trigger for f in year.violations if f.rule_id == "attend.quarter")
        assert missed == {"2023-Q1": 460, "2023-Q2": 340, "2023-Q3": 270}

    def test_the_second_quarter_is_pending_on_its_last_day(self, half_year: dr.Report) -> None:
        """§7.2: 340 companies, and 45 in the county that claims nothing about its visits."""
        counts = half_year.summary().by_rule["attend.quarter"]
        assert (counts[PENDING], counts[VIOLATED], counts[UNDETERMINED]) == (340 + 45, 460, 60)

    def test_a_company_that_paused_all_quarter_owes_no_visit(self, city: dr.Registry, year: dr.Report) -> None:
        throughout = {p.company for p in city.pauses if p.period == shares.PAUSE_OF_QUARTER}
        awhile = {p.company for p in city.pauses} - throughout
        assert (len(throughout), len(awhile)) == (6, 12)
        quarters: dict[str, list[str]] = {company: [] for company in (*throughout, *awhile)}
        for f in year.findings:
            if f.rule_id == "attend.quarter" and f.subject.id in quarters:
                quarters[f.subject.id].append(f.obligation.trigger)
        assert all(quarters[company] == ["2023-Q1", "2023-Q2", "2023-Q4"] for company in throughout)
        assert all(len(quarters[company]) == 4 for company in awhile)

    def test_every_company_that_a_change_left_is_an_obligation(self, city: dr.Registry) -> None:
        """§7.3: since the rules bind, one obligation for each company of each who left."""
        report = audit(city, YEAR_END, since=shares.FIRST_DAY, rules=("adjust.*",))
        left = sum(
            1
            for change in city.changes
            for assignment in city.of_supervisor("assignments", change.supervisor)
            if assignment.period.end is None or assignment.period.end == change.on - dt.timedelta(days=1)
        )
        assert report.summary().total == left
        for cause, outcomes in shares.CHANGES.items():
            assert report.summary().by_rule[ADJUST[cause]][FULFILLED] >= outcomes.in_time

    def test_the_days_of_changes_are_counted_as_the_calendar_counts(self) -> None:
        """§7.3: the fifth working days in the table were counted by hand."""
        calendar = dr.WorkCalendar.china()
        for on, due in (*shares.CHANGE_DAYS, shares.CHANGE_STILL_RUNNING):
            assert calendar.add_working_days(on, 5) == due

    def test_a_visit_by_the_team_counts_by_the_other_reading_alone(self, tenth: dr.Registry) -> None:
        book = suining_book()
        missed = [
            len(dr.audit(tenth, norms, since=NEW_YEAR, as_of=YEAR_END, rules=("attend.quarter",)).violations)
            for norms in (book, book.with_readings({"team-visit": "team-counts"}))
        ]
        # In the first three quarters of a tenth: 46 + 34 + 27.
        assert missed[0] == 107
        assert 0 < missed[1] < missed[0]


class TestFindings:
    def test_each_has_a_citation_and_a_documented_reason(self, year_of_tenth: dr.Report) -> None:
        for f in year_of_tenth.findings:
            assert f.citations
            assert (f.reason is None) if f.status is FULFILLED else (f.reason in dr.REASONS)

    def test_the_parts_together_are_the_whole(self, tenth: dr.Registry, year_of_tenth: dr.Report) -> None:
        first, *others = (audit(part, YEAR_END) for part in tenth.partition(3))
        for other in others:
            first = first.join(other)
        assert first.fingerprint == year_of_tenth.fingerprint
        assert first.caseload() == year_of_tenth.caseload()

    def test_some_relations_were_entered_after_they_began(self, tenth: dr.Registry) -> None:
        """What was known on a day differs from what was so: ``known_by`` has something to leave out."""
        late = [a for a in tenth.assignments if a.recorded is not None and a.recorded > a.period.start]
        known = audit(tenth, YEAR_END, known_by=late[0].period.start, rules=("adjust.*", "coverage.assigned"))
        seen = audit(tenth, YEAR_END, rules=("adjust.*", "coverage.assigned"))
        assert known.fingerprint != seen.fingerprint


class TestSameAnywhere:
    def test_the_same_arguments_give_the_same_registry(self, tenth: dr.Registry) -> None:
        assert suining(scale=0.1, seed=2022) == tenth

    def test_another_seed_gives_another_city_of_the_same_shape(self, tenth: dr.Registry) -> None:
        other = suining(scale=0.1, seed=7)
        assert other != tenth
        assert len(other.companies) == len(tenth.companies)
        assert audit(other, YEAR_END).caseload().rows == audit(tenth, YEAR_END).caseload().rows

    @pytest.mark.parametrize("hash_seed", ["0", "1"])
    def test_the_hash_seed_makes_no_difference(self, hash_seed: str, tenth: dr.Registry) -> None:
        script = (
            "import pickle, sys; from dual_responsibility.example import suining;"
            "sys.stdout.buffer.write(pickle.dumps(suining(scale=0.1)))"
        )
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        made = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        assert pickle.loads(made.stdout) == tenth
