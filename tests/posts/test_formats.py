"""The line reader against python-frontmatter: what it takes without asking YAML, both read alike."""

from __future__ import annotations

import yaml
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given
from hypothesis import strategies as st

from bot.posts.formats import read_yaml

VALUES = st.text("甲乙“”：，！abON019 :#'\"-[]{}&*!|>%@`~?.,\\\t+", max_size=12).map(str.strip)


@given(VALUES)
def test_a_line_reads_as_in_yaml_or_yaml_damages_it(value: str) -> None:
    block = f"title: {value}\nlayout: post\n"
    read, fault = read_yaml(block, 1)
    try:
        expected = YAMLHandler().load(block)["title"]
    except (yaml.YAMLError, ValueError):
        assert fault is not None
        return
    assert fault is None
    if isinstance(expected, str) and " #" not in value.replace("\t", " "):
        assert read["title"] == expected
    elif not isinstance(expected, str | list | dict):
        assert isinstance(read["title"], str)
