"""What an index was built from, in one string, and what differs between two of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bot.posts.site import Site
from bot.search.tokens import CHAIN

POSTS = 1  # raise it when posts are read or merged in another way: indexes built before are built anew
NAMES = {
    "folders": "the corpus folders are {new} and were {old}",
    "chain": "texts are analysed by {new} and were by {old}",
    "posts": "posts are read by {new} and were by {old}",
    "site": "the site is {new!r} and was {old!r}",
    "timezone": "the time zone is {new} and was {old}",
    "profile": "the site's profile is another one",
}


def fingerprint(folders: Sequence[Path], site: Site) -> str:
    """A digest of twelve characters, a blank, and what it was made from as JSON."""
    parts = {
        "folders": ", ".join(sorted(str(folder.resolve()) for folder in folders)),
        "chain": CHAIN,
        "posts": f"wenda {version('wenda')}, rules {POSTS}",
        "site": site.url,
        "timezone": site.timezone.key,
        "profile": hashlib.sha256(repr(site.profile).encode()).hexdigest(),
    }
    text = json.dumps(parts, sort_keys=True)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:12]} {text}"


def difference(built: str, wanted: str) -> str:
    """Why an index with the fingerprint `built` does not do where `wanted` is, or ""."""
    old, new = parts_of(built), parts_of(wanted)
    for name, sentence in NAMES.items():
        if old.get(name) != new.get(name):
            return sentence.format(old=old.get(name, "unknown"), new=new.get(name))
    return ""


def same_corpus(built: str, wanted: str) -> bool:
    """Are both of the same folders?"""
    return parts_of(built).get("folders") == parts_of(wanted).get("folders")


def parts_of(made: str) -> dict[str, str]:
    _, _, text = made.partition(" ")
    try:
        parts = json.loads(text)
    except ValueError:
        return {}
    return parts if isinstance(parts, dict) else {}
