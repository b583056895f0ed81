"""Every rule's rejects and near-misses. The tables are the meaning of the rules: a new rule is a few rows here."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfinstruct.filtering import LEAST_COPIED, MOST_INSTRUCTION, MOST_TEXT, RULES, Language, first_objection
from selfinstruct.tasks import Task
from selfinstruct.verdicts import Reason

QUESTION = "今天上海的天气怎么样？"
MAIL = "你把昨天的那份报告交给我"


def task(instruction: str, given: str = "", output: str = "好的，答案如下。") -> Task:
    return Task(instruction, given, output)


GIVEN_ELSEWHERE = {
    "folding": {Reason.NO_ANSWER},
    "parsing": {
        Reason.EMPTY_REPLY,
        Reason.STRAY_TEXT,
        Reason.MALFORMED,
        Reason.TRUNCATED,
        Reason.EMPTY_INSTRUCTION,
        Reason.EMPTY_OUTPUT,
    },
    "similarity": {Reason.DUPLICATE},
}

REJECTED = {
    Reason.TOO_SHORT: [
        (task(""), "zh"),
        (task("写诗"), "zh"),
        (task("写首诗"), "zh"),
        (task("1+1=?"), "zh"),
        (task("总结" + "。" * 9000), "zh"),
        (task("Write a poem"), "en"),
        (task("Name a fruit."), "any"),
    ],
    Reason.TOO_LONG: [
        (task("写" * (MOST_INSTRUCTION + 1)), "zh"),
        (task("总结下文", given="文" * (MOST_TEXT + 1)), "zh"),
        (task("续写故事", output="文" * (MOST_TEXT + 1)), "any"),
        (task("write " * (MOST_INSTRUCTION + 1)), "en"),
    ],
    Reason.WRONG_LANGUAGE: [
        (task("Write a poem about the autumn moon"), "zh"),
        (task("Translate the sentence into Chinese: 今天天气很好"), "zh"),
        (task("Explain the word “你好” in English"), "zh"),
        (task("How do you say hello?\n用中文回答"), "zh"),
        (task("한국어로 자기소개를 써 주세요"), "zh"),
        (task("東京はどこですか"), "zh"),
        (task("写一首关于秋天的诗"), "en"),
        (task("把“The quick brown fox”翻译成中文"), "en"),
        (task("将下面的英文翻译成中文：The quick brown fox"), "en"),
    ],
    Reason.NEEDS_MEDIA: [
        (task("请描述这张图片里的内容"), "zh"),
        (task("根据下面的图片写一段说明文字"), "zh"),
        (task("给定一张照片，说出照片里有几个人"), "zh"),
        (task("请识别图中的文字"), "any"),
        (task("请根据上图回答问题"), "zh"),
        (task("从给定的音频中提取关键词"), "zh"),
        (task("听下面这段录音并转写成文字"), "zh"),
        (task("附件里的合同有什么问题？"), "zh"),
        (task("请画一幅山水画"), "zh"),
        (task("设计一张生日海报"), "zh"),
        (task("帮我拍一张照片"), "zh"),
        (task("请播放一首周杰伦的歌曲"), "zh"),
        (task("观看一段视频并写观后感"), "zh"),
        (task("打开以下链接并总结文章内容"), "zh"),
        (task("访问https://example.com并总结网页内容"), "any"),
        (task("帮我下载这个文件"), "zh"),
        (task("提醒我明天早上八点开会"), "zh"),
        (task("设置一个早上七点的闹钟"), "zh"),
        (task("创建一个日程提醒"), "zh"),
        (task("Describe the following image in detail"), "en"),
        (task("Draw a picture of a cat"), "en"),
        (task("Set an alarm for seven o'clock"), "en"),
        (task("Please remind me to call my mother"), "any"),
    ],
    Reason.REFUSAL: [
        (task(QUESTION, output="抱歉，我无法获取实时天气。"), "zh"),
        (task(QUESTION, output="对不起，我不能回答这个问题。"), "zh"),
        (task(QUESTION, output="您好，很抱歉，我暂时没法查询。"), "zh"),
        (task(QUESTION, output="遗憾的是，我不具备查询天气的能力。"), "zh"),
        (task("总结这篇文章的要点", output="很抱歉，您没有提供文章内容，请提供后我再总结。"), "zh"),
        (task("总结这篇文章的要点", output="请提供更多信息。"), "any"),
        (task("翻译下面的句子", output="请先提供需要翻译的文本。"), "zh"),
        (task(QUESTION, output="我无法判断。"), "zh"),
        (task("What is the weather today?", output="I'm sorry, but I cannot answer that."), "en"),
        (task("What is the weather today?", output="I cannot help with that."), "en"),
    ],
    Reason.AI_IDENTITY: [
        (task("你最喜欢的食物是什么？", output="作为一个AI语言模型，我没有情感。"), "zh"),
        (task("你最喜欢的食物是什么？", output="作为人工智能助手，我建议多喝水。"), "zh"),
        (task("你最喜欢的食物是什么？", output="作为AI，我没有味觉。"), "zh"),
        (task("你最喜欢的食物是什么？", output="作为一个由OpenAI训练的大型语言模型，我不吃东西。"), "zh"),
        (task("你最喜欢的食物是什么？", output="我没有个人喜好，因为我只是一个语言模型。"), "zh"),
        (task("你的生日是哪一天？", output="我是一个人工智能，没有生日。"), "any"),
        (task("What is your favourite food?", output="As an AI language model, I do not eat."), "en"),
        (task("What is your favourite food?", output="I'm just an AI, so I have none."), "any"),
    ],
    Reason.COPIED_INPUT: [
        (task("把下面的句子改得更礼貌", given="把下面的句子改得更礼貌"), "zh"),
        (task("把下面的句子改得更礼貌", given="把下面的句子，改得更礼貌！"), "any"),
        (task("把下面的句子改得更礼貌", given=MAIL, output=MAIL), "zh"),
        (task("把下面的句子改得更礼貌", given=MAIL, output=f" {MAIL}\n"), "zh"),
        (task("纠正错别字", given="今" * LEAST_COPIED, output="今" * LEAST_COPIED), "zh"),
        (task("Make this sentence more polite", given="Make this sentence more polite."), "en"),
    ],
    Reason.PLACEHOLDER_INPUT: [
        (task("总结以下文章", given="[插入文章]"), "zh"),
        (task("总结以下文章", given="（此处插入文章）"), "zh"),
        (task("总结以下文章", given="请提供一段文字"), "zh"),
        (task("总结以下文章", given="一段关于环保的文章"), "zh"),
        (task("总结以下文章", given="{输入}"), "zh"),
        (task("总结以下文章", given="请粘贴文章"), "any"),
        (task("写一封求职信", given="姓名：[你的姓名]"), "zh"),
        (task("写一封求职信", given="应聘公司：某某公司"), "zh"),
        (task("写一张名片", given="电话：xxxx"), "zh"),
        (task("Summarise the article below", given="[insert text here]"), "en"),
        (task("Summarise the article below", given="Lorem ipsum dolor sit amet"), "en"),
    ],
}

NEAR_MISSES = {
    Reason.TOO_SHORT: [
        (task("写一首诗"), "zh"),
        (task("1+1等于几"), "zh"),
        (task("Write a short poem"), "en"),
    ],
    Reason.TOO_LONG: [
        (task("写" * MOST_INSTRUCTION), "zh"),
        (task("总结下文", given="文" * MOST_TEXT, output="字" * MOST_TEXT), "zh"),
        (task("总结下文", given="。" * 2 * MOST_TEXT), "zh"),
        (task("internationalization " * 100), "en"),
    ],
    Reason.WRONG_LANGUAGE: [
        (task("把“The quick brown fox jumps over the lazy dog”翻译成中文"), "zh"),
        (task("将下面的英文翻译成中文：The quick brown fox jumps over the lazy dog."), "zh"),
        (task("请翻译：こんにちは、元気ですか。今日はいい天気ですね"), "zh"),
        (task("“Hello, how are you?”怎么回答"), "zh"),
        (task("日语里的“ありがとう”是什么意思？"), "zh"),
        (task("《Harry Potter》讲了什么故事"), "zh"),
        (task("解释英文单词serendipity的含义"), "zh"),
        (task("请用Python写一个函数，返回list里的最大值"), "zh"),
        (task("写一首关于春天的诗", output="Spring has come."), "zh"),
        (task("Translate this to English", given="今天天气很好"), "en"),
        (task("Translate the sentence into English: 今天天气很好"), "en"),
        (task("Explain the word “你好” in English"), "en"),
        (task("写一首关于秋天的诗"), "any"),
        (task("한국어로 자기소개를 써 주세요"), "any"),
        (task("Écrivez un poème sur la lune"), "any"),
    ],
    Reason.NEEDS_MEDIA: [
        (task("写一首关于照片的诗"), "zh"),
        (task("把下面的照片描述改得更生动", given="夕阳下的海边。"), "zh"),
        (task("把下面这段视频的简介译成英文", given="一只小猫。"), "zh"),
        (task("为一张老照片写一段说明文字"), "zh"),
        (task("设计一张海报的文案"), "zh"),
        (task("写一个短视频脚本"), "zh"),
        (task("列出制作短视频的步骤"), "zh"),
        (task("如何拍出好看的照片？"), "zh"),
        (task("什么是音频采样率？"), "zh"),
        (task("解释成语“按图索骥”"), "zh"),
        (task("画龙点睛是什么意思？"), "zh"),
        (task("把“他在看一部电影”改成疑问句"), "zh"),
        (task("请看一段文字，找出错别字：今天天汽真好"), "zh"),
        (task("写一个播放音乐的Python程序"), "zh"),
        (task("写一个函数，判断网址是否合法"), "zh"),
        (task("概括以下文件名的命名规律"), "zh"),
        (task("写一条提醒顾客带伞的短信"), "zh"),
        (task("怎样提醒孩子按时写作业？"), "zh"),
        (task("写一段代码设置定时器函数"), "zh"),
        (task("写一首关于秋天的诗", given="秋天的照片", output="请看这张图片。"), "zh"),
        (task("写一首关于秋天的诗", output="播放音乐，打开链接 https://example.com"), "zh"),
        (task("Explain how an image sensor works"), "en"),
        (task("Write a story about a photo album"), "en"),
    ],
    Reason.REFUSAL: [
        (
            task(
                "写一封道歉信，向顾客说明发货延迟",
                output="尊敬的顾客：\n非常抱歉，由于暴雨，您的包裹无法按时送达。",
            ),
            "zh",
        ),
        (task("写一封道歉信，说明发货延迟", output="尊敬的顾客：您好！很抱歉，因暴雨影响，我们未能按时发货。"), "zh"),
        (task("怎么婉拒同事的邀请？", output="抱歉，我今晚有约了，下次一定去。"), "zh"),
        (task("写一句道歉的话", output="对不起，昨天我不该向你发火。"), "zh"),
        (task("你是客服，顾客问订单到哪了，你怎么回？", output="您好，请提供您的订单号，我马上为您查询。"), "zh"),
        (task("写一张请假条", output="王老师：我因感冒发烧不能到校上课，特请假一天。"), "zh"),
        (task("把“抱歉，我无法参加”译成英文", output="I regret that my schedule is full."), "zh"),
        (task("Write a note to a neighbour", output="I am sorry about the noise last night."), "en"),
    ],
    Reason.AI_IDENTITY: [
        (task("什么是机器学习？", output="作为人工智能的一个分支，机器学习研究如何从数据中学习。"), "zh"),
        (task("什么是语音识别？", output="作为一种人工智能技术，语音识别发展很快。"), "zh"),
        (task("用一句话介绍自己的专业", output="我是人工智能专业的学生。"), "zh"),
        (task("写一句自我介绍", output="我是AI工程师，平时写代码。"), "zh"),
        (task("扮演一个聊天机器人，介绍你自己", output="我是一个人工智能助手，可以陪你聊天。"), "zh"),
        (task("介绍你自己", given="角色：智能助手小安", output="我是智能助手小安。"), "zh"),
        (task("Introduce yourself as a pilot", output="As an airline pilot, I fly a lot."), "en"),
    ],
    Reason.COPIED_INPUT: [
        (task("把下面的句子改得更礼貌", given=MAIL, output="麻烦您把昨天的那份报告交给我"), "zh"),
        (task("纠正错别字", given=MAIL, output=f"{MAIL}。"), "zh"),
        (task("纠正错别字", given="今" * (LEAST_COPIED - 1), output="今" * (LEAST_COPIED - 1)), "zh"),
        (task("写一首诗吧", given="。。", output="。。"), "zh"),
        (task("Repeat the word that I give", given="hello", output="hello"), "en"),
    ],
    Reason.PLACEHOLDER_INPUT: [
        (task("总结以下文章", given="一篇新闻报道指出，今年粮食丰收。"), "zh"),
        (task("总结以下文章", given="他写了一篇文章，讲的是家乡。"), "zh"),
        (task("找出最大的数", given="数组：[1, 2, 3]"), "zh"),
        (task("提取其中的姓名", given="会议登记（姓名：张三）"), "zh"),
        (task("计算这个式子", given="2**10"), "zh"),
        (task("这段程序做什么？", given="def add(a, b):\n    return a[b]"), "zh"),
        (task("改写这条提示", given="软件提示：请输入密码"), "zh"),
        (task("写一首关于秋天的诗", output="[你的姓名]"), "zh"),
        (task("Summarise the article below", given="Your text arrived [on Monday]."), "en"),
    ],
}


def rows(table):
    return [
        pytest.param(value, Language(language), reason, id=f"{reason}-{number}")
        for reason, cases in table.items()
        for number, (value, language) in enumerate(cases)
    ]


@pytest.mark.parametrize(("rejected", "language", "reason"), rows(REJECTED))
def test_a_task_that_breaks_a_rule_is_rejected_for_it(rejected: Task, language: Language, reason: Reason) -> None:
    objection = first_objection(rejected, language)
    assert objection is not None
    assert objection[0] is reason
    assert objection[1]


@pytest.mark.parametrize(("accepted", "language", "near"), rows(NEAR_MISSES))
def test_a_task_that_comes_near_to_breaking_a_rule_is_accepted(
    accepted: Task, language: Language, near: Reason
) -> None:
    assert first_objection(accepted, language) is None


def test_every_reason_is_given_by_one_step_and_every_rule_has_its_rows() -> None:
    given_by = [set(REJECTED), *GIVEN_ELSEWHERE.values()]
    assert set().union(*given_by) == set(Reason)
    assert sum(map(len, given_by)) == len(Reason)
    assert set(NEAR_MISSES) == set(REJECTED) == {Reason(rule.__name__) for rule in RULES}
    assert all(len(cases) >= 2 for table in (REJECTED, NEAR_MISSES) for cases in table.values())


def test_a_task_that_breaks_several_rules_is_rejected_for_the_first() -> None:
    broken = task("画画", given="[插入文章]", output="抱歉，我无法画画。")
    assert first_objection(broken, Language.CHINESE) == (Reason.TOO_SHORT, "the instruction has 2 tokens")


@pytest.mark.parametrize("language", Language)
def test_no_rule_objects_to_its_own_words_in_another_field(language: Language) -> None:
    instruction = "Write a short story about 1 cat" if language is Language.ENGLISH else "写一个关于猫的小故事"
    assert first_objection(task(instruction, given="画一幅画，提醒我", output="这张图片见附件"), language) is None


WORDS = st.sampled_from(
    "作为 AI 人工智能 抱歉 无法 请提供 [ 【插入 这张 图片 画 一幅 设置 闹钟 “ ” 《 ： https:// xxxx か 한 Ａ I'm".split(
        " "
    )
    + list("\n \x00\ud83d\U00020000")
)
TEXTS = st.text(max_size=40) | st.text(st.characters(), max_size=20) | st.lists(WORDS, max_size=20).map("".join)


@settings(deadline=None)
@given(st.builds(Task, TEXTS, TEXTS, TEXTS), st.sampled_from(Language))
def test_no_text_in_any_field_raises(anything: Task, language: Language) -> None:
    objection = first_objection(anything, language)
    assert objection is None or objection[0] in REJECTED


@pytest.mark.timeout(10)
@pytest.mark.parametrize("unit", ["“", "”", "[", "请", "播放", "this ", "这张", "x ", " ", "\n", "作为一个"])
def test_a_long_repetitive_text_does_not_hold_up_a_rule(unit: str) -> None:
    text = unit * 5_000
    for judged in (task("写一首诗" + text), task("写一首诗", given=text), task("写一首诗", output=text)):
        for rule in RULES:
            rule(judged, Language.CHINESE)
