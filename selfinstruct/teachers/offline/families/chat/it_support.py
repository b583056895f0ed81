"""A support dialogue about two faults: the steps in their order without those tried before, up to the one that helps."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import SURNAMES


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what to do, how a user says that it was done, and what the user sees without and with success."""

    do: str
    did: str
    fail: str
    win: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault: what it is about, how users tell it, and the steps in the order in which the support takes them.

    `places` are where it can occur, if not everywhere.
    """

    topic: str
    symptoms: tuple[str, ...]
    steps: tuple[Step, ...]
    places: tuple[str, ...] = ()


WITH_STOCK = ("物流公司", "面粉厂", "印刷厂", "图书馆", "汽修厂", "出版社", "酒店", "镇卫生院", "农技站")
"""Where goods are kept and scanned."""


ISSUES = (
    Issue("打印机", ("打印机点了打印没反应，一张纸都不出", "打印任务排了一长串，机器就是不动", "打印机灯亮着，可文件发过去石沉大海"), (
        Step("看看打印机屏幕上有没有缺纸或卡纸的提示", "看过纸盒", "屏幕上没有提示，纸也是满的", "里面真夹了半张纸，抽出来它就动了"),
        Step("把打印机电源关掉，等30秒再打开", "关机重开过", "重新开机了，还是不动", "重新开机以后，任务一下子全出来了"),
        Step("检查电脑和打印机之间的数据线两头有没有插紧", "插拔过数据线", "线插得好好的", "线果然松了，插紧就好了"),
        Step("打开打印队列，把卡住的任务全部取消，再打印一次", "清空过打印队列", "取消了再打，又卡在那儿", "清空以后再打，马上出纸了"),
        Step("在设置里看默认打印机选的是不是这一台", "核对过默认打印机", "默认的就是这台", "原来默认成了隔壁办公室那台，改过来就好了"),
        Step("卸载打印机驱动，再重新装一遍", "重装过驱动", "重装了还不行", "重装驱动以后，测试页出来了"))),
    Issue("无线网", ("电脑连不上无线网，右下角一直是个叉", "电脑上的无线网断了，怎么也连不上", "别人都能上网，就我这台连不上无线网"), (
        Step("确认右下角的飞行模式是关着的", "看过飞行模式", "飞行模式没开", "飞行模式不知什么时候打开了，一关就连上了"),
        Step("关掉无线网开关，过10秒再打开", "开关过无线网", "开关过了，还是连不上", "重新打开就连上了"),
        Step("在列表里忘记这个网络，再重新输入密码连一次", "忘记网络重输过密码", "密码输了两遍，还是失败", "重新输了新密码，这回连上了"),
        Step("看看电脑的日期和时间对不对", "核对过时间", "日期时间都对", "时间差了整整一年，校准以后就好了"),
        Step("在网络设置里把IP地址改成自动获取", "把IP改成自动过", "本来就是自动获取", "之前填了固定地址，改成自动就通了"),
        Step("在设备管理器里停用无线网卡，再启用", "重启过网卡", "停用又启用，没变化", "网卡重新启用之后，信号满格了"))),
    Issue("投影", ("会议室投影没画面，屏幕上写着无信号", "投影仪开了，可电脑画面上不去", "接上投影，墙上只有一片蓝"), (
        Step("看看投影仪的信号源选的是不是现在这根线的接口", "切换过信号源", "信号源选对了", "信号源选错了，切过去就有画面了"),
        Step("把视频线两头拔下来，再插紧", "拔插过视频线", "插紧了，还是没画面", "电脑那头没插到底，一按就亮了"),
        Step("在电脑上按投影快捷键，选“复制”", "按过投影快捷键", "选了“复制”，墙上还是空的", "原来选的是“仅电脑屏幕”，换成“复制”就出来了"),
        Step("把电脑的分辨率调低一档", "调过分辨率", "分辨率调低了，没变化", "分辨率一降，画面就出来了"),
        Step("换一根视频线试试", "换过一根线", "换了线，还是那样", "换了根线立刻就有了，原来那根坏了"),
        Step("合上笔记本，重启后先接线再开机", "关机重新接过线", "重新接线也不行", "先接线再开机，投影就认到了"))),
    Issue("邮箱", ("邮箱收不到外单位的邮件，对方说早就发了", "外面发来的邮件没收到，催了两遍都说发了", "合作单位的邮件一直没进来，那边说发过两次"), (
        Step("到垃圾邮件文件夹里找一找", "翻过垃圾箱", "垃圾箱里没有", "还真躺在垃圾箱里，我拖回来了"),
        Step("看看邮箱容量是不是满了", "看过容量", "容量只用了三成", "容量满了，我删掉旧附件就收到了"),
        Step("在设置里查查有没有把对方加进黑名单", "查过黑名单", "黑名单是空的", "对方的域名在黑名单里，移出来就好了"),
        Step("查查有没有设了自动转发或者收件规则", "看过收件规则", "没有任何规则", "有条旧规则把邮件移走了，删掉规则就收到了"),
        Step("让对方把地址念一遍，核对有没有写错字母", "跟对方核对过地址", "地址一个字母都没错", "对方少写了一个字母，重发就到了"),
        Step("让对方把附件压缩到20兆以内再发", "让对方压缩过附件", "附件才2兆，不是这个问题", "附件有60兆，压缩以后就收到了"))),
    Issue("电脑", ("电脑慢得像蜗牛，打开表格要等半天", "开机以后动一下卡一下", "鼠标点了要过好几秒才有反应"), (
        Step("重启一次电脑", "重启过电脑", "重启了还是慢", "重启之后利索多了"),
        Step("打开任务管理器，按内存占用排序，结束占用最高的无关程序", "关过几个占内存的程序", "没看到特别占内存的", "有个同步软件占了八成内存，结束它就顺了"),
        Step("看看系统盘还剩多少空间，低于10%就清理", "清理过系统盘", "系统盘还剩一半", "系统盘只剩2%，清完垃圾快了很多"),
        Step("把开机自动启动的程序关掉几个", "关过开机启动项", "启动项本来就没几个", "关掉八个启动项，再开机就不卡了"),
        Step("用杀毒软件做一次全盘扫描", "全盘扫描过", "扫描没发现问题", "扫出一个挖矿程序，清除以后恢复正常"),
        Step("检查是不是正在后台安装系统更新，等它装完", "看过系统更新", "没有更新在装", "果然在装更新，装完就不卡了"))),
    Issue("会议声音", ("视频会议里别人听不见我说话", "开会对方说我没声音，我这边明明在讲", "开视频会轮到我发言，对方直摆手说没声音"), (
        Step("看看会议软件里是不是点了静音", "看过静音键", "没有静音", "真是静音了，点开就听见了"),
        Step("在会议软件的设置里把麦克风换成耳机的麦克风", "换过麦克风选项", "选的就是耳机", "之前选了摄像头上的麦克风，换成耳机就好了"),
        Step("看看耳机线上的静音拨片有没有拨下去", "看过耳机拨片", "拨片没动过", "拨片被碰到静音那边了，拨回来就有声了"),
        Step("在系统隐私设置里允许会议软件使用麦克风", "开过麦克风权限", "权限是允许的", "权限被关了，打开以后就正常了"),
        Step("把耳机换到另一个插口", "换过插口", "换了插口还是没声", "换到后面的插口就通了"),
        Step("退出会议软件，升级到最新版本再进", "升级过软件", "已经是最新版", "升级完再进会，对方说听得很清楚"))),
    Issue("扫码枪", ("扫码枪罢工了，扫了货号不出来", "扫码枪扫了半天，系统里一个货号都没有", "扫码枪扫一下没反应，只能手工录单"), (
        Step("用干布擦擦扫描窗和条码", "擦过扫描窗", "擦干净了也扫不出", "窗口上有层胶，擦掉就灵了"),
        Step("把扫码枪放回底座充10分钟电", "充过电", "电是满的", "原来没电了，充了一会儿就响了"),
        Step("重新扫一遍说明书上的配对码", "重新配过对", "配对码扫了没用", "配完对，滴的一声就连上了"),
        Step("点一下系统里的货号输入框，让光标停在里面再扫", "点过输入框", "光标就在框里", "光标不在框里，点一下再扫，货号就进来了"),
        Step("把输入法切成英文再扫", "切过英文输入法", "已经是英文了", "切成英文以后，货号就对了"),
        Step("换一个打印清楚的条码试试", "换过条码", "换了也不行", "换一张就扫得出，原来那张印糊了")), WITH_STOCK),
    Issue("表格文件", ("同事发的表格打不开，提示文件已损坏", "双击表格文件，弹出来一个错误框", "附件里的表格一打开就报错"), (
        Step("把文件先存到桌面再打开", "存到桌面打开过", "存到桌面也打不开", "存到桌面再开就好了，直接在压缩包里开不行"),
        Step("看看文件后缀是不是.xlsx", "看过后缀", "后缀没问题", "后缀少了，补上.xlsx就打开了"),
        Step("右键看属性，点“解除锁定”再打开", "解除过锁定", "没有“解除锁定”这一项", "解除锁定以后就能打开了"),
        Step("用“打开并修复”功能打开", "用过修复功能", "修复失败了", "修复以后打开了，数据都在"),
        Step("让同事另存成旧版格式重新发一次", "让同事重发过", "重发的一样打不开", "旧版格式的能打开，原来是我的软件太老"),
        Step("把表格软件升级到最新版本", "升级过表格软件", "已经是最新版", "升级后再双击，顺利打开了"))),
    Issue("验证码", ("手机收不到验证码，登不上报销系统", "点了发送验证码，短信一直不来", "系统说验证码已发，我手机静悄悄"), (
        Step("看看短信里的骚扰拦截记录", "翻过拦截记录", "拦截记录里没有", "验证码全被拦截了，恢复以后就看到了"),
        Step("核对系统里登记的手机号后四位是不是现在用的", "核对过号码", "后四位是对的", "登记的还是旧号码，改成新的就收到了"),
        Step("关掉飞行模式或者重启手机，等信号满格", "重启过手机", "信号满格，还是没有", "重启以后信号回来了，短信一下来了三条"),
        Step("等满60秒再点一次，不要连着点", "等了一分钟再点过", "等了一分钟，还是没有", "等够时间再点，马上就到了"),
        Step("清一清短信，收件箱满了收不进新的", "清过短信", "短信才几十条", "收件箱真满了，删掉一批就收到了"),
        Step("把双卡手机的默认短信卡换成登记的那张", "换过默认短信卡", "默认的就是这张", "换了默认卡，验证码来了"))),
    Issue("U盘", ("U盘插上没反应，文件夹里看不到它", "插了U盘听见叮一声，却找不到盘符", "U盘在别的电脑能用，在我这儿不认"), (
        Step("给U盘换一个接口", "换过接口", "换了接口也不认", "换个口就认出来了，原来那个接触不良"),
        Step("拔下U盘，擦擦金属触点再插", "擦过触点", "擦了再插，没变化", "擦掉一层灰，插上就有了"),
        Step("打开磁盘管理，看它有没有分到盘符，没有就加一个", "看过磁盘管理", "磁盘管理里也没看到它", "没有盘符，分了一个就看见了"),
        Step("在设备管理器里卸载这个设备，再重新插", "卸载过设备", "卸载了再插，还是不认", "重新插上，系统自己装好了驱动"),
        Step("去掉集线器，把U盘直接插在主机上", "去掉过集线器", "本来就是直插主机的", "直插主机就认出来了，看来集线器坏了"),
        Step("重启电脑后再插", "重启以后再插过", "重启也没用", "重启以后就能用了"))),
    Issue("门禁卡", ("刷门禁卡只亮红灯，门就是不开", "门禁卡昨天还好好的，今天进不了机房", "门禁卡刷了好几遍，楼道门都打不开"), (
        Step("把卡从手机壳里拿出来，单独刷", "单独刷过", "单独刷也是红灯", "拿出来就刷开了，和公交卡挨着会串"),
        Step("看看卡上的有效期过没过", "看过有效期", "有效期到明年", "果然过期了，你给续了一年，一刷就开"),
        Step("擦擦卡面和读卡器的感应区，再刷一次", "擦过感应区", "擦了还是红灯", "感应区上沾了胶，擦掉一刷就开了"),
        Step("报工号，我在后台查权限有没有被停", "报过工号查权限", "你说权限是正常的，还是进不去", "你说权限被停了，刚一开通就能进了"),
        Step("用卡贴住读卡器，停两秒再拿开", "贴住停过两秒", "停两秒也没用", "贴久一点就开了"),
        Step("到前台补办一张新卡", "补过卡", "新卡也刷不开", "新卡一刷就开"))),
    Issue("投屏", ("电视投屏连不上，手机里找不到设备", "手机投屏总说没有找到电视", "投到一半就断，再连就搜不到了"), (
        Step("确认手机和电视连的是同一个无线网", "核对过网络", "是同一个网", "手机连的是访客网，换过来就搜到了"),
        Step("把电视的投屏功能打开", "打开过投屏功能", "投屏功能是开的", "投屏功能没开，打开就有了"),
        Step("把电视断电1分钟再开", "断过电视的电", "断电重开也没有", "断电重开之后，设备出现了"),
        Step("把路由器重启一下", "重启过路由器", "路由器重启了，还不行", "路由器一重启就搜到了"),
        Step("关掉手机上的代理软件", "关过代理软件", "没装代理软件", "关掉代理，立刻搜到电视了"),
        Step("把电视的系统升级到最新", "升级过电视系统", "系统已经最新", "升级以后一搜就有了"))),
)  # fmt: skip
HURRIES = (
    ("十点要给领导汇报", "汇报前一定给您弄好"), ("好几件事都等着办", "咱们抓紧，一件一件来"), ("下班前必须交材料", "来得及，离下班还有时间"),
    ("我一个人值班，没人帮忙", "别慌，我在线陪着您"), ("领导催了三回了", "我陪您一步步排，很快"), ("我对电脑一窍不通", "没关系，我尽量说得明白"),
    ("今天截止上报", "咱们先排，上报的事还赶得上"), ("我手头还压着一堆活", "明白，咱们快点弄完"), ("检查组下午就到", "检查组来之前给您弄好"),
    ("我是新来的，好多东西都不熟", "没关系，我慢慢说，您慢慢来"), ("后面还有两个会等着开", "那咱们马上开始"), ("一会儿还得去接孩子", "好，咱们长话短说"),
)  # fmt: skip
PLACES = (
    "物流公司", "中学", "镇卫生院", "税务师事务所", "面粉厂", "设计院", "酒店", "社区服务中心", "印刷厂", "图书馆", "驾校", "农技站", "汽修厂", "剧团",
    "水文站", "气象站", "出版社", "法律援助中心",
)  # fmt: skip
SAYINGS = (
    "两件事。{one}，{tried_one}。还有，{two}，{tried_two}。{hurry}，怎么办？", "{one}，{tried_one}；{two}，{tried_two}。{hurry}，救救我。",
    "{hurry}，偏偏这时候出毛病：{one}，{tried_one}。另外{two}，{tried_two}。", "又来麻烦你。先是{one}，{tried_one}。再就是{two}，{tried_two}。{hurry}。",
)  # fmt: skip
TRIED = ("我{did}，没用", "{did}也不行", "自己{did}，还是老样子", "我已经{did}，不顶事")
FRAMES = (
    "你是{place}的网管{agent}，{user}打来电话：“{said}”请扮演网管回话，按排查表一步一步问，替{user}也答上，直到两件事都解决。{record}",
    "角色扮演：{place}的{user}来找网管{agent}。{user}说：“{said}”请接着演，照排查表的顺序来，试过的不要再试。{record}",
    "“{said}”{place}的{user}在工作群里发语音说。角色扮演，你当{agent}，请接着回话，{user}每一步的回答也由你说，直到修好。{record}",
    "扮演{place}的技术支持{agent}，接待{user}。{user}开口说：“{said}”按下面的排查表对话，直到都找到原因。{record}",
    "{agent}在{place}当网管。{user}发来语音：“{said}”请你扮演{agent}，带着对方一步步排查，{user}的回答也由你说。{record}",
    "角色扮演：你扮演网管{agent}，也扮演{place}的{user}。{user}先说：“{said}”请接着说，一人一句，到解决为止。{record}",
    "你在{place}做IT客服，叫{agent}。{user}求助：“{said}”请扮演客服接着对话，每次只让对方做一步，{user}的话也写上。{record}",
)  # fmt: skip
RECORDS = (
    "对话后面附一张报修记录表（Markdown），列出故障、没用的步骤、解决办法。",
    "最后另起一段，用Markdown表格记下每件故障、无效的步骤和解决办法。",
    "演完再给一张Markdown报修记录：故障、没用的步骤、解决办法。",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A fault of one user: four of its steps, the one that was tried before, and the one that helps."""

    issue: Issue
    steps: tuple[Step, ...]
    tried: int
    helps: int

    def checklist(self) -> str:
        """Write the steps and which one helps."""
        lines = "\n".join(f"{k}. {step.do}" for k, step in enumerate(self.steps, 1))
        return f"{self.issue.topic}\n{lines}\n结果：第{self.helps + 1}步能修好"


def case_of(rng: Random, issue: Issue) -> Case:
    """Draw the steps of a fault, and which of them was tried and which one helps."""
    steps = tuple(issue.steps[at] for at in sorted(rng.sample(range(len(issue.steps)), 4)))
    tried = rng.randrange(4)
    return Case(issue, steps, tried, rng.choice([at for at in range(1, 4) if at != tried]))


LEADS = ("好，那接下来请", "明白，再请您", "行，下一步，请", "那就不是它。请")


def walked(rng: Random, case: Case, user: str, agent: str, opening: str) -> list[str]:
    """Write the dialogue about a fault up to the step that helps, beginning with the agent's `opening`."""
    leads = iter((f"{opening}请", *rng.sample(LEADS, 3)))
    lines = []
    for at, step in enumerate(case.steps[: case.helps + 1]):
        if at != case.tried:
            lines += [f"{agent}：{next(leads)}{step.do}。", f"{user}：{step.win if at == case.helps else step.fail}。"]
    return lines


def record_of(cases: list[Case]) -> str:
    """Write the steps that did not help and the one that did for each fault, as a table."""
    rows = []
    for case in cases:
        useless = "；".join(step.do for at, step in enumerate(case.steps[: case.helps]) if at != case.tried)
        rows.append(
            (
                case.issue.topic,
                "；".join(filter(None, (case.steps[case.tried].did + "（自己试的）", useless))),
                case.steps[case.helps].do,
            )
        )
    return in_table(rows, ("故障", "没用的步骤", "解决办法"))


def cured_by(case: Case) -> str:
    """Say which step helped."""
    return f"{case.issue.topic}管用的一步是：{case.steps[case.helps].do}"


def write_it_support(rng: Random) -> Task:
    """A support dialogue about two faults."""
    (hurry, calm), names = rng.choice(HURRIES), rng.sample(SURNAMES, 2)
    user = rng.choice(("{}主任", "{}大姐", "{}师傅", "{}姐", "{}哥")).format(names[0])
    agent = rng.choice(("小{}", "{}工")).format(names[1])
    place = rng.choice(PLACES)
    fitting = [issue for issue in ISSUES if place in (issue.places or PLACES)]
    cases = [case_of(rng, issue) for issue in rng.sample(fitting, 2)]
    told = [
        template.format(did=case.steps[case.tried].did)
        for case, template in zip(cases, rng.sample(TRIED, 2), strict=True)
    ]
    one, two = (rng.choice(case.issue.symptoms) for case in cases)
    said = rng.choice(SAYINGS).format(one=one, two=two, tried_one=told[0], tried_two=told[1], hurry=hurry)
    record = rng.choice(RECORDS) if rng.random() < 0.4 else ""
    instruction = rng.choice(FRAMES).format(place=place, user=user, agent=agent, said=said, record=record)
    first, second = cases
    openings = (
        f"{user}，{calm}。先说{first.issue.topic}，您{first.steps[first.tried].did}，这步跳过，",
        f"好，{first.issue.topic}的事解决了。再看{second.issue.topic}，您{second.steps[second.tried].did}，就不重复了，",
    )  # fmt: skip
    lines = [
        line for case, opening in zip(cases, openings, strict=True) for line in walked(rng, case, user, agent, opening)
    ]
    end = f"{agent}：两件都好了。{'；'.join(map(cured_by, cases))}。"
    table = f"\n\n报修记录：\n\n{record_of(cases)}" if record else ""
    checklists = "\n\n".join(case.checklist() for case in cases)
    return Task(instruction, f"排查表\n{checklists}", "\n".join([*lines, end]) + table)
