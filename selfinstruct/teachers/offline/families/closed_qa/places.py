"""Invented towns that stand before the names of shops, offices and stations."""

from __future__ import annotations

TOWNS = (
    "云州", "青陵", "临泽", "丹水", "望江", "石桥", "柳城", "安塘", "长亭", "凤岭", "永平", "白鹿", "金沙", "龙浦", "平川",
    "清水", "梅岭", "松陵", "宝源", "双溪", "沙河", "泰宁", "南坪", "广阳", "月湖", "兰浦", "古渡", "新渡", "云岭", "杏坡",
)  # fmt: skip
COAST = ("望潮", "月港", "白沙湾", "东礁", "石浦口", "潮音", "银滩", "渔山")
"""Towns by the sea."""
DESERT = ("黑山口", "风口驿", "红柳滩", "沙泉", "驼铃井", "黄沙梁")
"""Towns at the edge of a desert."""
HIGHLAND = ("雪岭", "白石口", "寒泉", "云顶", "牦牛坡", "霜川")
"""Towns in high mountains."""
