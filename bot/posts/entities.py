"""The side table of securities: from links, repeats, live charts and codes in brackets.

A link is what the site believes, not the truth: a coal group may be linked to a car maker of the
same name. So an entity says where it was found and by which name, and nobody merges them here.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.posts.markup import is_too_deep
from bot.posts.post import Entity, Mention
from bot.posts.profile import Profile
from bot.posts.standins import brought_back

SHENZHEN, SHANGHAI, NASDAQ, NEW_YORK, HONG_KONG = "0", "1", "105", "106", "116"
MAX_ENTITIES = 500
MAX_NAME = 60

_BRACKET = re.compile(r"[（(]([^（）()\n]{3,80})[)）]")
_BETWEEN = re.compile(r"[/,，、;；\s]+")
_LABEL = re.compile(r"^(?:[^:：]{1,12})[:：]\s?")
# A bare number in brackets is a code only where an exchange gives out such numbers: (202203) is a month.
_MAINLAND = (
    r"(?:00[0-4]|30[01]|60[01358]|68[89]|900|200|15[0-9]|16[0-9]|18[0-9]|5[0-8][0-9]|43\d|8[3-9]\d|92\d)\d{3}"
)
_CODE = re.compile(
    rf"(?P<mainland>\d{{6}})\.(?P<exchange>SZ|SS|SH|BJ)|(?P<bare>{_MAINLAND})"
    r"|(?P<hong_kong>\d{4,5})\.HK|(?P<bare_hong_kong>[08]\d{4})|(?P<ticker>[A-Z]{1,6})\.(?P<venue>[ON])"
)
_ATTRIBUTE = re.compile(r"(\d{1,3}),([A-Za-z0-9_.]{1,12})$")
_NAME_BLANKS = re.compile(r"\s+")


def entities_in(html: str, text: str, profile: Profile) -> tuple[Entity, ...]:
    """All mentions: those of the markup in the order of the page, then codes in brackets.

    html: the body with markup; text: title, digest and text without it. The same mention of the
    same code under the same name is told once.
    """
    found = dict.fromkeys(_in_markup(html, profile) + _in_brackets(text))
    return tuple(found)[:MAX_ENTITIES]


def _in_markup(html: str, profile: Profile) -> list[Entity]:
    marked = profile.entity_attribute and profile.entity_attribute in html
    if not (marked or profile.entity_address.search(html) or profile.chart_code.search(html)):
        return []
    if is_too_deep(html):
        return []
    selector = "a, img" + (f", [{profile.entity_attribute}]" if profile.entity_attribute else "")
    nodes = LexborHTMLParser(html).css(selector)[: 10 * MAX_ENTITIES]
    return [entity for node in nodes if (entity := _of_node(node, profile))]


def _of_node(node: LexborNode, profile: Profile) -> Entity | None:
    attributes = node.attributes
    if node.tag == "img":
        chart = profile.chart_code.search((attributes.get("src") or "")[:1000])
        return _entity(chart.group(1), chart.group(2), "", "chart") if chart else None
    found = (
        _ATTRIBUTE.match(attributes.get(profile.entity_attribute) or "") if profile.entity_attribute else None
    )
    found = found or profile.entity_address.search((attributes.get("href") or "")[:1000])
    if found is None:
        return None
    name = brought_back(_NAME_BLANKS.sub("", node.text()))[:MAX_NAME]
    if not name:  # around a chart, which tells the code itself
        return None
    return _entity(found.group(1), found.group(2), name, "link" if node.tag == "a" else "repeat")


def _in_brackets(text: str) -> list[Entity]:
    if "(" not in text and "（" not in text:
        return []
    found = []
    for bracket in _BRACKET.finditer(text):
        for part in _BETWEEN.split(_LABEL.sub("", bracket.group(1))):
            code = _CODE.fullmatch(part)
            if code:
                found.append(_of_code(code))
    return found


def _of_code(found: re.Match[str]) -> Entity:
    if found["mainland"]:
        market = SHANGHAI if found["exchange"] in ("SH", "SS") else SHENZHEN
        return _entity(market, found["mainland"], "", "inline")
    if found["bare"]:
        market = SHANGHAI if found["bare"][0] in "569" and found["bare"][:2] != "92" else SHENZHEN
        return _entity(market, found["bare"], "", "inline")
    if found["ticker"]:
        market = NASDAQ if found["venue"] == "O" else NEW_YORK
        return _entity(market, found["ticker"], "", "inline")
    return _entity(HONG_KONG, found["hong_kong"] or found["bare_hong_kong"], "", "inline")


def _entity(market: str, code: str, name: str, mention: Mention) -> Entity:
    return Entity(market, code.zfill(5) if market == HONG_KONG and code.isdigit() else code, name, mention)
