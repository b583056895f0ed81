"""The type of a task by local rules. In: a task's instruction and input. Out: one of the nine types.

A type is found in four steps:

1. Quotations are blanked and the rest is cut into clauses; courtesies at a clause's start are dropped, so that an
   order begins with its verb (写…, 概括…) or with a preposition (把…改成, 从…提取, 给…写).
2. `_SCENES` look at the instruction as a whole: a role to play, an utterance to answer, code asked for by a question.
3. `_ORDERS` and `_ASKINGS` look at one clause after another, and the first clause that speaks decides: what a task
   tells before (他要去改签) has no order in it, and what it adds at the end (并说明理由) comes too late. A verb counts
   where an order has one: at the clause's start, or anywhere in a clause that starts with a preposition.
4. What is left is a question, closed when there is a passage to answer from and open when not; or something said.

Whether a text is given tells apart what one verb asks for: 列出三个名字 wants ideas and 列出文中的名字 an extract, 概述唐朝
is a question and 概述这篇报道 a summary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfinstruct.tasks import Task, TaskType

VERSION = 1
"""Part of a run's identity: raise it when the same task would get another type."""

_HEAD, _TAIL = 600, 300
"""Of a longer instruction only the start and the end are read: a request stands before or after a pasted text."""

_QUOTE = 10
"""A quotation longer than this is a text to work on; a shorter one is a word, a title or a format."""

_PASSAGE = 15
"""An input with this many letters is a passage to answer from; one with fewer is a term, a formula or a name."""

_LONG = 40
"""An instruction this long that speaks of a notice or a table brings it along."""

# --- words the patterns share ---

_LIST = "(?<![下排系数阵队序])列(?!表)"
_FEW = "[0-9二三四五六七八九十两几多]{1,3}"
_UNIT = "[个条种样件点项道招款句本部份家类篇]"
_IDEA = (
    "(?:点子|主意|建议|办法|方法|名字|店名|名称|书名|候选|理由|方案|创意|话题|思路|选题|途径|活动|礼物|角度|窍门|措施|原因|口号|广告语|标语|用途|"
    "游戏|技巧|做法|方式|策略|招数|设想|提示|可能|事项|例子|选择|玩法|菜名|题目|对策|解释|昵称|意见)"
)
_PAPER = (
    "(?:文本|文章|短文|原文|课文|材料|资料|段落|文字|对话|记录|聊天|表|清单|名单|通知|公告|公示|说明书?|评论|邮件|合同|条款|规定|规则|文档|须知|"
    "信息|内容|日志|账目|纪要|报道|新闻|日记|短信|数据|价目|菜单|手册|分数|成绩)"
)
_TEXT = rf"(?:{_PAPER}|正文|店规|评价|段|账|消息|故事|诗|句|话|简历|单据|小说|演讲|论文|摘要|描述|报告|代码|语句|词|单词|数列|数字)"
_THIS = "(?:这[个段篇句条则份张些首封组批里]?|该|此|本|以下|下[面列文述]|上[面述文]|给[定出]|所给|提供|输入|[一每]段|一[篇组句份])的?"
_WORK = (
    "(?:信|通知|邮件|文案|代码|函数|诗|词|故事|作文|文章|短文|论文|报告|SQL|sql|查询|正则|脚本|程序|算法|短信|日记|稿|贺卡|祝福|请假条|倡议|公告|"
    "简介|介绍|广告|海报|计划|方案|寄语|结尾|开头|评语|启事|剧本|台词|歌|说明|合同|简历|文字|段落|小说|推文|帖子|评论|日程|时间表|行程|流程|"
    "菜谱|食谱|教程|指南|问卷|网页|描述|书评|影评|剧|课|提纲|大纲|题)"
)
_REPLY = (
    "(?:回[复应话]|答复|答话|应答|接话|接[一上两几]句|接待|安慰|劝[慰说导]?|回(?:他|她|我|你|对方)|追问|应对|搭话|聊|开口|"
    "回(?=[^\\n]{1,8}的(?:话|消息|信息|留言)))"
)
_STAFF = "(?:店员|服务员|客服|前台|馆员|接待员?|调度)"


@dataclass(frozen=True, slots=True)
class _Request:
    """What the rules look at: the instruction without its quotations, and what comes with it."""

    clauses: tuple[str, ...]
    asks: bool
    """There is a question mark."""
    given: bool
    """There is a text to work on, or the instruction speaks of one."""
    passage: bool
    """There is a text long enough to answer from."""

    @property
    def whole(self) -> str:
        return "\n".join(self.clauses)


@dataclass(frozen=True, slots=True)
class _Rule:
    """`pattern` makes it `task_type`, if a text is given (`given` is True), if none is (False), or in any case."""

    task_type: TaskType
    pattern: re.Pattern[str]
    given: bool | None = None

    def speaks(self, text: str, *, given: bool, anywhere: bool = True) -> bool:
        if self.given is not None and self.given is not given:
            return False
        return bool(self.pattern.search(text) if anywhere else self.pattern.match(text))


def _rule(task_type: TaskType, *patterns: str, given: bool | None = None) -> _Rule:
    return _Rule(task_type, re.compile("|".join(patterns)), given)


_ANY_QUESTION = TaskType.OPEN_QA
"""What a rule gives for a question, whatever order follows it; whether it is open or closed is seen later."""

_SCENES = (
    # 语句怎么写: a question in form, an order in fact
    _rule(
        TaskType.GENERATION,
        r"(?:SQL|sql|代码|函数|脚本|正则|程序|公式|语句)[^\n]{0,6}(?:怎么|如何|怎样)写",
        r"[写编][^\n]{0,6}(?:SQL|sql)|(?:编写|写一?[个段份条]|实现一个|开发)[^\n]{0,16}(?:程序|脚本|函数|代码|正则)(?!的)",
    ),
    _rule(
        TaskType.CHAT,
        r"扮(?:演|作|成|一[个位名])|角色扮演",
        # 你是店员，…回复: a role, and an utterance to answer
        rf"[你您][^\n]{{0,4}}(?:是|作为|当|身为)[^\n]{{1,16}}(?:\n[^\n]{{0,60}}){{0,4}}{_REPLY}",
        r"[你您](?:是|作为|当|身为)[^\n]{1,20}(?:\n[^\n]{0,20}){0,2}(?:[说问道]|来电|发来|留言)",
        rf"(?:作为|身为|以)[^\n]{{1,16}}(?:身份|口吻|语气|角色|朋友|家长)[^\n]{{0,10}}(?:{_REPLY}|说|答)",
        # 该怎么回, 怎么跟她说; not 怎么回收
        rf"(?:怎么|如何|怎样|怎|该)(?:{_REPLY}|回(?![收家到去忆国本顾报答])|接(?=$|\n|下去)|答(?=$|\n|话)|[跟和对][她他孩对][^\n]{{0,4}}说)",
        r"[替帮代][^\n]{1,14}(?:回[复应话]|接[一上]?句|接话|答复|回[^\n]{1,10}的话)",
        rf"[替代]{_STAFF}[^\n]{{0,2}}(?:核对|报|算|招呼|点)",
        r"[接说续]下?一句(?!话)|下一句[^\n]{0,8}[答说接]|(?:续写|接着|继续)[^\n]{0,10}(?:对话|聊)",
        r"(?:\A|\n|[来请能你让])[陪跟和同与]我(?!们)[^\n]{0,8}(?:聊|玩|说说话|对话|练|对饮|谈心|下棋)|(?:咱们|我们|咱俩)来?(?:玩|聊|对诗|对对子)",
        r"(?:夸夸|安慰|鼓励|陪陪|骂醒)(?:一下)?我|[来做当]+我的[^\n]{0,8}(?:搭子|陪练|朋友|老师|伙伴|教练|面试官)|轮到你",
    ),
)

_ORDERS = (
    _rule(TaskType.CHAT, _REPLY, r"写[出下]?一?[条段句个]?(?:回复|回应|回话|答复|你要回)"),
    _rule(
        TaskType.SUMMARIZATION,
        r"(?:概括|概述|总结|归纳|提炼|综述|浓缩|缩写|缩[成短为]|压缩(?![机包文饼]|成[^\n]{0,4}(?:ZIP|zip|文件))|小结|精炼)",
        r"(?:写|拟|做|整理|提供|给出|生成|编写|撰写)[^\n]{0,24}(?:摘要|提要|梗概|纪要|概要|小结|综述|总结|概述|主旨|大意|要点)",
        r"(?:拟|起|取|加|写|想|配|生成|提供|创建)[^\n]{0,16}标题(?![^\n]{0,4}(?:的|为))",
        given=True,
    ),
    _rule(
        TaskType.CLASSIFICATION,
        r"(?:判断|判定|判别|鉴别|辨别|辨认|评判)(?!力)",
        # 分类; not 训练一个分类器
        r"(?:分[类组](?![器模算系])|归类|归[入到为属]|分[给派到配]|转[给到交]|定级|评级|打(?:上|个)?标签|贴(?:上|个)?标签|标注|划分)",
        r"(?:标出|标明|指出|确定|识别|检测|说出|预测)[^\n]{0,20}(?:归属|类别|是否|属于|类型|情感|情绪|体裁|语言|语种|立场|意图|评级|评分)",
        r"[找选挑]出?[与和跟]其[他它余]|分[成为][^\n]{0,10}[类组]|选[^\n]{0,8}(?:标签|类别|类型)|选择(?:正确|合适|最)",
        given=True,
    ),
    _rule(
        _ANY_QUESTION,
        r"计算|求(?:解|和|出|[^\n]{1,12}的[值解和])|减去|相[加减乘除]|数列|下一个数|告诉我|请问",
    ),
    # before the extracts: 找出错别字 is a correction
    _rule(
        TaskType.REWRITE,
        r"(?:找[出到]|查找|指出|检查|标出|听写)[^\n]{0,20}(?:错误|错别字|病句|语病|错字)",
        r"(?:生成|写|给出|提供|创建|创作)[^\n]{0,20}(?:(?:相似|相同|一样|同样|相近|类似)的?(?:意思|含义)|(?:意思|含义)[^\n]{0,2}(?:相似|相同|一样|相近|类似))",
        given=True,
    ),
    _rule(
        TaskType.BRAINSTORMING,
        r"头脑风暴|集思广益|支[个几]?招|建议(?![书信稿])|推荐(?![语信词人位])|献策|列举(?![^\n]{0,16}[中里内])",
        rf"(?:出|想|{_LIST}|给|说|提|举|提供|构思|罗列|写|起|取|设想|支|来)[出几]?[^\n]{{0,12}}(?:{_FEW}|一些){_UNIT}?[^\n]{{0,24}}{_IDEA}",
        rf"[出想](?:个|点|些)?[^\n]{{0,6}}(?:主意|点子|办法)|(?:提供|给出|提出|给|提|写(?!一篇)|编写(?!一篇)|{_LIST})[^\n]{{0,24}}(?:建议|意见|点子|主意|思路|提示)(?![书信])",
        r"(?<![一提摘抽读获选])[起取](?:个|一个)?[^\n]{0,12}(?:名字|店名|昵称|名)|(?:猜|猜测|设想|预测)[^\n]{0,16}(?:可能|原因)",
        # a count of things to think up: 列五样最用得上的; not 列出文中的三个人名
        rf"想出?{_FEW}{_UNIT}|找[到出]?一[些篇本款]|(?:{_LIST}|举|说|提供|罗列|给)出?(?:至少)?(?:{_FEW}{_UNIT}|一些|几)(?![^\n]*(?:[文其之句]中|里|关键|要点))",
    ),
    # 依表列出两人的班次: a list worked out from a table is an answer
    _rule(
        TaskType.CLOSED_QA,
        r"(?:根据|依|按|照|对照|查)[^\n]{0,16}表[^\n]{0,4}(?:列出|写出|算|求|推)(?!所有|全部)",
        given=True,
    ),
    _rule(
        TaskType.EXTRACT,
        r"(?:提取|抽取|抽出|摘[出取录抄]|挑出|挑选出|圈出|检出|筛选?出?|抄[出录]|拣出|标出|归出|识别|查询|检索)",
        # 找出人名; not 找出中位数
        r"(?:找[出到]|查找)(?!一[些篇本款]|[^\n]{0,16}(?:中位数|平均|公约数|公倍数|距离|规律|的解|数值|最[大小]值|方法|办法|[同近反]义词|名称|经纬度))",
        rf"{_LIST}出?[^\n]{{0,30}}(?:[中里内上]|提到|出现|涉及|包含|所有|全部|清单|的)|(?:写出|指出|确定)[^\n]{{0,12}}(?:[中里]|提到|出现|所有|全部)",
        rf"挑[^\n]{{0,4}}{_FEW}|整理出?[^\n]{{0,16}}(?:待办|事项|名单|日期|要求|联系方式)|读取[^\n]{{0,16}}$|输出JSON",
        given=True,
    ),
    _rule(
        TaskType.REWRITE,
        r"改[写成为编换用正得]|改动(?!后)|(?:更|修)改|修[正饰订]|重[写述抄]|翻译|译[成为出作]|[英汉]译|润色|纠[正错]|订正|更正|校[对正]",
        r"转[换化成为写述变]|换[成个一种为]|变[成为换]|替换|调整(?!后)|删[去掉改减除]|去[掉除]|精简|简化|扩[写展充]|缩减|分解成|整理成|写成|录入|完善|合并|补充(?=[以下这该])",
        # an order of things that are named; not the trailing 按金额排列
        r"[对将把给][^\n]{1,40}排[序列]|(?:按[^\n]{1,12})?排[序列][^\n]{0,3}(?:给定|以下|下|这)|重新(?:表述|组织|排|措辞|写|整理)",
        r"写出?(?:纠正|改正|修改|改写|更正)后|改过来|编辑(?=$|[以下这该文给我]|一[段句])|改(?=[^\n]{0,6}(?:口吻|语气|人称|风格))",
        r"(?:添?加[上入]?|补[全上充])[^\n]{0,12}标点|(?:句子?|文本|文章|段落|话)[^\n]{0,10}(?:添加|加上|插入)|反转|颠倒|倒[序置]|(?:字母|字符|单词)[^\n]{0,4}[大小]写|标点[^\n]{0,6}加|(?:给出|提供|写出)[^\n]{0,24}(?:翻译|译文|改写|译法)",
        given=True,
    ),
    _rule(
        TaskType.GENERATION,
        # 写信; not 写出过程, 写明理由, 写到, 写生, 写完
        r"写(?![出明清上到进成作回着了错过生真实法字]|下[来面列一]|结果|答案|步骤|算式|理由|[^\n]{0,6}(?:完|结束))",
        rf"写[出下作][一1]?[首篇封段份则条个句]?[^\n]{{0,12}}{_WORK}|(?:提供|给出)一个[^\n]{{1,20}}(?:标题|食谱|故事|计划|方案)|(?:提供|给出|添加)一[篇段份首封则](?![^\n]*名[字称])",
        r"撰写|编[写排造制纂]|编[一个首段则条]|(?<!模)拟(?![人物声合])|草拟|起草|设计(?![室院师部费感类])|创[作建]|制[定作造]|生成|构[思建]|策划|规划",
        r"(?:安排|定制|定义)(?![了为好])|实现|造[^\n]{0,4}句|编辑一[份篇]|续写|补写|填[写空]|仿写|发布|开发|搭建|建立|训练|绘制|画(?=[一出张个幅条])|配[乐图](?![片纸])|完成|作[一首诗词曲文画]",
        rf"排(?:一|出一|个|份|张)?[^\n]{{0,12}}(?:表|计划|日程|课|流程)|做[一个份张][^\n]{{0,16}}{_WORK}",
        rf"[想需要来求](?:要|求)?[一个份篇首段][^\n]{{0,30}}{_WORK}",
        # a description made up; a description of what is known is a question
        r"描述[^\n]{0,16}(?:[你您我]|喜欢|图|照片|场景|产品|这[个幅张]|画面|自己|心情)|[据用][^\n]{0,16}(?<!的)描述(?!$)|描述一[个天次幅位场段种首]|分享",
    ),
)
"""Orders, by the verb of a clause. Their order is the order of the types a clause is tried for."""

_ASKINGS = (
    _rule(
        TaskType.CLASSIFICATION,
        r"属于[^\n]{0,40}(?:哪|还是|什么|一[类种个])|[归该应算记][^\n]{0,60}哪[一个]?(?:项|处|类|档|级|部门|科目|类别|边|里)|应?判[为成]|谁该",
        r"哪[一个]?(?:类|档|个类别|种(?:类[型别]|情感|情绪|意图|体裁|关系|修辞|语言|$))|[选择](?:其一|一个|一类|一项|一作答)|[二三四五]选一|可选项",
        r"(?:情感|态度|情绪|修辞|体裁|意图|立场|语言|语种)[^\n]{0,12}(?:是什么|倾向|类型|分析|识别)|什么(?:修辞|体裁|情感|情绪|词性|语气)",
        r"[在从][^\n]{1,60}[中里间][选择挑](?!出)[^\n]{0,12}[一其]",
        r"是[^\n]{1,24}还是[^\n]{1,16}$|是否(?:正确|合理|属于|成立|押韵|一致|矛盾|相同|合法|有效|符合)",
        given=True,
    ),
    _rule(
        TaskType.CLASSIFICATION,
        r"[真对正][^\n]{0,4}还是[假错误反][^\n]{0,4}$|属于[^\n]{1,30}还是",
        # the odd one out
        r"哪[一个]+[^\n]{0,4}(?:不属于|不是|[与和]其他|分错|不同类|归错)|不同类|异类|[与和跟]其[他它余][^\n]{0,4}不(?:同|一样)",
    ),
    _rule(
        TaskType.BRAINSTORMING,
        rf"[有用出][^\n]{{0,2}}(?:哪些|什么|哪{_FEW}{_UNIT})[^\n]{{0,24}}(?:办法|方法|建议|点子|主意|方式|途径|技巧|推荐|做法|窍门|活动|用途|用场|措施|招|生意|创意|玩法)",
        r"(?:能|该|缺|带|放|可以|有)[^\n]{0,6}哪[2-9两三四五六七八九十][个种样件点条招款道]|还(?:能|可以)[^\n]{0,12}(?:哪些|什么|怎么用)",
        r"[送做吃买玩带穿][点些]?什么(?:[^\n]{0,12}好|礼物|既|[^\n]{0,3}合适)|叫什么[^\n]{0,4}好|什么[^\n]{0,8}(?:主意|点子|建议|礼物)|派[^\n]{0,4}什么用",
    ),
    _rule(
        TaskType.SUMMARIZATION,
        r"[缺少差]个?[^\n]{0,4}标题|主旨|中心思想|大意|主要内容|核心观点|[讲说]了[些件]?什么事?$|(?:只留|列出|给出)[^\n]{0,4}要点",
        given=True,
    ),
    _rule(
        TaskType.EXTRACT,
        rf"(?:{_TEXT}|[中里内])[^\n]{{0,4}}(?:有|提到|出现|涉及|包含|用到)了?[^\n]{{0,4}}(?:哪些|哪几)|[列归]成(?:清单|一[张份个])",
        given=True,
    ),
    _rule(
        TaskType.REWRITE,
        r"用[^\n]{1,8}[语文话](?:怎么|该怎么|如何)(?:说|写|表达)|[改换转译][成为][^\n]{0,30}(?:怎么|如何|怎样)",
        r"(?:怎么|如何|怎样)[把将][^\n]{0,20}[改换转译][成为写得]",
        given=True,
    ),
)
"""Questions and states (还缺标题) that ask for one of the types; they may stand anywhere in a clause."""

_TIPS = r"(?:\d+|two|three|four|five|six|seven|eight|ten|some|several|a few|ideas|tips|suggestions|ways|names|advice)\b"
_ENGLISH = (
    _rule(
        TaskType.CHAT,
        r"(?:pretend|role.?play|act as|play the role|reply to|respond to|comfort|cheer me|let'?s (?:chat|talk|play)|chat with|how would you (?:reply|respond|answer))\b",
    ),
    _rule(
        TaskType.SUMMARIZATION,
        r"(?:summari[sz]e|sum up|condense|tl;?dr|recap|boil down|shorten)\b",
        r"(?:write|give|provide|create|produce)\b[^\n]{0,30}\b(?:summary|abstract|synopsis|recap)\b|what is the main (?:idea|point)\b",
        r"(?:write|give|suggest|create)\b[^\n]{0,12}\b(?:headline|title) for (?:this|the)\b",
    ),
    _rule(
        TaskType.CLASSIFICATION,
        r"(?:classify|categori[sz]e|label|tag|decide (?:if|whether)|determine (?:if|whether)|judge|detect|true or false)\b",
        r"(?:is|are|does) (?:this|the|these|it)\b[^\n]{0,60}\bor\b|which (?:category|class|label|type)\b",
        r"(?:identify|determine|predict)\b[^\n]{0,20}\b(?:sentiment|category|genre|language|tone)\b",
    ),
    _rule(
        TaskType.EXTRACT,
        r"(?:extract|find all|find the (?:names?|words?|dates?)|pull out|pick out|highlight|identify)\b",
        r"(?:list|name)\b[^\n]{0,60}\b(?:mentioned|in (?:the|this) (?:text|passage|article|paragraph|email|sentence))\b",
    ),
    _rule(
        TaskType.REWRITE,
        r"(?:rewrite|re-?phrase|reword|paraphrase|translate|correct|proofread|edit|convert|transform|turn|change|simplify|fix|replace|reorder|sort|rearrange|polish|improve)\b",
        r"make (?:this|the) (?:text|sentence|email|message|paragraph)\b",
    ),
    _rule(
        TaskType.BRAINSTORMING,
        r"(?:brainstorm|suggest|recommend|come up with|think of|propose|what are some)\b",
        rf"(?:list|name|give|provide|offer|share)\b[^\n]{{0,16}}\b{_TIPS}",
    ),
    _rule(
        TaskType.GENERATION,
        r"(?:write|compose|draft|create|generate|design|make|develop|build|implement|plan|prepare|produce|invent|construct|code|add|complete)\b",
    ),
)
"""English orders, by the first word of a sentence."""

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|「[^「」]*」|『[^『』]*』|‘[^‘’]*’|《[^《》]*》")
# the last one: 请 opens a clause of its own, but not in 邀请 and 请假
_BREAK = re.compile(r"[，。！？；：\n!?;…—]+|[,.:](?=\s|$|[^\x00-\x7f])|(?<=[^\s邀申聘宴敬恳])(?=请(?![假教客柬帖求]))")
_COURTESY = re.compile(
    r"\s*(?:(?:“”|请[你您问]?|麻烦[你您]?|劳驾|帮忙|帮[我咱](?!们)|[替给为]我(?!们)|我?(?:想|要|需要|希望)[请让]?[你您]|"
    r"[你您]?(?:能不能|能否|可否|可以)|[你您](?:能|需要)|现在|并且?|然后|接着|最后|首?先|再(?!现)|只|仅|直接|逐[一个句条字行]|"
    r"分别|全部|一并|简[要单短略]地?|详细地?|尽量|尝试|试着?|快|[来你您](?=[把将给替帮])|"
    r"[^\n]{2,4}地(?![方点区址图铁下上理球面带板震]))\s*)*"
)
# 把…, 从…, and with a subject 老师要求把…; not the 为 of 为了 and the 对 of 对方
_PREPOSITION = re.compile(
    r"[把将给替用按就向像帮在]|让(?!我)|为(?![了的何什])|从(?![前来])|以|照(?!片)|依(?!次)|根据|对(?!方)|针对|围绕|结合|参照|关于|通过|利用|使用|"
    r"[^\n]{1,12}(?:[把替](?=[^\n]{2})|(?<!即)将(?=[一这以下给该原“]))"
)
_SETTING = re.compile(r"给定(?=一|的)|已知|假设|提供一系列")
_POLITE = re.compile(
    r"\s*(?:(?:please|kindly|(?:can|could|would|will) you|help me(?: to)?|i (?:want|need) you to|i'?d like you to|then|and)\s+)*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_MENTION = re.compile(
    rf"以下(?!\d)|以上(?=[的内文故段信对材数报评])|下[列面]|给定的|[把将]“”|{_THIS}[^\n，。]{{0,8}}?{_TEXT}|{_TEXT}[中里内]|文中"
)
_NOTHING = re.compile(r"\s*(?:无|没有|暂无|空|n/?a|none|null|<?no ?input>?)?[\s。.]*", re.IGNORECASE)
# an input that sets a scene or asks once more (您是…, 请…, …？) is no passage
_SCENE = re.compile(r"\s*(?:[你您我](?!们)|请|我们)[^\n]*\Z|[^\n]*[？?]\s*\Z")
_SOURCE = re.compile(
    rf"(?:根据|依据?(?!次)|按照?|照|参照|对照|结合|阅读|[读看查]|从)[^\n]{{0,12}}{_PAPER}|[文表]中|(?:based on|according to) the\b"
)
_TELL = re.compile(r"[^\n]{0,4}(?:解释|介绍|描述|简述|讲|谈|定义|列举|告诉我|计算)")
_QUESTION = re.compile(
    r"什么|为何|怎么|怎样|如何|多少|几[个天年月点条位元人次种]|哪|吗|呢|解释|介绍|说明|说|讲|谈|算|求|推[出理断]|谁|回答|答案|还是|是否|能不能|"
    r"比较|分析|概述|简述|论述|描述|告诉|列[出举]|指出|找[出到]|排出|解|证明|评价|预测|反义词|[近同]义词|请问|给出|提供|查找|输出|减去|相[加减乘除]|"
    r"\b(?:what|why|how|who|when|where|which|explain|describe|define|calculate|compute|solve|find|tell|compare|discuss|answer|list|name|give|state)\b"
)
_UTTERANCE = re.compile(r"(?<![帮给为替让])我|你好|您好|谢谢|\b(?:i|i'm|hello|hi|hey|thanks)\b")


def classify(task: Task) -> TaskType:
    """The task's type. Never fails: what no rule knows is a question, something said, or a piece of writing."""
    request = _request(task)
    found = _by_rules(request) if _HAN.search(task.instruction) else None
    return found or _by_english_rules(request) or _by_question(request)


def _request(task: Task) -> _Request:
    """The instruction as the rules want it."""
    text = task.instruction
    long = len(text) > _HEAD + _TAIL
    if long:
        text = f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    bare = _QUOTED.sub("“”", text)
    clauses = tuple(clause for clause in _BREAK.split(bare) if clause)
    given = "" if _NOTHING.fullmatch(task.input[:20]) else task.input[: _HEAD + _TAIL]
    quoted = max(map(len, _QUOTED.findall(text)), default=0) - len("“”")
    return _Request(
        clauses=clauses,
        asks="？" in bare or "?" in bare,
        given=long or bool(given) or quoted > _QUOTE or bool(_MENTION.search(bare)),
        passage=long or quoted > 2 * _PASSAGE or (len(_LETTER.findall(given)) >= _PASSAGE and not _SCENE.match(given)),
    )


def _by_rules(request: _Request) -> TaskType | None:
    """What the Chinese rules say, if one speaks."""
    whole = request.whole
    for rule in _SCENES:
        if rule.speaks(whole, given=request.given):
            return rule.task_type
    found = (_of_clause(clause, given=request.given) for clause in request.clauses)
    task_type = next(filter(None, found), None)
    return None if task_type is _ANY_QUESTION else task_type


def _of_clause(clause: str, *, given: bool) -> TaskType | None:
    """What one clause orders or asks for, if anything."""
    order = _COURTESY.sub("", clause, count=1)
    if _SETTING.match(order):
        return None
    anywhere = bool(_PREPOSITION.match(order))
    for rule in _ORDERS:
        if rule.speaks(order, given=given, anywhere=anywhere):
            return rule.task_type
    return next((rule.task_type for rule in _ASKINGS if rule.speaks(clause, given=given)), None)


def _by_english_rules(request: _Request) -> TaskType | None:
    """What the English rules say, if one speaks."""
    for clause in request.clauses:
        order = _POLITE.sub("", clause.lower(), count=1)
        for rule in _ENGLISH:
            if rule.speaks(order, given=request.given, anywhere=False):
                return rule.task_type
    return None


def _by_question(request: _Request) -> TaskType:
    """What a task is that gives no order known here: an answer from a passage or from knowledge, or a reply."""
    whole = request.whole.lower()
    if _SOURCE.search(whole) and (request.passage or len(whole) > _LONG):
        return TaskType.CLOSED_QA
    if request.asks or _QUESTION.search(whole):
        return TaskType.CLOSED_QA if request.passage and not _TELL.match(whole) else TaskType.OPEN_QA
    return TaskType.CHAT if _UTTERANCE.search(whole) and not request.given else TaskType.GENERATION
