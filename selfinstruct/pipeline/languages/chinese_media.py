"""What Chinese instructions ask for that a text model cannot do: see, draw, play, open, order, or know today's news."""

from __future__ import annotations

import re

from selfinstruct.pipeline.languages.profile import Beyond, MediaWords, only_before

_GAP = "[^，。；：、！？,;:!?（）()\n]"
"""A character that does not end a clause."""

_CODE = re.compile("(?<!应用)程序|编程|代码|函数|爬[虫取]|抓取|训练|数据集|Python|Java|OpenCV|Selenium", re.IGNORECASE)
_HOW = re.compile("如何|怎么|怎样|步骤|方法|办法|技巧|为什么|原因|注意")
_WRITING = re.compile("写|拟|起草|文案|短信|邮件|造句|形容|台词|编一|语气")

# A verb is an order only at the start of a clause; "列出制作短视频的步骤" and "如何设置闹钟" ask for text.
_CLAUSE = r"(?:^|[，。；：、！？,;:!?\s]|请(?:你|帮我|帮忙|为我|给我)?|帮我|帮忙|给我|为我|并|然后)"
_CLAUSE_FIRST = r"，。；：、！？,;:!?\s请帮给为并然"
_MEDIUM = "(?:图片|图像|照片|相片|图画|插图|插画|(?<!动)画作|海报|漫画|动画片?|视频|音频|录音|音乐|影片|短片|幻灯片|PPT|二维码|表情包|壁纸|词云图?|图表|可视化图|折线图|柱状图|条形图|直方图|饼图|散点图|热力图|雷达图|图形|(?:音频|语音|视频|图片)文件)"
_ORDER = f"(?:{_CLAUSE}|(?:根据|按照|基于|为|给){_GAP}{{1,16}}?)"
# The medium is the requested thing only at the end of the phrase: not in "海报的文案" or "以音乐为主题的故事".
_ENDS = r"(?=$|[，。；：！？,:;.!?\s）)]|并|以|来|供|让|用[于来以])"
# A text or a program in between is the requested thing: "生成一段文字描述图片".
_NO_TEXT_BETWEEN = f"(?!{_GAP}{{0,12}}(?:文案|标题|脚本|文字|文本|句|程序|代码|函数|标签|网页|网站|模型|算法|列表|清单|歌词|口号)(?!图))"
_CLASSIFIER = "[张幅个副段首份部组套条只匹棵朵头座些]"
_COUNT = rf"(?:[一几两三四五六七八九十]|\d{{1,3}})?{_CLASSIFIER}"
_GIVEN = "(?:这|该|以下|下面|下列|下述|给定|给出|所给|所示|上述|附带|附上|提供|上传)"
# "图中" and similar words only at a word boundary: not in 以下图片, 企图中, 地图上图例.
_BEFORE_FIGURE = "(?:^|[，。；：、！？,;:!?\\s]|根据|依据|按照|参照|参考|观察|识别|找出|指出|解释|分析|描述|说明|结合|[看见如从在对将把请])"
_TEXT_ABOUT_MEDIA = "的?(?:描述|说明|文字|简介|标题|文案|剧情|脚本|字幕|台词|歌词|文稿|数据|(?:分类|识别|处理)(?:任务|器|系统|技术|模型|问题|算法)|集|库)"

_BEYOND = (
    Beyond(
        "asks about an image, recording or film that a text model cannot see",
        re.compile(
            only_before(
                f"{_CLAUSE_FIRST}上下从以依修内分到剪参在处如对将录所打找把指按描提根歌看结编美裁见观解识该说这选阅附",
                rf"{_GIVEN}(?:的|了|中的?|里的?)?(?:一?[张幅段个首份些]|几[张幅段个])?{_GAP}{{0,4}}"
                rf"(?:图片|图像|照片|相片|截图|画作|视频|音频|录音|语音)(?!{_TEXT_ABOUT_MEDIA})|"
                rf"{_BEFORE_FIGURE}(?:[上下]图|图中)(?![书例形标鉴案表谋像片])|"
                # One picture among others, or a picture of something: 将一张照片中的人脸…, 这张抽象画, 根据图片写….
                rf"(?:将|把|对|从|在|给|为|到|根据|选出)(?:一|多|几|两|数?[十百千]+|\d+|大量的?)(?:[张幅段])?{_GAP}{{0,4}}(?:图片|照片|图像|视频|音频|录音)(?!{_TEXT_ABOUT_MEDIA})(?!{_GAP}{{0,4}}(?:[写配拟起想编]|取名))|"
                rf"{_GIVEN}的?{_GAP}{{0,4}}(?:结构图|流程图|电路图|示意图|走势图|地图)(?!{_TEXT_ABOUT_MEDIA})|在{_GAP}{{0,8}}地图上?[标画圈]|选出{_GAP}{{0,10}}[张幅](?:图片|照片)|"
                rf"[这该][张幅]{_GAP}{{0,8}}(?:画|图)(?!{_TEXT_ABOUT_MEDIA})|"
                rf"(?:根据|看着?|参考|观察|看)(?:图片|照片|图像|视频)(?:描写|[，。,\s]|$|写|编|说|讲|回答|中的?)|"
                rf"(?:编辑|修改|处理|裁剪|美化|修复|剪辑)(?:一|这|该)[张段幅个]{_GAP}{{0,6}}(?:照片|图片|图像|视频|音频)(?!{_TEXT_ABOUT_MEDIA})|"
                rf"{_CLAUSE}(?:分类|识别|标注|比较|排序|整理|筛选)(?:一|两|几|\d+)[组张幅]?{_GAP}{{0,6}}(?:图像|图片|照片|视频)(?!{_TEXT_ABOUT_MEDIA})|"
                r"[从在](?:图像|图片|照片|视频|音频)中|看图(?:写|说)|(?:歌词|录音|内容)听出来|"
                r"[如见]图(?:所示|[，。,\s\d]|$)|见[上下]图|(?<!邮件)附件[中里内]|(?:[见看在]|打开|根据|阅读)附件",
            )
        ),
        frozenset("图照相画视音附词容"),
        unless=re.compile(
            rf"{_CODE.pattern}|如何|怎么|怎样|办法|的[^，。]{{0,4}}(?:方法|技巧|步骤)|假设[^。]{{0,8}}看到|∠|[=＝]\s?\d[^=＝]*[=＝]\s?\d"
        ),
        describable=True,
    ),
    Beyond(
        "asks for an image, recording or film",
        re.compile(
            only_before(
                f"{_CLAUSE_FIRST}上中作做制合向基按根生画绘转里",
                # Drawing and filming are never text work, except for a table, which can be drawn in text.
                rf"(?:{_CLAUSE}|[上中里])(?:手绘|绘制|描画|画)(?:出|了)?[一几两三]{_CLASSIFIER}(?!{_GAP}{{0,12}}表格)|"
                rf"{_ORDER}(?:画出?|绘制){_GAP}{{0,16}}(?:曲线|(?<![导程])图像?){_ENDS}|"
                rf"{_CLAUSE}(?:录制|拍摄?)(?:出|了)?[一几两三][张幅段部组个首支条则]{_NO_TEXT_BETWEEN}|并拍摄一|"
                rf"{_ORDER}(?:生成|制作|创建|设计|创作|做|绘制|画|录制|拍摄|剪辑|合成)(?:出|了)?(?:{_COUNT})?(?!能|可以|会|用[来于])"
                rf"{_NO_TEXT_BETWEEN}{_GAP}{{0,16}}{_MEDIUM}{_ENDS}|"
                rf"{_ORDER}(?:绘制|生成|创建|制作|画)(?:出|了)?(?:{_COUNT})?{_GAP}{{0,14}}(?<!游戏)(?<!游戏的)地图{_ENDS}|"
                rf"(?:制?作|做|画|绘制|转换|转化|生成|合)成(?:为)?(?:{_COUNT})?{_GAP}{{0,6}}{_MEDIUM}{_ENDS}|"
                rf"(?:转换|转化|转)为(?:{_COUNT})?{_GAP}{{0,6}}(?:音频|语音|视频|图片|图像|{_MEDIUM}){_ENDS}|"
                rf"{_CLAUSE}(?:用|使用|利用){_GAP}{{1,14}}?(?:设计|制作|生成|绘制|合成){_NO_TEXT_BETWEEN}{_GAP}{{0,8}}{_MEDIUM}{_ENDS}|"
                rf"{_ORDER}(?:创作|画|绘制|设计){_GAP}{{0,8}}一幅{_GAP}{{0,10}}画{_ENDS}|"
                rf"(?:{_CLAUSE}|向我)(?:给我|提供|查找|寻找|搜索|找到?|发给?我?|展示){_GAP}{{0,16}}(?:的|[张幅]){_GAP}{{0,6}}(?:图片|照片|图像){_ENDS}|"
                rf"{_CLAUSE}(?:查找|寻找|搜索|找到?)一[个段部条]{_GAP}{{0,14}}(?:视频|影片|短片|录像){_ENDS}",
            )
        ),
        frozenset("画绘录拍图照相报视音影片P码包纸云件语"),
        unless=re.compile(
            "(?<!应用)程序|编程|代码|Python|Java|ASCII|字符画|mermaid|SVG|LaTeX|文本形式|文字形式|文本(?:柱|折|图)|文字描述|用文字|每一?[页格张]|标题和|的?要点|大纲|口号|画面说明|描述(?:其|海报)|布局|文案",
            re.IGNORECASE,
        ),
    ),
    Beyond(
        "asks to play, watch or listen",
        re.compile(
            rf"播放一[首段曲]|(?:{_CLAUSE}|让我)(?:播放(?!次数|量|列表|器|时长|率|记录|数据|顺序)|放一?[首段曲]|收听|收看|观看|听(?:一?[首段听下]|[这那该][首段个些]|下面|以下)|看一?[段部])"
            rf"{_GAP}{{0,10}}(?:音乐|歌曲?|曲子?|视频|电影|音频|录音|节目|广播|短片){_ENDS}"
        ),
        frozenset("音歌曲视影目播片"),
        unless=_CODE,
    ),
    Beyond(
        "asks to convert a file",
        re.compile(
            rf"(?:将|把){_GAP}{{0,10}}(?:PDF|Word|Excel|PPT|扫描件|图片|视频|音频|MP[34]){_GAP}{{0,10}}(?:转换|转化|转)(?:成|为)|"
            rf"导出(?:成|为){_GAP}{{0,6}}(?:PDF|Word|Excel|PPT){_GAP}{{0,4}}文[件档]",
            re.IGNORECASE,
        ),
        frozenset("换化转导"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}"),
    ),
    Beyond(
        "asks to act: to order, send, save or change something",
        re.compile(
            only_before(
                f"{_CLAUSE_FIRST}上保写创删发叫回备复存导将把替查移转输重",
                rf"(?:保存|存储|写入|导出|输出)(?:到|为|至|在|成){_GAP}{{0,14}}(?:\.(?:txt|csv|docx?|xlsx?|pdf)|文件[中里]?{_ENDS}|表格[中里]{_ENDS}|硬盘|云盘|数据库{_ENDS})|上传{_GAP}{{0,4}}(?:文件|到)|"
                rf"{_CLAUSE}(?:申请|注册){_GAP}{{0,6}}(?:账号|账户|邮箱|电子邮件地址)|(?:回复|转发|发送)(?:我的)?(?:收到的|所有的?)(?:电子)?邮件|"
                rf"{_CLAUSE}在\s?(?:Spotify|Google|谷歌|微信|微博|Facebook|Instagram|Twitter|日历|Outlook){_GAP}{{0,8}}[上中里]{_GAP}{{0,10}}(?:创建|添加|发布|上传|安排|设置|找到|搜索|查找|浏览)(?!{_GAP}{{0,12}}(?:语|文案|标题|简介|帖子|推文))|"
                rf"创建{_GAP}{{0,12}}文件夹|{_CLAUSE}发布?一条(?:推特|推文|微博|朋友圈)(?!，?(?:关于|解释|介绍|说明|分享|讨论|呼吁|鼓励))|"
                rf"\A(?:请|帮我|给我|把)*(?:打开|关闭|关掉|调高|调低)(?:客厅|卧室|厨房|房间|空调|电视|窗帘)|把空调|叫我起床|(?:帮我|请)给{_GAP}{{0,6}}打(?:个)?电话|查一?下?我的(?:快递|订单|余额)|(?:为我|帮我|替我|给我)(?:在{_GAP}{{1,12}})?(?:预订|预定|预约|订购|[订定](?:张|[一两个](?![份个]?[^，。]{{0,6}}(?:计划|方案|目标)))|购买|买[一两]|叫一?辆|拨打|打个?电话|发送|发一?[条封个])|上传到{_GAP}{{0,10}}(?:日历|云端|服务器|平台)|{_CLAUSE}(?:更新|安装|卸载|重启|清理|关闭){_GAP}{{0,8}}(?:电脑|计算机|手机)|将其?{_GAP}{{0,8}}发送给我|(?:复制|移动|重命名|删除|备份){_GAP}{{0,6}}文件夹(?!{_GAP}{{0,16}}(?:文案|模板|内容|的话|邮件正文))",
            ),
            re.IGNORECASE,
        ),
        frozenset("订定买叫拨打发夹传脑算机存入出邮申注在约图开关调床查"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|(?<!重)写|拟|起草|文案|造句|建议|推荐|表格文件"),
    ),
    Beyond(
        "asks to open a link, a page or a file",
        re.compile(
            rf"{_CLAUSE}(?:打开|点击|单击|访问|下载|上传|浏览|登录)[^，。；！？\n]{{0,12}}(?:https?:|链接|网址|网页|网站|文件|应用|软件|APP|附件|页面)"
        ),
        frozenset("h链网件用A页"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|{_WRITING.pattern}"),
    ),
    Beyond(
        "asks about a page that a text model cannot open",
        re.compile(
            r"(?:链接|网址|网站|网页|图片|视频|文章)(?:为|是|如下)?[:：]?\s?https?://|"
            rf"(?:从|根据|使用|利用|在|总结|概括|阅读|查看|翻译|提取){_GIVEN}的?{_GAP}{{0,6}}(?:链接|网址|网页|网站|URL)(?!名|结构|类型|描述|内容)|"
            rf"给[定出]的?(?:一个)?{_GAP}{{0,4}}(?:链接|网址)(?!数据|列表)|(?:这个|该|给定的?)网站[上中里]|(?:提供|给我|给出|列出|输出){_GAP}{{0,16}}(?:链接|网址|超链接|URL){_ENDS}|找到{_GAP}{{0,20}}网站{_ENDS}"
        ),
        frozenset("h链网U"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}"),
        describable=True,
    ),
    Beyond(
        "asks about a file that a text model cannot open",
        re.compile(rf"(?:{_GIVEN}的?|这个){_GAP}{{0,4}}文件(?!名|夹|系统|格式|大小)"),
        frozenset("件"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}"),
        describable=True,
    ),
    Beyond(
        "asks for an alarm or a reminder",
        re.compile(
            only_before(
                f"{_CLAUSE_FIRST}日",
                rf"{_CLAUSE}(?:设置|设定|设|定|创建|添加|开启|取消)(?:一?[个条]|[几两多]个)?{_GAP}{{0,10}}(?:闹钟|闹铃|定时器|倒计时|提醒{_ENDS})|"
                rf"{_CLAUSE}提醒我|(?:日历|日程表)[中上里]?(?:添加|创建|设置|加入)",
            )
        ),
        frozenset("钟铃器计提日"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|{_WRITING.pattern}"),
    ),
)
_NOW = "(?:今天|今日|今晚|今早|明天|明日|昨天|这周|本周|本月|现在|此刻|当前|目前|眼下|实时|最新|最近|近期|近日)"
_LIVE = (
    Beyond(
        "asks for today's news, weather or prices",
        re.compile(
            only_before(
                "下今介分列后告基天实当总报接推描提播明昨最未本查根概此比气汇现目眼离给股讨讲说距路近这选附预",
                rf"{_NOW}的?{_GAP}{{0,12}}(?:天气|气温|头条|股价|股票价格|股市行情|汇率|兑换率|油价|金价|房价|比分|路况|航班|热搜|票房)(?!预报员|主题|这个词)|"
                rf"(?:当地|未来|接下来|下一?个?[一两三几\d]+天内?){_GAP}{{0,8}}天气|(?:列出|告诉我|给出|提供){_GAP}{{0,6}}{_NOW}{_GAP}{{0,3}}场{_GAP}{{0,6}}[比球]赛|"
                rf"(?<!平均)(?:天气|气温|股价|汇率|路况){_GAP}{{0,4}}(?:怎么样|如何|是多少|多少)|"
                rf"(?:告诉我|查询|查一?下?|给出|提供|列出|汇报|播报|预测){_GAP}{{0,14}}(?:汇率|兑换率|天气(?:情况|预报|状况)?|股价|股票价格|路况){_ENDS}|"
                rf"(?:告诉我|查询|给我|给出|提供|列出|选出|分享|介绍|汇总|总结|概括|说说|推荐){_GAP}{{0,12}}{_NOW}的?{_GAP}{{0,10}}新闻(?!稿|写作|学|标题的写法)|"
                r"(?:现在|此刻|当前)(?:是)?[^，。？]{0,4}(?:几点|什么时间|什么时候)|今天(?:是)?(?:几号|星期几|周几|几月)|距?离今天|(?:今天|明天|后天)[^，。？]{0,6}(?:会下雨|下雨吗|带伞|有什么新闻)|(?:最近|近期)有(?:什么|哪些)[^，。？]{0,6}(?:电影|电视剧|新闻|演唱会|活动)|比特币(?:现在|今天|目前)|附近的?[^，。？]{0,4}(?:火锅|餐|饭|酒)店|"
                rf"(?:报道|介绍|讨论|描述|根据|基于|讲述){_GAP}{{0,6}}(?:最近|近期|近日|当前)发生的?{_GAP}{{0,12}}(?:事件|新闻|时事)|(?:最近|附近)的{_GAP}{{0,6}}家{_GAP}{{0,10}}地址",
            )
        ),
        frozenset("天气股价汇率闻几票热路油金比航温间候离赛近址当头兑雨伞有特附"),
        unless=re.compile(
            f"{_CODE.pattern}|{_WRITING.pattern}|翻译|如何|方法|形成|状语|已知|影响|为什么|趋势|原因|如果|假设|假如|笑话|故事|诗|段子"
        ),
    ),
    Beyond(
        "asks for a search on the web",
        re.compile(
            only_before(
                f"{_CLAUSE_FIRST}Gg上互从在必搜浏百维网谷",
                rf"(?:在?网上|上网|互联网上?|网络上|从网[上络]|搜索引擎|谷歌|百度|Google|必应|维基百科){_GAP}{{0,6}}(?:搜索|搜寻|查找|寻找|检索|查询|查[一到看]|找[到出一几三五])|"
                rf"搜索(?:互联网|网络|网页)|(?:搜索引擎|浏览器)[中里上]?(?:搜索|查找|检索)|"
                rf"{_CLAUSE}(?:找到?|寻找|查找|搜索|检索|收集)(?:并{_GAP}{{1,4}})?(?:一[篇个份条则]|[几两三]篇|\d+篇|最[新近]的?|近期|关于|有关|相关|包含){_GAP}{{0,24}}"
                rf"(?:新闻|新闻报道|(?:最新|科学|学术|研究|新闻|科技)文章|研究报告|报道|文献|论文|网页|帖子|评价|优惠|一集){_ENDS}|{_CLAUSE}(?:帮我)?(?:找到?|寻找|查找)(?:一|两|三|几|\d+)[个家份间套]{_GAP}{{0,16}}(?:职位|岗位|餐厅|餐馆|饭店|酒店|公寓|航班|健身房){_ENDS}|在社交媒体上(?:查找|搜索|寻找)|"
                rf"{_CLAUSE}(?:搜索|检索|查找|查询){_GAP}{{0,6}}(?:互联网|网络|网上|网页|官网|最新|近期|最近)",
            ),
            re.IGNORECASE,
        ),
        frozenset("网引谷百Gg必维搜检查找寻收"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|技巧|引擎优化|答案|关键词|查询词|搜索词|关键[字词]生成"),
    ),
    Beyond(
        "asks for what is new, most popular or best known now",
        re.compile(
            only_before(
                "什介列告哪当找推提现目给谁",
                rf"(?:列出|告诉我|给我|给出|提供|推荐|介绍|找到?){_GAP}{{0,10}}(?:最近|最新|近期|当前|目前|现在|今年){_GAP}{{0,8}}(?:上映|热映|热播|热门|流行|畅销|热销|受欢迎|出版|发行|获得|获奖)的?{_GAP}{{0,6}}"
                rf"(?:电影|影片|电视剧|剧集|综艺|歌曲|音乐|榜单|书籍?|图书|小说|游戏|应用程序?|APP|软件|手机|品牌|产品|话题|目的地)(?:列表|清单|排行榜?)?{_ENDS}|"
                rf"(?:谁|哪[个家位]|什么)是?(?:当前|目前|现在)|(?:当前|目前|现在){_GAP}{{0,8}}最(?:富有|有钱|流行|热门|畅销|受欢迎)的",
            ),
            re.IGNORECASE,
        ),
        frozenset("最近当前目现今"),
        unless=re.compile(f"{_CODE.pattern}|{_WRITING.pattern}"),
    ),
)
MEDIA = MediaWords(
    beyond=_BEYOND,
    live=_LIVE,
    work=(
        "转[换成为录写]|剪[辑切]|编辑|裁剪|修剪|滤镜|上色|着色|水印|去除|清除|删除|识别|调整|压缩|放大|缩小|旋转|画成|绘|换[^，。]{0,4}(?:背景|颜色|脸)|"
        "相册|播放|配[音乐]|字幕|检测|相似|特效|贴纸|分离|合[成并]|增强|重新设计|素描"
    ),
    stand_in=(
        r"附件|链接|插入|上传|自选|\A(?:标签|类别|分类|文件名|图片文件名)[：:]|时长|\d\s?分钟|\d\s?秒|"
        r"(?:你|您|我)(?:们)?(?:有|将|会|收到|需要|正|刚|得到)|请|要求|提供|给定|数据集|URL|"
        r"(?:图片|照片|图像|视频|录音|音频|文件|片段|截图|画作|演讲|演出)[。.]?$"
    ),
    described=r"(?:图片|照片|图像|视频|画面|录音|音频)(?:内容|描述|简介)[：:]|(?:图片|照片|图像|视频|片段|画面)[，,：:]?[^。，,\n]{0,6}(?:包含|表情[为是]|上面?[是有]|里面?[是有]|中有)",
)
