"""What is special about one site: everything that its generator writes and no other does.

Another site writes its own `Profile` and hands it to `Site`; nothing else changes. The defaults
describe a site without habits: no twins, no tail, no quoted digest, categories named as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Profile:
    """The habits of a site. A pattern that never matches stands for a habit it does not have.

    key: finds the article's key (group 1) in a file name without date and suffix.
    no_key: a name that many articles share, so that the date in front of it belongs to the key.
    media_twin: a file name (without date and suffix) of the twin that names category and medium.
    archives: folders of posts that have left the site, so that their address is dead.
    navigation: a line below the text that leads back into the site.
    source_line: a whole line (or the end of one) that names the medium (group 1).
    digest_source: a medium (group 1) in brackets at the end of a digest or of a flash.
    share_link: an address to use only when there is no better one.
    quoted_digest: whether a block quote at the start of the body is the feed's digest.
    literal: runs of Markdown's own characters that mean themselves, as the star of `*ST`.
    machine_caption: the `alt` of a picture that no person wrote.
    chart_block, chart_code: a live price chart in the HTML; its security's market and code
        (groups 1 and 2) in the address of the picture.
    entity_address: a link's address that leads to a security (groups 1 and 2 as above).
    entity_attribute: the attribute that holds `MARKET,CODE`.
    tag_suffix: what the only tag adds to the medium's name; taken off once.
    category_names: names that the rule of the suffix would get wrong, by slug.
    """

    name: str = "plain"
    key: re.Pattern[str] = NEVER
    no_key: re.Pattern[str] = NEVER
    media_twin: re.Pattern[str] = NEVER
    archives: tuple[str, ...] = ()
    navigation: re.Pattern[str] = NEVER
    source_line: re.Pattern[str] = NEVER
    digest_source: re.Pattern[str] = NEVER
    share_link: re.Pattern[str] = NEVER
    quoted_digest: bool = False
    literal: re.Pattern[str] = NEVER
    machine_caption: re.Pattern[str] = NEVER
    chart_block: re.Pattern[str] = NEVER
    chart_code: re.Pattern[str] = NEVER
    entity_address: re.Pattern[str] = NEVER
    entity_attribute: str = ""
    tag_suffix: str = ""
    category_names: Mapping[str, str] = field(default_factory=dict)


PLAIN = Profile()

# A digest ends in `（证券时报网）`; reporters, editors and marks such as `（完）` are no media.
_MEDIUM = r"(?!记者|编辑|责编|作者|完[）)]|图[）)]|未完|\d+[）)])([^（）()\s：:，,。；;、/.%％]{2,18})"

FINEWS = Profile(
    name="finews",
    key=re.compile(r"^(?:NW)?(\d{18})$"),
    no_key=re.compile(r"^(?:NW)?None$"),
    media_twin=re.compile(r"^NW\d{18}$"),
    archives=("old_post",),
    navigation=re.compile(r"^\s*\[返回"),
    source_line=re.compile(
        r"[（(]文章来源[：:]\s*([^（）()\n]{1,60}(?:[（(][^（）()\n]{1,40}[）)])?)\s*[）)]\s*$"
    ),
    digest_source=re.compile(rf"[（(]{_MEDIUM}[）)]\s*$"),
    share_link=re.compile(r"/NewsShare\.html\?", re.IGNORECASE),
    quoted_digest=True,
    literal=re.compile(r"\*(?=S?\*?ST)"),
    machine_caption=re.compile(r"(?:Image|图片)?\d*$|K图\s", re.IGNORECASE),
    chart_block=re.compile(r"<!--\s{0,9}EM_StockImg_Start\s{0,9}-->.*?(?:</p>|\Z)", re.DOTALL),
    chart_code=re.compile(r"/GetPic\.aspx\?(?:[^\s\"'<>]{0,200}&)?nid=(\d{1,3})\.([A-Za-z0-9_.]{1,12})"),
    entity_address=re.compile(r"/unify/r/(\d{1,3})\.([A-Za-z0-9_.]{1,12})"),
    entity_attribute="data-code",
    tag_suffix="新闻",
    category_names={"emnews": "东财滚动新闻", "sitenews": "站长消息"},
)
"""East Money news as the `finews` generator writes it."""
