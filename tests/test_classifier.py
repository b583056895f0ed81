"""Types assigned by the rules: to hand-written sentences, the offline teacher's families and the seed tasks."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.classifier import classify, label
from selfinstruct.pipeline.classifier.orders import SHORT, parts_of
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import DEFINITIONS, TO_BELLE, TaskType
from selfinstruct.storage.seeds import load_seeds
from selfinstruct.teachers.offline.families import FAMILIES

SEEDS = Path(__file__).parents[1] / "seeds" / "zh_seed_tasks.jsonl"

STORY = "老船长每天傍晚都到码头看海。有一天，灯塔的灯忽然灭了，他划着小船过去，用一盏马灯照亮了回港的航道。"
TABLE = "展区 | 开放时间 | 票价\n陶瓷馆 | 9:00—17:00 | 20元\n书画馆 | 10:00—16:00 | 15元"
TALK = "小顾：我们周六去爬山吗？\n小邓：周六有雨，改周日吧。\n小顾：好，早上七点北门见。"
REVIEW = "手机屏幕很亮，就是电池不经用，半天就要充一次电。"

# type → (instruction, input, and for a borderline sentence why it is of this type)
TABLES: dict[TaskType, list[tuple[str, str, str]]] = {
    TaskType.BRAINSTORMING: [
        ("给一家开在大学门口的修表铺想四个名字。", "", ""),
        ("列出六种不花钱的周末消遣。", "", ""),
        ("团建不想再聚餐了，请提供三个新鲜的活动方案。", "", ""),
        ("旧牛仔裤剪开以后还可以用来做什么？", "", "a question with many right answers"),
        ("推荐几本适合初中生读的科普书。", "", ""),
        ("新同事不太合群，有哪些办法能让他自在一些？", "", "asks for ways, not for facts"),
        ("根据下面的客流数字提出三条改进建议。", TABLE, "given data, but the ideas are not in it"),
        ("给我们的编程社团起个响亮的名字。", "", ""),
        ("爸爸六十大寿，送什么礼物好？", "", "a gift question has no one answer"),
        ("Brainstorm ways to reuse glass jars.", "", ""),
        ("Suggest five names for a small bakery.", "", ""),
    ],
    TaskType.OPEN_QA: [
        ("为什么海水是咸的？", "", ""),
        ("请解释什么是复利。", "", ""),
        ("一个长方形的长是12厘米，宽是7厘米，面积是多少？", "", "maths is answered from knowledge"),
        ("光从太阳到地球大约要几分钟？", "", ""),
        ("请简要介绍赵州桥的历史。", "", "introducing something known is not a writing task"),
        ("二叉树和链表有什么区别？", "", ""),
        ("依据下面的价目，两个人参观两个馆一共要多少钱？", TABLE, "to be calculated, wherever the numbers are"),
        ("计算下面算式的结果。", "48 / 6 + 7 * 3", "a formula is not a passage"),
        ("解释这个成语的意思。", "守株待兔", "a term is not a passage"),
        ("老板进价80元的衣服加价一半后打九折，利润是多少元？", "", "a problem, not a document"),
        ("请告诉我怎样给自行车换内胎。", "", "换 is the topic, not the order"),
        ("What causes the northern lights?", "", ""),
        ("Explain how a refrigerator works.", "", ""),
    ],
    TaskType.CLOSED_QA: [
        ("看表回答：书画馆几点关门？", TABLE, ""),
        ("根据短文，老船长用什么照亮了航道？", STORY, ""),
        ("两个人最后约在哪一天、什么地方见面？", TALK, "a question with a dialogue to answer from"),
        ("阅读材料，说明灯塔熄灭以后发生了什么。", STORY, ""),
        ("查下面的表，哪个馆开门更早？早多久？", TABLE, ""),
        (
            "物业的通知写着：4月9日起北门维修十天，车辆改走东门，行人走南门。按通知，4月12日开车该走哪个门？",
            "",
            "the passage is in the instruction",
        ),
        ("老船长是怎么到灯塔去的？", STORY, ""),
        ("Based on the table, which hall is cheaper?", TABLE, ""),
    ],
    TaskType.REWRITE: [
        ("把下面这段话翻译成日语。", STORY, ""),
        ("润色这段文字，让它更适合登在校刊上。", STORY, ""),
        ("请将“快把钱还我，别装死！”改写成客气一点的说法。", "", ""),
        ("纠正句子里的错别字。", "他己经三天没有来上课了，大家都很但心。", ""),
        ("找出并改正下面句子里的语病。", "通过这次活动，使我明白了团结的重要。", "finding errors is part of it"),
        ("把这段对话改成第三人称的叙述。", TALK, ""),
        ("下面这句话换成文言文怎么说？", "我已经吃过饭了。", "a question that asks for a new form"),
        ("请把这张表转换成JSON。", TABLE, "only the form changes"),
        ("精简下面的说明，意思不要变。", REVIEW, ""),
        ("Rewrite the sentence in the passive voice.", "The cat chased the mouse.", ""),
        ("Please translate this paragraph into Chinese.", "The lamp went out at midnight.", ""),
    ],
    TaskType.EXTRACT: [
        ("从对话里提取约会的日期、时间和地点。", TALK, ""),
        ("找出文中出现的所有人物。", STORY, ""),
        ("摘录这段话里描写声音的词语。", STORY, ""),
        ("把下面表格里的票价都挑出来，用逗号隔开。", TABLE, ""),
        ("文中提到了哪些交通工具？", STORY, "a question for the items of a text"),
        ("列出评论中提到的缺点。", REVIEW, "列出 with a given text does not ask for ideas"),
        ("请筛选出票价低于18元的展区。", TABLE, ""),
        ("“张工，设备周五到厂，请安排叉车，联系电话请找门卫老何。”请抽取其中的时间和联系人。", "", ""),
        ("Extract all the dates from the text.", "We met on 3 May and again on 9 June.", ""),
    ],
    TaskType.GENERATION: [
        ("写一封辞职信，语气平和。", "", ""),
        ("为社区图书角拟一则招募志愿者的通知。", "", ""),
        ("用JavaScript实现一个倒计时函数。", "", ""),
        ("查出平均分超过90的班级，这条SQL该怎么写？", "", "a question in form, an order in fact"),
        ("编写一个脚本，把文件夹里的图片转换成灰度图。", "", "转换 is what the script does"),
        ("帮我制定一份为期四周的备考计划。", "", ""),
        ("根据下面的展区信息写一段参观邀请，并说明票价。", TABLE, "a text is given, but a new one is requested"),
        ("以“灯塔”为题创作一首短诗。", "", ""),
        ("我想去云南玩五天，请设计一条不赶路的行程。", "", ""),
        ("Write a short poem about winter.", "", ""),
        ("Create a workout plan for beginners.", "", ""),
    ],
    TaskType.CLASSIFICATION: [
        ("判断这条评论的情感：正面、负面或中性。", REVIEW, ""),
        ("下面的话属于事实还是观点？", "春天是一年里最美的季节。", "A还是B over a text is a label"),
        ("给这条评论打标签：外观、续航、价格，选一个。", REVIEW, ""),
        ("这封来信该转给哪个部门：财务、人事、后勤？", "我上个月的加班费还没有发下来，请帮忙查一下。", ""),
        ("“月亮自己会发光”这句话是对还是错？", "", "right or wrong is a label"),
        ("苹果、香蕉、萝卜、葡萄，哪一个与其他三个不同类？", "", "the odd one out is a label"),
        ("将下列动物分类为哺乳动物和鸟类。", "麻雀、鲸鱼、蝙蝠、企鹅", ""),
        ("识别下面句子的语言类型。", "Guten Morgen, wie geht es Ihnen?", "识别 a kind, not items"),
        ("Classify the review as positive or negative.", "The food was cold.", ""),
        ("Determine whether the statement is true.", "Whales are fish.", ""),
    ],
    TaskType.CHAT: [
        ("你是我的健身教练，我说今天不想练了，你会怎么回应？", "", ""),
        ("扮演一位古董店老板，招呼刚进门的客人。", "", ""),
        ("室友发来“我又失眠了”，我该怎么安慰他？", "", "a reply to an utterance"),
        ("陪我聊聊吧，今天加班到很晚。", "", ""),
        ("假如你是酒店前台，客人说：“房间的空调不制冷。”请回复他。", "", ""),
        ("请以班主任的口吻答复这位家长。", "老师，孩子最近总说不想上学，我该怎么办？", ""),
        ("替小顾接一句，把集合地点定下来。", TALK, "the dialogue is continued, not asked about"),
        ("我终于拿到驾照了，夸夸我！", "", "a statement without a task"),
        ("咱们来玩词语接龙吧，我先说“海洋”。", "", ""),
        ("Pretend you are a librarian and greet me.", "", ""),
    ],
    TaskType.SUMMARIZATION: [
        ("用一句话概括这个故事。", STORY, ""),
        ("总结下面对话的结论。", TALK, ""),
        ("给这则消息拟一个标题。", STORY, "a title condenses the text it is for"),
        ("请将以下内容浓缩到二十字以内。", STORY, ""),
        ("把会上的讨论整理成简短的纪要。", TALK, "minutes condense what was said"),
        ("这段文字主要讲了什么？", STORY, "a question for the gist"),
        ("提炼评论的要点。", REVIEW, ""),
        ("写一段五十字以内的内容提要。", STORY, "写, but about a given text"),
        ("Summarize the following story in one sentence.", STORY, ""),
        ("Give a brief summary of this conversation.", TALK, ""),
    ],
}


def test_every_type_has_its_sentences():
    assert set(TABLES) == set(TaskType)
    assert all(len(rows) >= 8 for rows in TABLES.values())


def agreement(tasks):
    """Share of tasks that the rules label with their own type, overall and by type."""
    right, all_of = Counter(), Counter()
    for task, task_type in tasks:
        all_of[task_type] += 1
        right[task_type] += classify(task) is task_type
    return right.total() / all_of.total(), {task_type: right[task_type] / n for task_type, n in all_of.items()}


def test_nine_in_ten_unseen_sentences_get_their_types():
    rows = [(Task(text, given, ""), task_type) for task_type, table in TABLES.items() for text, given, _ in table]
    overall, by_type = agreement(rows)
    assert overall >= 0.9, [(task.instruction, classify(task)) for task, expected in rows if classify(task) != expected]
    assert min(by_type.values()) >= 0.6, by_type


@pytest.mark.parametrize("name", DEFINITIONS)
def test_borderline_cases_get_the_label_of_their_definition(name):
    for case in DEFINITIONS[name].borderline:
        assert label(Task(case.instruction, case.given, "")) is name, case.instruction


@pytest.mark.slow
def test_the_tasks_of_the_families_get_their_types():
    overall, by_type = agreement((family.write(Random(i)), family.task_type) for family in FAMILIES for i in range(60))
    assert overall >= 0.95
    assert min(by_type.values()) >= 0.90, by_type


def test_the_seed_tasks_get_their_types():
    overall, _ = agreement((task, task.task_type) for task in load_seeds(SEEDS))
    assert overall >= 0.85


WORDS = "请 把 写 一封 信 列出 三个 名字 概括 这段 话 你是 店员 回复 属于 还是 哪 根据 表 中 翻译 成 “ ” ， 。 ？ \n please write the list".split(
    " "
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map("".join))


@given(instruction=TEXTS, text=TEXTS, output=TEXTS)
def test_any_text_has_a_type_and_always_the_same(instruction, text, output):
    found = label(Task(instruction, text, output))
    assert label(Task(instruction, text, output, id="7", task_type=TaskType.CHAT)) is found
    assert classify(Task(instruction, text, output)) is TO_BELLE[found]


@pytest.mark.parametrize("nothing", ["", "无", "无。", "N/A", "None", " \n"])
def test_an_input_that_means_none_counts_as_empty(nothing):
    assert classify(Task("为什么海水是咸的？", nothing, "")) is TaskType.OPEN_QA
    assert classify(Task("列出五种水果。", nothing, "")) is TaskType.BRAINSTORMING


def test_the_request_is_found_after_a_long_text():
    assert classify(Task(STORY * 100 + "\n请概括以上故事。", "", "")) is TaskType.SUMMARIZATION
    assert classify(Task("请概括以下故事。\n" + STORY * 100, "", "")) is TaskType.SUMMARIZATION


def test_the_two_ends_of_a_long_english_instruction_are_separate_lines():
    tail = "Summarize it in a few words."
    cut = "x" * 1250 + tail + " y" * ((1200 - len(tail)) // 2)
    assert classify(Task("The river ran past the old mill " + cut, "", "")) is TaskType.SUMMARIZATION


NOTICE = (
    "各位业主：小区将于下周一起更换水管，施工时间为每天上午九点到下午五点，期间会分楼停水，请提前储水。施工队会在各楼张贴具体的"
    "时间。车库入口暂时改到西侧，请按指示行驶。由此带来的不便，敬请谅解。如有疑问，请联系物业前台。"
)
TRAVEL = (
    "清晨的古镇还没有醒来，石板路上只有几个早起的老人。河水很绿，映着两岸的白墙和黑瓦。我们坐在桥边吃了一碗热汤面，听店主讲起"
    "三十年前发大水的故事。太阳升起以后，游客渐渐多了，卖糕点的摊子也摆了出来，空气里都是桂花的香味。"
)
MEETING = (
    "主管：新版的包装下个月能上线吗？\n设计：图稿已经改完了，还差印厂的报价。\n采购：报价周四能拿到，比去年大概贵一成。\n"
    "主管：贵的话要不要换纸？\n设计：换了手感会差很多。\n采购：我再找两家比一比，周五给大家结果。"
)
SALES = "门店,一月,二月,三月\n城东,120,135,150\n城西,98,110,105\n南站,200,180,210\n大学城,88,92,130\n江边,64,70,81\n北园,150,149,160"
ERRORS = (
    "2024-05-01 10:02:11 [INFO] 用户登录 用户ID: 2231\n2024-05-01 10:03:40 [ERROR] 数据库连接失败 用户ID: 2231\n"
    "2024-05-01 10:03:58 [INFO] 重新连接 用户ID: 2231\n2024-05-01 10:05:02 [ERROR] 请求超时 用户ID: 4410"
)
LONG: list[tuple[TaskType, str]] = [
    (TaskType.REWRITE, f"请把下面的通知翻译成英文：{NOTICE}"),
    (TaskType.REWRITE, f"{NOTICE}\n请把以上通知改写得更客气一些。"),
    (TaskType.REWRITE, f"你是一位资深的编辑，请润色下面这段文字，使语句更加通顺：\n{TRAVEL}"),
    (TaskType.REWRITE, f"将下面的表格按照三月的数字从高到低排序。\n{SALES}"),
    (TaskType.REWRITE, f"把下面的对话改写成间接引语。\n\n对话：\n{MEETING}"),
    (TaskType.SUMMARIZATION, f"请用一句话概括以下内容。\n\n内容：“{TRAVEL}”"),
    (TaskType.SUMMARIZATION, f"{TRAVEL}总结上文的主要内容。"),
    (TaskType.SUMMARIZATION, f"{MEETING}\n请总结以上对话的结论。"),
    (TaskType.SUMMARIZATION, f"给下面这篇短文起一个标题：\n{TRAVEL}"),
    (TaskType.SUMMARIZATION, f"{ERRORS}\n用两句话总结一下以上日志。"),
    (TaskType.EXTRACT, f"从下面的通知中提取出所有的时间和地点。\n{NOTICE}"),
    (TaskType.EXTRACT, f"{MEETING}\n基于以上对话，抽取出其中的人物和时间。"),
    (TaskType.EXTRACT, f"找出下列日志中所有出错的记录：\n{ERRORS}"),
    (TaskType.EXTRACT, f"“{NOTICE}”\n请提取上面这段文字的关键词。"),
    (TaskType.CLOSED_QA, f"根据以下文章回答下面问题：店主讲了什么故事？文章内容：{TRAVEL}"),
    (TaskType.CLOSED_QA, f"{MEETING}\n请问：采购什么时候给大家结果？"),
    (TaskType.CLOSED_QA, f"{SALES}\n哪一家门店三月的销量最高？"),
    (TaskType.CLOSED_QA, f"{ERRORS}\n根据上述日志，用户2231遇到了什么错误？"),
    (TaskType.CLOSED_QA, f"阅读下面的材料并回答问题。\n{NOTICE}\n问题：车库入口改到了哪里？"),
    (TaskType.GENERATION, f"根据下面的信息写一封给住户的道歉信。\n{NOTICE}"),
    (TaskType.GENERATION, f"{TRAVEL}\n请续写这个故事，结尾要出人意料。"),
    (
        TaskType.GENERATION,
        "请写一篇关于社区图书角的宣传稿。要求：\n1. 介绍图书角的来历和现状；\n2. 说明捐书的办法；\n3. 语言亲切，有号召力；\n"
        "4. 分成三段，每段不超过二百字；\n5. 最后附上一句口号，方便印在海报上。",
    ),
    (
        TaskType.GENERATION,
        "请优化下面的函数，让它运行得更快。\n\ndef count(words):\n    result = {}\n    for word in words:\n"
        "        result[word] = words.count(word)\n    return result\n\nprint(count(['a', 'b', 'a']))",
    ),
    (TaskType.CLASSIFICATION, f"判断下面这段文字属于通知、游记还是新闻：\n{TRAVEL}"),
    (TaskType.CLASSIFICATION, f"{NOTICE}\n请判断以上文字的类别：通知、广告、新闻。"),
    (
        TaskType.CLASSIFICATION,
        "某市调查发现，常去公园的人血压更低，因此有人断定散步可以降血压。以下哪项如果为真，最能削弱上述结论？"
        "A. 血压高的人往往不爱出门 B. 公园的空气比街上好 C. 散步的时间因人而异 D. 有的公园需要门票",
    ),
    (
        TaskType.OPEN_QA,
        "四个同学比身高。小何说：“我比小方高。”小方说：“小罗最矮。”小罗说：“小何在说谎。”小温说：“我不是最高的。”"
        "已知四个人里只有一个人说了谎话，请问谁是最高的？请写出推理的过程。",
    ),
    (
        TaskType.OPEN_QA,
        "一批零件，甲单独加工需要12天，乙单独加工需要18天。两人合作3天以后，甲请了假，剩下的由乙一个人完成。"
        "已知每天的工钱是甲300元，乙200元，求完成这批零件一共要付多少元工钱？",
    ),
    (
        TaskType.CHAT,
        "请你扮演一位古代的茶馆掌柜，用他的语气和我聊天，不要说自己是人工智能，回答要简短，可以用一些旧时的说法。"
        "我的第一句话是：掌柜的，外面雨这么大，今天还有位子吗？",
    ),
]
"""Long instructions: with the order first or last, quoted texts, dialogues, tables, logs, options and code."""


def test_nine_in_ten_long_instructions_get_their_types():
    found = [(text, classify(Task(text, "", ""))) for _, text in LONG]
    wrong = [(text[:40], got) for (expected, _), (text, got) in zip(LONG, found, strict=True) if got is not expected]
    assert len(wrong) <= len(LONG) / 10, wrong


ORDERS = {
    "请将以下内容翻译成英文": TaskType.REWRITE,
    "把下面的文字改写成口语": TaskType.REWRITE,
    "请用一句话概括以下内容": TaskType.SUMMARIZATION,
    "给下面的文章写一个摘要": TaskType.SUMMARIZATION,
    "从以下文本中提取所有的人名": TaskType.EXTRACT,
    "提取下面文字中的关键词": TaskType.EXTRACT,
    "判断以下文字的情感是正面还是负面": TaskType.CLASSIFICATION,
    "根据以下材料写一篇新闻稿": TaskType.GENERATION,
}


@pytest.mark.parametrize("text", [NOTICE, TRAVEL, MEETING, SALES, ERRORS, STORY * 4], ids=range(6))
@pytest.mark.parametrize("order", ORDERS)
def test_the_type_of_an_order_does_not_depend_on_the_text_behind_it(order, text):
    for between in ("：", "：\n", "。\n\n"):
        assert classify(Task(f"{order}{between}{text}", "", "")) is ORDERS[order]


@pytest.mark.parametrize(
    ("instruction", "order", "place"),
    [
        (f"请把下面的游记翻译成英文：{TRAVEL}", "请把下面的游记翻译成英文：", "^"),
        (f"{MEETING}\n请问：采购什么时候给大家结果？", "请问：采购什么时候给大家结果？", "$"),
        (f"{TRAVEL}一句话总结：", "一句话总结：", "$"),
        (f"请提取关键词：“{NOTICE}”", "请提取关键词：", "^$"),
        ("请解释什么是复利。", "请解释什么是复利。", ""),
    ],
)
def test_the_order_is_found_before_or_after_the_text(instruction, order, place):
    parts = parts_of(instruction)
    assert (parts.order, parts.place) == (order, place)


@given(TEXTS.map(lambda text: text * 9))
def test_every_long_text_has_an_order_of_limited_length(text):
    parts = parts_of(text)
    assert bool(parts.order) == bool(text)
    assert len(text) <= SHORT or len(parts.order) <= 3 * 120 + 2


ENGLISH_TEXT = (
    "The harbour was quiet when Anna arrived. The last ferry had left an hour before, and only two fishermen were mending "
    "their nets. She sat down on a bench, opened her letter, and read it again. Find me at the lighthouse, it said."
)


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (f"{ENGLISH_TEXT}\nSummarize the text above in one sentence.", TaskType.SUMMARIZATION),
        (f"{ENGLISH_TEXT}\n\nTranslate this paragraph into French.", TaskType.REWRITE),
        (f"{ENGLISH_TEXT} Where does Anna sit down in this story?", TaskType.CLOSED_QA),
        (f"Classify the following text as fiction or news: {ENGLISH_TEXT}", TaskType.CLASSIFICATION),
        (f"Extract the names of all people.\n{ENGLISH_TEXT}", TaskType.EXTRACT),
    ],
)
def test_an_english_order_is_found_before_or_after_its_text(instruction, expected):
    assert classify(Task(instruction, "", "")) is expected


HARD = [
    "“",
    "”",
    "《",
    '"',
    "你是",
    "你是，",
    "把",
    "给把将",
    "请",
    "帮我",
    "写一",
    "属于",
    "，",
    "地",
    "该",
    "在中",
    "列列",
    "a ",
    "can you ",
    " ",
    "\n",
    "根据",
    "我",
    "下一句",
    "哪",
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("part", HARD, ids=ascii)
def test_a_hostile_text_is_labelled_quickly(part):
    text = part * (20_000 // len(part))
    for task in (Task(text, "", ""), Task("写" + text, text, ""), Task("问", text, "")):
        classify(task)
