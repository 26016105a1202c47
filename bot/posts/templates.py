"""Takes out what a site generator would have run: Liquid and Nunjucks tags, Hugo shortcodes."""

from __future__ import annotations

import re

# Only ASCII inside counts as a program: `{{增长}}` is the author's own text. Lengths are bounded,
# so that a text of nothing but openings costs little.
_COMMENT = re.compile(
    r"\{%-?\s{0,5}comment\s{0,5}-?%\}.{0,2000}?\{%-?\s{0,5}endcomment\s{0,5}-?%\}", re.DOTALL
)
_SHORTCODE = re.compile(r"\{\{[<%]([^{}]{0,1000}?)[>%]\}\}")
_TAG = re.compile(r"\{%[-+]?\s{0,5}[a-z_]{2,30}(?:\s[^{}%]{0,500})?\s{0,5}-?%\}")
_OUTPUT = re.compile(r"\{\{-?\s{0,5}[A-Za-z_.$][\x20-\x7a|~]{0,300}?\s{0,5}-?\}\}")
_CAPTION = re.compile(r"\s(?:caption|title|alt)\s{0,3}=\s{0,3}\"([^\"]{1,500})\"")
MAX_TAGS = 500


def without_template_tags(text: str) -> str:
    """The text without tags; a shortcode of a picture leaves its caption.

    Example: `{% include a.html %}` and `{{ site.title }}` go, `{{翻倍}}` and `{%` stay.
    """
    if "{{" not in text and "{%" not in text:
        return text
    if text.count("{%") < MAX_TAGS:
        text = _COMMENT.sub("", text)
    text = _SHORTCODE.sub(_caption, text)
    return _OUTPUT.sub("", _TAG.sub("", text))


def _caption(shortcode: re.Match[str]) -> str:
    inside = shortcode.group(1)
    found = _CAPTION.search(inside) if inside.lstrip().startswith(("figure", "img", "image")) else None
    return found.group(1) if found else ""
