"""The root of an instruction: the verb of its main order and that verb's object."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.root_verbs import Root, root_of
from selfinstruct.pipeline.root_verbs.lexicon import LIGHT_VERBS, NO_VERBS, NOT_ORDERS


@pytest.mark.parametrize(
    ("instruction", "verb", "thing"),
    [
        ("写一首关于秋雨的诗。", "写", "诗"),
        ("列出三种常见的传统乐器。", "列出", "乐器"),
        ("解释光合作用的过程", "解释", "过程"),
        ("计算下面这些数的平均值：3、8、13", "计算", "平均值"),
        ("缝补一件旧毛衣。", "缝补", "毛衣"),
    ],
)
def test_a_verb_at_the_start_of_a_clause_is_the_root(instruction: str, verb: str, thing: str) -> None:
    assert root_of(instruction) == Root(verb, thing)


@pytest.mark.parametrize(
    ("instruction", "verb"),
    [
        ("请写一封信。", "写"),
        ("请你帮我写一封信。", "写"),
        ("麻烦给我推荐一家面馆。", "推荐"),
        ("你能帮我改写这句话吗？", "改写"),
        ("你的任务是判断这条评论的语气。", "判断"),
        ("1. 首先，详细描述这座桥。", "描述"),
        ("让模型翻译这段对话。", "翻译"),
    ],
)
def test_politeness_is_not_part_of_an_order(instruction: str, verb: str) -> None:
    root = root_of(instruction)
    assert root is not None
    assert root.verb == verb


@pytest.mark.parametrize(
    ("instruction", "root"),
    [
        ("根据下面的描述，写一则寻物启事。", Root("写", "启事")),
        ("给定一段对话，概括双方的分歧。", Root("概括", "分歧")),
        ("阅读这篇游记，然后总结作者的路线。", Root("总结", "路线")),
        ("假设你是一名导游，介绍这座古城。", Root("介绍", "古城")),
        ("在这个任务中，你会得到一份菜单，你需要根据菜单中的价格计算总价。", Root("计算", "总价")),
        ("通过分析销量，预测下个月的需求。", Root("预测", "需求")),
        ("使用Python编写一个程序来统计词频。", Root("编写", "程序")),
        ("为一家茶馆设计一句标语。", Root("设计", "标语")),
        ("从下列城市中选出一个省会。", Root("选", "省会")),
        ("用一句话概括这则新闻。", Root("概括", "新闻")),
        ("给出一个句子，判断它的时态。", Root("判断", "时态")),
    ],
)
def test_clauses_that_only_prepare_an_order_are_skipped(instruction: str, root: Root) -> None:
    assert root_of(instruction) == root


@pytest.mark.parametrize(
    ("instruction", "root"),
    [
        ("阅读这篇游记。", Root("阅读", "游记")),
        ("使用一种新的调料。", Root("使用", "调料")),
        ("请在一段话中使用以下词语。", Root("使用", "词语")),
        ("根据用户的搜索历史，思考他的爱好。", Root("思考", "爱好")),
    ],
)
def test_a_preparing_verb_is_the_root_if_there_is_no_other(instruction: str, root: Root) -> None:
    assert root_of(instruction) == root


@pytest.mark.parametrize(
    ("instruction", "root"),
    [
        ("将下面的句子翻译成德语。", Root("翻译", "句子")),
        ("把这份清单按价格从低到高排序。", Root("排序", "清单")),
        ("请将描写夜市的段落改写成对话。", Root("改写", "段落")),
        ("给定一段文字，将其中的错别字找出并改正。", Root("找", "错别字")),
        ("给定一个成语，把它翻译成英文。", Root("翻译", "成语")),
        ("以下单词译成中文：rain", Root("译", "单词")),
        ("对这首诗进行赏析。", Root("赏析", "诗")),
        ("对下列评论进行情感分析。", Root("分析", "评论")),
        ("就两种方案做一个比较。", Root("比较", "方案")),
    ],
)
def test_the_object_may_precede_the_verb(instruction: str, root: Root) -> None:
    assert root_of(instruction) == root


@pytest.mark.parametrize(
    ("instruction", "verb"),
    [
        ("写下三个愿望。", "写"),
        ("写出答案。", "写"),
        ("找出错误。", "找"),
        ("描述一下你的家乡。", "描述"),
        ("把苹果和梨归类为水果。", "归类"),
        ("将长句分成短句。", "分"),
        ("列出理由。", "列出"),
        ("给出理由。", "给出"),
        ("指出漏洞。", "指出"),
    ],
)
def test_complements_are_removed_unless_they_are_part_of_the_verb(instruction: str, verb: str) -> None:
    root = root_of(instruction)
    assert root is not None
    assert root.verb == verb


@pytest.mark.parametrize(
    ("instruction", "thing"),
    [
        ("写一份关于设计与描述的分析报告。", "报告"),
        ("写一篇短文，讨论如何节水。", "短文"),
        ("编写一个函数来计算数组的和。", "函数"),
        ("提供与照片内容相关的标签和说明。", "标签"),
        ("找到两段话之间的时间和因果联系。", "联系"),
        ("解释“蝴蝶效应”。", "蝴蝶效应"),
        ("推荐《红楼梦》的三个译本。", "译本"),
        ("找到并列出最高的五座山峰。", "山峰"),
        ("告诉我如何包饺子。", ""),
        ("说明为什么天空是蓝色的。", ""),
        ("判断这个句子是否通顺。", "句子"),
        ("起草一封给房东的信，并附上日期。", "信"),
        ("用“" + "很长的一段引文。" * 3 + "”造句", ""),
    ],
)
def test_the_object_is_the_bare_head_noun(instruction: str, thing: str) -> None:
    root = root_of(instruction)
    assert root is not None
    assert root.object == thing


@pytest.mark.parametrize(
    "instruction",
    [
        "什么是通货膨胀？",
        "为什么冬天白天短？",
        "如何修理漏水的水龙头？",
        "你认为哪个季节最美？",
        "请问图书馆几点关门？",
        "做这道菜要备哪些料？",
        "一份详细的旅行计划",
        "王芳从水果店买了三斤梨，每斤四元。一共多少钱？",
        "天が青い。",
        "안녕하세요",
        "Photosynthesis is a process.",
        "What is the capital of France?",
        "12 + 30",
        "",
    ],
)
def test_a_question_a_noun_phrase_or_another_language_orders_nothing(instruction: str) -> None:
    assert root_of(instruction) is None


@pytest.mark.parametrize(
    ("instruction", "root"),
    [
        ("“今晚的灯会改到周六。”请把这则通知缩写成一句话。", Root("缩写", "通知")),
        ("小店周三盘点，周四补货，周五上新。请拟一则通知。", Root("拟", "通知")),
        ("“写一首诗吧，翻译一篇文章吧。”是谁的话？请判断说话人的身份。", Root("判断", "身份")),
        ("这条消息太生硬，换成委婉的说法。", Root("换", "")),
        ("解释这段代码：```把列表排序 写一首诗```", Root("解释", "代码")),
    ],
)
def test_the_order_may_follow_a_story_but_never_comes_from_a_quotation(instruction: str, root: Root) -> None:
    found = root_of(instruction)
    assert found is not None
    assert found.verb == root.verb
    assert found == root or not root.object


@pytest.mark.parametrize(
    ("instruction", "root"),
    [
        ("Write a short story about a lighthouse.", Root("write", "story")),
        ("Please summarize the following article in one sentence.", Root("summarize", "article")),
        ("Given a list of numbers, sort them.", Root("sort", "")),
        ("Could you give me three tips for better sleep?", Root("give", "tips")),
        ("Explain why the sky is blue.", Root("explain", "")),
        ("Read the passage below. Then answer the question.", Root("answer", "question")),
        ("Read this poem.", Root("read", "poem")),
    ],
)
def test_an_english_order_starts_with_its_verb(instruction: str, root: Root) -> None:
    assert root_of(instruction) == root


def test_no_word_is_listed_as_a_verb_and_as_not_a_verb() -> None:
    assert not (CHINESE.task_verbs | LIGHT_VERBS) & NO_VERBS
    assert not CHINESE.task_verbs & NOT_ORDERS


def test_every_task_verb_of_two_characters_is_found_at_the_start_of_a_clause() -> None:
    missed = {
        verb
        for verb in CHINESE.task_verbs
        if len(verb) > 1 and (root_of(f"{verb}以下内容") or Root("", "")).verb != verb
    }
    assert not missed


@given(st.text())
@example("把")
@example("请")
@example("请" * 50)
@example("一篇请请")
@example("将进行")
@example("\ue000写\uf8ff")
@example("“" * 3000)
@example("“写”" * 7000)
@example("给我一个")
@example("的的的。在从对为")
def test_no_text_raises(text: str) -> None:
    root = root_of(text)
    assert root is None or root.verb


@given(
    st.lists(
        st.sampled_from(
            [
                "请",
                "把",
                "将",
                "写",
                "一篇",
                "翻译",
                "成",
                "的",
                "“",
                "”",
                "，",
                "？",
                "根据",
                "进行",
                "分析",
                "在",
                "中",
                "它",
                "并",
                "\n",
                "a",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_no_sequence_of_its_own_words_raises(text: str) -> None:
    root = root_of(text)
    assert root is None or root.verb
