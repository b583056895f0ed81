"""Layouts that chat models write: each parses to the same tasks, and what looks like layout inside a text stays."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest

from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict

GREETING = Task("写一句问候朋友的话。", "", "早上好，愿你今天顺利！")
MOOD = Task("判断情感倾向。", "这家店的面真香。", "正面")
FRUIT = Task("列出三种水果。", "", "1. 苹果\n2. 梨\n3. 桃")
TASKS = (GREETING, MOOD, FRUIT)
PLAIN = "{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 输出: {o}"


def written(
    record: str, separator: str = "\n\n", before: str = "", after: str = "", none: str = "<无输入>", first: int = 4
) -> str:
    """Write the tasks in a layout: `n` and `c` are a task's number in digits and in Chinese."""
    records = (
        record.format(
            n=number, c="一二三四五六七八九十"[number - 1], i=task.instruction, x=task.input or none, o=task.output
        )
        for number, task in enumerate(TASKS, first)
    )
    return before + separator.join(records) + after


def rows(names: Sequence[str] = ("instruction", "input", "output")) -> list[dict[str, str]]:
    return [dict(zip(names, (task.instruction, task.input, task.output), strict=True)) for task in TASKS]


LIST = written(PLAIN, "\n###\n")
LAYOUTS = {
    "headings with colons": written("## {n}. 指令：{i}\n## {n}. 输入：{x}\n## {n}. 输出：\n{o}"),
    "bold headings without colons": written(
        "#### **{n}. 指令**\n{i}\n\n#### **{n}. 输入**\n{x}\n\n#### **{n}. 输出**\n{o}"
    ),
    "bold task numbers": written("**任务{n}**\n指令：{i}\n输入：{x}\n输出：{o}"),
    "task numbers with colons": written("任务{n}：\n指令：{i}\n输入：{x}\n输出：{o}"),
    "counted with 第…条": written("第{n}条\n指令：{i}\n输入：{x}\n输出：{o}"),
    "counted in Chinese": written("第{c}条：\n指令：{i}\n输入：{x}\n输出：{o}"),
    "brackets": written("【指令】{i}\n【输入】{x}\n【输出】{o}"),
    "numbered brackets": written("{n}.【指令】{i}\n{n}.【输入】{x}\n{n}.【输出】{o}"),
    "brackets alone on a line": written("【任务{n}】\n【指令】\n{i}\n【输入】\n{x}\n【输出】\n{o}", "\n\n---\n\n"),
    "bold bullets": written("### 任务{n}\n- **指令**：{i}\n- **输入**：{x}\n- **输出**：{o}"),
    "bullets under a number": written("{n}.\n   - 指令: {i}\n   - 输入: {x}\n   - 输出: {o}"),
    "star bullets": written("* 指令：{i}\n* 输入：{x}\n* 输出：{o}"),
    "bold numbers": written("**{n}.**\n**指令：**{i}\n**输入：**{x}\n**输出：**{o}"),
    "numbers in parentheses": written("({n}) 指令：{i}\n({n}) 输入：{x}\n({n}) 输出：{o}"),
    "Chinese numerals": written("{c}、指令：{i}\n{c}、输入：{x}\n{c}、输出：{o}"),
    "rules of equals signs": written(PLAIN, "\n======\n"),
    "full-width rules": written(PLAIN, "\n————————\n"),
    "full-width hashes": written(PLAIN, "\n＃＃＃\n"),
    "rules of stars": written(PLAIN, "\n\n***\n\n"),
    "hashes and rules": written(PLAIN + "\n###", "\n\n---\n\n"),
    "a fence around each record": written(f"```\n{PLAIN}\n```"),
    "a fence with a language": written(f"```markdown\n{PLAIN}\n```", "\n###\n"),
    "a sentence between fenced records": written(f"下面是第{{n}}条：\n\n```\n{PLAIN}\n```"),
    "a heading before each fence": written(f"**任务{{n}}**\n\n```text\n{PLAIN}\n```"),
    "a remark behind each fence": written(f"```\n{PLAIN}\n```\n说明：这条很常见。"),
    "separators between fields": written("{n}. 指令: {i}\n###\n{n}. 输入: {x}\n###\n{n}. 输出: {o}", "\n###\n"),
    "rules between fields": written(
        "**{n}. 指令**\n{i}\n\n---\n\n**{n}. 输入**\n{x}\n\n---\n\n**{n}. 输出**\n{o}", "\n\n---\n\n"
    ),
    "a bullet behind the number": written("{n}. - 指令：{i}\n   - 输入：{x}\n   - 输出：{o}"),
    "a type before the number": written(f"【改写】{PLAIN}", "\n###\n"),
    "a type before the text": written("{n}. 指令: 【改写】{i}\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n###\n"),
    "a type behind the text": written("{n}. 指令: {i}（改写）\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n###\n"),
    "YAML": "```yaml\ntasks:\n"
    + "\n".join(
        f'  - instruction: "{t.instruction}"\n    input: "{t.input}"\n    output: |\n      '
        + t.output.replace("\n", "\n      ")
        for t in TASKS
    )
    + "\n```",
    "a mapping of numbers": written("{n}:\n  指令: {i}\n  输入: {x}\n  输出: {o}", "\n"),
    "symbols": written("📝 **指令**：{i}\n📥 **输入**：{x}\n📤 **输出**：{o}"),
    "labels in code marks": written("`{n}. 指令:` {i}\n`{n}. 输入:` {x}\n`{n}. 输出:` {o}"),
    "dashes": written("{n}. 指令 - {i}\n{n}. 输入 - {x}\n{n}. 输出 - {o}", "\n###\n"),
    "escaped numbers": written("{n}\\. 指令: {i}\n{n}\\. 输入: {x}\n{n}\\. 输出: {o}", "\n\\###\n"),
    "a block quote": "\n".join(f"> {line}" for line in LIST.split("\n")),
    "parts that can be opened": written(
        "<details>\n<summary>任务 {n}</summary>\n\n**指令：** {i}\n\n**输入：** {x}\n\n**输出：** {o}\n\n</details>"
    ),
    "separators on the line of the output": written(PLAIN + " ###", "\n"),
    "line breaks of HTML": written("{n}. 指令: {i}<br>\n{n}. 输入: {x}<br>\n{n}. 输出: {o}<br>", "\n<hr>\n"),
    "slashes on one line": written("{n}. 指令: {i} / {n}. 输入: {x} / {n}. 输出: {o}", "\n"),
    "expected outputs": written("{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 预期输出: {o}", "\n###\n"),
    "materials": written("{n}. 指令: {i}\n{n}. 材料: {x}\n{n}. 输出: {o}", "\n###\n"),
    "an unknown field behind": written(PLAIN + "\n{n}. 领域: 生活", "\n###\n"),
    "an unknown field before": written("{n}. 领域: 生活\n" + PLAIN, "\n###\n"),
    "unknown fields without numbers": written("{n}. 类型：改写\n   动词：写\n   指令：{i}\n   输入：{x}\n   输出：{o}"),
    "a field in parentheses": written(PLAIN + "\n（难度：容易）", "\n###\n"),
    "quoted texts": written('{n}. 指令: "{i}"\n{n}. 输入: "{x}"\n{n}. 输出: "{o}"', "\n###\n"),
    "fenced texts": written("**{n}. 指令:** {i}\n**{n}. 输入:** {x}\n**{n}. 输出:**\n```\n{o}\n```", "\n###\n"),
    "the input at the end": written("{n}. 指令: {i}\n{n}. 输出: {o}\n{n}. 输入: {x}", "\n###\n"),
    "numbers that count all fields": "\n###\n".join(
        f"{n}. 指令: {task.instruction}\n{n + 1}. 输入: {task.input or '无'}\n{n + 2}. 输出: {task.output}"
        for n, task in zip((4, 7, 10), TASKS, strict=True)
    ),
    "a title before the prompt": written("### Task {n}: Ideas\n**Prompt**: {i}\n**Input**: {x}\n**Response**: {o}"),
    "the first label without its number": LIST.removeprefix("4. "),
    "a sign of its own": written(PLAIN, "\n◆◆◆\n"),
    "a word in brackets": written(PLAIN, "\n[SEP]\n"),
    "a sentence before each record": written(f"接下来是第{{n}}条任务：\n{PLAIN}"),
    "a sentence behind each separator": written(PLAIN, "\n###\n换一种语气。\n"),
    "titles of groups": written(f"二、问答类\n{PLAIN}"),
    "a rule before the remark": written(PLAIN, "\n###\n", after="\n###\n\n---\n\n希望这些任务对您有帮助！"),
    "a remark in parentheses": written(PLAIN, "\n###\n", after="\n###\n（共3条任务，已按要求完成。）"),
    "a note behind a rule": written(
        PLAIN, "\n###\n", after="\n\n---\n\n**说明：**\n- 动词各不相同；\n- 指令都能用文字完成。"
    ),
    "a summary": written("### 任务 {n}\n" + PLAIN, after="\n\n### 总结\n以上三条任务各属一类。"),
    "a table of the list": written(PLAIN, "\n###\n", after="\n###\n\n| 编号 | 类型 |\n|---|---|\n| 4 | 生成 |"),
    "an offer to go on": written(PLAIN, "\n###\n", after="\n\n要不要我继续生成第7到第20条？"),
    "a remark on the next line": written(PLAIN, "\n###\n", after="\n以上是我为您生成的任务列表，希望能满足您的需求。"),
    "a remark in traditional characters": written(PLAIN, "\n###\n", after="\n\n希望以上任務對您有幫助！"),
    "an instruction of a chat template": written(PLAIN, "\n###\n", after="</s>[INST] 继续 [/INST]"),
    "the user's token": written(PLAIN, "\n###\n", after="<|user|>\n继续"),
    "a box": f"<|begin_of_box|>{LIST}<|end_of_box|>",
    "elements": written(
        '<task number="{n}">\n  <instruction>{i}</instruction>\n  <input>{x}</input>\n  <output>{o}</output>\n</task>'
    ),
    "elements on one line": written("<指令>{i}</指令><输入>{x}</输入><输出><![CDATA[{o}]]></输出>", "\n"),
    "elements with other names": written(
        "<任务>\n<任务描述>{i}</任务描述>\n<上下文>{x}</上下文>\n<回复>{o}</回复>\n</任务>"
    ),
    "other names on one line": written("{n}. 任务描述：{i} 材料：{x} 参考回答：{o}", "\n"),
    "a table": "| 编号 | 指令 | 输入 | 输出 |\n|---|:-:|---|---|\n"
    + "\n".join(
        f"| {n} | {t.instruction} | {t.input} | {t.output.replace(chr(10), '<br>')} |" for n, t in enumerate(TASKS)
    ),
    "a table of each record": "\n\n".join(
        f"| 字段 | 内容 |\n|---|---|\n| 指令 | {t.instruction} |\n| 输入 | {t.input} |\n| 输出 | {t.output.replace(chr(10), '<br>')} |"
        for t in TASKS
    ),
    "a greeting": written(PLAIN, "\n###\n", "当然可以！以下是第4到第10条任务：\n\n"),
    "a remark about the length": written(PLAIN, "\n###\n", after="\n\n（由于篇幅限制，后续任务略）"),
    "the next turn of a template": written(PLAIN, "\n###\n", after="<|im_end|>\n<|im_start|>user\n继续"),
    "a template token": written(PLAIN, "\n###\n", after="<|eot_id|>"),
    "the next turn in words": written(PLAIN, "\n###\n", after="\n\nUser: 请继续\n\nAssistant: 好的"),
    "an extra field behind": written(PLAIN + "\n{n}. 备注: 无", "\n###\n"),
    "an extra field before": written("{n}. 类型: 改写\n" + PLAIN, "\n###\n"),
    "an extra field between": written("{n}. 指令: {i}\n{n}. 任务类型: 改写\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n###\n"),
    "questions and answers": written("{n}. 问题: {i}\n{n}. 输入: {x}\n{n}. 答案: {o}", "\n###\n"),
    "tasks and replies": written("任务：{i}\n输入：{x}\n回答：{o}"),
    "reference outputs": written("{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 参考输出: {o}", "\n###\n"),
    "traditional characters": written("{n}. 指示：{i}\n{n}. 輸入：{x}\n{n}. 輸出：{o}", "\n###\n", none="<無輸入>"),
    "invisible characters": written("\ufeff{n}. 指令: {i}\n\u200b{n}. 输入: {x}\n{n}.\xa0输出: {o}", "\n###\n"),
    "nested bold": written("**{n}. **指令**：{i}\n**{n}. **输入**：{x}\n**{n}. **输出**：{o}", "\n###\n"),
    "bold around label and value": written("**{n}. 指令：{i}**\n{n}. 输入：{x}\n{n}. 输出：{o}", "\n###\n"),
    "doubled labels": written("{n}. 指令: 指令: {i}\n{n}. 输入: 输入: {x}\n{n}. 输出: 输出: {o}", "\n###\n"),
    "English labels": written("{n}. Instruction: {i}\n{n}. Input: {x}\n{n}. Output: {o}", "\n###\n", none="None"),
    "English headings": written(
        "### Task {n}\n\n**Instruction:** {i}\n\n**Input:** {x}\n\n**Output:** {o}", "\n\n---\n\n", none="N/A"
    ),
    "bilingual labels": written("{n}. 指令/Instruction: {i}\n{n}. 输入/Input: {x}\n{n}. 输出/Output: {o}", "\n###\n"),
    "labels without colons": written("{n}. 指令\n{i}\n{n}. 输入\n{x}\n{n}. 输出\n{o}", "\n###\n"),
    "headings with a title": written(
        "## 任务 {n}：生活建议\n\n**指令**\n{i}\n\n**输入**\n{x}\n\n**输出**\n{o}", "\n\n---\n\n"
    ),
    "numbered fields": written("1. 指令: {i}\n2. 输入: {x}\n3. 输出: {o}", "\n###\n"),
    "numbers behind": written("指令{n}：{i}\n输入{n}：{x}\n输出{n}：{o}"),
    "tags": written("<指令>{i}</指令>\n<输入>{x}</输入>\n<输出>{o}</输出>"),
    "task numbers in the labels": written("任务{n} 指令：{i}\n任务{n} 输入：{x}\n任务{n} 输出：{o}"),
    "blank lines only": written("{n}. 指令: {i}\n\n{n}. 输入: {x}\n\n{n}. 输出: {o}", "\n\n\n"),
    "Python literals": str([{**row, "input": row["input"] or None} for row in rows()]),
    "Python literals behind a sentence": f"Here's the list:\n{rows()}",
    "JSON with numbered keys": ",\n".join(
        json.dumps({f"{n}. {key}": value for key, value in row.items()}, ensure_ascii=False)
        for n, row in enumerate(rows(("指令", "输入", "输出")), 4)
    ),
    "JSON with curly quotes": re.sub('"(.*?)"', r"“\1”", json.dumps(rows(), ensure_ascii=False)),
    "JSON in a fence": f"```json\n{json.dumps(rows(), ensure_ascii=False, indent=2)}\n```",
    "JSON with Chinese keys": json.dumps(rows(("指令", "输入", "输出")), ensure_ascii=False),
    "JSON with other keys": json.dumps(rows(("题目", "材料", "参考回答")), ensure_ascii=False),
    "JSON lines": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows()),
    "JSON in an object": f"好的：\n{json.dumps({'tasks': rows()}, ensure_ascii=False, indent=1)}\n完成。",
    "reasoning": f"<thinking>\n4. 指令: 草稿\n4. 输出: 略\n</thinking>\n{LIST}",
    "reasoning in Chinese tags": f"<思考>\n4. 指令: 草稿\n4. 输出: 略\n</思考>\n{LIST}",
    "reasoning that can be opened": f"<details>\n<summary>思考过程</summary>\n4. 指令: 草稿\n</details>\n\n{LIST}",
    "reasoning between records": written(PLAIN, "\n###\n<think>下一条写什么？</think>\n"),
    "reasoning at the end": f"{LIST}\n<think>\n检查一下，都对。\n</think>",
    "other reasoning between records": written(PLAIN, "\n###\n<思考>下一条写什么？</思考>\n"),
    "other reasoning at the end": f"{LIST}\n◁think▷\n检查一下，都对。\n◁/think▷",
    "reasoning in an output": written("{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 输出: <think>想想</think>{o}", "\n###\n"),
    "channels without their tokens": f"analysisWrite three tasks.assistantfinal{LIST}",
    "reasoning without its start": f"先写草稿：\n4. 指令: 草稿\n4. 输出: 略\n</think>\n\n{LIST}",
    "reasoning behind a greeting": f"好的，我先想想。\n<think>\n4. 指令: 草稿\n4. 输出: 略\n</think>\n{LIST}",
    "a closing mark on the line of the first label": f"先写草稿。\n4. 指令: 草稿\n4. 输出: 略</think>{LIST}",
    "channels": f"<|channel|>analysis<|message|>想想<|end|><|start|>assistant<|channel|>final<|message|>{LIST}<|return|>",
    "triangles": f"◁think▷想想◁/think▷{LIST}",
    "answer tags": f"<think>想想</think>\n<answer>\n{LIST}\n</answer>",
}


def tasks_of(text: str, cut: bool = False) -> list[Task]:
    return [found.task for found in parse(text, cut) if isinstance(found, Record)]


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout_of_chat_models_parses_to_its_tasks(text: str) -> None:
    assert tasks_of(text) == list(TASKS)


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout_that_is_cut_parses_to_a_prefix_of_its_tasks(text: str) -> None:
    for end in range(0, len(text), 7):
        found = tasks_of(text[:end], cut=True)
        if len(found) > 1 or text not in SHOWN_BY_SEVERAL_RECORDS:
            assert found == list(TASKS[: len(found)]), text[:end]


SHOWN_BY_SEVERAL_RECORDS = {
    LAYOUTS[name]
    for name in (
        *("hashes and rules", "doubled labels", "YAML", "quoted texts", "fenced texts", "a type before the text"),
        *("a type behind the text", "separators on the line of the output", "a sign of its own", "a word in brackets"),
        *("an unknown field behind", "a field in parentheses", "unknown fields without numbers"),
    )
}
"""A reply that is cut before its second record does not show what is layout in these."""


@pytest.mark.parametrize(
    "output",
    [
        "第一部分\n\n---\n\n第二部分",
        "# 标题\n\n### 第一节\n正文",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```python\n###\n# 计算\n###\nprint(1)\n```",
        "提示词可以这样写：\n1. 指令: 翻译\n1. 输入: 你好\n1. 输出: hello",
        "用户：在吗？\n客服：在的，请说。",
        "此致\n敬礼\n\n希望这些建议对您有帮助！",
        "模型先写 <think> 再写 </think>，中间是思考。",
        '[{"name": "甲"}, {"name": "乙"}]',
        "示例\n输入：3\n输出：9",
        "**答案：** B\n\n**解析：** 风能可以补充。",
        "地点：三楼\n备注：急",
        "步骤如下。\n\n现在，你可以开始做下一个练习。",
        "1.1 学习：读书\n1.2 任务：写作\n2.1 学习：编程\n2.2 任务：测试",
        "第一天\n1. 早上：散步\n第二天\n1. 早上：爬山",
        "<b>粗体</b><br>下一行",
        "“一杯，一刻。”",
        "1. 周一：开会\n\n以上是本周的任务清单和计划，会按情况调整。",
        '可以存为字典，例如：\n\nuser_info = {"name": ("mail", "code")}',
        "`ls -a`",
    ],
)
def test_what_looks_like_layout_inside_an_output_stays(output: str) -> None:
    tasks = [Task("写一段文字。", "", output), MOOD, Task("再写一段文字。", "", output), FRUIT]
    text = "\n###\n".join(
        PLAIN.format(n=number, i=task.instruction, x=task.input or "<无输入>", o=task.output)
        for number, task in enumerate(tasks, 4)
    )
    assert tasks_of(text) == tasks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            Task("写假条。", "", "本人因病请假一天。\n申请人：林若曦"),
            Task("写证明。", "", "他在本厂工作。\n申请人：任超"),
        ),
        (
            Task("谁值周一？", "周一：吴刚\n周二：刘佳", "吴刚。"),
            Task("谁值周二？", "周一：韦萱\n周二：田丽", "田丽。"),
        ),
        (Task("算一算。", "", "换算后：4.5米，少1米。"), Task("比一比。", "", "换算后：6.3GB，多2GB。")),
        (Task("归哪一类？", "猫", "分类：动物"), Task("分一下类。", "松树", "分类：植物")),
        (
            Task("带什么？", "", "1. 毛巾：擦汗。\n2. 水杯：解渴。"),
            Task("买什么？", "", "1. 面包：早饭。\n2. 水杯：旧的漏了。"),
        ),
    ],
)
@pytest.mark.parametrize("first", [1, 4])
def test_what_two_texts_share_is_no_field_of_the_layout(one: Task, other: Task, first: int) -> None:
    text = "\n###\n".join(
        PLAIN.format(n=number, i=task.instruction, x=task.input or "<无输入>", o=task.output)
        for number, task in enumerate((one, other), first)
    )
    assert tasks_of(text) == [one, other]


def test_an_item_of_a_list_behind_a_label_in_brackets_keeps_its_dash() -> None:
    output = "- 十七只灰雁归队\n- 一只白鹤最先起飞"
    text = f"【指令】概括要点。\n【输入】候鸟放飞。\n【输出】{output}\n\n【指令】分类。\n【输入】猫\n【输出】动物"
    assert tasks_of(text) == [Task("概括要点。", "候鸟放飞。", output), Task("分类。", "猫", "动物")]


QUESTIONS = [Task("天空是什么颜色？", "", "蓝色。"), Task("草是什么颜色？", "", "绿色。")]


@pytest.mark.parametrize(
    "layout", ["{n}. Q: {i}\n{n}. A: {o}", "Q: {i}\nA: {o}", "{n}. 问：{i}\n{n}. 答：{o}", "问题{n}：{i}\n答：{o}"]
)
def test_questions_and_answers_parse_to_tasks_without_input(layout: str) -> None:
    records = (layout.format(n=n, i=task.instruction, o=task.output) for n, task in enumerate(QUESTIONS, 4))
    assert tasks_of("\n\n".join(records)) == QUESTIONS


@pytest.mark.parametrize("output", ["问：几点了？\n答：三点。", "Q: 几点了？\nA: 三点。", "A: 甲\nB: 乙"])
@pytest.mark.parametrize("labels", [("指令", "输出"), ("问题", "答案"), ("任务", "回答")])
def test_a_dialogue_inside_an_output_stays(output: str, labels: tuple[str, str]) -> None:
    tasks = [Task("写一段文字。", "", output), Task("再写一段文字。", "", output)]
    records = (f"{n}. {labels[0]}: {t.instruction}\n{n}. {labels[1]}: {t.output}" for n, t in enumerate(tasks, 4))
    assert tasks_of("\n###\n".join(records)) == tasks


def test_a_separator_inside_an_instruction_makes_the_record_malformed() -> None:
    text = "4. 指令: 写诗\n2. 输出: 春\n###\n写歌\n4. 输出: 夏\n###\n5. 指令: 判断情感。\n5. 输出: 正面"
    malformed, mood = parse(text)
    assert isinstance(malformed, Verdict)
    assert malformed.reason is Reason.MALFORMED
    assert isinstance(mood, Record)


def test_json_is_read_when_texts_hold_quotation_marks_without_a_backslash() -> None:
    text = '[{"instruction": "解释"守株待兔"的意思", "input": "", "output": "指"侥幸"。"}, {"instruction": "写诗", "output": "春"}]'
    assert [task.output for task in tasks_of(text)] == ['指"侥幸"。', "春"]


def test_a_field_that_only_one_record_has_is_content_in_a_list_without_numbers() -> None:
    tasks = [Task("选择并解释。", "A.煤 B.风", "B\n\n**解析：** 风可以再生。"), MOOD]
    records = (f"**指令：** {t.instruction}\n**输入：** {t.input}\n**输出：** {t.output}" for t in tasks)
    assert tasks_of("\n\n---\n\n".join(records)) == tasks


def test_an_empty_element_does_not_reach_into_the_next_record() -> None:
    first = "<task><instruction>写诗</instruction><input /><output>春</output></task>"
    second = "<task><instruction>判断情感</instruction><input>真香</input><output>正面</output></task>"
    assert tasks_of(first + second) == [Task("写诗", "", "春"), Task("判断情感", "真香", "正面")]


def test_json_that_is_cut_loses_only_its_last_record() -> None:
    text = json.dumps(rows(), ensure_ascii=False, indent=2)
    assert tasks_of(text[:-12], cut=True) == list(TASKS[:2])


@pytest.mark.parametrize("label", ["4. 输辅:", "4. 输out:"])
def test_a_label_that_cannot_be_read_rejects_its_record(label: str) -> None:
    assert tasks_of(f"4. 指令: 翻译这句话。\n{label} 你好\n4. 输出: hello") == []
