"""Claims that are to be proved are true: each is tested by brute force with the numbers of the question."""

import re
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa import FAMILIES


def flips(n: int, k: int) -> None:
    reached, new = {0}, {0}
    while new:
        new = {x - y + k - y for x in new for y in range(max(0, k - n + x), min(x, k) + 1)} - reached
        reached |= new
    assert n not in reached


def numbers(n: int, act: str, parity: str) -> None:
    left = list(range(1, n + 1))
    while len(left) > 1:
        b, a = left.pop(), left.pop(0)
        gap = abs(a - b)
        left.append(
            3 * gap if "3倍" in act else gap if "差" in act else a + b + 2 * ("加上2" in act) - 4 * ("减去4" in act)
        )
    assert ("偶数", "奇数")[left[0] % 2] == parity


def board(m: int, n: int, *cells: int) -> None:
    (a, b, c, d), colours = cells, [(row + col) % 2 for row in range(m) for col in range(n)]
    assert (a, b) != (c, d)
    assert m >= max(a, c)
    assert n >= max(b, d)
    colours.remove((a + b) % 2)
    colours.remove((c + d) % 2)
    assert sum(colours) * 2 != len(colours)


def sums(a: int, b: int, t: int) -> None:
    assert all((t - a * x) % b for x in range(t // a + 1))


def powers(q: int, m: int, d: int) -> None:
    assert all((q**n - m * n - 1) % d == 0 for n in range(1, 12))


def series(first: int, second: int, third: int, q: int, right: str) -> None:
    assert (second, third) == (first * q, first * q * q)
    for n in range(1, 9):
        total = sum(first * q**power for power in range(n))
        factor = re.fullmatch(r"(?:(\d+)×)?\(?(\d+)\^n－1\)?(?:÷(\d+))?", right)
        assert int(factor[2]) == q
        assert total * int(factor[3] or 1) == int(factor[1] or 1) * (q**n - 1)


CLAIMS: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"(\d+)\D{1,3}?(?:杯子|茶碗|量杯|硬币|纪念币|铜钱|开关|灯，|闸门|队员|扑克牌|塔罗牌|识字卡|小牌|折叠椅|天窗|两面异色).*?同时\D+?(\d+)", flips),
    (r"1到(\d+)这\d+个整数，.*?写上(它们[^，]+?)，直到.*?一定是(..)", numbers),
    (r"(\d+)行(\d+)列.*?第(\d+)行第(\d+)列和第(\d+)行第(\d+)列", board),
    (r"只有(?:面值)?(\d+).+?(\d+).+?(\d+)", sums), (r"游船分(\d+)座和(\d+)座两种，要让(\d+)", sums), (r"木条长(\d+).+?(\d+).+?(\d+)", sums),
    (r"(\d+)\^n－(\d+)n－1能被(\d+)整除", powers),
    (r"(\d+)＋(\d+)＋(\d+)＋…＋(?:\d+×)?(\d+)\^\(n－1\)＝([^\s，。]+?－1\)?(?:÷\d+)?)", series),
    (r"√(\d+)是无理数", lambda p: [1 / (p - x * x) for x in range(p)]),
    (r"(\d+)不能写成两个整数的平方和", lambda n: [1 / (n - x * x - y * y) for x in range(70) for y in range(70)]),
    (r"x²－(\d+)y²＝(\d+)没有", lambda f, n: [1 / (x * x - f * y * y - n) for x in range(300) for y in range(60)]),
)  # fmt: skip
"""What a claim looks like, and a brute-force test of it."""
COUNTED: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    (r"(\d+)[^\d，]*?(?:修路|布线|握手|排赛|修步道|搭桥|插棒|通信|碰杯|开航线|友谊赛)[^\d]*?恰好\D*?(\d+)", lambda n, d: n * d % 2 == 1 and d < n),
    (r"[要想]把(\d+)[^\d，]+(\d+)[^\d，]+，并且每", lambda t, k: (t - k) % 2 == 1 and t >= k),
    (r"在(\d+)天里送完(\d+)[^，]+，并且每", lambda k, t: (t - k) % 2 == 1), (r"计划(\d+)个月演(\d+)[^，]+，并且每", lambda k, t: (t - k) % 2 == 1),
)  # fmt: skip


def check_proofs(task: Task) -> None:
    proofs = re.split(r"(?m)^(?:#+ |\*\*第).*$", task.output)
    claims = [m for pattern, _ in CLAIMS for m in re.finditer(pattern, task.instruction)]
    for pattern, test in CLAIMS:
        for found in re.finditer(pattern, task.instruction):
            test(*(int(part) if part.isdigit() else part for part in found.groups()))
    odd = [holds(*map(int, m.groups())) for pattern, holds in COUNTED for m in re.finditer(pattern, task.instruction)]
    shared = re.findall(r"至少(\d+)[^，。？]+?(?:同|一)", task.instruction)
    holes = [tuple(map(int, m)) for m in re.findall(r"(\d+)\D{1,4}按归属各进一个抽屉，一共(\d+)个抽屉", task.output)]
    for least, (things, count) in zip(shared, holes, strict=True):
        assert str(things) in task.instruction
        assert -(-things // count) == int(least)
    asked = len(claims) + len(odd) + len(shared)
    assert asked == max(1, len([proof for proof in proofs if proof.strip()])), (claims, odd, shared)
    assert all(odd)
    assert not re.search(r"多出一项(\S+?)，它可以写成\1。", task.output)
    if re.search("步骤|每一?步", task.instruction):
        assert len(re.findall(r"(?m)^2\. ", task.output)) == len([proof for proof in proofs if proof.strip()])


CHECKS = {"number_proof": check_proofs}


@pytest.mark.parametrize("name", CHECKS)
def test_every_claim_is_true_and_has_a_proof(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
