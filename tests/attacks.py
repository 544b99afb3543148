"""Articles with an attack in every field, and a look at HTML for what isn't ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd

#: What every attack would call or fetch, if it could.
CANARY = re.compile(r"attacke[dr]")

#: Ways in which words become markup, script, style, a link, a formula or an escape sequence.
ATTACKS = (
    "<script>attacked(1)</script>",
    "<img src=x onerror=attacked(2)>",
    '"><img src=x onerror=attacked(3)>',
    "' onmouseover='attacked(4)' autofocus onfocus='attacked(4)",
    '" autofocus onfocus="attacked(5)" style="position:fixed;inset:0',
    "` onfocus=attacked(6) autofocus tabindex=1 `",
    "</style><script>attacked(7)</script><style>*{background:url(//attacker.invalid/7)}",
    "</textarea></title></mark></summary></template><svg onload=attacked(8)>",
    '<a href="javascript:attacked(9)">here</a> [here](javascript:attacked(9))',
    '<!-- --><iframe srcdoc="<script>parent.attacked(10)</script>"></iframe><!--',
    "]]><script>attacked(11)</script><![CDATA[",
    r"$\href{javascript:attacked(12)}{here}$ \(\unicode{x3C}script\) $$\frac{$$ $5_^ \$ $\oops{$",
    "{{constructor.constructor('attacked(13)')()}} ${attacked(13)} {% include 'attacker' %}",
    ";background:url(//attacker.invalid/14);x:expression(attacked(14)) @import '//attacker'",
    '<base href="//attacker.invalid/"><meta http-equiv=refresh content="0;url=//attacker/15">',
    "&lt;script&gt;attacked(16)&lt;/script&gt; &#60;img src=x onerror=attacked(16)&#62;",
    "\0<scr\0ipt>attacked(17)</script>\ud800\u202e\x1b[31m\x1b]8;;http://attacker.invalid\x1b\\",
    "<details open ontoggle=attacked(18)><x-attacker onclick=attacked(18) style=animation-name:x>",
    '=HYPERLINK("http://attacker.invalid/19") ',
    '<math><mtext><mglyph><style></math><img src=x onerror="attacked(20)"></style>',
    '<noscript><p title="</noscript><img src=x onerror=attacked(21)>">',
    "<form action=javascript:attacked(22)><input autofocus><embed src=//attacker.invalid>",
    "@SUM(1+1)*cmd|' /C attacker'!A0",
    "-2+3+cmd|' /C attacker'!A0\t\r",
)


def attacked_articles() -> pd.DataFrame:
    """Articles in which every field is an attack: labels, names of columns, cells."""
    rows = []
    for number, attack in enumerate(ATTACKS):
        other = ATTACKS[(number + 7) % len(ATTACKS)]
        rows.append(
            {
                "headline": f"{attack} may be a disaster, {other} says",
                "text": _text(attack, other, number),
                "outlet": ATTACKS[number % 4 * 3],
                "published": attack if number % 6 == 5 else f"2024-03-{number + 1:02}",
                "story": ATTACKS[number // 4],
                "byline": attack,
                "url": f"https://{attack}",
                ATTACKS[2]: other,
                ATTACKS[11]: attack,
            }
        )
    # half a surrogate pair can stand in a text, but not in an index of strings
    labels = [attack.replace("\ud800", "") for attack in ATTACKS]
    index = pd.Index(labels, name=ATTACKS[1])
    return pd.DataFrame(rows, index=index, dtype=object)


def _text(attack: str, other: str, number: int) -> str:
    # the first paragraph is the same in articles of one story, so that they are found as such
    story = ATTACKS[number // 4]
    return (
        f"The minister of Velmora, {story}, may resign over the {story} scandal, officials said on "
        f"Tuesday. Critics called it a disgraceful, shocking failure of {story}; the opposition "
        f"{story} demanded a wonderful new start in the capital within seven days.\n\n"
        f"“It is {attack}, perhaps, clearly a catastrophe,” {attack} said. Some of {other}, "
        f"and some experts believe that {attack} could be avoided. It costs $5 and then $6.\n\n"
        f"{attack}\n\n"
        f'"{other}," said Ida {attack} Brandt, who allegedly knows {attack} best; she might be '
        f"right {number} times. {other} is probably not the so-called ‘{attack}’. {attack} {attack}"
    )


#: The elements and attributes that the package writes.
ELEMENTS = frozenset(
    "article section div p span mark sup strong em small code table caption thead tbody tr th td "
    "label input details summary figure figcaption img style dl dt dd dfn ul ol li br".split()
)
ATTRIBUTES = frozenset(
    "class style lang role aria-level aria-label aria-hidden title type checked alt width src "
    "scope scoped colspan rowspan halign valign tabindex border".split()
)
_SPOKEN = ("title", "alt", "aria-label")  # attributes that hold words of the articles


class _Page(HTMLParser):
    def __init__(self, elements: frozenset[str], attributes: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes = elements, attributes
        self.found: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.elements:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in self.attributes:
                self.found.append(f"<{tag} {name}=…>")
            if name in ("src", "href") and not (value or "").startswith(("data:image/png", "#")):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name not in _SPOKEN and CANARY.search(value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and CANARY.search(data):  # inside of a script or a style sheet
            self.found.append(f"<{self.cdata_elem}> {data[:60]!r}")
        self.said.append(data)

    def handle_comment(self, data: str) -> None:
        if CANARY.search(data):
            self.found.append(f"<!--{data[:60]}-->")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.found.append(f"<!{decl[:60]}>")

    unknown_decl = handle_pi = handle_decl


def foreign(
    html: str, elements: frozenset[str] = ELEMENTS, attributes: frozenset[str] = ATTRIBUTES
) -> list[str]:
    """List the elements, attributes, styles and comments of some HTML that aren't ours."""
    page = _Page(elements, attributes)
    page.feed(html)
    page.close()
    return page.found


def words_of(html: str) -> str:
    """What a reader of some HTML sees."""
    page = _Page(ELEMENTS, ATTRIBUTES)
    page.feed(html)
    page.close()
    return "".join(page.said)
