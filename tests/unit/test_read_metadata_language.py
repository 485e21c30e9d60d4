"""Languages told apart, neighbours above all. The sentences are our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.read.language import language_of

SENTENCES = [
    ("kk", "Көл таңертең ашылды, бірақ оны көруге ешкім келмеді."),
    ("kk", "Қалада жаңа көпір ашылды"),
    ("kk", "Qalada jańa kópir ashyldy jáne halyq bul týraly búgin aıtty"),
    ("kk", "Qalada jaña köpir aşyldy jäne halyq bul turaly bügin aitty"),
    ("kk", "قالادا جاڭا كوپىر اشىلدى جانە حالىق بۇل تۋرالى بۇگىن ايتتى"),
    ("ru", "Озеро открылось утром, но никто не пришёл на него посмотреть."),
    ("ru", "В городе открыли новый мост"),
    ("ky", "Шаарда жаңы көпүрө ачылды, бирок аны көрүүгө эч ким келген жок."),
    ("uz", "Shaharda yangi ko‘prik ochildi va odamlar bu haqida gapirdi."),
    ("tr", "Şehirde yeni bir köprü açıldı ve halk bugün bunun hakkında konuştu."),
    ("az", "Şəhərdə yeni körpü açıldı və insanlar bu haqda danışdı."),
    ("tt", "Шәһәрдә яңа күпер ачылды, әмма аны карарга беркем дә килмәде."),
    ("uk", "У місті відкрили новий міст, але ніхто не прийшов його побачити."),
    ("be", "У горадзе адкрылі новы мост, але ніхто не прыйшоў на яго паглядзець."),
    ("tg", "Дар шаҳр пули нав кушода шуд, аммо ҳеҷ кас барои дидани он наомад."),
    ("ug", "شەھەردە يېڭى كۆۋرۈك ئېچىلدى، لېكىن ئۇنى كۆرگىلى ھېچكىم كەلمىدى."),
    ("ar", "افتتح الجسر الجديد في المدينة صباحا لكن أحدا لم يأت ليراه."),
    ("fa", "پل جدید شهر صبح گشایش یافت اما هیچ‌کس برای دیدن آن نیامد."),
    ("ur", "شہر میں نیا پل صبح کھولا گیا لیکن اسے دیکھنے کوئی نہیں آیا۔"),
    ("zh", "城里的新桥早上开通了，但没有人来看。"),
    ("zh", "城裡的新橋早上開通了，但沒有人來看。"),
    ("ja", "町の新しい橋は朝に開通したが、見に来る人はいなかった。"),
    ("ko", "도시의 새 다리가 아침에 열렸지만 보러 온 사람은 없었다."),
    ("de", "In der Stadt wurde eine neue Brücke eröffnet, doch niemand kam."),
    ("en", "A new bridge opened in the town, but nobody came to see it."),
    ("fr", "Un nouveau pont a ouvert dans la ville, mais personne n’est venu."),
    ("es", "Se abrió un puente nuevo en la ciudad, pero nadie vino a verlo."),
    ("el", "Μια νέα γέφυρα άνοιξε στην πόλη, αλλά κανείς δεν ήρθε."),
    ("he", "גשר חדש נפתח בעיר אבל איש לא בא לראות אותו."),
    ("hi", "शहर में नया पुल खुला लेकिन उसे देखने कोई नहीं आया।"),
    ("ka", "ქალაქში ახალი ხიდი გაიხსნა."),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_headline(language, sentence):
    assert language_of(sentence, "", None) == language


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
@pytest.mark.parametrize("declared", [None, "en-US", "ru"])
def test_a_text_whatever_its_template_declares(language, sentence, declared):
    assert language_of("", " ".join([sentence] * 8), declared) == language


@pytest.mark.parametrize(
    ("declared", "found"), [("nb-NO", "nb"), ("nn", "nn"), ("no", "no"), (None, "no"), ("en", "no")]
)
def test_norwegian_is_what_the_page_calls_it(declared, found):
    text = "En ny bro åpnet i byen i går, men ingen kom for å se den, sier ordføreren. " * 4
    assert language_of("", text, declared) == found


@pytest.mark.parametrize(("declared", "found"), [("hr", "hr"), ("bs", "bs"), ("sr-Latn", "sr")])
def test_serbian_and_its_kin_are_what_the_page_calls_them(declared, found):
    text = "U gradu je jutros otvoren novi most, ali niko nije došao da ga vidi, kažu. " * 4
    assert language_of("", text, declared) == found


def test_without_letters_the_claim_stands():
    assert language_of("", "1234 – 5678", "de-AT") == "de"
    assert language_of("", "", None) == "und"
    assert language_of("", "", "nonsense!") == "und"


@given(st.text(max_size=300), st.sampled_from([None, "en", "kk", "??", "zh_Hant"]))
def test_any_text_is_survived(text, declared):
    found = language_of(text, text, declared)
    assert found
    assert found == found.lower()
