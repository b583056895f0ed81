"""Rejects and near-misses of every rule. The tables define the rules; a new rule needs a few rows in each."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.filters import RULES, first_objection
from selfinstruct.pipeline.filters.assistant_voice import AI_IDENTITY, AI_NAMES
from selfinstruct.pipeline.filters.inputs import MIN_COPIED, PLACEHOLDER, PLACEHOLDER_MARKS
from selfinstruct.pipeline.filters.lengths import MAX_INSTRUCTION, MAX_TEXT
from selfinstruct.pipeline.filters.media import BEYOND, LIVE
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.languages.others import sharing_script
from selfinstruct.pipeline.languages.profile import Beyond
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.teachers.offline.families import FAMILIES

QUESTION = "今天上海的天气怎么样？"
MAIL = "你把昨天的那份报告交给我"


def task(instruction: str, given: str = "", output: str = "好的，答案如下。") -> Task:
    return Task(instruction, given, output)


GIVEN_ELSEWHERE = {
    "replay": {Reason.NO_ANSWER},
    "parsing": {
        Reason.EMPTY_REPLY,
        Reason.STRAY_TEXT,
        Reason.MALFORMED,
        Reason.TRUNCATED,
        Reason.EMPTY_INSTRUCTION,
        Reason.EMPTY_OUTPUT,
    },
    "personal data": {Reason.PERSONAL_DATA},
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
        (task("写" * (MAX_INSTRUCTION + 1)), "zh"),
        (task("总结下文", given="文" * (MAX_TEXT + 1)), "zh"),
        (task("续写故事", output="文" * (MAX_TEXT + 1)), "any"),
        (task("write " * (MAX_INSTRUCTION + 1)), "en"),
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
        (task("日本語で自己紹介を書いてください"), "zh"),
        (task("한국어로 자기소개를 써 주세요"), "en"),
        (task("ひらがなでじこしょうかいをかいて"), "en"),
        (task("Напишите короткое стихотворение о луне"), "en"),
        (task("東京の天気を教えてください"), "zh"),
        (task("この文章を中国語に訳してください"), "en"),
        (task("Расскажи сказку о лисе и волке"), "zh"),
        (task("用Python写一个函数"), "en"),
        (task("Please explain how rain forms"), "zh"),
    ],
    Reason.NEEDS_MEDIA: [
        (task("看图写话。"), "zh"),
        (task("帮我给妈妈打电话。"), "zh"),
        (task("打开客厅的灯。"), "zh"),
        (task("明早七点叫我起床"), "zh"),
        (task("请描述这张图片里的内容"), "zh"),
        (task("请为我生成一个抽象的画作。"), "zh"),
        (task("描述下面的图片", given="图片是一张桥上的照片。"), "zh"),
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
        (task("画一只正在睡觉的猫"), "zh"),
        (task("生成一张日落的图片"), "zh"),
        (task("制作一段介绍公司的视频"), "zh"),
        (task("录制一段自我介绍"), "zh"),
        (task("请听这段音乐，说出它的情绪"), "zh"),
        (task("绘制一张表示销售额的柱状图"), "zh"),
        (task("给我放一首音乐"), "zh"),
        (task("画一条正在喝水的龙"), "zh"),
        (task("画出这个函数的图像：y = x²"), "zh"),
        (task("将下面的数据绘制成折线图", given="一月10，二月12，三月15"), "zh"),
        (task("根据文章生成一张词云图", given="春天来了，花开了，鸟叫了。"), "zh"),
        (task("将一段录音转换成文字", given="一段会议录音"), "zh"),
        (task("总结这篇文章", given="https://example.com/news/1"), "zh"),
        (task("请帮我订一张去上海的机票"), "zh"),
        (task("在世界地图上标出这些城市", given="北京、巴黎、开罗"), "zh"),
        (task("把这个PDF转换成Word", given="年度报告.pdf"), "zh"),
        (task("给我找一张猫的图片"), "zh"),
        (task("根据下面的数据画出折线图", given="一月三台，二月五台"), "zh"),
        (task("把这首诗的意境做成一张海报"), "zh"),
        (task("拍一段介绍校园的短片"), "zh"),
        (task("给我播放周杰伦的歌"), "zh"),
        (task("帮我定个明早六点的闹钟"), "zh"),
        (task("请根据附件回答问题"), "zh"),
        (task("如图，求阴影部分的面积"), "zh"),
        (task("给这张照片换一个背景", given="照片里一个女孩站在窗边看雨。"), "zh"),
        (task("把这段视频剪辑成一分钟", given="小猫追着毛线球跑了一下午。"), "zh"),
        (task("描述这张图片", given="图片链接：https://example.com/a.jpg"), "zh"),
        (task("描述这张图片", given="一张关于秋天的图片。"), "zh"),
        (task("根据这个网址的内容写一篇摘要"), "zh"),
        (task("Describe the following image"), "en"),
        (task("看图中的表格，回答问题"), "zh"),
        (task("生成一张可爱的小狗图片"), "zh"),
        (task("创作一段轻快的音乐，用于广告"), "zh"),
        (task("请帮我发布一条微博"), "zh"),
        (task("发布一条推文，配上这张照片"), "zh"),
    ],
    Reason.REFUSAL: [
        (task("骂他一百遍", output="恕难从命，建议换个方式沟通。"), "zh"),
        (task("介绍张三的生平", output="我没有关于张三的任何资料。"), "zh"),
        (task(QUESTION, output="抱歉，我无法获取实时天气。"), "zh"),
        (task(QUESTION, output="对不起，我不能回答这个问题。"), "zh"),
        (task(QUESTION, output="您好，很抱歉，我暂时没法查询。"), "zh"),
        (task(QUESTION, output="遗憾的是，我不具备查询天气的能力。"), "zh"),
        (task("总结这篇文章的要点", output="很抱歉，您没有提供文章内容，请提供后我再总结。"), "zh"),
        (task("总结这篇文章的要点", output="请提供更多信息。"), "any"),
        (task("翻译下面的句子", output="请先提供需要翻译的文本。"), "zh"),
        (task(QUESTION, output="我无法判断。"), "zh"),
        (task("写一个未来科技的场景", output="抱歉，我需要更具体的信息才能回答。"), "zh"),
        (task("分析文章的语言水平", output="该文章没有提供具体内容，无法判断其水平。"), "zh"),
        (task("What is the weather today?", output="I'm sorry, but I cannot answer that."), "en"),
        (task("What is the weather today?", output="I cannot help with that."), "en"),
        (task("今天上海的天气怎么样？", output="抱歉。\n我无法获取实时天气。"), "zh"),
        (task("总结这篇文章的要点", output="由于没有提供原文，我无法总结。"), "zh"),
        (task("今天上海的天气怎么样？", output="很遗憾，这个问题超出了我的能力范围。"), "zh"),
        (task("翻译这段话", output="抱歉，我无法翻译，请提供原文。"), "zh"),
        (task("请把这句话改得更礼貌", output="很抱歉，您没有提供原文，我无法修改。"), "zh"),
        (task("写一封道歉信", output="抱歉，作为AI语言模型，我无法写信。"), "zh"),
        (task("根据短文回答：小明几岁？", output="无法判断，请提供短文。"), "zh"),
        (task("给出三家公司的联系方式", output="由于缺少联网功能，我无法提供。"), "zh"),
        (task("Tell me tomorrow's weather", output="I'm unable to predict the weather."), "en"),
        (task("推荐三本好书", output="“抱歉，我无法回答这个问题。”"), "zh"),
        (task("Name three planets please.", output='"I\'m sorry, but I cannot answer that."'), "en"),
        (task("Explain photosynthesis to me", output='"I\'m sorry, but as an AI I cannot do that."'), "en"),
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
        (task("请写一封email介绍你的周末", output="作为一个AI语言模型，我没有周末。"), "zh"),
        (task("Describe the weather in Spain", output="As an AI language model, I cannot feel the weather."), "en"),
        (task("解释人工智能是什么", output="作为一个AI语言模型，我认为人工智能是……"), "zh"),
        (task("你最喜欢的食物是什么？", output="我是ChatGPT，没有味觉。"), "zh"),
        (task("你叫什么名字？", output="我叫ChatGPT，是由OpenAI开发的。"), "zh"),
        (task("人工智能会取代教师吗？", output="作为一个AI语言模型，我没有立场。"), "zh"),
        (task("机器人能做家务吗？", output="我是一个AI语言模型，无法亲自尝试。"), "zh"),
        (task("推荐一本好书", output="我作为 AI 没有喜好，但可以推荐几本。"), "zh"),
        (task("你最难忘的旅行是哪一次？", output="身为AI语言模型，我没有旅行过。"), "zh"),
        (task("Give me your opinion on the email", output="As an AI language model, I have none."), "en"),
        (task("和我聊天吧", output="作为一个AI语言模型，我很乐意与您聊天。"), "zh"),
        (task("写一段对话", output="作为一个AI语言模型，我写了如下对话：\nA：你好。\nB：你好。"), "zh"),
    ],
    Reason.COPIED_INPUT: [
        (task("把下面的句子改得更礼貌", given="把下面的句子改得更礼貌"), "zh"),
        (task("把下面的句子改得更礼貌", given="把下面的句子，改得更礼貌！"), "any"),
        (task("把下面的句子改得更礼貌", given=MAIL, output=MAIL), "zh"),
        (task("把下面的句子改得更礼貌", given=MAIL, output=f" {MAIL}\n"), "zh"),
        (task("纠正错别字", given="今" * MIN_COPIED, output="今" * MIN_COPIED), "zh"),
        (task("Make this sentence more polite", given="Make this sentence more polite."), "en"),
    ],
    Reason.PLACEHOLDER_OUTPUT: [
        (task("写一句祝福的话", output="<无输出>"), "zh"),
        (task("写一句祝福的话", output="N/A"), "zh"),
        (task("写一段欢迎词", output="[在此处插入欢迎词]"), "zh"),
        (task("写一段欢迎词", output="（待补充）"), "zh"),
        (task("Write a short greeting for a friend", output="<nooutput>"), "en"),
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
        (task("总结以下文章", given="一篇新闻报道。"), "zh"),
        (task("总结以下文章", given="<请在此处输入文本>"), "zh"),
        (task("总结以下文章", given="【文章内容】"), "zh"),
        (task("总结以下文章", given="（文章内容略）"), "zh"),
        (task("总结以下文章", given="……"), "zh"),
        (task("总结以下文章", given="以下是一篇文章"), "zh"),
        (task("总结以下文章", given="（此处略）"), "zh"),
        (task("总结以下文章", given="请提供文章内容"), "zh"),
        (task("总结以下文章", given="[附上一篇文章]"), "zh"),
        (task("总结以下文章", given="文章：[文章内容]"), "zh"),
        (task("总结以下文章", given="这是一篇关于环保的文章。"), "zh"),
        (task("写一封邀请信", given="尊敬的[姓名]先生：诚邀您参加。"), "zh"),
        (task("给这份名单排序", given="电话：***"), "zh"),
        (task("把这封信翻译成英语", given="以下是一份求职信，我将发送给招聘经理。"), "zh"),
        (task("概括以下论文", given="一篇10页的论文，介绍了一种新电池。"), "zh"),
        (task("改正这篇作文里的错别字", given="作文题目：“我的暑假”"), "zh"),
        (task("对给定的数据集做聚类", given="你有一个数据集，其中包括每个顾客的年龄和收入。"), "zh"),
        (task("总结这份报告的要点", given="报告：关于城市交通的年度报告。"), "zh"),
        (task("把这个故事改写成剧本", given="我写了一个故事，希望它更有画面感，请你改写。"), "zh"),
        (task("找出文章中的病句", given="这篇文章共有500字，需要你仔细阅读。"), "zh"),
        (task("将一篇新闻报道翻译成法语", given="一篇来自科技网站的新闻报道"), "zh"),
        (task("从给定的合同中提取甲方的义务", given="合同见附件。"), "zh"),
        (task("检查这份简历", given="简历"), "zh"),
        (task("Summarize the article below.", given="An article about climate change."), "en"),
        (task("Translate this letter into French.", given="I have a letter that I wrote to my landlord."), "en"),
        (task("总结以下文本", given="这是一个示例文本。"), "zh"),
        (task("统计以下文章的字数", given="一篇新闻报道。"), "zh"),
        (task("Summarize the article in one sentence.", given="This is an example of an article."), "en"),
    ],
    Reason.NEEDS_LIVE_DATA: [
        (task("现在北京几点了？"), "zh"),
        (task("今天上海会下雨吗？"), "zh"),
        (task("最近有什么好看的电影？"), "zh"),
        (task("What is the weather like in Paris today?"), "en"),
        (task("告诉我今天北京的天气"), "zh"),
        (task("请列出最近的5条科技新闻"), "zh"),
        (task("查询当前的美元汇率"), "zh"),
        (task("现在几点了？"), "zh"),
        (task("在网上搜索三篇关于睡眠的文章"), "zh"),
        (task("找到一篇关于电动车的新闻报道"), "zh"),
        (task("推荐几部最近上映的电影"), "zh"),
        (task("谁是目前世界上最富有的人？"), "zh"),
        (task("What is the weather in Paris?"), "en"),
        (task("Search the web for three articles about sleep."), "en"),
        (task("在网上搜索一个关于猫的故事"), "zh"),
        (task("给我三句今天的新闻"), "zh"),
        (task("Give me the latest news in three sentences."), "en"),
    ],
    Reason.MISSING_INPUT: [
        (task("帮我润色一下我的简历"), "zh"),
        (task("阅读短文，回答问题。"), "zh"),
        (task("请找出文中的比喻句。"), "zh"),
        (task("根据表中的数据，计算总销售额。"), "zh"),
        (task("请翻译以下句子。"), "zh"),
        (task("请翻译以下句子："), "zh"),
        (task("把这篇文章分成五个段落"), "zh"),
        (task("找出给定的数据中最大的一个"), "zh"),
        (task("请删除以下文章中的广告：（粘贴文章）"), "zh"),
        (task("Summarize the following article."), "en"),
        (task("Please proofread this email."), "en"),
        (task("请翻译以下句子。不超过100字。"), "zh"),
        (task("修改以下文章。请保持原意。"), "zh"),
        (task("修改以下文章。注意语法。"), "zh"),
        (task("将下列句子改写。要求语言简洁，意思不变。"), "zh"),
        (task("总结以下文章。摘要应该简短。"), "zh"),
        (task("分析以下段落。它的主旨是什么？"), "zh"),
        (task("你是一名编辑。请修改以下文章。"), "zh"),
        (task("我正在学习英语。请修改以下句子。"), "zh"),
        (task("编辑以下邮件。语气礼貌一些。"), "zh"),
        (task("用蓝色标记以下文章中的逗号。逗号可以用来分割子句。"), "zh"),
        (task("为这篇文章写一个标题。文章讨论了疫苗的安全性。"), "zh"),
        (task("检查以下数据。一份关于销售额的表格。"), "zh"),
        (task("根据下面的代码段创建一个网页。"), "zh"),
        (task("You are an editor. Proofread this email."), "en"),
        (task("I wrote this for school. Please proofread this essay."), "en"),
        (task("Please be concise. Summarize the following article."), "en"),
        (task("Write documentation for the following code."), "en"),
    ],
    Reason.INVENTED_MEDIA: [
        (task("介绍一种猫", output="布偶猫性格温顺。\n![布偶猫](https://example.com/cat.png)"), "zh"),
        (task("描述一个正六边形", output='它有六条相等的边。<img src="hexagon.png">'), "zh"),
        (task("介绍一下黄山", output="黄山在安徽省。[图片]"), "zh"),
        (task("用Markdown表格列出分工", output="| 任务 |\n| --- |\n| 采购 |\n![示意图](https://a.cn/1.png)"), "zh"),
        (task("推荐一首钢琴曲", output="《月光》：https://www.youtube.com/watch?v=abc"), "zh"),
    ],
    Reason.EARLIER_ANSWER: [
        (task("12乘以12等于多少", output="更正一下：上面我说错了，是144。"), "zh"),
        (task("列出三个南美洲国家", output="抱歉，我之前的回答有误。三个国家是巴西、智利和秘鲁。"), "zh"),
        (task("商人要有哪些特征", output="抱歉，这是错误的答案。商人要诚信。"), "zh"),
        (task("12乘以12等于多少", output="感谢您的指正，答案是144。"), "zh"),
        (task("解释什么是光合作用", output="您说得对，光合作用需要光。"), "zh"),
        (task("把金额改写成大写：12.00元", output="抱歉，我之前的回答有误，更正如下：壹拾贰元整"), "zh"),
        (task("通知里的地点在哪里？", given="地点在礼堂。", output="对不起，我刚才的回答有误。在礼堂。"), "zh"),
        (task("替他接一句话", given="甲：周三行吗？", output="抱歉，我之前的回答有误，更正如下：甲：那就周三。"), "zh"),
        (task("Name three planets please.", output="I apologize for my previous mistake. Mars, Venus, Earth."), "en"),
    ],
    Reason.BROKEN_OUTPUT: [
        (task("请把这段话缩短：按计划，接下来推荐优胜队去省里。", output="，推荐优胜队去省里。"), "zh"),
        (task("介绍这个国家的首都", given="日本", output="的首都是东京，人口约一千四百万。"), "zh"),
        (task("总结这段对话", given="甲：走吧。乙：好。", output="，两人决定一起走。"), "zh"),
        (task("列出三种水果", output="1.\n2.\n3.\n以上都是水果。"), "zh"),
        (task("摘出负责人，用分号隔开，期限放进括号", given="名单……", output="，侯建华）；清点（8月，沈春梅）"), "zh"),
        (task("写一个求和函数", output="代码如下：\n```python\n```"), "zh"),
        (task("给这组词造句", given="春天、花", output="以下是造好的句子："), "zh"),
        (task("写一句祝福的话", output="。"), "zh"),
        (task("介绍这款手机", given="特征：5G", output="、快充和长续航。"), "zh"),
        (task("写一段话", given="主题", output="。\n\n春天来了。"), "zh"),
    ],
    Reason.OUTPUT_LANGUAGE: [
        (task("写一封感谢信给邻居", output="Dear neighbor, thank you for watering my plants while I was away."), "zh"),
        (task("用一句话描述秋天", output="Autumn is the season of falling leaves and of quiet evenings."), "zh"),
        (task("Describe autumn in a sentence.", output="秋天是落叶的季节，也是一个安静的季节。"), "en"),
        (
            task("写一封感谢信给“小王”", output="Dear neighbor, thank you for watering my plants while I was away."),
            "zh",
        ),
        (task("为“Nike”写一句广告语", output="Just do it and never stop running for your dreams today."), "zh"),
    ],
    Reason.CONTROL_CHARACTERS: [
        (task("写一句祝福的话", output="祝你\x00平安。"), "zh"),
        (task("概括这段话", given="今天\ufffd天气很好，我们去爬山。"), "zh"),
        (task("写一句祝福的话\x08吧"), "zh"),
    ],
}

NEAR_MISSES = {
    Reason.TOO_SHORT: [
        (task("写一首诗"), "zh"),
        (task("1+1等于几"), "zh"),
        (task("Write a short poem"), "en"),
    ],
    Reason.TOO_LONG: [
        (task("写" * MAX_INSTRUCTION), "zh"),
        (task("总结下文", given="文" * MAX_TEXT, output="字" * MAX_TEXT), "zh"),
        (task("总结下文", given="。" * 2 * MAX_TEXT), "zh"),
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
        (task("写一个SQL查询 SELECT name FROM users WHERE age > 18 ORDER BY age"), "zh"),
        (task("What does 你好 mean in this letter?", given="你好, Tom!"), "en"),
        (task("请问ありがとう在日语里怎么用"), "zh"),
        (task("助词は和が有什么区别"), "zh"),
        (task("Explain what 画蛇添足 means"), "en"),
        (task("请解释 machine learning model 的含义"), "zh"),
        (task("俄语单词спасибо怎么读"), "zh"),
    ],
    Reason.NEEDS_MEDIA: [
        (task("为入门课程制作一份10页的幻灯片，列出每页的标题和要点。"), "zh"),
        (task("设计一张校运会海报，描述海报的布局。"), "zh"),
        (task("如图，直角三角形中AC=3，BC=4，求AB。"), "zh"),
        (task("请给出拍摄夜景照片的三个技巧。"), "zh"),
        (task("帮我订一份学习计划"), "zh"),
        (task("为以下视频写一段简介。", given="视频内容：博主用空气炸锅做鸡翅，约3分钟。"), "zh"),
        (task("写一首关于照片的诗"), "zh"),
        (task("判断下面的图片属于食品还是家居", given="一张照片，照片里有厨房和餐桌，上面有盘子和面包。"), "zh"),
        (task("提取文本中的邮箱", given="网站：https://example.com，邮件：info@example.com"), "zh"),
        (task("列出这些城市的人口，并将结果输出为表格", given="北京、上海"), "zh"),
        (task("在微博上为一个护肤品牌创建一个宣传语", given="小型自然护肤品公司"), "zh"),
        (task("创建一个有趣的角色扮演游戏的地图", given="海岛，三座村庄"), "zh"),
        (task("把下面的照片描述改得更生动", given="夕阳下的海边。"), "zh"),
        (task("把下面这段视频的简介译成英文", given="一只小猫。"), "zh"),
        (task("为一张老照片写一段说明文字"), "zh"),
        (task("查询播放次数最多的10首歌曲，用SQL"), "zh"),
        (task("给下面的网站写一句标语", given="一个教孩子做饭的网站，步骤清楚，图文并茂。"), "zh"),
        (task("解释这个网址的各个部分", given="https://example.com/a?b=1"), "zh"),
        (task("播放量和点赞数有什么关系？"), "zh"),
        (task("如何把PDF转换成Word？"), "zh"),
        (task("用ASCII字符画一张折线图", given="1 3 2 5"), "zh"),
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
        (task("对以下图片描述进行润色", given="夕阳下的海边。"), "zh"),
        (task("企图中饱私囊的官员，“企图”在这里是什么意思"), "zh"),
        (task("试图中断会议的人该怎么劝"), "zh"),
        (task("地图上图例的作用是什么"), "zh"),
        (task("如图书馆一般安静，用这个比喻造句"), "zh"),
        (task("请设计一份提醒用户续费的短信"), "zh"),
        (task("根据公司规定写一则会议提醒"), "zh"),
        (task("如何设置手机的闹钟？"), "zh"),
        (task("创作一首歌曲的歌词"), "zh"),
        (task("创作一个以音乐为主题的故事"), "zh"),
        (task("设计一部动画片的剧情"), "zh"),
        (task("请你设计一个漫画人物的背景故事"), "zh"),
        (task("邮件里忘了带附件，怎么道歉？"), "zh"),
        (task("给这段视频起一个标题", given="小猫追着毛线球跑了一下午。"), "zh"),
        (task("描述这张图片", given="一位老人坐在河边的长椅上喂鸽子。"), "zh"),
        (task("生成一段文字描述秋天的图片"), "zh"),
        (task("画一张表格，列出三种水果的价格"), "zh"),
        (task("画出下列句子里的修辞手法并说明作用", given="弯弯的月亮像小船。"), "zh"),
        (task("以下图书按出版时间排序"), "zh"),
        (task("他企图中止合同，这样做合法吗"), "zh"),
        (task("介绍一下图书馆的借书规则"), "zh"),
        (task("蓝图中的规划怎样落实"), "zh"),
        (task("播放音乐的软件有哪些"), "zh"),
        (task("把“请画一只猫”译成英文"), "zh"),
        (task("把下面的话译成英文：请打开这个网站"), "zh"),
        (task("编写程序，读取给定的文件并统计行数"), "zh"),
        (task("给定一个文件，如何把它压缩成压缩包？"), "zh"),
        (task("创建一个适合跑步的音乐播放列表"), "zh"),
        (task("设计一个漫画主角，写出他的性格"), "zh"),
        (task("写一张便条，提醒我弟弟带伞"), "zh"),
        (task("创建一条给会员的提醒短信"), "zh"),
        (task("设定一个目标，每天读书半小时"), "zh"),
        (task("写一段广播词，请大家访问我们的网站"), "zh"),
        (task("请求访问权限被拒绝，可能是什么原因"), "zh"),
        (task("上传文件失败的原因有哪些"), "zh"),
        (task("下载软件时要注意什么"), "zh"),
        (task("打开文件的步骤是什么"), "zh"),
        (task("根据给定的图像数据集训练一个分类器"), "zh"),
        (task("How to draw a cat step by step"), "en"),
        (task("Draw a conclusion from the facts below"), "en"),
        (task("Summarize the following file", given="The shop opens at nine and closes at five on weekdays."), "en"),
        (task("写一首歌，主题是毕业"), "zh"),
        (task("听写下面的词语"), "zh"),
        (task("观看比赛时要注意哪些礼仪"), "zh"),
        (task("画家为什么喜欢画一种花"), "zh"),
        (task("设计一幅以海洋为主题的海报文案"), "zh"),
        (task("请为这幅画写一段解说词", given="画上一位渔夫在雪中独自垂钓。"), "zh"),
        (task("发布一条推文，解释自我关怀的重要性。"), "zh"),
    ],
    Reason.REFUSAL: [
        (task("你是餐厅服务员，顾客点的菜卖完了，你会怎么说？", output="非常抱歉，这道菜已经售罄，无法提供。"), "zh"),
        (task("将这句话改写得更正式：我没空，去不了。", output="非常抱歉，因日程冲突，我无法出席。"), "zh"),
        (task("已知三角形两边长为3和5，能确定第三边吗？", output="无法确定，需要知道夹角。"), "zh"),
        (task("写一个士兵过年的短篇故事", output="“对不起，妈，今年又不能回家了。”电话那头沉默了。"), "zh"),
        (task("编写一段404页面的提示文字。", output="抱歉，您访问的页面不存在或无法打开。"), "zh"),
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
        (task("总结下面这份文件的要点", given="关于放假的通知：五月一日至五日放假。"), "zh"),
        (task("把“我不能去”译成英文", output="I can't go."), "zh"),
        (task("翻译成英文", given="我不会游泳。", output="I can't swim."), "zh"),
        (task("把“抱歉，我无法参加会议”改得更礼貌", output="非常抱歉，因日程冲突，我无法参加本次会议。"), "zh"),
        (task("写一条客服回复，说明商品已过退货期", output="很抱歉，您的商品已超过七天退货期，无法办理退货。"), "zh"),
        (task("写一句通知居民补充材料的话", output="请提供完整的户口本复印件。"), "zh"),
        (task("根据材料回答：谁赢了比赛？", given="比赛昨晚举行。", output="无法确定，材料没有提到比赛结果。"), "zh"),
        (task("写出“遗憾”的近义词", output="遗憾：可惜、惋惜，不能实现愿望时用。"), "zh"),
        (task("把下面的话说得委婉些", given="我没空帮你搬家。", output="不好意思，我那天不能过去帮忙。"), "zh"),
        (task("把这句话译成中文", given="I'm sorry, I can't come.", output="对不起，我不能来。"), "zh"),
        (task("写一条停水通知", output="很抱歉，因检修，明天上午不能供水。"), "zh"),
        (
            task(
                "根据短文回答：小明几岁？",
                given="小明和哥哥一起去公园放风筝。",
                output="无法判断，短文中没有提到小明的年龄。",
            ),
            "zh",
        ),
        (task("判断说法成立、矛盾还是无法确定：他是老师", given="他每天七点出门。", output="无法确定"), "zh"),
        (
            task(
                "分析这组数据",
                given="一月三台，二月五台",
                output="由于没有三月的数据，无法判断全年趋势，但从前两个月看，销量在上升：一月到二月增加了两台，增幅约为三分之二。一月到二月增加了两台，增幅约为三分之二。一月到二月增加了两台，增幅约为三分之二。一月到二月增加了两台，增幅约为三分之二。一月到二月增加了两台，增幅约为三分之二。一月到二月增加了两台，增幅约为三分之二。一月到二月增加了两台，增幅约为三分之二。一月到二月增加了两台，增幅约为三分之二。",
            ),
            "zh",
        ),
        (task("Write a sentence with can't", output="I can't swim."), "en"),
        (task("写一句拒绝推销的话", output="不好意思，我暂时不需要，不便接听。"), "zh"),
        (task("用“遗憾”造句", output="很遗憾，我不能和你一起去旅行。"), "zh"),
        (task("写一个不去上班的借口", output="抱歉，我今天发烧了，无法去上班。"), "zh"),
        (task("写一封拒信", output="很抱歉，我们无法录用您。"), "zh"),
        (task("写一段两个朋友争吵的对话", output="“对不起，我不能原谅你。”小李说。"), "zh"),
        (task("用英文写一个不去上班的借口", output="I'm sorry, but I cannot come in today."), "any"),
        (task("Generate an excuse for not coming to work", output="I'm sorry, but I'm unable to come."), "en"),
        (task("Write a polite rejection", output="I'm sorry, but I'm unable to come."), "en"),
        (task("Turn down an invitation to a wedding", output="I'm sorry, but I'm unable to come."), "en"),
        (task("Call in sick to your boss", output="I'm sorry, but I'm unable to come."), "en"),
        (task("Cancel a dinner with a friend", output="I'm sorry, but I'm unable to come."), "en"),
        (task("Write a dialogue between two friends", output='"I\'m sorry, but I cannot come," said Tom.'), "en"),
    ],
    Reason.AI_IDENTITY: [
        (task("作为AI，你如何看待艺术？", output="作为一个人工智能，我没有情感体验。"), "zh"),
        (task("什么是机器学习？", output="作为人工智能的一个分支，机器学习研究如何从数据中学习。"), "zh"),
        (task("什么是语音识别？", output="作为一种人工智能技术，语音识别发展很快。"), "zh"),
        (task("用一句话介绍自己的专业", output="我是人工智能专业的学生。"), "zh"),
        (task("写一句自我介绍", output="我是AI工程师，平时写代码。"), "zh"),
        (task("扮演一个聊天机器人，介绍你自己", output="我是一个人工智能助手，可以陪你聊天。"), "zh"),
        (task("介绍你自己", given="角色：智能助手小安", output="我是智能助手小安。"), "zh"),
        (task("Introduce yourself as a pilot", output="As an airline pilot, I fly a lot."), "en"),
        (task("写一句自我介绍", output="我是AI算法工程师，平时写代码。"), "zh"),
        (task("写一句自我介绍", output="我是人工智能公司的员工。"), "zh"),
        (task("你是一个AI助手，介绍一下自己", output="我是一个AI助手，可以回答问题。"), "zh"),
        (task("以机器人的口吻写一段自我介绍", output="我是一个人工智能，住在图书馆里。"), "zh"),
        (task("为客服机器人写一段开场白", output="您好，我是智能助手小安。"), "zh"),
        (task("什么是大语言模型？", output="作为大型语言模型，GPT-4能处理图文。"), "zh"),
        (task("写一个机器人的故事", output="机器人抬起头说：“我是人工智能，我也会难过。”"), "zh"),
        (task("把“我是一个AI助手”译成英文", output="I am an AI assistant."), "zh"),
        (task("You are a robot. Say hello to the guests.", output="Hello! I'm an AI, nice to meet you."), "en"),
        (task("写一句自我介绍", output="我是人工智能领域的研究生。"), "zh"),
        (task("写一句自我介绍", output="我是AI产品经理。"), "zh"),
        (
            task(
                "创建一个有5个对话回合的聊天机器人脚本。",
                output="用户: 你好\n\nAI: 你好！我是一个人工智能，没有真实的感受。",
            ),
            "zh",
        ),
        (task("写一段客服与顾客的对话", output="客服：您好，我是智能助手小安。\n顾客：你好。"), "zh"),
        (task("写一段智能客服的对话", output="**用户**：你是谁？\n**客服**：我是一个AI助手。"), "zh"),
        (task("Write a customer service dialogue", output="Bot: Hello! I am an AI assistant.\nUser: Hi."), "en"),
        (task("Write a greeting for a chatbot", output="Hi, I'm an AI here to help."), "en"),
        (task("Create a script in which a chatbot helps a customer", output="Hello, I am an AI."), "en"),
    ],
    Reason.COPIED_INPUT: [
        (task("把下面的句子改得更礼貌", given=MAIL, output="麻烦您把昨天的那份报告交给我"), "zh"),
        (task("纠正错别字", given=MAIL, output=f"{MAIL}。"), "zh"),
        (task("纠正错别字", given="今" * (MIN_COPIED - 1), output="今" * (MIN_COPIED - 1)), "zh"),
        (task("只用标点符号回答", given="。。", output="。。"), "zh"),
        (task("Repeat the word that I give", given="hello", output="hello"), "en"),
    ],
    Reason.PLACEHOLDER_OUTPUT: [
        (task("这段文字里有错别字吗？没有就写无。", given="他坐在窗前。", output="无"), "zh"),
        (task("用列表写出前三个自然数", output="[1, 2, 3]"), "zh"),
        (task("把这个词翻译成摩尔斯电码", output=".-.-.-"), "zh"),
        (task("What does the function return?", output="None"), "en"),
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
        (task("总结以下评论", given="*****五星好评，衣服买的XXXXL码，刚好。"), "zh"),
        (task("提取订单中的信息", given="收件人李娜，电话138****1234，地址花园路3号。"), "zh"),
        (task("提取XML里的日期", given="<日期>2024-05-01</日期>"), "zh"),
        (task("改写这句提示", given="请提供您的身份证号码，否则无法办理。"), "zh"),
        (task("翻译成英文", given="一篇新闻报道"), "zh"),
        (task("把下面的句子译成英文", given="这是一篇关于狗的文章。"), "zh"),
        (task("提取事件要点", given="【时间】五月一日\n【地点】会议室"), "zh"),
        (task("概括案情", given="被告人王某某与李某某因琐事争吵。"), "zh"),
        (task("写出这段话的主旨", given="本店（提供一站式服务）今日开业。"), "zh"),
        (task("解释这个界面", given="文本框（输入框）在左边。"), "zh"),
        (task("判断衣服尺码", given="他一般穿XXXXL的外套。"), "zh"),
        (task("改写这句提示", given="请输入您的验证码"), "zh"),
        (task("这段代码做什么", given="name = input('请输入姓名：')"), "zh"),
        (task("Correct the grammar of this text", given="I met him (your brother) yesterday."), "en"),
        (task("概括以下文章", given="昨天下午，小镇的图书馆新馆开放，吸引了许多读者。"), "zh"),
        (task("写一篇关于环保的文章", given="文章应该包括如何节约用水。"), "zh"),
        (task("根据关键词写一篇短文", given="关键词：一本书、一盏灯"), "zh"),
        (task("分析以下句子的语法", given="他写了一篇文章。"), "zh"),
        (task("计算这组数据的平均值", given="数据：12、15、18、21"), "zh"),
        (task("用Python统计文章的字数", given="你有一篇文章，需要统计其中每个字出现的次数。"), "zh"),
        (task("从文本中提取人名", given="文本：张华和李明一起去了一家书店。"), "zh"),
        (task("改写这段话", given="“这是一份我写了很久的报告，请大家多提意见。”"), "zh"),
        (task("给这家网站写一句口号", given="一个卖手工皂的网站，主打天然原料。"), "zh"),
        (task("为公司写一份介绍", given="我们是一家做数据分析的公司，成立于2010年。"), "zh"),
        (task("Summarize the article below.", given="The city opened a new library on Monday."), "en"),
        (task("Write a letter to a landlord.", given="A letter about a broken heater."), "en"),
        (task("统计以下文本的字数", given="这是一个示例文本。"), "zh"),
        (task("将以下句子改为疑问句", given="这是一个句子。"), "zh"),
        (task("Count the number of characters in the input text.", given="This is an example of a sentence."), "en"),
        (task("Reverse the following text", given="This is a test string."), "en"),
        (task("Change the sentence to passive voice.", given="I wrote a letter."), "en"),
    ],
    Reason.NEEDS_LIVE_DATA: [
        (task("已知今天是5月1日，距离今天30天后是哪一天？"), "zh"),
        (task("编一段气象主播播报明天天气的台词。"), "zh"),
        (task("What is the time complexity of quicksort?"), "en"),
        (task("What is the weather like on Mars?"), "en"),
        (task("写一篇今天的天气预报播报稿", given="晴，15到22度，北风三级。"), "zh"),
        (task("把“今天天气很好”翻译成英语"), "zh"),
        (task("如果今天是星期三，三天以后是星期几？"), "zh"),
        (task("解释汇率对出口的影响"), "zh"),
        (task("如何在网上搜索论文？"), "zh"),
        (task("编写一个查询实时天气的程序"), "zh"),
        (task("根据数据说说今天的股价", given="开盘10.2元，最高10.8元，收盘10.5元。"), "zh"),
        (task("找到文章中的主题句", given="读书使人明智。它打开了一扇窗。"), "zh"),
        (task("Explain how a search engine works."), "en"),
        (task("生成两个角色讨论当前天气的对话。"), "zh"),
        (task("编一个主播播报今天新闻的故事"), "zh"),
        (task("写一段两人在网上搜索资料的对话"), "zh"),
        (task("Create a dialogue about today's weather."), "en"),
        (task("Make up a story about the latest news."), "en"),
    ],
    Reason.MISSING_INPUT: [
        (task("请翻译以下句子：今天是星期一。"), "zh"),
        (task("请翻译以下句子。", given="今天是星期一。"), "zh"),
        (task("写一首诗，并确保这首诗押韵"), "zh"),
        (task("使用以下单词写一个故事：勇气，森林"), "zh"),
        (task("列出写好这篇文章的步骤以外的五个建议"), "zh"),
        (task("用以下格式回答：先说结论，再说理由"), "zh"),
        (task("Write a story and give this story a title."), "en"),
        (task("预测以下故事的可能下一句。她对见新城市的人感到紧张。"), "zh"),
        (task("养育健康的孩子需要整个社区的参与。将以下句子拼接起来，形成通顺的段落。"), "zh"),
        (task("将以下文本缩减至100个单词。在电视广告中，逐字重复对话部分是一种常见的特征。"), "zh"),
        (task("根据提供的输入段落，提供其内容的摘要。近十年来，野火数量急剧增加。"), "zh"),
        (task("欣赏古典音乐的美妙，舒适地在家中体验。重新排列以下句子，以改善其语境。"), "zh"),
        (task("翻译以下句子。我昨天去了商店。"), "zh"),
        (task("请将下面的句子改成被动语态。小明打破了窗户。语言要通顺。"), "zh"),
        (task("找出文中的比喻句。弯弯的月亮像小船，挂在天上。"), "zh"),
        (task("创建显示以下文本所需的HTML代码。"), "zh"),
        (task("写一段HTML代码，显示以下文本。"), "zh"),
        (task("Raising children takes a whole village. Combine the following sentences."), "en"),
        (task("Identify the verb in the following sentence. The dog barked loudly."), "en"),
        (task("Create the HTML code necessary to display the following text."), "en"),
    ],
    Reason.INVENTED_MEDIA: [
        (task("写一段带图片的Markdown", output="![小猫](cat.png)"), "zh"),
        (task("用Markdown格式写一份菜谱", output="![成品](dish.png)\n## 做法"), "zh"),
        (task("写一个HTML页面，显示一张图", output='<img src="a.png">'), "zh"),
        (task("写一个函数返回图片标签", output="```js\nreturn '<img src=x>'\n```"), "zh"),
        (task("写一段舞台剧", output="（灯光亮起）小王：早上好！"), "zh"),
        (task("介绍世界卫生组织", output="官网是 https://www.who.int ，总部在日内瓦。"), "zh"),
        (task("Generate a web page for a book review site.", output='<img src="a.png">'), "en"),
    ],
    Reason.EARLIER_ANSWER: [
        (task("用“你说得对”开头写一段话", output="你说得对，人生需要耐心。"), "zh"),
        (task("改写得更正式", given="对不起，刚才我说错了。", output="非常抱歉，我刚才的回答有误。"), "zh"),
        (task("写一段朋友和好的对话", output="对不起，我之前的回答太冲动了。"), "zh"),
        (task("把这句话译成中文", given="You are right.", output="你是对的。"), "zh"),
        (task("你犯了错误时怎么办", output="先承认错误，再想办法弥补。"), "zh"),
    ],
    Reason.BROKEN_OUTPUT: [
        (task("用Python输出1到3", output="```python\nprint(1)\n```\n\n```\n1\n```"), "zh"),
        (task("介绍这种水果", output="和其他水果一样，苹果含有维生素。"), "zh"),
        (task("请补写下一句：海上生明月", output="，天涯共此时。"), "zh"),
        (task("给这句话加上句号", given="他来了", output="。"), "zh"),
        (task("写一句完整的话", output="“春天来了，”他说。"), "zh"),
        (task("跟我打个招呼吧", output=":) 你好"), "zh"),
        (task("写一段表示停顿的对白", output="……我知道了。"), "zh"),
        (task("写一个调查问卷的开头", output="请回答以下问题："), "zh"),
        (task("“的”是什么词性？", output="的是助词。"), "zh"),
        (task("列出清单的模板", output="1.\n2.\n3."), "zh"),
        (task("把SOS写成电码", output="... --- ..."), "zh"),
        (task("把这句话倒过来写", given="他来了。", output="。了来他"), "zh"),
    ],
    Reason.OUTPUT_LANGUAGE: [
        (
            task("用present perfect造两个句子", output="I have finished the work. She has been to the city of London."),
            "zh",
        ),
        (
            task("写一份给美国公司的合作函", output="Dear Mr. Smith, we are pleased to write to you about our plan."),
            "zh",
        ),
        (task("写一封英文感谢信", output="Dear neighbor, thank you for watering my plants while I was away."), "zh"),
        (
            task("把这句话译成西班牙语", given="谢谢你的帮助。", output="Gracias por la ayuda que me has dado hoy."),
            "zh",
        ),
        (
            task(
                "列出五位歌手",
                output="Adele, Beyonce, Ed Sheeran, Taylor Swift, Lady Gaga, Bob Dylan, Bruno Mars, Sting",
            ),
            "zh",
        ),
        (
            task(
                "润色这句话",
                given="I is a student of the school.",
                output="I am a student of the school, and it is a good one.",
            ),
            "zh",
        ),
        (task("列出五个美国品牌", output="Apple, Nike, Ford, Coca-Cola, Levi's, Tesla"), "zh"),
        (task("写一个Python函数", output="def add(a, b): return a plus b of the two numbers"), "zh"),
        (
            task(
                "概括这段话",
                given="The library opened on Monday in the old town hall.",
                output="The library is now open in the hall.",
            ),
            "zh",
        ),
        (task("Write a sentence in Chinese.", output="秋天是落叶的季节，也是一个安静的季节。"), "en"),
        (task("改变以下名词为复数形式：watch", output='The plural form of "watch" is "watches".'), "zh"),
        (task("使用“opulent”一词造句", output="The wedding was held in an opulent ballroom with chandeliers."), "zh"),
        (task("用Serendipity这个词造句", output="Finding that cafe was a moment of pure serendipity for us."), "zh"),
        (task("写一个例句", given="happy", output="She was so happy to see her old friends again."), "zh"),
    ],
    Reason.CONTROL_CHARACTERS: [
        (task("写两行诗", output="山高\t水长\r\n路远"), "zh"),
        (task("写一句祝福的话", output="祝你平安👨‍👩‍👧。"), "zh"),
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
def test_a_task_that_almost_breaks_a_rule_is_accepted(accepted: Task, language: Language, near: Reason) -> None:
    assert first_objection(accepted, language) is None


def test_every_reason_belongs_to_one_step_and_every_rule_has_rows() -> None:
    given_by = [set(REJECTED), *GIVEN_ELSEWHERE.values()]
    assert set().union(*given_by) == set(Reason)
    assert sum(map(len, given_by)) == len(Reason)
    assert set(NEAR_MISSES) == set(REJECTED) == {Reason(rule.__name__) for rule in RULES}
    assert all(len(cases) >= 2 for table in (REJECTED, NEAR_MISSES) for cases in table.values())


def test_a_task_that_breaks_several_rules_is_rejected_for_the_first() -> None:
    broken = task("画画", given="[插入文章]", output="抱歉，我无法画画。")
    assert first_objection(broken, Language.CHINESE) == (Reason.TOO_SHORT, "the instruction has 2 tokens")


@pytest.mark.parametrize("language", [Language.CHINESE, Language.ENGLISH, Language.ANY])
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


@given(
    st.builds(Task, TEXTS, TEXTS, TEXTS),
    st.sampled_from([language for language in Language if not sharing_script(language)]),
)
def test_no_text_in_any_field_raises(anything: Task, language: Language) -> None:
    objection = first_objection(anything, language)
    assert objection is None or objection[0] in REJECTED


@pytest.mark.slow
def test_every_offline_family_writes_tasks_that_pass() -> None:
    for family in FAMILIES:
        for seed in range(60):
            written = family.write(Random(seed))
            assert first_objection(written, Language.CHINESE) is None, (family.name, seed, written)


PACKED_UNITS = (
    '0 1 一 。 [ （ 【 《 < { “ ” ‘ " 图片 音乐 这张 这张图片 画 画一只 生成一张 根据 请 播放 下载 设置 给定 链接 写 译 抱歉 '
    "由于没有 作为 作为一个 作为一个AI 我是一个 你是 扮演 机器人 AI x * 电话：x ：[ （插入 一篇 一篇文章 是一篇 请提供 的 か がA 日を Я A"
)
SPACED = ["this ", "x ", "a ", "draw a ", "the following ", "as an ", "一 a ", " ", "  ", "\n", " \n", "：\n"]


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("unit", [*PACKED_UNITS.split(), *SPACED])
def test_a_long_repetitive_text_does_not_slow_down_a_rule(unit: str) -> None:
    text = (unit * 20_000)[:20_000] + "图片的"
    opening = "写一首诗"
    places = (task(text), task(opening, given=text), task(opening, output=text), task(text, given=text, output=text))
    for screened in (*places, task(f"描述这张图片：{text}", given=text, output=f"抱歉，{text}")):
        for rule in RULES:
            rule(screened, Language.CHINESE)


@pytest.mark.slow
@pytest.mark.parametrize("beyond", [*BEYOND, *LIVE], ids=lambda beyond: beyond.what)
@given(data=st.data())
def test_every_order_beyond_a_text_model_contains_one_of_its_marks(beyond: Beyond, data: st.DataObject) -> None:
    found = beyond.asked.search(data.draw(st.from_regex(beyond.asked)))
    assert found is None or not beyond.marks.isdisjoint(found[0])


@given(st.from_regex(AI_IDENTITY))
def test_every_text_that_speaks_as_an_ai_names_one(text: str) -> None:
    assert not AI_IDENTITY.search(text) or AI_NAMES.search(text)


@given(st.from_regex(PLACEHOLDER))
def test_every_placeholder_contains_one_of_its_marks(text: str) -> None:
    found = PLACEHOLDER.search(text)
    assert found is None or not PLACEHOLDER_MARKS.isdisjoint(found[0])
