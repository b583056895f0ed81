"""Times in other zones follow from the time zone database."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa import FAMILIES

PLACES = {
    "北京": "Asia/Shanghai", "成都": "Asia/Shanghai", "香港": "Asia/Hong_Kong", "新加坡": "Asia/Singapore", "马尼拉": "Asia/Manila", "吉隆坡": "Asia/Kuala_Lumpur", "东京": "Asia/Tokyo",
    "首尔": "Asia/Seoul", "大阪": "Asia/Tokyo", "曼谷": "Asia/Bangkok", "河内": "Asia/Bangkok", "雅加达": "Asia/Jakarta", "金边": "Asia/Phnom_Penh", "仰光": "Asia/Yangon", "达卡": "Asia/Dhaka",
    "新德里": "Asia/Kolkata", "孟买": "Asia/Kolkata", "科伦坡": "Asia/Colombo", "加德满都": "Asia/Kathmandu", "卡拉奇": "Asia/Karachi", "塔什干": "Asia/Tashkent", "伊斯兰堡": "Asia/Karachi",
    "迪拜": "Asia/Dubai", "第比利斯": "Asia/Tbilisi", "德黑兰": "Asia/Tehran", "莫斯科": "Europe/Moscow", "利雅得": "Asia/Riyadh", "多哈": "Asia/Qatar", "内罗毕": "Africa/Nairobi",
    "亚的斯亚贝巴": "Africa/Addis_Ababa", "伊斯坦布尔": "Europe/Istanbul", "约翰内斯堡": "Africa/Johannesburg", "哈拉雷": "Africa/Harare", "拉各斯": "Africa/Lagos", "阿尔及尔": "Africa/Algiers",
    "阿克拉": "Africa/Accra", "雷克雅未克": "Atlantic/Reykjavik", "圣保罗": "America/Sao_Paulo", "布宜诺斯艾利斯": "America/Argentina/Buenos_Aires", "加拉加斯": "America/Caracas",
    "拉巴斯": "America/La_Paz", "利马": "America/Lima", "波哥大": "America/Bogota", "基多": "America/Guayaquil", "凤凰城": "America/Phoenix", "檀香山": "Pacific/Honolulu",
    "布里斯班": "Australia/Brisbane", "苏瓦": "Pacific/Fiji",
}  # fmt: skip
MOMENT = r"(\d+)月(\d+)日（周(.)）(\d+):(\d\d)"


def written(moment: datetime) -> tuple[str, ...]:
    day = "一二三四五六日"[moment.weekday()]
    return str(moment.month), str(moment.day), day, str(moment.hour), f"{moment.minute:02d}"


def hours(text: str) -> timedelta:
    found = re.search(r"(\d+)小时(?:(\d+)分)?", text)
    return timedelta(hours=int(found[1]), minutes=int(found[2] or 0))


def check_zones(task: Task) -> None:
    year, month, day, hour, minute = map(
        int, re.search(r"(\d{4})年(\d+)月(\d+)日(?:（.+?）)?(\d+):(\d\d)", task.instruction).groups()
    )
    cities = sorted((name for name in PLACES if name in task.instruction), key=task.instruction.index)
    start = datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(PLACES[cities[0]]))
    if "| 城市 |" in task.output:
        rows = re.findall(rf"\| (\S+) \| (UTC\S*) \| {MOMENT} \|", task.output)
        assert [name for name, *_ in rows] == cities
        for name, _, *moment in rows:
            assert tuple(moment) == written(start.astimezone(ZoneInfo(PLACES[name])))
        return
    there = cities[1]
    if re.search("转机|中转|经停", task.instruction):
        start += hours(task.instruction)
    elif re.search("截止|之前交齐|停止", task.instruction):
        start -= hours(task.instruction)
    first = re.search(MOMENT, task.output.split("。")[0]).groups()
    local = start.astimezone(ZoneInfo(PLACES[there]))
    assert first == written(local)
    if "同一天吗" in task.instruction:
        assert ("不是同一天" in task.output) == (local.date() != start.date())


CHECKS = {"zone_clock": check_zones}


@pytest.mark.parametrize("name", CHECKS)
def test_local_times_are_those_of_the_time_zone_database(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
