"""What a page puts around and between the paragraphs of an article, one line each.

A rule looks at a whole line and says what kind of furniture it is, or that it is none. It is
better to leave a button in than to take a sentence out: a line is taken only where it says nothing
else, and most rules only look at short ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from mediakit.cleaning.changes import Change

_ADVERTISEMENT = re.compile(
    r"\W*(?:(?:ads?|advertise?ments?|sponsored content|paid content"
    r"|stor(?:y|ies) continue[sd]? below(?: (?:this )?ad(?:vertisement)?)?"
    r"|article continue[sd]? (?:below|after)(?: (?:this )?ad(?:vertisement)?)?"
    r"|scroll (?:down )?to continue(?: with content)?|continue reading(?: the main story)?"
    r"|continue reading below|loading|skip ad(?:vertisement)?)\b\W*)+",
    re.IGNORECASE,
)
_CLICK_HERE = re.compile(r"\bclick (?:here|below|on the link)\b", re.IGNORECASE)
_READ_MORE_ALONE = re.compile(
    r"\W*(?:read|see|show|view|load|find out|learn) more(?: (?:here|below|\w+ articles?))?\W*"
    r"|\W*(?:more|related)(?: (?:on|from) this| stor(?:y|ies)| articles?| coverage| links?)"
    r"(?: \w+)?\W*",
    re.IGNORECASE,
)
_READ_MORE = re.compile(
    r"[\[(>»•*–—-]*\s*(?:read more|read also|also read|read next|read this next|see also|watch also"
    r"|related(?: stor(?:y|ies)| articles?| coverage| content| video)?|more from [\w' ]{2,30}"
    r"|more on this(?: story)?|don['’]t miss|recommended(?: reading)?|up next|watch now|watch more"
    r"|see more)\s*[:|»>–—]\s*\S",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"\W*(?:(?:share|tweet|e-?mail|print|post|pin(?: it)?|save|copy(?: link)?|link|facebook|twitter"
    r"|whatsapp|linkedin|reddit|pinterest|pocket|flipboard|messenger|telegram|tumblr|sms|instagram"
    r"|google\+?|this|article|story|page|on|via|with|by|to|or|and|more|your friends)(?!\w)\W*)+",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\b(?:share|tweet)\b|\be-?mail\b.*\bprint\b|\bprint\b.*\be-?mail\b", re.I)
_NETWORKS = r"(?:twitter|facebook|instagram|flipboard|youtube|linkedin|itunes|snapchat|tiktok)"
_FOLLOW = re.compile(
    rf"[-–—•*(\s]*(?:please )?(?:follow|like|join|find|visit) "
    rf"(?:us|me|him|her|them|@\w+|[\w.' ]{{2,50}}?)"
    rf"\s*(?:on|at|via) {_NETWORKS}\b.{{0,80}}"
    r"|[-–—•*(\s]*follow @\w+[\s.)]*"
    rf"|[-–—•*(\s]*subscribe to (?:our|my) (?:podcast|{_NETWORKS}).{{0,60}}",
    re.IGNORECASE,
)
_NEWSLETTER = re.compile(
    r"\W*(?:(?:newsletter )?sign[- ]?up\b|subscribe\b|get (?:our|the|all the|a|your|more|free)\b"
    r"|want\b|receive\b|join\b|enter your e-?mail|thank(?:s| you) for (?:signing|subscribing)"
    r"|by signing up|newsletters?\b|to get\b|like what you|stay (?:up|in|on))",
    re.IGNORECASE,
)
_NEWSLETTER_SAYS = re.compile(
    r"\bnewsletters?\b|\b(?:your|every) inbox\b|\bin your e-?mail\b|\bsign up (?:here|now|today)\b"
    r"|\bemail alerts?\b|\bsubscribe (?:here|now|today)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bby (?:signing up|subscribing|submitting),?(?: your e-?mail,?)? ?"
    r"you (?:agree|are agreeing)\b"
    r"|\byou can unsubscribe at any time\b|\bplease verify you['’]re not a robot\b",
    re.IGNORECASE,
)
_AGENCIES = (
    r"(?:AP(?: Photo| Images)?|AFP|Reuters|REUTERS|Getty(?: Images)?(?: [A-Z]\w{2,20})?"
    r"|EPA(?:-EFE)?|PA"
    r"|Shutterstock|iStock\w*|Bloomberg|UPI|Zuma(?: Press)?|ZUMA|Corbis|Alamy|NurPhoto|Pool|Xinhua"
    r"|TNS|Redux|Rex(?: Features)?|Press Association|Associated Press|NPR|Staff)"
)
_CREDIT_LINE = re.compile(
    rf"(?:[Ee]nlarge this image ?)?(?:toggle caption ?)?"
    rf"(?:[Ii]mage (?:copyright|source|credit):? |[Ii]mage via "
    rf"|(?:[Pp]hoto|[Pp]icture|[Pp]hotograph|[Ii]mage)s?(?: illustration| credit)?"
    rf"(?: by|:| via| courtesy(?: of)?) |[Cc]redit: ?)?"
    rf"(?:[A-Z][\w.'’-]*[ ,]+(?:[\w.'’-]+[ ,]+){{0,5}})?"
    rf"[A-Z][\w.'’ -]{{0,40}}/ ?{_AGENCIES}(?: ?/ ?{_AGENCIES})*(?: via {_AGENCIES})?[.)]?"
    rf"(?: [A-Z][\w.'’ -]{{0,40}}/ ?{_AGENCIES}(?: ?/ ?{_AGENCIES})*)?"
    rf"|(?:[Ii]mage (?:copyright|source|credit):? |(?:[Pp]hoto|[Pp]icture|[Ii]mage)(?: credit)?: )"
    rf"(?:[A-Z][\w.'’/ -]{{1,60}}|{_AGENCIES}.{{0,40}})"
    r"|(?:(?:AP|AFP|Pool|NurPhoto|EPA|Reuters) ?(?:/|,|via) ?){0,3}Getty Images"
    rf"|AP Photo ?/ ?[A-Z][\w.'’ -]{{2,40}}"
    rf"|\((?:[\w.]+ )?photos?(?:: | by )[^()]{{2,60}}\)"
)
_GALLERY = re.compile(
    r"(?:prev|next|previous)? ?image \d+ of \d+|slideshow \(\d+ images?\)|\d+ ?/ ?\d+ photos?"
    r"|enlarge this image|toggle caption|hide caption",
    re.IGNORECASE,
)
_CREDIT_INSIDE = re.compile(
    rf"[(\[](?:(?:AP |Reuters )?[Pp]hotos?(?: ?/ ?| by |: ?)[^()\[\]]{{2,70}}"
    rf"|[A-Z][\w.'’-]*:? [^()\[\]/]{{1,50}}/ ?{_AGENCIES}(?: via {_AGENCIES})?)[)\]]"
)
# A line that says more than whose picture it is: a sentence before the name, or what it shows.
_CAPTION = re.compile(r"[a-z0-9]{3}\. +[A-Z]|\b[Ii]mage caption\b")
_RIGHTS = re.compile(
    r"(?:copyright(?: ©| \(c\))? ?(?:19|20)\d\d\b|(?:copyright )?(?:©|\(c\)) ?(?:copyright )?"
    r"(?:19|20)\d\d\b).*"
    r"|(?:copyright )?(?:©|\(c\)) ?(?-i:[A-Z])[\w.&-]*(?: [\w.&-]+){0,3}"
    r"(?:[.,] all rights reserved.*)?"
    r"|all rights reserved\.?"
    r"|this material may not be published, broadcast, rewritten,? or redistributed.*",
    re.IGNORECASE,
)
_AGENCY_TAG = re.compile(
    r"\s*(?:[A-Z][\w.,'’/ -]{1,60}? )?\((?:Reuters|AP|AFP|UPI|Bloomberg|CNN|CNN Business|dpa|PTI"
    r"|ANI|IANS|Xinhua|CP|PA|EFE|TASS|KNN|CBS News|Thomson Reuters Foundation)\)"
    r"(?:\s*[-–—]{1,2}\s*|(?=[A-Z“\"])|\s+(?=[A-Z“\"]))"
)


def _advertisement(line: str) -> bool:
    return len(line) < 80 and _ADVERTISEMENT.fullmatch(line) is not None


def _click_here(line: str) -> bool:
    return len(line) <= 100 and not _SPEECH.search(line) and bool(_CLICK_HERE.search(line))


def _read_more(line: str) -> bool:
    if len(line) <= 40 and _READ_MORE_ALONE.fullmatch(line):
        return True
    return (
        len(line) <= 160 and bool(_READ_MORE.match(line)) and not line.endswith((".", "?”", ".”"))
    )


def _share(line: str) -> bool:
    if len(line) <= 160 and _FOLLOW.fullmatch(line):
        return True
    return len(line) <= 80 and bool(_SHARING.fullmatch(line)) and bool(_SHARES.search(line))


def _newsletter(line: str) -> bool:
    if len(line) > 700:
        return False
    if _CONSENT.search(line):
        return True
    return (
        len(line) <= 400 and bool(_NEWSLETTER.match(line)) and bool(_NEWSLETTER_SAYS.search(line))
    )


def _credit(line: str) -> bool:
    if len(line) > 140 or _CAPTION.search(line):
        return False
    return any(form.fullmatch(line) for form in (_CREDIT_LINE, _CREDIT_INSIDE, _GALLERY))


def _rights(line: str) -> bool:
    return len(line) <= 250 and _RIGHTS.fullmatch(line) is not None


_SPEECH = re.compile(r"[“”\"]|\bsaid\b")

#: Rules by name, which say of a line whether it is furniture.
LINE_RULES: Mapping[str, Callable[[str], bool]] = {
    "advertisement": _advertisement,
    "newsletter": _newsletter,
    "copyright": _rights,
    "click here": _click_here,
    "read more": _read_more,
    "share": _share,
    "photo credit": _credit,
}

# Most lines are paragraphs: none of these words, and so nothing to look for.
_LONGEST = 700


def furniture(line: str, rules: Mapping[str, Callable[[str], bool]]) -> str | None:
    """Say by which rule a line is furniture; None if it is a part of the article."""
    if len(line) > _LONGEST:
        return None
    return next((name for name, is_furniture in rules.items() if is_furniture(line)), None)


def credits_inside(text: str) -> Iterator[Change]:
    """Remove a photo credit in brackets that stands inside of a paragraph."""
    for match in _CREDIT_INSIDE.finditer(text):
        has_space = text.startswith(" ", max(0, match.start() - 1))
        yield Change(match.start() - has_space, match.end(), "", "photo credit")


def agency_tag(text: str) -> Iterator[Change]:
    """Remove what a news agency puts before the first sentence: ``LONDON (AP) —``."""
    if match := _AGENCY_TAG.match(text[:200]):
        yield Change(match.start(), match.end(), "", "agency")
