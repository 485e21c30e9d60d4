"""What kind of speaker is it, and for which body do they speak?"""

import pytest

from tests.unit.annotate_said import found

KINDS = [
    ("en", '"We open in May," said Anna Berg.', "person"),
    ("en", '"We open in May," the ministry said in a statement.', "body"),
    ("en", "“The reform is a turning point,” reads the article.", "article"),
    ("en", '"It failed," said an official who spoke on condition of anonymity.', "anonymous"),
    ("en", '"It failed," officials said.', "anonymous"),
    ("en", '"It failed," a source told reporters.', "anonymous"),
    ("de", "„Wir öffnen im Mai“, teilte das Ministerium mit.", "body"),
    ("de", "„Wir öffnen im Mai“, sagte Eva Roth.", "person"),
    ("ru", "«Мы открываем в мае», — сообщили в министерстве.", "body"),
    ("ru", "«Мы открываем в мае», — сказал Олег Зимин.", "person"),
    ("fr", "« Nous ouvrons en mai », a déclaré le ministère.", "body"),
]


@pytest.mark.parametrize(("language", "text", "kind"), KINDS)
def test_the_kind_of_a_speaker(language: str, text: str, kind: str) -> None:
    (quote,) = found(text, language)
    assert quote.speaker is not None
    assert quote.speaker.kind == kind


ORGANISATIONS = [
    (
        "en",
        '"Fish return," said Nina Wolf, director of the Institute of Seas.',
        "Institute of Seas",
    ),
    ("en", '"Yes," said State Department spokesman Tom Hill to us all.', "State Department"),
    ("en", '"We stay," said Ann Frost, a spokeswoman for the Reed campaign.', "Reed campaign"),
    ("en", '"Trade grows," said Omar Saidi, the ambassador to China.', None),
    ("en", '"Trade grows," said Omar Saidi.', None),
    ("de", "„Ja, wir kommen“, sagte Eva Roth, Sprecherin des Ministeriums.", "Ministeriums"),
    ("ru", "«Рыба вернулась», — сказал директор Института морей Олег Зимин.", "Института морей"),
    ("zh", "外交部发言人陈刚说：“两国是好邻居，我们准备好了。”", "外交部"),
]


@pytest.mark.parametrize(("language", "text", "organisation"), ORGANISATIONS)
def test_for_whom_someone_speaks(language: str, text: str, organisation: str | None) -> None:
    (quote,) = found(text, language)
    assert quote.speaker is not None
    assert quote.speaker.organisation == organisation
