"""`selfinstruct report`: the page, the JSON file with its numbers, and the page in a browser."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from browsing import EVIL, a_browser, draw_all, opened
from loopback import TRANSLATE, Command, LoopbackTeacher, completion, json_lines, translating
from plotly.graph_objects import Figure

import selfinstruct
from selfinstruct.datasets.options import ReportOptions
from selfinstruct.datasets.report.charts import charts
from selfinstruct.datasets.report.measure import VERSION
from selfinstruct.datasets.report.report import report
from selfinstruct.errors import Interrupted, StoppedShort
from selfinstruct.pipeline.forecast import share_range
from selfinstruct.runs.progress import ReadingProgress
from selfinstruct.runs.stopping import Stop, stop_on_signals

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def a_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the offline teacher with faults, for rejects and retries. Tests must not change it."""
    folder = tmp_path_factory.mktemp("report") / "run"
    selfinstruct.generate(300, folder, teacher="offline", teacher_faults=0.2, balance=True, quiet=True)
    return folder


@pytest.fixture
def run(a_run: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(a_run, tmp_path / "run"))


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def a_file(path: Path, count: int = 3) -> Path:
    rows = ({"instruction": f"写一首关于{word}的诗。", "input": "", "output": "好。"} for word in "春夏秋冬"[:count])
    return write(path, *rows)


@pytest.mark.slow
def test_the_report_of_a_run_is_in_its_folder_and_matches_the_statistics(console: Command, run: Path) -> None:
    done = console("report", run)
    assert done.code == 0
    assert done.out.startswith("tasks       300 of 300 (")
    numbers = json.loads((run / "report.json").read_text(encoding="utf-8"))
    stats = json.loads((run / "stats.json").read_text(encoding="utf-8"))
    assert numbers["version"] == VERSION
    digest = numbers["dataset"].pop("sha256")
    assert numbers["dataset"] == {"name": "run", "kind": "run", "rows": 300}
    assert len(digest) == 64
    assert {found["type"]: found["rows"] for found in numbers["task_types"]} == stats["task_types"]
    assert {found["type"]: found["wished"] for found in numbers["task_types"]} == stats["wished"]
    assert numbers["run"]["funnel"]["rejected"] == stats["rejected"]
    assert numbers["run"]["effort"]["tokens"] == stats["tokens"]
    assert numbers["run"]["effort"]["retries"] == stats["requests"] - stats["answers"]
    assert numbers["nearest"]["over"] == 0
    assert numbers["drift"]["seeds"] == 180
    assert numbers["quality"]["rejectable"] is None
    assert "refusal" in numbers["quality"]["zero_by_construction"]
    assert "filters     0 by construction (19 reasons)" in done.out
    page = (run / "report.html").read_text(encoding="utf-8")
    assert "<h1" in page
    assert len(page.encode()) < 30_000_000


@pytest.mark.slow
def test_the_present_filters_are_asked_about_a_run_of_another_version(console: Command, run: Path) -> None:
    stored = tomllib.loads((run / "run.toml").read_text())
    stored["identity"]["rules"] = "1.1.1.1"
    (run / "run.toml").write_text(tomli_w.dumps(stored))
    quality = json.loads(console("report", run, "--json").out)["quality"]
    assert quality["rejectable"] == {"language": "zh", "rows": 0, "share": 0.0, "by_reason": {}}
    assert quality["zero_by_construction"] == []
    assert "the run was filtered by the rules of another one" in (run / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_report_counts_the_families_of_the_offline_teacher(console: Command, run: Path, tmp_path: Path) -> None:
    rows = json_lines(run / "records.jsonl")
    found = json.loads(console("report", run, "--json").out)["families"]
    assert {name: each["rows"] for name, each in found.items()} == Counter(
        row["family"] for row in rows if "family" in row
    )
    assert "families of the offline teacher" in (run / "report.html").read_text(encoding="utf-8")
    file = tmp_path / "data.jsonl"
    file.write_bytes((run / "dataset.jsonl").read_bytes())
    assert json.loads(console("report", file, "--json").out)["families"] == {}
    assert "families of the offline teacher" not in file.with_name("data.report.html").read_text(encoding="utf-8")


def test_the_json_on_stdout_equals_the_json_file(console: Command, run: Path) -> None:
    done = console("report", run, "--json")
    assert json.loads(done.out) == json.loads((run / "report.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_plotly_accepts_every_chart(console: Command, run: Path) -> None:
    figures = charts(json.loads(console("report", run, "--json").out))
    assert set(figures) >= {"types", "nearest", "drift", "roots", "funnel", "acceptance", "rejected", "in_flight"}
    for figure in figures.values():
        accepted = Figure(figure).update_layout(template=None).to_plotly_json()
        accepted["layout"].pop("template")
        assert json.loads(json.dumps(accepted)) == json.loads(json.dumps(figure))


@pytest.mark.slow
def test_a_new_report_replaces_an_earlier_one(console: Command, run: Path) -> None:
    assert console("report", run).code == 0
    assert console("report", run).code == 0


def test_the_report_of_a_file_is_next_to_it_and_has_no_sections_of_a_run(console: Command, tmp_path: Path) -> None:
    done = console("report", a_file(tmp_path / "a.jsonl"))
    assert done.code == 0
    numbers = json.loads((tmp_path / "a.report.json").read_text(encoding="utf-8"))
    assert numbers["run"] is None
    assert numbers["roots"]["verbs"][0]["verb"] == "写"
    assert numbers["nearest"]["over"] == 2
    page = (tmp_path / "a.report.html").read_text(encoding="utf-8")
    assert 'id="funnel"' not in page


@pytest.mark.slow
def test_drift_ignores_seeds_that_changed_after_the_run(console: Command, tmp_path: Path) -> None:
    seeds = write(
        tmp_path / "seeds.jsonl", *({"instruction": f"说明{n}的用处。", "output": "有用。"} for n in "甲乙丙丁")
    )
    selfinstruct.generate(20, tmp_path / "run", teacher="offline", seeds=seeds, quiet=True)
    assert console("report", tmp_path / "run", "--json").code == 0
    assert json.loads((tmp_path / "run" / "report.json").read_text())["drift"]["seeds"] == 4
    with seeds.open("a") as file:
        file.write('{"instruction": "说明戊的用处。", "output": "有用。"}\n')
    console("report", tmp_path / "run")
    assert json.loads((tmp_path / "run" / "report.json").read_text())["drift"]["seeds"] is None


@pytest.mark.slow
def test_a_report_contains_no_local_folder(console: Command, tmp_path: Path) -> None:
    seeds = write(
        tmp_path / "seeds.jsonl", *({"instruction": f"说明{n}的用处。", "output": "有用。"} for n in "甲乙丙丁")
    )
    selfinstruct.generate(20, tmp_path / "run", teacher="offline", seeds=seeds, against=[seeds], quiet=True)
    console("report", tmp_path / "run")
    for name in ("report.html", "report.json"):
        text = (tmp_path / "run" / name).read_text(encoding="utf-8")
        assert str(tmp_path) not in text
        assert "seeds.jsonl" in text


@pytest.mark.slow
def test_a_run_without_accepted_tasks_has_a_report_with_the_reasons(
    console: Command, tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.reply = lambda prompt: completion("你好！我很乐意帮忙。")
    with pytest.raises(StoppedShort):
        selfinstruct.generate(20, tmp_path / "run", quiet=True, **paid)
    done = console("report", tmp_path / "run")
    assert done.code == 0
    assert "stray_text" in done.out


@pytest.mark.slow
def test_the_report_of_a_run_shows_what_the_run_compared(
    console: Command, tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.reply = translating
    selfinstruct.generate(60, tmp_path / "run", dedup_on="instruction+input", quiet=True, **paid)
    done = console("report", tmp_path / "run")
    assert "nearest     mean ROUGE-L of instruction and input 0." in done.out
    assert "0 above 0.7" in done.out
    found = json.loads((tmp_path / "run" / "report.json").read_text(encoding="utf-8"))["nearest"]
    assert found["dedup_on"] == "instruction+input"
    assert any(pair["text"].startswith(f"{TRANSLATE}\n") for pair in found["pairs"])
    assert all(pair["nearest_text"] for pair in found["pairs"])
    assert "ROUGE-L F1 of each instruction and input with" in (tmp_path / "run" / "report.html").read_text()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nothing"], 2, "nothing: "),
        (["hollow"], 2, "hollow: the folder has no data files"),
        (["a.jsonl", "--out", "page.txt"], 2, "page.txt: "),
        (["a.jsonl", "--out", "other.html"], 2, "other.html: "),
        (["a.jsonl", "--out", "folder.html"], 2, "folder.html: "),
        (["a.jsonl", "--out", "run/stats.html"], 2, "run/stats.json: "),
        (["a.jsonl", "--against", "nothing.jsonl"], 2, "nothing.jsonl: file or folder not found"),
        (["a.jsonl", "--against", "nothing"], 2, "nothing: file or folder not found"),
        (["bad.jsonl"], 2, "bad.jsonl:1: "),
        (["empty.jsonl"], 2, "empty.jsonl: "),
    ],
)
def test_bad_input_is_reported_in_one_line_and_nothing_is_written(
    words: list[str], code: int, message: str, console: Command, tmp_path: Path, run: Path
) -> None:
    a_file(tmp_path / "a.jsonl")
    write(tmp_path / "bad.jsonl", {"instruction": "写"})
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "other.html").write_text("<p>mine</p>")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "hollow").mkdir()
    before = sorted(tmp_path.rglob("*"))
    done = console("report", *words)
    assert done.code == code
    assert message in done.err
    assert done.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "other.html").read_text() == "<p>mine</p>"


@pytest.mark.slow
def test_a_file_that_is_not_a_report_is_only_replaced_with_force(console: Command, tmp_path: Path) -> None:
    a_file(tmp_path / "a.jsonl")
    for name in ("b.json", "b.html"):
        (tmp_path / name).write_text("mine")
        assert console("report", "a.jsonl", "--out", "b.html").code == 2
        assert (tmp_path / name).read_text() == "mine"
        assert console("report", "a.jsonl", "--out", "b.html", "--force").code == 0


def test_a_stopped_report_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_file(tmp_path / "a.jsonl")

    def interrupted(progress: ReadingProgress, count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ReadingProgress, "on_bytes", interrupted)
    stop = Stop(at_once=True)
    with pytest.raises(Interrupted, match=r"a\.report\.html"), stop_on_signals(stop):
        report(ReportOptions(target=path), stop, lambda _: None)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.slow
def test_the_cost_of_a_run_is_computed_from_both_prices(console: Command, run: Path) -> None:
    done = console("report", run, "--price-in", "1", "--price-out", "4", "--json")
    tokens = json.loads((run / "stats.json").read_text())["tokens"]
    cost = json.loads(done.out)["run"]["effort"]["cost"]
    assert cost == pytest.approx((tokens["prompt"] + 4 * tokens["completion"]) / 1e6, abs=1e-6)
    assert console("report", run, "--price-in", "1").code == 2


@pytest.mark.slow
def test_a_report_contains_no_private_settings(console: Command, run: Path) -> None:
    stored = tomllib.loads((run / "run.toml").read_text())
    private = {"model": "/home/alice/models/Qwen-14B", "extra_body": '{"user": "alice-internal", "top_k": 5}'}
    stored["identity"] |= private
    stored["settings"] |= {**private, "base_url": "http://10.1.2.3:8000/v1", "key_env": "ALICE_KEY"}
    (run / "run.toml").write_text(tomli_w.dumps(stored))
    console("report", run)
    for name in ("report.html", "report.json"):
        text = (run / name).read_text(encoding="utf-8")
        assert "Qwen-14B" in text
        assert [word for word in ("home/alice", "alice-internal", "ALICE", "10.1.2.3") if word in text] == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("run.toml", "", "run.toml: "),
        ("stats.json", '{"rejected": null}', "stats.json: "),
        ("rejected.jsonl", "[]\n" * 999, "rejected.jsonl: line 1 "),
        ("records.jsonl", "", "records.jsonl: "),
    ],
)
def test_a_damaged_run_is_refused_with_code_6(
    name: str, content: str, message: str, console: Command, run: Path
) -> None:
    (run / name).write_text(content)
    done = console("report", run)
    assert done.code == 6
    assert message in done.err


def test_a_run_that_compared_something_unknown_is_refused(console: Command, run: Path) -> None:
    stored = (run / "run.toml").read_text(encoding="utf-8")
    (run / "run.toml").write_text(stored.replace('dedup_on = "instruction"', 'dedup_on = "output"'), encoding="utf-8")
    done = console("report", run)
    assert done.code == 6
    assert "run.toml: dedup_on must be instruction or instruction+input, not 'output'; restore the file" in done.err


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as launched:
        yield launched


@pytest.mark.parametrize(
    "context",
    [{}, {"viewport": {"width": 360, "height": 700}}, {"color_scheme": "dark"}],
    ids=["wide", "narrow", "dark"],
)
def test_every_chart_is_drawn_without_console_messages_or_requests(
    browser: Browser, console: Command, run: Path, context: dict[str, Any]
) -> None:
    console("report", run, "--against", run / "dataset.jsonl")
    shown, wrong = opened(browser, run / "report.html", **context)
    assert draw_all(shown) == 12
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wrong == []


def test_search_and_menus_filter_the_rows(browser: Browser, console: Command, run: Path) -> None:
    console("report", run)
    rows = [json.loads(line) for line in (run / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    shown, wrong = opened(browser, run / "report.html")
    tasks = shown.locator("#tasks")
    assert tasks.get_by_role("status").inner_text().startswith("300 of 300")
    tasks.get_by_label("all types").select_option("chat")
    chats = sum(row["task_type"] == "chat" for row in rows)
    assert tasks.get_by_role("status").inner_text().startswith(f"{chats} of 300")
    tasks.get_by_label("all types").select_option("")
    word = rows[7]["output"][:6]
    tasks.get_by_label("search").fill(word)
    fitting = sum(any(word.lower() in row[name].lower() for name in ("instruction", "input", "output")) for row in rows)
    assert tasks.get_by_role("status").inner_text().startswith(f"{fitting} of 300")
    assert tasks.locator("mark").first.inner_text() == word
    rejects = shown.locator("#rejects")
    reasons = json.loads((run / "stats.json").read_text())["rejected"]
    reason, count = next(iter(reasons.items()))
    rejects.get_by_label("all reasons").select_option(reason)
    assert rejects.locator("article").count() == min(count, 50)
    assert wrong == []


def test_the_page_buttons_turn_pages(browser: Browser, console: Command, run: Path) -> None:
    console("report", run)
    shown, _ = opened(browser, run / "report.html")
    tasks = shown.locator("#tasks")
    first = tasks.locator("article .meta").first.inner_text()
    tasks.get_by_label("next page").click()
    assert "page 2 of 6" in tasks.get_by_role("status").inner_text()
    assert tasks.locator("article .meta").first.inner_text() != first
    tasks.get_by_label("previous page").click()
    assert tasks.locator("article .meta").first.inner_text() == first


def suspect_rows(path: Path) -> Path:
    """Forty rows, each fifth with wrong arithmetic, and one that `generate` would reject."""
    rows = [
        {"instruction": f"计算{n}加{n}等于多少？", "input": "", "output": f"{n} + {n} = {2 * n + (n % 5 == 0)}"}
        for n in range(2, 41)
    ]
    return write(
        path, *rows, {"instruction": "你喜欢什么？", "input": "", "output": "作为一个AI语言模型，我没有喜好。"}
    )


def test_the_page_of_a_file_lists_suspicious_rows_with_their_reasons(
    browser: Browser, console: Command, tmp_path: Path
) -> None:
    console("report", suspect_rows(tmp_path / "a.jsonl"))
    shown, wrong = opened(browser, tmp_path / "a.report.html")
    look = shown.locator("#look")
    assert "8 of 40 tasks (20.0%) have a sign of a fault that no filter uses" in look.inner_text()
    assert look.locator("article").count() == 8
    first = look.locator("article").first
    assert first.locator("li").all_inner_texts() == ["a calculation in the output is wrong: 5 + 5 = 11, but it is 10"]
    assert first.locator(".text").all_inner_texts() == ["计算5加5等于多少？", "5 + 5 = 11"]
    assert "1 of 40 tasks (2.5%) would be rejected by generate --language zh." in shown.locator("#quality").inner_text()
    shown.locator("#tasks").get_by_label("all findings").select_option("wrong_arithmetic")
    assert shown.locator("#tasks article").count() == 8
    assert wrong == []


def test_ticks_give_a_share_with_its_interval_and_survive_a_reload(
    browser: Browser, console: Command, tmp_path: Path
) -> None:
    console("report", suspect_rows(tmp_path / "a.jsonl"))
    shown, wrong = opened(browser, tmp_path / "a.report.html", permissions=["clipboard-read", "clipboard-write"])
    read = shown.locator("#read")
    share, groups = read.get_by_role("status"), read.get_by_role("group")
    assert share.inner_text() == "0 of 30 read."
    assert groups.count() == 30
    assert read.locator(".tag, .signs").count() == 0  # a reader is not told what to find
    for number in range(10):
        groups.nth(number).get_by_label("good").press("Space")
    for number in (2, 5):
        groups.nth(number).get_by_label("faulty").check()
    expected = share_range(2, 10)
    assert not groups.nth(2).get_by_label("good").is_checked()
    told = f"10 of 30 read, 2 faulty: 20.0% (95% interval {expected.low:.1%} to {expected.high:.1%})."
    assert share.inner_text() == told
    groups.nth(2).get_by_label("note").fill("算错了")
    shown.reload()
    shown.wait_for_selector("html[data-ready]", state="attached")
    assert share.inner_text() == told
    assert groups.nth(2).get_by_label("faulty").is_checked()
    assert groups.nth(2).get_by_label("note").input_value() == "算错了"
    with shown.expect_download() as download:
        read.get_by_role("button", name="Download JSON").click()
    assert download.value.suggested_filename == "a.read.json"
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (kept["read"], kept["faulty"], len(kept["rows"])) == (10, 2, 10)
    assert kept["interval"] == pytest.approx([expected.low, expected.high])
    assert {row["note"] for row in kept["rows"]} == {"", "算错了"}
    read.get_by_role("button", name="Copy as text").click()
    read.get_by_role("button", name="Copied").wait_for()
    copied = shown.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0] == f"a: {told}"
    assert sum("\tfaulty" in line for line in copied.splitlines()) == 2
    groups.nth(2).get_by_label("faulty").uncheck()
    assert share.inner_text().startswith("9 of 30 read, 1 faulty")
    assert wrong == []


def test_30_more_rows_can_be_read_and_stay_after_a_reload(browser: Browser, console: Command, tmp_path: Path) -> None:
    console("report", suspect_rows(tmp_path / "a.jsonl"))
    shown, wrong = opened(browser, tmp_path / "a.report.html")
    read = shown.locator("#read")
    more = read.get_by_role("button", name="30 more")
    more.click()
    assert read.get_by_role("group").count() == 40
    assert more.is_disabled()
    shown.reload()
    shown.wait_for_selector("html[data-ready]", state="attached")
    assert read.get_by_role("group").count() == 40
    assert len({text.split("\n")[0] for text in read.locator("article .meta").all_inner_texts()}) == 40
    assert wrong == []


def test_ticks_belong_to_one_dataset(browser: Browser, console: Command, tmp_path: Path) -> None:
    path = suspect_rows(tmp_path / "a.jsonl")
    console("report", path)
    shown, _ = opened(browser, tmp_path / "a.report.html")
    shown.locator("#read").get_by_role("group").first.get_by_label("good").check()
    with path.open("a", encoding="utf-8") as file:
        file.write('{"instruction": "写一首诗。", "output": "好。"}\n')
    console("report", path)
    shown.reload()
    shown.wait_for_selector("html[data-ready]", state="attached")
    assert shown.locator("#read").get_by_role("status").inner_text() == "0 of 30 read."


def test_the_texts_are_in_the_page_once(console: Command, tmp_path: Path) -> None:
    console("report", suspect_rows(tmp_path / "a.jsonl"))
    page = (tmp_path / "a.report.html").read_text(encoding="utf-8")
    outside = page.replace("计算5加5等于多少？", "", 1)
    assert outside.count("计算5加5等于多少？") <= 2  # in the nearest pairs, with their neighbours
    assert page.count("37 + 37 = 74") == 1


def test_a_printed_page_shows_the_ticks_and_the_share(browser: Browser, console: Command, tmp_path: Path) -> None:
    console("report", suspect_rows(tmp_path / "a.jsonl"))
    shown, _ = opened(browser, tmp_path / "a.report.html", color_scheme="dark")
    read = shown.locator("#read")
    read.get_by_role("group").first.get_by_label("faulty").check()
    shown.emulate_media(media="print")
    assert read.get_by_role("status").is_visible()
    assert read.get_by_role("group").first.get_by_label("faulty").is_visible()
    assert read.get_by_role("button", name="Download JSON").count() == 0  # hidden


def test_a_script_in_a_text_is_shown_but_not_run(browser: Browser, console: Command, tmp_path: Path) -> None:
    row = {"instruction": EVIL, "input": EVIL, "output": EVIL, "id": EVIL}
    write(tmp_path / "<b>甲.jsonl", row, row)
    console("report", "<b>甲.jsonl", "--out", "page.html", "--against", "<b>甲.jsonl")
    shown, wrong = opened(browser, tmp_path / "page.html")
    assert shown.locator("h1").inner_text() == "<b>甲"
    for section in ("#tasks", "#read"):
        assert shown.locator(f"{section} .text.instruction").first.inner_text().startswith("</script><script>")
    assert shown.evaluate("window.hacked") is None
    assert wrong == []


def test_a_printed_page_is_light_and_has_all_charts(browser: Browser, console: Command, run: Path) -> None:
    console("report", run)
    shown, wrong = opened(browser, run / "report.html", color_scheme="dark")
    label = shown.locator(".plot .xtick text").first
    label.wait_for(state="attached")
    screen = label.evaluate("label => getComputedStyle(label).fill")
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")  # the screen is still dark, as before a real print
    assert shown.locator(".plot:not(:has(.main-svg))").count() == 0
    assert shown.locator(".plot .xtick text").first.evaluate("label => getComputedStyle(label).fill") != screen
    shown.emulate_media(media="print")
    assert shown.locator(".controls").first.is_hidden()
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown.emulate_media(media="screen")
    shown.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shown.locator(".plot .xtick text").first.evaluate("label => getComputedStyle(label).fill") == screen
    assert wrong == []
