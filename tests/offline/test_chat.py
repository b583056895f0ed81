"""Chat replies follow the rules, menus, free slots and messages of their task."""

import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import chat
from selfinstruct.teachers.offline.families.chat import (
    comfort_friend,
    next_line,
    rebook_visit,
    return_request,
    take_order,
)
from selfinstruct.teachers.offline.world import GIVEN, SURNAMES

WRITE = {family.name: family.write for family in chat.FAMILIES}


def check_return(task: Task) -> None:
    limit = int(re.search(r"签收(\d+)天内", task.input)[1])
    ago = int(re.search(r"(\d+)天", task.instruction)[1])
    price = re.search(r"(\d+)元", task.instruction)[0]
    faulty = not any(reason in task.instruction for reason in return_request.CHANGED_MINDS)
    coupon = re.search(r"(\d+元)优惠券", task.input)[1]
    assert (f"退您{price}" in task.output) == (ago <= limit)
    assert ("不能退款" in task.output) == (ago > limit)
    assert ("运费由我们承担" in task.output) == (f"{coupon}优惠券" in task.output) == faulty


def told(task: Task) -> str:
    return re.findall("“(.+?。)”", task.instruction)[0]


def check_comfort(task: Task) -> None:
    burdens = [reply for burden, reply in comfort_friend.BURDENS.items() if burden in told(task)]
    assert len(burdens) == 1
    assert task.output.endswith(burdens[0] + "。")
    words = told(task).replace("我", "你")
    details = {a.replace("我", "你") for trouble in comfort_friend.TROUBLES for a in (*trouble.first, *trouble.second)}
    assert any(detail in words and detail in task.output for detail in details)


def check_rebook(task: Task) -> None:
    slots = re.findall(r"^周.+", task.input, re.MULTILINE)
    *notes, arrival = re.findall(r"^- (.+)", task.input, re.MULTILINE)
    assert len(slots) >= 3
    assert [note for note in notes if f"您问的事：{note}。" in task.output]
    assert sum(note in task.output for note in notes) == 1
    old = re.search(r"周.(?:上午|下午|晚上)\d+:\d\d", task.instruction)[0]
    preferred = re.search(r"周.(?:上午|下午|晚上)(?!\d)", task.instruction)[0]
    fit = [slot for slot in slots if slot.startswith(preferred)]
    assert old in task.output
    if fit:
        assert f"改到{fit[0]}，{old}的预约已经取消，{arrival}。" in task.output
    else:
        assert f"{preferred}已经约满" in task.output
        offered = re.findall(r".午\d+:\d\d", re.search("当天还有(.+)可选", task.output)[1])
        assert offered == [slot[2:] for slot in slots if slot.startswith(preferred[:2])]


def check_order(task: Task) -> None:
    prices = {name: int(yuan) for name, yuan in re.findall(r"(.+)：(\d+)元", task.input)}
    names = "|".join(prices)
    bought = re.findall(rf"(\d+)\D({names})", task.instruction)
    assert f"一共{sum(int(count) * prices[name] for count, name in bought)}元" in task.output
    assert bought == re.findall(rf"(\d+)\D({names})", task.output)
    requests = {request: needs for table in take_order.ORDER_REQUESTS.values() for request, needs in table.items()}
    said = [request for request in requests if request in task.instruction]
    assert said
    assert all(request in task.output for request in said)


def check_next_line(task: Task) -> None:
    free = [re.findall("周[一二三四五六日]", line.split("有空")[0]) for line in task.input.splitlines()[1:]]
    common = set(free[0]) & set(free[1])
    assert set(re.findall("周[一二三四五六日]", task.output)) == common
    assert len(common) == 1
    assert task.output.startswith(task.input.split("：")[0])
    wants = [want.reply for want in next_line.WANTS if want.text in task.instruction]
    assert len(wants) == 2
    assert all(reply in task.output for reply in wants)


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("return_request", check_return),
        ("comfort_friend", check_comfort),
        ("rebook_visit", check_rebook),
        ("take_order", check_order),
        ("next_line", check_next_line),
    ],
)
def test_the_reply_fits_the_message_and_the_input(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        check(WRITE[family](Random(seed)))


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))


FAMILY_WORDS = "奶奶|爸爸|婆婆|外公|妈妈|岳父|我妈|我爸|妹妹(?!.{0,4}跟你)"
FULL_NAME = re.compile(f"[{SURNAMES}]({'|'.join(GIVEN)})")


def test_friends_and_relatives_are_not_called_by_a_full_name() -> None:
    for seed in range(300):
        task = WRITE["comfort_friend"](Random(seed))
        frame = task.instruction.replace(told(task), "").replace("刚才", "")
        assert not FULL_NAME.search(frame)
        called = re.match(r"(?:唉，)?(\S{2})，", task.output)
        work = re.search("同事|邻居|球友|书友", frame)
        if called and called[1] in frame:
            assert (
                bool(re.search("姐|哥|老|小", called[1]))
                if work
                else called[1] in comfort_friend.PET_WOMEN + comfort_friend.PET_MEN
            )
        line = WRITE["next_line"](Random(seed))
        assert not FULL_NAME.search(line.output.split("。", 1)[1])


def test_what_a_friend_tells_fits_who_it_is() -> None:
    for seed in range(400):
        task = WRITE["comfort_friend"](Random(seed))
        frame, words = task.instruction.replace(told(task), ""), told(task)
        if re.search("表妹|堂妹|表弟|堂弟", frame):  # a relative's family is your own
            assert not re.search(FAMILY_WORDS, words)
        if re.search("邻居|球友|老同事|书友", frame):  # they live nearby
            assert not any(town in words for town in comfort_friend.TOWNS)
        assert not (re.search("发小|闺蜜|铁哥们", frame) and "最好的朋友" in words)
        if "大学室友" in frame:
            assert "室友" not in words
        woman, man = re.search("闺蜜|表妹|堂妹|.姐", frame), re.search("铁哥们|表弟|堂弟|.哥|老[^同]", frame)
        assert not (woman and re.search("女朋友|岳父", words))
        assert not (man and re.search("男朋友|婆婆|丈夫", words))


CONTRADICTIONS = (
    ("体重又回来", "瘦了"), ("睡不着", "失眠"), ("熟人都没有", "聚会"), ("一个说话的人", "没回的消息"), ("住院", "开玩笑"),
    ("被人偷", "保修"), ("摔", "报案"),
)  # fmt: skip


def test_a_trouble_its_second_worry_and_the_reply_do_not_contradict_each_other() -> None:
    for seed in range(400):
        task = WRITE["comfort_friend"](Random(seed))
        for one, other in CONTRADICTIONS:
            assert not (one in told(task) and other in told(task) + task.output)


def test_the_world_of_a_dialogue_is_consistent() -> None:
    for seed in range(400):
        task = WRITE["next_line"](Random(seed))
        evening = any(plan in task.instruction for plan in ("话剧", "球赛", "相声"))
        assert not (evening and re.search("四点前|下午就收|午饭再|驱蚊", task.output))
        assert not (
            re.search("火锅|图书馆自习|话剧|粽子", task.instruction) and re.search("晒太阳|下雨|膝盖", task.input)
        )
        assert not ("坐地铁" in task.output and re.search("露营|草莓|温泉|钓鱼|香山", task.instruction))
        assert not ("坐地铁" in task.output and "停车位" in task.output)
        assert not ("早点开始" in task.output and re.search("十点半以后|午饭再", task.output))
        assert not ("露营" in task.instruction and "四点前" in task.output)
        assert "毕业照" not in task.instruction


def test_a_special_request_is_about_an_ordered_dish() -> None:
    for seed in range(300):
        task = WRITE["take_order"](Random(seed))
        saying = re.search("“(.+?)”", task.instruction)[1]
        for word, dishes in {
            "面不要|面煮": "面",
            "饺子煮|碟醋": "饺子",
            "粥别": "粥",
            "汤最后": "汤",
            "咖啡不": "拿铁|美式",
        }.items():
            if found := re.search(word, saying):
                assert re.search(rf"\d\D[^、，]*({dishes})", saying[: found.start()])


def test_movers_come_to_the_customer() -> None:
    tasks = [WRITE["rebook_visit"](Random(seed)) for seed in range(400)]
    moved = [task.output for task in tasks if "搬家公司" in task.instruction and "已经取消" in task.output]
    assert moved
    assert all("师傅会提前" in output for output in moved)


def test_a_desk_answers_the_question_that_was_asked() -> None:
    replies = dict(rebook_visit.GENERAL_ASKS) | {ask: reply for desk in rebook_visit.DESKS for ask, reply in desk.asks}
    for seed in range(200):
        task = WRITE["rebook_visit"](Random(seed))
        asked = max((ask for ask in replies if ask in task.instruction), key=len)
        assert f"您问的事：{replies[asked]}。" in task.output


def test_the_facts_come_before_the_question() -> None:
    for seed in range(200):
        saying = re.search("“(.+?)”", WRITE["return_request"](Random(seed)).instruction)[1]
        assert re.match(r"我?\d+天前|一.|到手|在你家", saying)
        assert not re.match("读下面|续写|请以|下一句", WRITE["next_line"](Random(seed)).instruction)


def test_who_stays_at_home_can_let_a_technician_in() -> None:
    for task in (WRITE["rebook_visit"](Random(seed)) for seed in range(600)):
        if re.search("搬家公司|家电维修", task.instruction):
            assert not re.search("家里必须留人|得有人在家|约了人来装", task.instruction)
        if "婚纱店" in task.instruction:
            assert not re.search("孩子|女儿", task.instruction)


def test_a_neighbour_has_no_water_either() -> None:
    for task in (WRITE["comfort_friend"](Random(seed)) for seed in range(600)):
        assert not ("邻居" in task.instruction.replace(told(task), "") and "停了两天水" in told(task))
        assert not (re.search("冰雹|花店|面馆", told(task)) and "老同事" in task.instruction)


@pytest.mark.parametrize("family", ["next_line", "figure_answers", "gentle_correction", "pupil_mistake"])
def test_no_short_name_is_that_of_a_well_known_person(family: str) -> None:
    for seed in range(400):
        task = WRITE[family](Random(seed))
        assert not re.search("小平(?!台|时|均)|小娜", task.instruction + task.output)


def test_friends_are_asked_in_everyday_words() -> None:
    for seed in range(300):
        lead = WRITE["next_line"](Random(seed)).instruction.partition("。")[0]
        assert not re.search("讲明|表示|为了|在问|的事，", lead)
