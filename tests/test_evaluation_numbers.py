"""Intervals have their nominal coverage, tests are exact, permutations are fair, and verdicts follow from differences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.evaluation.claims import MIN_TASKS, Claim, claims_of
from selfinstruct.students.evaluation.conclusions import Conclusion, conclude
from selfinstruct.students.evaluation.differences import Difference
from selfinstruct.students.evaluation.intervals import Floats, Ratio, mean_interval, ratio_interval, sign_test
from selfinstruct.students.evaluation.scores import Metric, Scores
from selfinstruct.students.evaluation.sentences import sentence
from selfinstruct.students.evaluation.shuffled_baseline import NO_AUTHOR, PERMUTATIONS, permute
from selfinstruct.students.systems import Kind, System

pytestmark = pytest.mark.slow

TYPES = st.lists(st.sampled_from(list(TaskType)), max_size=40)
SMALL = st.lists(st.sampled_from([-1.0, -1 / 3, 0.0, 1 / 3, 1.0]), min_size=1, max_size=30)
Answers = npt.NDArray[np.int64]
JUNK = -1
BASE, FIRST, SECOND = System(Kind.BASE), System(Kind.STUDENT, 0), System(Kind.STUDENT, 1)
BETTER, FORM_ONLY, NO_DIFFERENCE = Claim.BETTER, Claim.FORM_ONLY, Claim.NO_DIFFERENCE
WORSE, ONE_SEED = Claim.WORSE, Claim.ONE_SEED


@given(SMALL)
def test_an_interval_contains_its_mean_and_stays_within_the_values(values: list[float]) -> None:
    found = mean_interval(np.array(values))
    assert min(values) - 1e-9 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= max(values) + 1e-9


@given(SMALL)
def test_negating_the_values_mirrors_the_interval(values: list[float]) -> None:
    one, other = mean_interval(np.array(values)), mean_interval(-np.array(values))
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-9)


def test_ties_only_give_a_difference_of_exactly_zero() -> None:
    found = mean_interval(np.zeros(50))
    assert (found.value, found.low, found.high) == (0, 0, 0)


def test_rounding_errors_of_thirds_do_not_exclude_zero() -> None:
    """(0.1 + 0.1 + 0.1) / 3 exceeds 0.1 in the last bit: permuting equal answers must not look like a gain."""
    gains = np.full(50, (0.1 + 0.1 + 0.1) / 3 - 0.1)
    assert gains[0] > 0
    assert mean_interval(gains).low == 0


def test_three_gains_in_a_hundred_do_not_exclude_zero_but_five_do() -> None:
    assert mean_interval(np.repeat([1.0, 0.0], [3, 97])).low == 0
    assert mean_interval(np.repeat([1.0, 0.0], [5, 95])).low > 0


def test_intervals_have_their_nominal_coverage() -> None:
    draw, held = np.random.default_rng(5), 0
    for _ in range(400):
        found = mean_interval((draw.random(60) < 0.3).astype(float) - (draw.random(60) < 0.1))
        held += found.low <= 0.2 <= found.high
    assert 0.92 * 400 <= held <= 0.98 * 400


def test_the_interval_of_many_tasks_is_close_to_the_normal_approximation() -> None:
    values = np.random.default_rng(7).normal(1.0, 2.0, 20_000)
    found, error = mean_interval(values), values.std() / math.sqrt(len(values))
    assert found.low == pytest.approx(found.value - 1.96 * error, abs=0.15 * error)
    assert found.high == pytest.approx(found.value + 1.96 * error, abs=0.15 * error)


def test_the_same_numbers_have_the_same_interval() -> None:
    values = np.random.default_rng(3).random(80)
    assert mean_interval(values) == mean_interval(values.copy())


def test_a_ratio_weighs_tasks_by_their_length() -> None:
    found = ratio_interval(Ratio(np.array([2.0, 300.0]), np.array([1.0, 100.0]), np.exp))
    assert found.value == pytest.approx(math.exp(302 / 101))
    assert (found.low, found.high) == pytest.approx((math.exp(2), math.exp(3)))


@pytest.mark.parametrize(
    ("over", "under"), [([1.0, math.nan], [1.0, 1.0]), ([1.0, math.inf], [1.0, 1.0]), ([0.0], [0.0]), ([1e5], [1.0])]
)
def test_a_ratio_that_is_not_finite_is_undefined(over: list[float], under: list[float]) -> None:
    found = ratio_interval(Ratio(np.array(over), np.array(under), np.exp))
    assert all(math.isnan(end) for end in (found.value, found.low, found.high))


def test_resamples_with_a_zero_denominator_are_left_out() -> None:
    found = ratio_interval(Ratio(np.array([6.0, 0.0]), np.array([3.0, 0.0]), np.positive))
    assert (found.value, found.low, found.high) == (2, 2, 2)


def two_sided(gains: int, losses: int) -> float:
    """Sum the probabilities of all outcomes of fair coin tosses that are at most as likely as this one."""
    tosses = Counter(map(sum, product((0, 1), repeat=gains + losses)))
    return sum(ways for ways in tosses.values() if ways <= tosses[gains]) / tosses.total()


@pytest.mark.parametrize(("gains", "losses"), [(n, total - n) for total in range(11) for n in range(total + 1)])
def test_the_sign_test_agrees_with_enumerating_all_outcomes(gains: int, losses: int) -> None:
    differences = np.repeat([0.5, -0.5, 0.0], [gains, losses, 7])
    assert sign_test(differences) == pytest.approx(two_sided(gains, losses))


def test_the_sign_test_is_exact_for_many_tasks() -> None:
    assert sign_test(np.repeat([1.0, -1.0], [560, 440])) == pytest.approx(0.000164, rel=0.02)
    assert sign_test(np.repeat([1.0, -1.0], [10_000, 9_000])) == pytest.approx(3.9e-13, rel=0.05)
    assert sign_test(np.ones(5_000)) == 0


@given(TYPES)
def test_a_permutation_uses_every_answer_of_a_type_once_and_none_for_its_own_task(types: list[TaskType]) -> None:
    permuted, counts = permute(types), Counter(types)
    for turn in range(PERMUTATIONS):
        for task, author in enumerate(permuted[:, turn]):
            assert (author == NO_AUTHOR) == (counts[types[task]] < turn + 2)
            assert author == NO_AUTHOR or (types[author] is types[task] and author != task)
        given_out = [author for author in permuted[:, turn] if author != NO_AUTHOR]
        assert len(set(given_out)) == len(given_out)


@given(TYPES)
def test_the_permutations_of_a_task_are_distinct_and_reproducible(types: list[TaskType]) -> None:
    permuted = permute(types)
    assert np.array_equal(permuted, permute(types))
    for authors in permuted:
        there = [author for author in authors if author != NO_AUTHOR]
        assert len(set(there)) == len(there)


def difference(of: str, to: str, low: float, high: float, p: float) -> Difference:
    return Difference(Metric.EXACT_MATCH, of, to, (low + high) / 2, low, high, p, 100)


ABOVE, LEVEL, BELOW, TOUCHING = (0.1, 0.3, 0.01), (-0.1, 0.1, 0.6), (-0.3, -0.1, 0.01), (0.0, 0.2, 0.01)
FEW_WON, FEW_LOST = (0.02, 0.2, 0.125), (-0.2, -0.02, 0.125)  # of 40 tasks, four won and none lost, or vice versa
ENDS = {"+": ABOVE, "=": LEVEL, "-": BELOW, "0": TOUCHING, "w": FEW_WON, "l": FEW_LOST}


def found_by(signs: str) -> list[Difference]:
    """Build the differences from signs such as `+=+. ++-+`, a group for each student.

    The signs of a group are those to the base, the base with demonstrations, guessing and the control; `.` leaves a
    difference out.
    """
    found = []
    for seed, of_student in enumerate(signs.split()):
        others = ("base", "base-shots", "guessing", f"control-{seed}")
        pairs = zip(others, of_student, strict=False)
        found += [difference(f"student-{seed}", to, *ENDS[sign]) for to, sign in pairs if sign != "."]
    return found


@pytest.mark.parametrize(
    ("signs", "verdict"),
    [
        ("++++ ++++", BETTER),
        ("+++. +++.", BETTER),
        ("+.+. +.+.", BETTER),
        ("++++ +++.", BETTER),
        ("++++ ++++ ++++", BETTER),
        ("+++= ++++", FORM_ONLY),
        ("++=+ ++++", FORM_ONLY),
        ("++-+ ++-+", FORM_ONLY),
        ("++0. +++.", FORM_ONLY),
        ("+.=. +.=.", FORM_ONLY),
        ("++++ =+++", NO_DIFFERENCE),
        ("++++ 0+++", NO_DIFFERENCE),
        ("++++ w+++", NO_DIFFERENCE),
        ("wwww wwww", NO_DIFFERENCE),
        ("llll llll", NO_DIFFERENCE),
        ("++w+ ++++", FORM_ONLY),
        ("+=++ +=++", NO_DIFFERENCE),
        ("+-++ +-++", NO_DIFFERENCE),
        ("==== ====", NO_DIFFERENCE),
        ("==++ ==++", NO_DIFFERENCE),
        ("++++ -+++", NO_DIFFERENCE),
        ("++== --==", NO_DIFFERENCE),
        ("--== ==++", NO_DIFFERENCE),
        ("--++ -=--", WORSE),
        ("-.=. -.=.", WORSE),
        ("++++", ONE_SEED),
        ("++=.", ONE_SEED),
        ("-===", ONE_SEED),
        ("====", NO_DIFFERENCE),
        ("+=++", NO_DIFFERENCE),
    ],
)
def test_a_verdict_follows_from_the_intervals_and_the_exact_tests(signs: str, verdict: Claim) -> None:
    assert claims_of(100, found_by(signs)).overall is verdict


@pytest.mark.parametrize("signs", ["++++ ++++", "==== ====", "--== --==", "++++"])
def test_a_few_tasks_allow_no_verdict(signs: str) -> None:
    assert claims_of(MIN_TASKS - 1, found_by(signs)).overall is Claim.TOO_FEW
    assert claims_of(MIN_TASKS, found_by(signs)).overall is not Claim.TOO_FEW


@pytest.mark.parametrize(
    ("signs", "tasks", "said"),
    [
        (
            "++++ ++++",
            100,
            "The student is better and answers the question asked: at every seed it is above the base, ",
        ),
        (
            "++=+ ++++",
            100,
            "not above guessing (its own answers permuted among questions of the same type) at every seed, so",
        ),
        (
            "++== ++++",
            100,
            "not above guessing (its own answers permuted among questions of the same type) or the control",
        ),
        ("++++ +++=", 100, "student-1 vs. control-1: +0.0 points (95% interval -10.0 to +10.0, p = 0.600)."),
        ("w+++ ++++", 100, "student-0 vs. base: +11.0 points (95% interval +2.0 to +20.0, p = 0.125)."),
        (
            "==== ====",
            100,
            "No difference is shown: the student is not above the base or the base with demonstrations at every",
        ),
        ("+=++ +=++", 100, "not above the base with demonstrations at every seed. Mean exact match on 100 tasks: "),
        (
            "++++ ==++",
            100,
            'The training seeds disagree (student-0: "better", student-1: "no difference"), so no claim',
        ),
        ("--== --==", 100, "The student is worse: at every seed it is below the base."),
        ("++++", 100, 'One training seed is not enough for a verdict. This seed alone would support "better".'),
        ("++++ ++++", 7, "A verdict needs at least 20 held-out checkable tasks (available: 7)"),
    ],
)
def test_a_sentence_states_the_verdict_and_what_it_depends_on(signs: str, tasks: int, said: str) -> None:
    found = found_by(signs)
    means = {BASE: 0.004, FIRST: 0.309, SECOND: 0.25}
    text = sentence(Metric.EXACT_MATCH, tasks, claims_of(tasks, found), found, means)
    assert said in text
    assert ("student 30.9% and 25.0%, base 0.4%." in text) == (tasks > MIN_TASKS)


def test_a_gain_that_rounds_to_zero_has_no_minus_sign() -> None:
    found = [Difference(Metric.ROUGE_L, "student-0", "base", -0.0001, -0.0002, 0.0001, 1, 100)]
    text = sentence(Metric.ROUGE_L, 100, claims_of(100, found), found, {BASE: 0.5, FIRST: 0.5})
    assert text.endswith(" student-0 vs. base: +0.000 (95% interval +0.000 to +0.000, p = 1.000).")


def test_guessing_is_the_mean_of_all_permutations_and_tested_by_the_first() -> None:
    """Against a mean of several permutations, guessing right nine times in ten would count as a gain on most tasks."""
    own, permuted = np.full(30, 0.6), np.column_stack([np.full(30, 0.6), np.zeros(30), np.full(30, np.nan)])
    scores = Scores(Metric.ROUGE_L, np.arange(30), {BASE: np.zeros(30), FIRST: own}, {FIRST: permuted})
    to_base, to_guessing = conclude(scores).differences
    assert (to_base.to, to_guessing.to) == ("base", "guessing")
    assert to_guessing.value == pytest.approx(0.3)
    assert to_guessing.p == 1


Luck = Callable[[np.random.Generator, Answers], Answers]
TASKS, SETS = 60, 100


def shuffled(draw: np.random.Generator, references: Answers) -> Answers:
    """The right answers, shuffled among the tasks of each of the two types."""
    return references.reshape(2, -1)[:, draw.permutation(TASKS // 2)].ravel()


def half_right(draw: np.random.Generator, references: Answers) -> Answers:
    return np.where(draw.random(TASKS) < 0.5, references, shuffled(draw, references))


def often_right(draw: np.random.Generator, references: Answers) -> Answers:
    return np.where(draw.random(TASKS) < 0.4, references, JUNK)


def junk(draw: np.random.Generator, references: Answers) -> Answers:
    return np.full(TASKS, JUNK)


def constant(draw: np.random.Generator, references: Answers) -> Answers:
    return np.zeros(TASKS, dtype=np.int64)


def conclusion_of(number: int, base: Luck, student: Luck, labels: int, metric: Metric) -> Conclusion:
    """Draw the conclusion about a simulated base and two training seeds; an answer is one of the labels, or junk.

    By ROUGE-L, the right answer scores 1, and any other label has a random similarity to the right answer of a task.
    """
    draw = np.random.default_rng(number)
    references = draw.integers(0, labels, TASKS)
    answers = {BASE: base(draw, references), FIRST: student(draw, references), SECOND: student(draw, references)}
    types = [TaskType.CLASSIFICATION] * (TASKS // 2) + [TaskType.EXTRACT] * (TASKS // 2)
    likeness = draw.random((TASKS, labels + 1)) * (0.6 if metric is Metric.ROUGE_L else 0)
    likeness[:, JUNK] = 0
    likeness[np.arange(TASKS), references] = 1

    def permuted(system: System) -> Floats:
        return np.column_stack([likeness[np.arange(TASKS), answers[system][authors]] for authors in permute(types).T])

    own = {system: likeness[np.arange(TASKS), written] for system, written in answers.items()}
    return conclude(Scores(metric, np.arange(TASKS), own, {system: permuted(system) for system in (FIRST, SECOND)}))


def verdicts_of(base: Luck, student: Luck, labels: int, metric: Metric) -> Counter[Claim]:
    found = (conclusion_of(number, base, student, labels, metric) for number in range(SETS))
    return Counter(conclusion.claims.overall for conclusion in found)


@pytest.mark.parametrize("labels", [3, 30])
@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("student", [shuffled, constant])
def test_students_that_ignore_the_question_are_not_called_better(student: Luck, metric: Metric, labels: int) -> None:
    """The interval of one seed is above 0 by chance in 2.5% of comparisons; those of both seeds rarely are at once."""
    assert verdicts_of(junk, student, labels, metric)[BETTER] <= 1


@pytest.mark.parametrize("metric", Metric)
@pytest.mark.parametrize("luck", [often_right, half_right, shuffled])
def test_students_as_good_as_the_base_are_rarely_called_different(luck: Luck, metric: Metric) -> None:
    assert verdicts_of(luck, luck, 3, metric)[NO_DIFFERENCE] >= SETS - 2


@pytest.mark.parametrize(("metric", "missed"), [(Metric.EXACT_MATCH, 2), (Metric.ROUGE_L, 8)])
def test_students_that_know_half_of_the_answers_are_called_better(metric: Metric, missed: int) -> None:
    """A sign test does not see that gains in ROUGE-L are larger than losses, so it finds fewer of them."""
    assert verdicts_of(junk, half_right, 30, metric)[BETTER] >= SETS - missed


@pytest.mark.parametrize("metric", Metric)
def test_students_that_only_learned_the_form_are_called_form_only(metric: Metric) -> None:
    assert verdicts_of(junk, shuffled, 3, metric)[FORM_ONLY] >= SETS - 2


@pytest.mark.parametrize("metric", Metric)
def test_students_that_forgot_how_to_answer_are_called_worse(metric: Metric) -> None:
    assert verdicts_of(often_right, junk, 3, metric)[WORSE] == SETS
