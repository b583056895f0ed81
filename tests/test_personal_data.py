"""Personal data of every kind and its near-misses. The tables define the rules."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.flags import flags_of
from selfinstruct.pipeline.flags.made_up import is_made_up
from selfinstruct.pipeline.flags.personal_data import kinds_in, personal_data, personal_data_objection
from selfinstruct.schema.flag import PERSONAL_DATA, Flag
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.storage.seeds import load_seeds, seeds_file

FOUND = {
    Flag.PHONE: [
        "13912847563",
        "电话：13912847563。",
        "我的手机号是13912847563请惠存",
        "手机:139-1284-7563",
        "139 1284 7563",
        "1391 284 7563",
        "１３９１２８４７５６３",
        "139‑1284‑7563",
        "+86 139 1284 7563",
        "+8613912847563",
        "(+86)139-1284-7563",
        "0086-139-1284-7563",
        "8613912847563",
        "姓名,电话\n王伟,13912847563",
        '{"phone": "13912847563"}',
        "phone = 13912847563",
        'print("王伟\\n13912847563")',
        "| 王伟 | 13912847563 |",
        "<p>13912847563</p>",
        "13912847563/13912847564",
        "13912847563的手机号",
        "一行\n13912847563\n一行",
        "13912847563人事部",
        "13912847563个人手机",
        "QQ邮箱或电话：13912847563",
        '{"order_id": 7, "phone": "13912847563"}',
        "010-66574831",
        "（010）66574831",
        "021 6657 4831",
        "0755-8657483",
        "0571-86574831-8001",
        "电话01066574831",
        "+86 10 6657 4831",
        "400-821-5736",
        "800-8215-736",
        "客服热线：4008215736",
        "(202) 456-1414",
        "202-456-1414",
        "202.456.1414",
        "+1 202 456 1414",
        "+1 (202) 456-1414",
        "+44 20 7183 8750",
        "+81-3-5159-8200",
        "+852 2921 2345",
        "+33 1 70 39 38 00",
    ],
    Flag.EMAIL: [
        "wang.wei@gmail.com",
        "邮箱：wang.wei@gmail.com。",
        "请发送到hr@lanhai-keji.cn或致电",
        "ｗａｎｇ＠ｑｑ．ｃｏｍ",
        "<Wang@Lanhai.COM.CN>",
        '{"email":"li_na%2@mail.lanhai.co.uk"}',
        "王伟|wang@163.com|北京",
        "wang@163.com,",
        "发给wang@163.com.",
        "mailto:wang+news@163.com",
        "https://lanhai.cn/?to=wang@163.com",
        "https://lanhai.cn/a wang@163.com",
        "wang (at) gmail.com",
        "wang[at]gmail.com",
        "wang（AT）gmail.com",
        "info@bücher.xn--p1ai",
        "info@例子.中国",
        "：张三@例子.公司",
        "3847561@qq.com",
        "user.zhang@163.com",
        "wang@xinhua.com",
        "xiaoming@qq.com",
        "myra@163.com",
        "testa@163.com",
    ],
    Flag.ID_NUMBER: [
        "11010519491231002X",
        "11010519491231002x",
        "身份证号：11010519491231002X。",
        "身份证11010519491231002X号",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "王伟,11010519491231002X,北京",
        '{"id": "11010519491231002X"}',
        "身份证号码：110105491231002",
        "SSN: 536-22-8714",
    ],
    Flag.CARD_NUMBER: [
        "4539578763621486",
        "4539 5787 6362 1486",
        "4539-5787-6362-1486",
        "４５３９５７８７６３６２１４８６",
        "卡号4539578763621486，",
        "card,4539578763621486\n",
        "5398228707871527",
        "2720992593319364",
        "6222021384756294036",
        "6222 0213 8475 6294 036",
        "371234859670123",
        "3712 348596 70123",
        "30312394856705",
        "6011123851234124",
        "3530123851234123",
    ],
    Flag.ADDRESS: [
        "北京市海淀区学院路12号3单元502室",
        "浙江省杭州市西湖区文三路２８号院3号楼2单元1201室",
        "上海市浦东新区川沙路1200弄8号302室",
        "人民南路5号 翠园小区6栋2单元301",
        "住在幸福小区3栋2单元501室",
        "翠竹花园12幢1单元802",
        "收货地址：广州市天河区天河路180号",
        "家住建设路18号",
        '{"住址": "南京市鼓楼区中山路7号"}',
        "742 Evergreen Terrace, Apt 5",
        "Flat 3, 18 Baker Street",
        "25 Oak Avenue #12",
        '"address": "742 Evergreen Terrace, Springfield"',
        "She lives at 18 North Hill Road.",
    ],
}

NOT_FOUND = {
    "placeholders of phones": [
        "138****5678",
        "138xxxx5678",
        "123456789",
        "1234567890",
        "12345678901",
        "13800138000",
        "13812345678",
        "13888888888",
        "138-0000-0000",
        "000-0000",
        "010-12345678",
        "400-000-0000",
        "123-456-7890",
        "(555) 123-4567",
        "212-555-0147",
        "+1 (555) 010-9999",
        "+44 20 7946 0958",
        "电话：xxx-xxxx",
    ],
    "hotlines": ["110、120、119", "12306", "10086", "95588", "12345热线"],
    "numbers that are no phones": [
        "19491001",
        "2013-2016",
        "1949-10-01 12:30:00",
        "2^34 = 17179869184",
        "(2+3)×7=17179869181",
        "13912847563 × 2",
        "13912847563+1",
        "13912847563元",
        "13912847563人",
        "13912847563 个",
        "13912847563次",
        "13912847563亿",
        "￥13912847563",
        "0.13912847563",
        "13912847563.25",
        "13912847563%",
        "139128475634",
        "https://lanhai.cn/p/13912847563",
        "img_13912847563.png",
        "a13912847563b",
        "SELECT * FROM orders WHERE order_id = 13912847563",
        "订单号：13912847563",
        "订单编号为“13912847563”",
        "QQ群号13912847563",
        "31.2304, 121.4737",
        "192.168.100.200",
        "3.141592653589793",
        "1500-2000-3000",
        "版本 2.13.4.5678",
        "978-7-111-12345-6",
        "6217 9549 0958 5665 063",
        "0 1 1 2 3 5 8 13 21 34 55 89 144 233 377",
        "0101 1100 0110 1010",
        "01066574831",
        "4008215736",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
    "placeholders and reserved domains of e-mail": [
        "xxx@xxx.com",
        "XXX@xxx.com",
        "hr@xxx.com",
        "xxxx@qq.com",
        "li****@gmail.com",
        "12345@qq.com",
        "wang@example.com",
        "wang@mail.example.org",
        "wang@lanhai.example",
        "wang@lanhai.test",
        "wang@nowhere.invalid",
        "root@localhost",
        "root@db.localhost",
        "your_name@gmail.com",
        "your.email@gmail.com",
        "myemail@qq.com",
        "someone@gmail.com",
        "zhang@xxxfood.com",
        "username@gmail.com",
        "example@gmail.com",
        "test@qq.com",
        "noreply@lanhai.cn",
    ],
    "signs that are no e-mail": [
        "@app.route('/')",
        "@elonmusk",
        "后缀为@gmail.com",
        "P@ssw0rd",
        "Happy Hour @ The Bar",
        "git@github.com:lanhai/a.git",
        "icon@2x.png",
        "npm i vue@3.2.1",
        "ftp://wang:secret@files.lanhai.cn/a",
        "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+",
        "look (at) this",
        "abc@def@ghi",
    ],
    "numbers that are no identity numbers": [
        "110105194912310021",
        "110105194902310026",
        "990105194912310027",
        "1101051949123100",
        "11010519491231002X1",
        "110105491231002",
        "身份证号码：110105499931002",
        "12011998000000000X",
        "110101********002X",
        "123-45-6789",
        "078-05-1120",
        "000-12-3456",
        "666-12-3456",
        "912-12-3456",
        "233202086944463072",
        "20180528153413100",
    ],
    "numbers that are no card numbers": [
        "4539578763621487",
        "4111 1111 1111 1111",
        "6222 0212 3456 7894 567",
        "4242424242424242",
        "5555555555554444",
        "378282246310005",
        "0.4539578763621486",
        "https://lanhai.cn/4539578763621486",
        "9781408845646",
        "1539578763621482",
        "1622033009454",
        "4539 5787-6362 1486",
        "1442315677196239364",
        "45395787636214862",
    ],
    "places": [
        "北京市海淀区颐和园路5号",
        "地址：上海市黄浦区淮海中路88号",
        "中关村东路18号楼",
        "我住在58号楼的6层",
        "在A1单元格中输入“月份”",
        "第3教室",
        "共有120户",
        "会议室203室",
        "123 Main Street, Apt 4",
        "1600 Pennsylvania Avenue NW",
        "42 Wall Street",
        "IP address: 10 Main",
        "3 Easy Ways",
    ],
}


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, texts in FOUND.items() for text in texts])
def test_personal_data_is_found(flag: Flag, text: str) -> None:
    assert kinds_in(text) == [flag]
    assert kinds_in(f"请记下：{text}") == [flag]
    assert kinds_in(f"第一行\n{text}\n第三行") == [flag]


@pytest.mark.parametrize("text", [text for texts in NOT_FOUND.values() for text in texts])
def test_what_only_looks_like_personal_data_is_not_found(text: str) -> None:
    assert kinds_in(text) == []
    assert kinds_in(f"第一行\n{text}\n第三行") == []


@pytest.mark.parametrize("field", ["instruction", "input", "output"])
@pytest.mark.parametrize("flag", FOUND)
def test_all_fields_are_searched(flag: Flag, field: str) -> None:
    texts = {"instruction": "写一句话。", "input": "", "output": "好。"} | {field: FOUND[flag][0]}
    assert personal_data(Task(**texts)) == {flag: (field,)}
    assert flags_of(Task(**texts)) == (flag,)


def test_the_detail_of_a_reject_names_kinds_and_fields_without_the_data() -> None:
    task = Task("给13912847563写一条短信", "wang@163.com", "发给13912847563，抄送 wang@163.com")
    objection = personal_data_objection(task)
    assert objection == (
        Reason.PERSONAL_DATA,
        "phone number in the instruction and output, e-mail address in the input and output",
    )
    assert personal_data_objection(Task("写一句话。", "", "好。")) is None


def test_every_kind_of_personal_data_has_rows_here() -> None:
    assert set(FOUND) == PERSONAL_DATA


def test_the_built_in_seeds_contain_no_personal_data() -> None:
    assert [task.id for task in load_seeds(seeds_file("")) if personal_data(task)] == []


HAN = st.text("我的是在把春夏秋冬山水写给号码和与，。：“”\n", max_size=12)
DIGITS = st.text("0123456789", min_size=8, max_size=8)
WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]


def width(text: str) -> st.SearchStrategy[str]:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in text)
    return st.sampled_from([text, wide])


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1900, 1, 1), date(2029, 12, 31))).strftime("%Y%m%d")
    body = f"{draw(st.sampled_from(['110105', '310104', '440106', '650102', '810000']))}{day}{draw(st.integers(0, 999)):03}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + "0123456789X"[(12 - total) % 11]


@st.composite
def card_numbers(draw: st.DrawFn) -> str:
    prefix, length = draw(st.sampled_from([("4", 16), ("53", 16), ("6222", 16), ("6217", 19), ("37", 15)]))
    missing = length - len(prefix) - 1
    body = prefix + draw(st.text("0123456789", min_size=missing, max_size=missing))
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


@given(HAN, HAN, id_numbers(), st.data())
def test_any_valid_identity_number_is_found_and_none_with_another_check_digit(
    before: str, after: str, number: str, data: st.DataObject
) -> None:
    assert Flag.ID_NUMBER in kinds_in(before + data.draw(width(number)) + after)
    for other in set("0123456789X") - {number[-1]}:
        assert Flag.ID_NUMBER not in kinds_in(before + number[:-1] + other + after)


@given(HAN, HAN, card_numbers().filter(lambda number: not is_made_up(number)), st.data())
def test_any_valid_card_number_is_found_and_none_with_another_check_digit(
    before: str, after: str, number: str, data: st.DataObject
) -> None:
    assert Flag.CARD_NUMBER in kinds_in(before + data.draw(width(number)) + after)
    for other in set("0123456789") - {number[-1]}:
        assert Flag.CARD_NUMBER not in kinds_in(before + number[:-1] + other + after)


@given(HAN, HAN, st.integers(30, 99), DIGITS.filter(lambda digits: not is_made_up(digits)), st.data())
def test_any_mobile_number_is_found_and_none_with_a_digit_more_or_less(
    before: str, after: str, prefix: int, digits: str, data: st.DataObject
) -> None:
    number = f"1{prefix}{digits}"
    assert Flag.PHONE in kinds_in(before + data.draw(width(number)) + after)
    assert Flag.PHONE not in kinds_in(before + number + "0" + after)
    assert Flag.PHONE not in kinds_in(before + number[:-1] + after)


@given(st.text("0123456789+-() .@/路号室号\n张aX，", max_size=200))
def test_no_text_is_an_error(text: str) -> None:
    kinds_in(text)


@pytest.mark.parametrize(
    "part",
    ["a", "a.", "@", "1", "1 ", "13-", "+1 ", "路1号", "园", "1 A ", "住址", "xn--", "里1弄", "a@a.", "(0", "张."],
)
def test_the_time_grows_with_the_length_of_a_text(part: str) -> None:
    # A text of this length would take minutes if the time grew with the square of the length.
    kinds_in(part * (200_000 // len(part)) + "@1号123456789")
