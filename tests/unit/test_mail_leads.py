"""Which links of a letter are articles."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.collect.mail.leads import leads_of_markup, leads_of_text
from tearsheet.collect.mail.wrappers import unwrapped

PAGE = "https://ledger.example/world/three-states-sign-a-calendar-of-water"
TARGETS = frozenset({"url", "q", "u", "to"})


def found(markup, *ways_out):
    return [(lead.url, lead.title) for lead in leads_of_markup(markup, ways_out)]


def anchor(url, words):
    return f'<p><a href="{url}">{words}</a></p>'


def wrapped_in_base64(url):
    code = base64.urlsafe_b64encode(json.dumps({"e": url, "p": 5}).encode()).decode()
    return f"https://post.example/redirect/2/{code.rstrip('=')}.s1gn4ture?j=x"


@pytest.mark.parametrize(
    "link",
    [
        PAGE,
        f"{PAGE}#comments",
        f"https://www.google.com/url?rct=j&sa=t&url={PAGE}&ct=ga&cd=abc",
        "https://eur01.safelinks.protection.outlook.com/?url="
        "https%3A%2F%2Fledger.example%2Fworld%2Fthree-states-sign-a-calendar-of-water&data=05",
        "https://urldefense.com/v3/__https://ledger.example/world/"
        "three-states-sign-a-calendar-of-water__;!!abc$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__ledger.example_world_"
        "three-2Dstates-2Dsign-2Da-2Dcalendar-2Dof-2Dwater&d=Dw",
        "https://x.awstrack.me/L0/https:%2F%2Fledger.example%2Fworld%2F"
        "three-states-sign-a-calendar-of-water/1/0102-sig",
        wrapped_in_base64(PAGE),
    ],
)
def test_wrappers_are_unwrapped(link):
    assert unwrapped(link, TARGETS) == PAGE


@pytest.mark.parametrize(
    "link",
    [
        "https://click.post.example/ls/click?upn=u001.AbCdEf",
        "https://ledger.example/search?q=water+treaty",
        "https://ledger.example/a?url=javascript:alert(1)",
        "https://ledger.example/a?to=http://localhost/",
    ],
)
def test_what_only_a_server_can_resolve_stays(link):
    assert unwrapped(link, TARGETS) == link


@pytest.mark.parametrize(
    "headline",
    [
        "Three river states sign a calendar of water",
        "Три государства подписали водный календарь",
        "三国签署河流用水日历协议",
        "세 나라가 강물 달력에 서명하다",
        "ثلاث دول توقع على تقويم مشترك للمياه",
        "שלוש מדינות חתמו על לוח המים",
        "तीन राज्यों ने जल पंचांग पर हस्ताक्षर किए",
        "Үш мемлекет су күнтізбесіне қол қойды",
    ],
)
def test_a_headline_is_a_lead_in_every_script(headline):
    link = "https://click.post.example/ls/click?upn=u001.AbCdEf"
    assert found(anchor(link, headline)) == [(link, headline)]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mailto:desk@ledger.example", "Write to the people at our desk"),
        ("https://ledger.example/", "The Harbour Ledger, printed since the war"),
        ("https://post.example/u/1234567", "Unsubscribe from this list"),
        ("https://post.example/p/1234567", "Manage your email preferences"),
        ("https://post.example/v/1234567", "View this email in your browser"),
        ("https://post.example/v/1234567", "Voir cet e-mail en ligne"),
        ("https://post.example/v/1234567", "Отписаться от этой рассылки"),
        ("https://post.example/v/1234567", "退订此邮件"),
        ("https://post.example/v/1234567", "إلغاء الاشتراك في النشرة"),
        ("https://www.facebook.com/harbourledger", "Our page where readers meet daily"),
        ("https://twitter.com/intent/tweet?text=a", "Share this story with your friends"),
        ("https://ledger.example/logo.png", "The Harbour Ledger and its logo"),
        ("https://reader:secret@ledger.example/world/a-story-of-water", "A long story about water"),
        ("https://ledger.example/privacy", "How we treat what you tell us"),
        ("javascript:alert(1)", "A headline that is longer than four words"),
        ("https://ledger.example/world", "World"),
    ],
)
def test_links_about_the_letter_are_left_out(url, words):
    assert found(anchor(url, words)) == []


def test_a_way_out_that_the_head_names_is_left_out_whatever_it_is_called():
    link = "https://post.example/x/98765"
    assert found(anchor(link, "Here are five words, no more"), link) == []


def test_picture_headline_and_more_are_one_lead():
    letter = (
        f'<table><tr><td><a href="{PAGE}?utm_source=letter"><img src="a.jpg" alt=""></a></td>'
        f"<td><h2>Three states sign a calendar of water</h2><p>Long told.</p>"
        f'<a href="{PAGE}">Read more</a></td></tr></table>'
    )
    (lead,) = leads_of_markup(letter)
    assert lead.title == "Three states sign a calendar of water"


def test_an_alert_names_its_articles_once():
    link = f"https://www.google.com/url?rct=j&sa=t&url={PAGE}&ct=ga"
    letter = (
        anchor(link, "Three states sign a <b>calendar</b> of water")
        + anchor(f"https://www.google.com/alerts/feedback?ffu={PAGE}&s=1", "Flag as irrelevant")
        + anchor("https://www.google.com/alerts?s=AB2Xq4h&hl=en", "See more results")
    )
    assert found(letter) == [(PAGE, "Three states sign a calendar of water")]


def test_a_headline_may_speak_of_what_ways_out_speak_of():
    words = "Court rules that shoppers may unsubscribe from any club at any time, says minister"
    assert found(anchor(PAGE, words)) == [(PAGE, words)]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("about-the-war-on-the-irda", "About the war on the Irda"),
        ("unsubstantiated-claims-of-a-flood", "Unsubstantiated claims of a flood"),
        ("preference-shares-rise-again", "Preference shares rise again today"),
        ("young-men-sign-up-for-the-fleet", "Young men sign up for the fleet"),
        ("terms-of-the-peace-agreed", "Terms of the peace are agreed"),
        ("alerts/storm-warning-for-the-coast", "Storm warning for the whole coast"),
    ],
)
def test_articles_whose_words_are_those_of_ways_out(path, words):
    link = f"https://ledger.example/{path}"
    assert found(anchor(link, words)) == [(link, words)]


def test_plain_letters_name_an_address_by_the_line_above_it():
    text = (
        "Three states sign a calendar of water\n"
        f"<https://www.google.com/url?url={PAGE}&ct=ga>\n\n"
        "See all: https://ledger.example/world/ferry-crews-call-off-their-strike.\n"
        "Unsubscribe: https://post.example/unsubscribe/1234\n"
        "Write to us at https://ledger.example\n"
    )
    leads = leads_of_text(text)
    assert [lead.url for lead in leads] == [
        PAGE,
        "https://ledger.example/world/ferry-crews-call-off-their-strike",
    ]
    assert leads[0].title == "Three states sign a calendar of water"


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("<a href=\"htp:/.x?=&%3A2F>b' \x00\ud800é水"), max_size=200)
)
def test_no_letter_breaks_it(text):
    for lead in (*leads_of_markup(text), *leads_of_text(text)):
        assert lead.url.lower().startswith("http")


def test_ten_thousand_links_cost_little():
    letter = "".join(anchor(f"{PAGE}-{n}", f"Headline of story number {n}") for n in range(10_000))
    assert len(leads_of_markup(letter)) == 500
