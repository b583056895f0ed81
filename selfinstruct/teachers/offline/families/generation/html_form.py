"""Ask for an HTML form with given fields, bounds and choices, required fields, and a button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import listed


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its label, its name in HTML, its kind, and its bound or choices."""

    label: str
    name: str
    kind: str
    detail: str = ""

    @property
    def choices(self) -> list[str]:
        """The choices of a field that has any."""
        return self.detail.split(",")


# fmt: off
# Each scene has a story, the title of the form, where it is sent, words for its button, and fields as label|name|kind:detail.
SCENES = (
    ("县博物馆周末人多，想让观众先约好再来", "博物馆参观预约", "visit", ("提交预约", "确认参观"),
     "联系人|contact|text:20 参观人数|people|number:1-30 参观日期|day|date 场次|session|select:上午场,下午场,夜场 是否要讲解|guide|radio:要,不要 需要的服务|service|check:轮椅,寄存,手语讲解 学校或单位|unit|text:40 特别说明|note|area:200"),
    ("血站的流动献血车要提前登记，免得大家白跑", "献血登记表", "blood", ("登记献血", "我要献血"),
     "姓名|name|text:20 出生日期|birth|date 体重（公斤）|weight|number:45-150 血型|group|select:A型,B型,O型,AB型,不清楚 上次献血距今|last|select:半年以内,半年以上,从未献过 近期用药|medicine|text:60 能否空出半天|half|radio:能,不能 希望献血量|amount|radio:200毫升,300毫升,400毫升"),
    ("小区流浪猫救助站想给猫找人家，得先了解领养人", "领养申请", "adopt", ("提交申请", "申请领养"),
     "姓名|name|text:20 住房|house|radio:自有,租住 家里几口人|family|number:1-10 养过的动物|pets|check:猫,狗,鸟,都没有 看中的猫|cat|select:橘座,乌云,奶盖,三花 封窗情况|window|radio:已封,愿意封 每月预算（元）|budget|number:100-3000 为什么想养|why|area:300"),
    ("校服要按身高重新订，往年靠纸条抄错了好几套", "校服订购", "uniform", ("提交尺码", "确认订购"),
     "学生姓名|student|text:20 班级|class|select:一班,二班,三班,四班 身高（厘米）|height|number:90-190 体重（公斤）|weight|number:15-100 性别|sex|radio:男,女 夏装件数|summer|number:0-4 冬装件数|winter|number:0-4 尺码备注|note|area:100"),
    ("山地马拉松名额只有三百个，报名要填得清楚", "越野赛报名", "trail", ("报名参赛", "提交报名"),
     "姓名|name|text:20 年龄|age|number:18-65 组别|group|select:全程,半程,迷你 衣服尺码|size|radio:S,M,L,XL 有无心脏病史|heart|radio:无,有 所需装备|gear|check:头灯,登山杖,水袋 最好成绩（分钟）|best|number:20-600 紧急联系人|contact|text:20"),
    ("餐馆只有八张桌子，除夕前电话被打爆", "年夜饭订位", "table", ("预订座位", "提交订位"),
     "订位人|name|text:20 人数|people|number:2-12 到店时间|arrive|time 桌位|table|select:靠窗,卡座,包间 口味|taste|radio:清淡,微辣,重辣 忌口|avoid|check:葱,蒜,香菜,花生 有无儿童椅需求|chair|radio:要,不要 备注|note|area:150"),
    ("物业的报修靠微信群，消息一多就刷没了", "报修申请", "repair", ("提交报修", "我要报修"),
     "楼栋|building|select:一栋,二栋,三栋,四栋 房间位置|room|select:厨房,卫生间,客厅,阳台 故障|trouble|check:漏水,断电,门锁,下水 何时在家|when|date 时段|slot|radio:上午,下午,晚上 楼层|floor|number:1-33 描述|detail|area:200 报修人|name|text:20"),
    ("村里的老年食堂要知道每天做多少份饭", "老年餐登记", "meal", ("登记用餐", "提交登记"),
     "老人姓名|name|text:20 年龄|age|number:60-110 用餐方式|way|radio:到堂食,送餐上门 牙口|teeth|select:能嚼硬的,软一点,要打碎 忌口|avoid|check:辣,猪肉,海鲜,糖 每周几顿|times|number:1-14 开始日期|start|date 家属电话备注|family|text:40"),
    ("企业办公区改成自由工位，会议室常常撞车", "会议室预订", "room", ("预订会议室", "确认预订"),
     "会议主题|subject|text:40 会议室|room|select:小间,中间,大间,路演厅 日期|day|date 开始时间|begin|time 参会人数|people|number:2-80 需要设备|device|check:投影,麦克风,白板,视频会议 茶水|tea|radio:要,不要 主持人|host|text:20"),
    ("图书馆想收集读者想看的书，馆员好统一采购", "荐购单", "recommend", ("提交荐购", "推荐给馆里"),
     "书名|title|text:60 作者|author|text:40 类别|kind|select:文学,历史,科普,童书,工具书 出版年份|year|number:1980-2025 语种|language|radio:中文,外文 推荐理由|why|area:300 想要的版本|form|check:纸质书,有声书,大字版 推荐人|name|text:20"),
    ("租车行的老板受够了口头约定", "租车预订", "car", ("提交订单", "预订用车"),
     "姓名|name|text:20 车型|car|select:两厢,三厢,越野,商务 取车日期|take|date 取车时间|time|time 租用天数|days|number:1-30 驾龄（年）|years|number:1-40 还车地点|place|radio:原店,机场,火车站 附加项目|extra|check:儿童座椅,雪链,导航"),
    ("实验室有一台很抢手的电镜，排期总打架", "仪器预约", "scope", ("预约机时", "提交预约"),
     "课题组|group|text:30 样品数|samples|number:1-20 样品状态|state|radio:干燥,含水 预约日期|day|date 开始时间|begin|time 加速电压（千伏）|voltage|number:1-30 附加分析|extra|check:能谱,拍照,测量 样品危险性|danger|select:无,有腐蚀,有放射性"),
    ("社区想把荒着的楼顶改成菜园，邻居来认领菜畦", "菜畦认领", "plot", ("认领一块地", "提交认领"),
     "认领人|name|text:20 面积（平方米）|area|number:1-6 想种什么|plant|check:番茄,生菜,豆角,草莓 是否同意不用农药|organic|radio:同意,不同意 浇水时段|water|select:清晨,傍晚,周末 几口人吃|family|number:1-12 起始日期|start|date 有没有种菜经验|skill|radio:有,没有"),
    ("合唱团招新，团长想先了解嗓音", "合唱团报名", "choir", ("报名试唱", "提交报名"),
     "姓名|name|text:20 年龄|age|number:12-70 声部|part|select:女高,女低,男高,男低,不知道 会不会识谱|notes|radio:会,不会 可排练时间|time|check:周二晚,周四晚,周六下午 试唱曲目|song|text:40 学过的乐器|instrument|check:钢琴,手风琴,小提琴 自我介绍|intro|area:250"),
    ("老城改造前要给临街的招牌做登记", "招牌登记", "sign", ("登记招牌", "上报信息"),
     "店名|shop|text:40 经营类别|trade|select:餐饮,零售,服务,文创 招牌长度（厘米）|length|number:50-800 招牌高度（厘米）|height|number:20-300 是否通电|power|radio:是,否 安装年份|year|number:1990-2025 现有问题|problem|check:锈蚀,松动,缺字,太亮 改造意愿|plan|radio:换新,修缮,不动"),
    ("装修队进场前，业主要先到物业申报", "装修申报", "decor", ("提交申报", "申报装修"),
     "业主姓名|owner|text:20 装修天数|days|number:3-180 开工日期|start|date 施工项目|work|check:拆墙,水电,防水,木工 装修公司|company|text:50 是否动承重墙|wall|radio:是,否 垃圾清运|waste|select:物业代运,自行运走 工人数|workers|number:1-20"),
    ("摄影协会办主题展，征集会员的照片", "投稿表", "photo", ("提交作品", "我要投稿"),
     "作者|author|text:20 作品名|title|text:40 拍摄日期|day|date 类别|kind|select:风光,人文,鸟类,建筑 张数|count|number:1-9 是否组照|series|radio:组照,单幅 后期|edit|check:裁切,调色,合成 创作说明|note|area:300"),
    ("义诊当天医生少，先分好科再叫号", "义诊挂号", "clinic", ("提交挂号", "预约义诊"),
     "姓名|name|text:20 年龄|age|number:0-110 科室|dept|select:眼科,牙科,中医,内科 哪里不舒服|pain|text:60 带来的检查单|report|check:血常规,心电图,B超,没有 是否空腹|empty|radio:是,否 到达时间|arrive|time 行动是否方便|wheel|radio:方便,要轮椅"),
    ("旧衣回收员的小货车每周只来一次", "旧衣回收预约", "clothes", ("预约上门", "提交预约"),
     "联系人|name|text:20 重量（公斤）|weight|number:5-200 衣物种类|kind|check:外套,毛衣,鞋,床品 上门日期|day|date 上门时段|slot|select:九点前,上午,下午 有电梯吗|lift|radio:有,没有 是否需要清单|list|radio:需要,不需要 给师傅的话|note|area:120"),
    ("水利所要把村里的水井重新摸底", "水井登记", "well", ("登记水井", "上报水井"),
     "井名|well|text:30 所在村民组|group|select:一组,二组,三组,四组 井深（米）|depth|number:2-200 用途|use|check:饮用,灌溉,牲畜,消防 是否干涸|dry|radio:干涸,有水 开挖年份|year|number:1950-2025 井盖|cover|radio:完好,缺失 情况说明|note|area:200"),
    ("密室逃脱馆一晚上接四十个人，场次排得很满", "场次预约", "escape", ("抢下场次", "提交预约"),
     "队名|team|text:20 人数|people|number:3-10 主题|theme|select:古墓,医院,船舱,剧院 日期|day|date 开场时间|begin|time 怕什么|fear|check:黑暗,密闭,蛇,高处 有无未成年人|child|radio:有,没有 难度|level|radio:普通,困难"),
    ("新手养蜂人加入合作社，社里要登记蜂群", "蜂群登记", "hive", ("登记蜂群", "提交资料"),
     "养蜂人|keeper|text:20 箱数|boxes|number:1-200 蜂种|breed|select:中蜂,意蜂,其他 蜜源|flower|check:油菜,槐花,枣花,荆条 转场方式|move|radio:定地,转地 首次放蜂日期|first|date 有无疾病史|ill|radio:有,没有 技术求助|help|area:200"),
    ("滑雪场开板第一周要控制人数", "雪票预约", "ski", ("预约雪票", "确认预约"),
     "滑雪人|name|text:20 年龄|age|number:5-75 水平|level|select:第一次,初级,中级,高级 租用雪具|gear|check:雪板,雪鞋,头盔,护具 身高（厘米）|height|number:90-210 鞋码|shoe|number:28-48 雪道|slope|radio:初级道,中级道,高级道 教练|coach|radio:要,不要"),
    ("旧物博览会招摊主，地摊不收费但要登记", "摊位登记", "stall", ("登记摊位", "报名摆摊"),
     "摊主|owner|text:20 摊位长（米）|length|number:1-5 商品类别|goods|check:旧书,唱片,瓷器,玩具 是否需要电源|power|radio:要,不要 摆几天|days|number:1-3 第一天|first|date 交通工具|van|select:面包车,三轮车,徒步 摊位口号|slogan|text:30"),
    ("大学生支教团出发前要收集体检和衣码", "支教报名", "teach", ("报名支教", "提交报名"),
     "姓名|name|text:20 专业|major|text:40 可教科目|subject|check:语文,数学,英语,音乐,体育 服务周数|weeks|number:2-20 出发日期|start|date 衣服尺码|size|radio:S,M,L,XL 方言|dialect|select:会,听得懂,不会 为什么来|why|area:400"),
    ("殡仪馆想让家属在线登记守灵厅", "守灵厅预约", "hall", ("提交预约", "确认预约"),
     "逝者称呼|name|text:30 守灵厅|hall|select:松厅,柏厅,竹厅 入厅日期|day|date 入厅时间|begin|time 守灵天数|days|number:1-5 来宾人数|guests|number:5-200 需要的物品|item|check:花圈,香烛,茶水,录音 家属签名|family|text:20"),
    ("游泳馆的暑期班按水平分班", "游泳班报名", "swim", ("报名上课", "提交报名"),
     "孩子姓名|child|text:20 年龄|age|number:4-16 泳龄|years|select:没学过,学过一期,学过两期 怕水吗|fear|radio:怕,不怕 上课时段|time|check:早八点,午后,傍晚 想学泳姿|stroke|select:蛙泳,自由泳,仰泳 耳朵有无问题|ear|radio:有,没有 接送人|parent|text:20"),
    ("乡镇邮政要给居民设代收点，点主先来报名", "代收点申报", "parcel", ("申报代收点", "提交申报"),
     "店名|shop|text:30 店铺面积（平方米）|area|number:10-300 营业开始|open|time 营业结束|close|time 每天可存件数|capacity|number:20-500 设施|device|check:监控,货架,空调,扫码枪 冷藏件|cold|radio:能收,不能收 联系人|name|text:20"),
    ("港口的引航员按潮水排班，货船要提前一天报到港", "进港申报", "pilot", ("申报进港", "提交申报"),
     "船名|ship|text:40 船长（米）|length|number:20-400 吃水（分米）|draft|number:10-180 预计抵港日|day|date 抵港时刻|time|time 货物|cargo|select:煤炭,集装箱,粮食,木材 是否危险品|danger|radio:是,否 需要的服务|service|check:拖轮,加油,加水,检疫"),
    ("电影节志愿者分成六个岗，去年排得一团糟", "志愿者登记", "festival", ("报名服务", "提交登记"),
     "姓名|name|text:20 会的语言|language|check:英语,法语,日语,韩语 岗位|post|select:票务,引导,翻译,媒体 可服务天数|days|number:1-10 第一天|first|date 上衣尺码|size|radio:S,M,L 是否有证件照|photo|radio:有,没有 特长|skill|area:150"),
    ("农机合作社的收割机按先后下田，怕抢收时吵架", "收割预约", "harvest", ("排队收割", "提交预约"),
     "户主|owner|text:20 亩数|acres|number:1-200 作物|crop|select:小麦,水稻,油菜,大豆 田块|field|text:40 希望日期|day|date 地块是否连片|joined|radio:连片,零散 附带作业|work|check:秸秆打捆,运粮,翻耕 能否夜间作业|night|radio:能,不能"),
    ("校园广播站收点歌单，广播员要念得清楚", "点歌单", "song", ("点一首歌", "提交点歌"),
     "歌名|song|text:40 点给谁|to|text:30 播出时段|slot|select:早操后,午间,晚饭 播放日期|day|date 是否署名|sign|radio:署名,匿名 心情|mood|check:想家,道歉,祝贺,鼓励 年级|grade|number:1-6 留言|words|area:120"),
    ("夜市的消防检查改成摊主自查", "消防自查表", "fire", ("上报自查", "提交自查"),
     "摊主|owner|text:20 摊位号|stall|number:1-300 使用燃料|fuel|check:液化气,木炭,电,酒精 灭火器|extinguisher|radio:有,没有 气瓶到期日|expire|date 是否有人值守|guard|radio:有,无 地面线路|wire|select:架空,贴地,没有 存在的问题|problem|area:200"),
    ("语言角想按水平给外国学生配语伴", "语伴登记", "partner", ("找个语伴", "提交登记"),
     "姓名|name|text:30 母语|native|select:英语,法语,阿拉伯语,俄语 学中文多久（月）|months|number:0-120 汉语水平|level|radio:入门,一般,流利 爱聊什么|topic|check:电影,美食,足球,书法 见面时间|time|select:午间,傍晚,周末 期望见面次数|times|number:1-5 开始日期|start|date"),
    ("古树认养要登记认养人和铭牌文字", "古树认养", "tree", ("认养一棵树", "提交认养"),
     "认养人|name|text:20 树种|tree|select:银杏,香樟,侧柏,国槐 认养年数|years|number:1-10 铭牌文字|plate|text:50 是否参加养护日|join|radio:参加,不参加 起始日期|start|date 愿意做的事|work|check:浇水,松土,修枝,讲解 寄语|message|area:200"),
)
# fmt: on
FORM_FRAMES = (
    "{story}。请写一个HTML表单，标题是“{title}”，字段有{fields}；{needed}必填；{style}；提交到/{path}，按钮写“{button}”。",
    "{story}。要一个HTML页面，里面只有一张表，叫“{title}”：{fields}。{needed}不填不能提交，按钮是“{button}”，数据发到/{path}。{style}，请写代码。",
    "用HTML写“{title}”表单。{story}。依次是{fields}。其中{needed}为必填。提交地址/{path}，按钮文字“{button}”，{style}。",
    "我想放一张“{title}”在网页上，{story}。表里要有{fields}，{needed}必须填。{style}。请写HTML，按钮叫“{button}”，用POST发到/{path}。",
    "编写HTML代码：{title}。{story}，要问的是{fields}。{needed}标为必填，提交按钮“{button}”，action为/{path}，{style}。",
    "{story}，所以需要“{title}”。栏目：{fields}；必填：{needed}；按钮：{button}；提交：/{path}；外观：{style}。请写成HTML表单，每项都带label。",
    "请编写一份HTML表单代码，名称“{title}”，收集{fields}。{needed}要加required。{story}。按钮“{button}”，提交路径/{path}，{style}。",
    "{story}。请编写“{title}”的HTML代码，需要{fields}，{needed}是必填，按钮写“{button}”，POST到/{path}，{style}。",
    "{story}，“{title}”打算搬到网上来填。请写HTML：收{fields}，{needed}必须填，{style}，最后的按钮“{button}”交到/{path}。",
    "同事不会写网页，请代写一段HTML。用途：{story}；页面标题与大标题都叫“{title}”；输入项为{fields}；{needed}标为必填；{style}；按钮“{button}”以POST提交/{path}。",
    "提交地址定为/{path}，表单里放这些：{fields}。{story}。请用HTML写好“{title}”，{needed}必须填写，{style}，按钮上印“{button}”。",
)
STYLES = (
    "整张表宽{width}像素，按钮{color}",
    "宽度限制在{width}像素，按钮底色用{color}",
    "按钮要{color}的，表单最宽{width}像素",
    "{color}按钮，表单宽{width}像素并居中",
)
COLORS = {
    "深绿色": "darkgreen", "藏青色": "navy", "橙色": "darkorange", "砖红色": "firebrick", "紫色": "purple",
    "灰色": "dimgray", "青色": "teal", "巧克力色": "chocolate", "深红色": "crimson", "宝蓝色": "royalblue",
}  # fmt: skip
WIDTHS = range(360, 721, 20)
PREFIXES = {
    "text": (
        "{label}（最长{detail}个字符）",
        "{label}（文本，至多{detail}个字符）",
        "{label}（单行，{detail}个字符封顶）",
    ),
    "number": ("{label}（{low}到{high}的整数）", "{label}（数字，{low}至{high}）", "{label}（最小{low}、最大{high}）"),
    "date": ("{label}（日期）", "{label}（选日期）", "{label}（日期控件）"),
    "time": ("{label}（时间）", "{label}（选时间）", "{label}（时间控件）"),
    "select": ("{label}（下拉选{choices}）", "{label}（下拉框：{choices}）", "{label}（下拉，{choices}）"),
    "radio": ("{label}（单选{choices}）", "{label}（从{choices}里选一个）", "{label}（单选按钮：{choices}）"),
    "check": ("{label}（多选{choices}）", "{label}（可多选：{choices}）", "{label}（复选框：{choices}）"),
    "area": ("{label}（多行文本，最长{detail}个字符）", "{label}（文本框，至多{detail}个字符）"),
}


def fields_of(text: str) -> list[Field]:
    """Read the fields of a scene."""
    found = []
    for part in text.split(" "):
        label, name, kind = part.split("|")
        found.append(Field(label, name, *kind.split(":")))
    return found


def varied(rng: Random, field: Field) -> Field:
    """Draw the bound of a text and some of the choices of a longer list."""
    if field.kind in ("text", "area"):
        return replace(field, detail=str(int(field.detail) + rng.choice((0, 10, 20, 30))))
    if field.kind in ("check", "select") and len(field.choices) > 3:
        kept = sorted(rng.sample(range(len(field.choices)), 3))
        return replace(field, detail=",".join(field.choices[place] for place in kept))
    return field


def told(rng: Random, field: Field) -> str:
    """Say what a field is."""
    low, _, high = field.detail.partition("-")
    return rng.choice(PREFIXES[field.kind]).format(
        label=field.label, detail=field.detail, low=low, high=high, choices="、".join(field.choices)
    )


def boxes_of(field: Field, needed: bool) -> str:
    """Write radio buttons or check boxes in a group."""
    kind = "radio" if field.kind == "radio" else "checkbox"
    required = " required" if needed and kind == "radio" else ""
    lines = [
        f'    <label><input type="{kind}" name="{field.name}" value="{choice}"{required}> {choice}</label>'
        for choice in field.choices
    ]
    return "\n".join(["  <fieldset>", f"    <legend>{field.label}</legend>", *lines, "  </fieldset>"])


def markup_of(field: Field, needed: bool) -> str:
    """Write one field with its label."""
    required = " required" if needed else ""
    if field.kind in ("radio", "check"):
        return boxes_of(field, needed)
    attributes = f'id="{field.name}" name="{field.name}"'
    label = f'  <label for="{field.name}">{field.label}</label>'
    if field.kind == "select":
        options = "\n".join(f'    <option value="{choice}">{choice}</option>' for choice in field.choices)
        return (
            f'{label}\n  <select {attributes}{required}>\n    <option value="">请选择</option>\n{options}\n  </select>'
        )
    if field.kind == "area":
        return f'{label}\n  <textarea {attributes} maxlength="{field.detail}"{required}></textarea>'
    low, _, high = field.detail.partition("-")
    bounds = {"text": f' maxlength="{field.detail}"', "number": f' min="{low}" max="{high}"'}.get(field.kind, "")
    return f'{label}\n  <input type="{field.kind}" {attributes}{bounds}{required}>'


def page_of(title: str, path: str, button: str, parts: list[str], look: tuple[int, str]) -> str:
    """Write the page with the form: `look` is its width and the colour of its button."""
    form = "\n".join(parts)
    width, color = look
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\nform {{ max-width: {width}px; margin: 0 auto; }}\nbutton {{ background: {color}; color: white; }}\n"
        f"</style>\n</head>\n<body>\n"
        f'<h1>{title}</h1>\n<form action="/{path}" method="post">\n{form}\n'
        f'  <button type="submit">{button}</button>\n</form>\n</body>\n</html>'
    )


def write_html_form(rng: Random) -> Task:
    """Ask for an HTML form with given fields, bounds and choices, required fields, and a button."""
    story, title, path, buttons, text = rng.choice(SCENES)
    all_fields, button = fields_of(text), rng.choice(buttons)
    drawn = [varied(rng, field) for field in rng.sample(all_fields, rng.choice((4, 4, 5)))]
    fields = sorted(drawn, key=lambda field: field.kind == "area")
    width, color = rng.choice(WIDTHS), rng.choice(tuple(COLORS))
    # Nothing forces a tick in a group of check boxes.
    can_need = [field for field in fields if field.kind != "check"]
    needed = sorted(rng.sample(can_need, min(2, len(can_need))), key=fields.index)
    instruction = rng.choice(FORM_FRAMES).format(
        story=story,
        title=title,
        path=path,
        button=button,
        style=rng.choice(STYLES).format(width=width, color=color),
        fields="、".join(told(rng, field) for field in fields),
        needed=listed([field.label for field in needed]),
    )
    page = page_of(title, path, button, [markup_of(field, field in needed) for field in fields], (width, COLORS[color]))
    return Task(instruction, "", f"```html\n{page}\n```")
