"""Ways to write that there is no input or no output."""

from __future__ import annotations

import pytest

from selfinstruct.pipeline.nothing import is_nothing, is_placeholder_output

NOTHING = """
无 无。 （无） <无> 《无》 [无输入] 【无】 “无输入” 'None' N/A n/a. — - ... `N/A` **无** _无_ &lt;无输入&gt;
&amp;lt;无&amp;gt; 空 <空> 无需输入 不需要输入 没有输入 无须输入 无特定输入 不需要额外的输入 （此任务无需输入） 本任务无需任何输入。
＜无输入＞ <noinput> 不适用 無輸入 <無輸入>
""".split()


@pytest.mark.parametrize("text", ["", " \n", "\u200b无\ufeff", "No input required.", "无 (No input)", *NOTHING])
def test_a_text_that_says_nothing_is_no_input(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "无糖",
        "无锡",
        "《无题》",
        "0",
        "空调",
        "没有输入法怎么办",
        "无输入的函数",
        "none of them",
        "<p>无</p>",
        "无" * 200,
    ],
)
def test_a_text_with_content_is_an_input(text: str) -> None:
    assert not is_nothing(text)


@pytest.mark.parametrize(
    "text", ["<无输出>", "<nooutput>", "N/A", "（无）", "[在此处插入欢迎词]", "（此处填写答案）", "待补充", "..."]
)
def test_a_placeholder_is_no_output(text: str) -> None:
    assert is_placeholder_output(text)


@pytest.mark.parametrize(
    "text", ["无", "没有", "None", "不需要", "略有不同", "在此处插入一个逗号。", "[1, 2, 3]", "（笑）"]
)
def test_an_answer_is_no_placeholder(text: str) -> None:
    assert not is_placeholder_output(text)
