"""Texts in another style or from another point of view keep their content, checked from the text of the task alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite import FAMILIES

FILLERS = "嗯|那个|呃|就是说|然后呢|对吧|反正就是|这个这个|怎么说呢|我想想"
TAILS = "，是吧|，对不对|，嗯|哈|，你懂的|，这个意思|，就这么回事|，没错吧"
TAKEN_BACK = "，不对，|……哦不是，是|，啊说错了，|，不不，应该是"


def characters_in_order(part: str, whole: str) -> bool:
    """Tell whether the characters of `part` occur in `whole` in this order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def transcript_is_clean(task: Task) -> None:
    """Each spoken sentence has a written one without fillers, with the facts as the speaker corrected them."""
    clean = [re.sub(r"^\d\. ", "", line) for line in re.split(r"\n|(?<=。)(?=.)", task.output)]
    assert 4 <= len(clean) <= 7
    assert not re.search(rf"({FILLERS}|这个意思)，|{TAKEN_BACK}|({TAILS})[。？]", task.output)
    text = task.instruction.replace("\n", "").replace("？", "。")
    for line in clean:
        assert characters_in_order(line, text)
    for wrong, right in re.findall(rf"([^，。：“]+)(?:{TAKEN_BACK})([^，。？]+)", text):
        # The corrected sentence starts with some of what stood before the wrong fact, and goes on with what follows.
        found = [line for line in clean if right.removesuffix("哈")[:6] in line]
        assert found, right
        assert all(wrong not in line or wrong in right for line in found)
    said = re.split("[。？]", re.sub(rf"(?<=[。？：“\n，])({FILLERS})，", "", task.instruction))
    assert sum(any(characters_in_order(line[:-1], each) for each in said) for line in clean) == len(clean)


LEGAL_WORDS = "承租人|出租人|应当|予以|之日起|不得|承运人|买受人|出卖人|保险人|逾期|(?<!必)须|径行"


def numbers_of(text: str) -> set[int]:
    """Numbers of a clause, which its plain wording has too."""
    return {int(number) for number in re.findall(r"\d+", text)}


def plain_rows(output: str) -> list[tuple[str, str]]:
    """Read the document and the plain wording of each clause."""
    if output.startswith("| 出处"):
        return [(row[0], row[2]) for row in (line.strip("| ").split(" | ") for line in output.splitlines()[2:])]
    if "\n\n" in output:
        return [(block.split("\n")[0], block.split("\n")[1]) for block in output.split("\n\n")]
    return [
        (line.split("：")[0], line.split("：", 1)[1])
        for line in (re.sub(r"^\d\. ", "", line) for line in output.splitlines())
    ]


def clauses_keep_their_numbers(task: Task) -> None:
    """Each clause has a plain wording in its place with the same numbers and without legal terms."""
    body = task.instruction.replace("\n", "")
    rows = plain_rows(task.output)
    places = [body.index(f"{document}：") for document, _ in rows]
    assert 3 <= len(rows) <= 4
    assert len({document for document, _ in rows}) == len(rows)
    for document, plain in rows:
        clauses = re.findall(f"{document}：([^。]+)", body)
        assert any(numbers_of(clause) == numbers_of(plain) for clause in clauses), plain
        assert not re.search(LEGAL_WORDS, plain)
    places = list(dict.fromkeys(places))
    assert places == sorted(places)


ORAL = "咱|啥|挺|娃|嘛|呢|明儿|昨儿|俩|老爷子|钟头|公分"


def report_lines(output: str) -> list[tuple[str, str]]:
    """Read the section and the text of each line of a report."""
    rows, section = [], ""
    for line in output.splitlines()[1:]:
        if line.startswith("## "):
            section = line[3:]
        elif found := re.fullmatch(r"(?:\d+\. |- )(.+)", line):
            rows.append((section, found[1]))
        elif line.startswith("| ") and "---" not in line and "| 栏目" not in line:
            section, text = line.strip("| ").split(" | ")
            rows.append((section, text))
    return rows


def report_contains_what_was_told(task: Task) -> None:
    """The report has a line for each sentence of the message, in the requested sections and with all numbers."""
    link = "噢对|还有啊|对了|然后嘛|再有就是|哦|另外呢|忘了说|接着|还有个事|差点漏了"
    body = max(re.split("[“”\n]", task.instruction), key=lambda part: part.count("。"))
    said = [re.sub(f"^({link})，", "", sentence) for sentence in body.rstrip("。").split("。")]
    rows = report_lines(task.output)
    assert len(rows) == len(said)
    sections = list(dict.fromkeys(section for section, _ in rows))
    assert len(sections) == 3
    places = [task.instruction.index(section) for section in sections]
    assert places == sorted(places)
    numbers = sorted(int(number) for sentence in said for number in re.findall(r"\d+", sentence))
    written = sorted(int(number) for _, line in rows for number in re.findall(r"\d+", line))
    # One pole, one child and ten o'clock in the evening are told in words.
    for number in numbers:
        written.remove(number)
    assert set(written) <= {1, 10}
    assert not re.search(ORAL, task.output.split("）", 1)[1])
    for line in (line for section, line in rows if section == sections[2]):
        assert not re.search("^(完成|更换.*根|恢复)", line)
    assert re.search(r"\d+月\d+日", task.output)[0] in task.instruction  # type: ignore[index]


def backwards(line: str) -> tuple[str, str]:
    """Undo reported speech: the speaker and the words, with the time words and the persons of direct speech."""
    found = re.fullmatch(r"(.+?)(?:对(..)说，|问(..)|叫(..))(.+)。", line)
    assert found
    you = found[2] or found[3] or found[4]
    words = found[5]
    for then, now in (
        ("第二天", "明天"),
        ("前一天", "昨天"),
        ("两天后", "后天"),
        ("当晚", "今晚"),
        ("当天", "今天"),
        ("那里", "这里"),
    ):
        words = words.replace(then, now)
    words = re.sub("[他她]", "我", words.replace(you, "你"))
    return found[1], words if found[2] else f"你{words}"


def speech_can_be_turned_back(task: Task) -> None:
    """Turning the answer back into direct speech gives the lines of the text."""
    lines = [re.sub(r"^\d\. ", "", line) for line in task.output.splitlines()]
    given = re.findall(r"(?m)^(.+?)(?:（([男女])）)?：(.+)[。？]$", task.instruction)
    given = [each for each in given if len(each[0]) < 9]
    assert [backwards(line) for line in lines] == [(speaker, words) for speaker, _, words in given]
    assert not re.search("明天|今天|昨天|后天|今晚|这|我|你|上个月|下周", task.output)
    # From where a later teller is, nobody comes.
    assert not re.search("来(?:给|取|到|抽|登记)", task.output)
    for line, (_, sex, _) in zip(lines, given, strict=True):
        assert not sex or ("她" in line) == (sex == "女")
    assert (re.match("1. ", task.output) is not None) == ("编号" in task.instruction)


CHECKS: dict[str, Callable[[Task], None]] = {
    "spoken_cleanup": transcript_is_clean,
    "plain_clauses": clauses_keep_their_numbers,
    "reported_speech": speech_can_be_turned_back,
    "voice_to_report": report_contains_what_was_told,
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_content_is_kept_in_another_style(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_no_plain_wording_tells_the_hour_in_another_way() -> None:
    clauses = next(family for family in FAMILIES if family.name == "plain_clauses")
    for seed in range(200):
        assert not re.search(r"(晚上|下午)\d+点|八成", clauses.write(Random(seed)).output)


def test_tag_questions_of_a_talk_have_question_marks() -> None:
    cleanup = next(family for family in FAMILIES if family.name == "spoken_cleanup")
    for seed in range(200):
        assert not re.search("(是吧|没错吧|对不对)。", cleanup.write(Random(seed)).instruction)
