"""Chinese: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    ("外交部发言人李明表示：“大桥将于五月开放。”", [("大桥将于五月开放。", "李明")]),
    ("李明说，“道路是安全的”。", [("道路是安全的", "李明")]),
    ("“我们准备好了。”港口主任王芳说。", [("我们准备好了。", "王芳")]),
    ("“大桥五月开放，”王芳说，“门票免费。”", [("大桥五月开放，|门票免费。", "王芳")]),
    ("哈萨克斯坦总统托列夫16日在会谈时指出，“两国是好邻居”。", [("两国是好邻居", "托列夫")]),
    ("在接受采访时，研究员张伟强调：“鱼又回来了。”", [("鱼又回来了。", "张伟")]),
    ("张伟是海洋研究所所长。他说：“湖水恢复得很快。”", [("湖水恢复得很快。", "张伟")]),
    ("大使陈刚抵达北京。这位大使表示：“我很高兴。”", [("我很高兴。", "陈刚")]),
    ("电影“银色河流”在“北极光”电影节上映。", []),
    ("他的“朋友”早就走了。", []),
    ("“结束了吗？”王芳问。", [("结束了吗？", "王芳")]),
    (
        "教授刘洋介绍了他的研究。\n“鱼群回来了。这是个好消息。”",
        [("鱼群回来了。这是个好消息。", "刘洋")],
    ),
    ("「我們同意。」部長林志明表示。", [("我們同意。", "林志明")]),
    ("文章称，“改革是一个转折点”。", [("改革是一个转折点", "文章")]),
    ("阿依古丽·萨迪克告诉记者：“我们等了十年。”", [("我们等了十年。", "阿依古丽·萨迪克")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "zh") == expected


def test_an_agency_carries_the_words() -> None:
    (quote,) = found("据新华社报道，外交部发言人李明表示：“我们同意。”", "zh")
    assert quote.relay == "新华社"
    assert quote.speaker is not None
    assert quote.speaker.name == "李明"


def test_a_paper_was_told() -> None:
    (quote,) = found("张伟对《山谷日报》记者说：“鱼又回来了。”", "zh")
    assert quote.relay == "山谷日报"


def test_a_foreign_name_ends_where_its_sounds_do() -> None:
    text = "面包店老板佩特拉·奥林已经开门。她笑着说：“今天人很多，我们都很高兴。”"
    assert said(text, "zh") == [("今天人很多，我们都很高兴。", "佩特拉·奥林")]
