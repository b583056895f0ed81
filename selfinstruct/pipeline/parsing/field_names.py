"""The names that models give to the fields of a record. Labels, JSON keys, elements and table columns share them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from selfinstruct.pipeline.languages import PROFILES


class Field(IntEnum):
    """The three fields of a record in order, and fields that no record needs (`备注`)."""

    INSTRUCTION = 0
    INPUT = 1
    OUTPUT = 2
    EXTRA = 3


_PRIMARY = {name.lower(): field for profile in PROFILES for name, field in zip(profile.fields, Field, strict=False)}
QUESTIONS = ("问题", "問題", "提问", "question", "问", "q")
_OTHERS = {
    Field.INSTRUCTION: "任务指令|任务描述|指示|任务|任務|题目|task|prompt|要求|用户指令|指令描述|指令内容|提示词|query",
    Field.INPUT: "輸入|输入内容|输入文本|任务输入|输入材料|输入数据|输入示例|示例输入|材料|原文|上下文|context",
    Field.OUTPUT: "輸出|输出内容|输出结果|任务输出|参考输出|期望输出|预期输出|預期輸出|标准输出|理想输出|示例输出"
    "|输出示例|标准答案|正确答案|期望回答|参考回答|模型输出|响应|expected output|completion|回答|答案|参考答案|回复"
    "|answer|response|答|a",
    Field.EXTRA: "备注|備註|注|说明|类型|任务类型|类别|分类|难度|标签|解析|note|notes|type|category|tags",
}
FIELD_OF: Mapping[str, Field] = {
    **{name: field for field, names in _OTHERS.items() for name in names.split("|")},
    **dict.fromkeys(QUESTIONS, Field.INSTRUCTION),
    **_PRIMARY,
}
"""The field of every name, in lower case."""
MAIN_NAMES = frozenset({*_PRIMARY, "輸入", "輸出"})
"""Names that are always tried; the others only where a reply has none of these."""
SHORT_NAMES = frozenset({"问", "答", "q", "a"})
"""Names of fields only in a reply of questions and answers; in any other, they belong to a dialogue or an option."""
TITLES = frozenset({"任务", "任務", "题目", "task"})
"""Names of an instruction that may also be the heading of a record, or the element around it."""
