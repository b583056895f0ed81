"""Links that an output invents, and the addresses that are only examples."""

import pytest

from selfinstruct.pipeline.flags.links import has_new_link
from selfinstruct.schema.task import Task


@pytest.mark.parametrize(
    ("link", "is_new"),
    [
        ("https://www.who.int/news", True),
        ("www.who.int", True),
        ("https://example.com.cn", True),
        ("https://example.computer.com", True),
        ("https://example.com/a", False),
        ("https://docs.example.org:8080/a", False),
        ("www.example.com", False),
        ("https://shop.test/a", False),
        ("http://api.invalid", False),
        ("https://your-site.com", False),
        ("https://given.cn/a", False),
    ],
)
def test_a_link_is_new_unless_it_was_given_or_is_an_example(link: str, is_new: bool) -> None:
    task = Task("介绍这个网站 https://given.cn/a", "", f"网址是 {link} ，欢迎访问。")
    assert has_new_link(task) is is_new
