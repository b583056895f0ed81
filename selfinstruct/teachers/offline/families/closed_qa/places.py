"""Invented towns that stand before the names of shops, offices and stations."""

from __future__ import annotations

TOWNS = (
    "云州", "青陵", "临泽", "丹水", "望江", "石桥", "柳城", "安丘", "长宁", "凤台", "永和", "白鹿", "金沙", "龙泉", "平阳",
    "清河", "梅岭", "松陵", "宝源", "双溪", "沙洲", "泰和", "南坪", "广平", "月湖", "兰亭", "古渡", "新丰", "银杏", "杏林",
)  # fmt: skip
