"""Whose reports a text retells, in eighteen languages."""

import pytest

from tearsheet.read.wire import provenance

ABOVE, BELOW = "Ein Tag am See.\n" * 5, "\nEnde des Tages." * 8


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The lake opened, according to a report by Xinhua News Agency.", "Xinhua News Agency"),
        ("“It is open,” she told Reuters on Monday.", "Reuters"),
        ("She told Iran’s semi-official ISNA news agency that it was open.", "ISNA"),
        ("The mayor told the Global Times that it was open.", "Global Times"),
        ("Das sagte sie der Nachrichtenagentur dpa am Montag.", "dpa"),
        ("Der Agentur Interfax zufolge ist der See offen.", "Interfax"),
        ("« Il est ouvert », a-t-elle déclaré à l’AFP.", "AFP"),
        ("Le lac a ouvert, rapporte l’agence Reuters.", "Reuters"),
        ("El lago abrió, informó la agencia EFE.", "EFE"),
        ("«Está abierto», dijo a Efe la alcaldesa.", "Efe"),
        ("O lago abriu, segundo a agência Lusa.", "Lusa"),
        ("«È aperto», ha detto all’Adnkronos la sindaca.", "Adnkronos"),
        ("Озеро открылось, передаёт ТАСС со ссылкой на акимат.", "ТАСС"),
        ("Она рассказала «Интерфаксу», что озеро открыто.", "Интерфакс"),
        ("Про це повідомляє Укрінформ.", "Укрінформ"),
        ("Көл ашылды, деп хабарлайды Казинформ.", "Казинформ"),
        ("ТАСС агенттігінің хабарлауынша, көл ашылды.", "ТАСС"),
        ("Bu haqda UzA xabar berdi.", "UzA"),
        ("Anadolu agentligining xabar berishicha, ko‘l ochildi.", "Anadolu"),
        ("Anadolu Ajansı’nın haberine göre göl açıldı.", "Anadolu Ajansı"),
        ("Vali, AA muhabirine yaptığı açıklamada gölün açıldığını söyledi.", "AA"),
        ("وقالت في تصريح لوكالة الأناضول إن البحيرة مفتوحة.", "الأناضول"),
        ("ونقلت وكالة أنباء شينخوا عن الوزير قوله إنها مفتوحة.", "شينخوا"),
        ("وزیر در گفت‌وگو با خبرنگار ایسنا گفت دریاچه باز شد.", "ایسنا"),
        ("综合新华社报道，湖开了。", "新华社"),
        ("她告诉路透社记者，湖开了。", "路透社"),
        ("市長は共同通信の取材に対し、開いたと語った。", "共同通信"),
        ("로이터통신은 호수가 열렸다고 보도했다.", "로이터통신"),
        ("– Jest otwarte – powiedziała w rozmowie z PAP burmistrz.", "PAP"),
        ("समाचार एजेंसी पीटीआई के अनुसार झील खुल गई।", "पीटीआई"),
    ],
)
def test_a_relay_with_the_words_that_make_it_one(sentence, name):
    text = f"{ABOVE}{sentence}{BELOW}"
    relays = provenance(None, "T", text, None, (), None, "", "").credited("relay")
    assert [credit.name for credit in relays] == [name]
    assert relays[0].span is not None
    assert relays[0].span.of(text) == name
    assert name in relays[0].basis
    assert len(relays[0].basis) > len(name)


@pytest.mark.parametrize(
    "sentence",
    [
        "The people of Iran told Georgia that the trend was clear.",
        "Reuters has offices at the lake.",
        "Petra said the map showed it.",
        "Как сообщает министерство, озеро открыто.",
        "据市长说，湖开了。",
    ],
)
def test_a_name_without_such_words_relays_nothing(sentence):
    text = f"{ABOVE}{sentence}{BELOW}"
    assert provenance(None, "T", text, None, (), None, "", "").credited("relay") == ()


def test_an_outlet_relays_nothing_to_itself():
    text = f"{ABOVE}She told the Global Times that it was open.{BELOW}"
    came = provenance(None, "T", text, None, (), "Global Times", "https://www.globaltimes.cn/a", "")
    assert came.credited("relay") == ()
