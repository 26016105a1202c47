"""The lexicon follows the index, is stored beside it, and nobody waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from bot.posts.post import Entity
from bot.search.engine import Document, SearchEngine
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.keeper import LexiconKeeper
from bot.search.lexicon import EMPTY_LEXICON
from bot.search.lexicon_store import FILE, LOCK, load, save
from bot.search.tokens import document
from tests.search.articles import an_article
from tests.search.lexicons import a_lexicon, meant

BANK = document(an_article("bank", title="招商银行年报", text="招商银行公布年报。"))
CAR = document(an_article("car", title="比亚迪新车", text="比亚迪发布新车。"))


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SearchEngine]:
    opened = LocalEngine(tmp_path / "index")
    yield opened
    await opened.aclose()


async def kept(engine: SearchEngine, folder: Path | None = None) -> LexiconKeeper:
    keeper = LexiconKeeper(engine, folder=folder)
    await keeper.renew()
    return keeper


async def test_before_the_first_build_the_lexicon_is_empty(engine: SearchEngine) -> None:
    assert (await kept(engine)).current == EMPTY_LEXICON


async def test_a_change_of_the_index_gives_another_lexicon(engine: SearchEngine) -> None:
    await engine.rebuild([BANK], fingerprint="")
    keeper = await kept(engine)
    assert meant(keeper.current, "招商银航") == {"招商银航": "招商银行"}
    assert meant(keeper.current, "比亚敌") == {}
    first = keeper.current
    await keeper.renew()
    assert keeper.current is first
    await engine.update([CAR])
    await keeper.renew()
    assert meant(keeper.current, "比亚敌") == {"比亚敌": "比亚迪"}


async def test_readers_go_on_with_the_old_lexicon_meanwhile() -> None:
    engine = MemoryEngine()
    await engine.rebuild([BANK], fingerprint="")
    keeper = LexiconKeeper(engine)
    making = keeper.renew_soon()
    assert keeper.renew_soon() is making
    assert keeper.current is EMPTY_LEXICON
    await making
    assert keeper.current.count("招商银行") == 1


async def test_a_failure_beside_the_answering_is_no_error_of_a_question(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = LocalEngine(tmp_path)
    await engine.rebuild([BANK], fingerprint="")
    keeper = await kept(engine)
    (tmp_path / "CURRENT").write_text("gen-9", encoding="ascii")
    await keeper.renew_soon()
    assert "no new lexicon" in caplog.text
    assert keeper.current.count("招商银行") == 1


async def test_names_of_securities_and_categories_are_proper(engine: SearchEngine) -> None:
    article = replace(BANK.article, entities=(Entity("1", "600036", "招商銀行", "link"),))
    await engine.rebuild([Document(article, BANK.words, BANK.bigrams)], fingerprint="")
    lexicon = (await kept(engine)).current
    assert set(lexicon.proper) == {"招商银行", "财经"}
    assert lexicon.names.codes == {"招商银行": "600036"}


async def test_tables_are_stored_beside_the_index_and_loaded_for_the_same_version(
    engine: SearchEngine, tmp_path: Path
) -> None:
    await engine.rebuild([BANK, CAR], fingerprint="")
    await kept(engine, tmp_path)
    version = (await engine.status()).version
    assert load(tmp_path, key=version) is not None
    assert load(tmp_path, key="another") is None
    assert (tmp_path / FILE).exists()
    again = await kept(engine, tmp_path)
    assert meant(again.current, "招商银航 比亚敌 zsyh") == {
        "招商银航": "招商银行",
        "比亚敌": "比亚迪",
        "zsyh": "招商银行",
    }


@pytest.mark.parametrize("written", [b"", b"{}\n", b"no tables", b"\x00" * 100])
async def test_a_stored_file_that_is_broken_is_made_again(
    engine: SearchEngine, tmp_path: Path, written: bytes
) -> None:
    (tmp_path / FILE).write_bytes(written)
    assert load(tmp_path, key="") is None
    await engine.rebuild([BANK], fingerprint="")
    assert (await kept(engine, tmp_path)).current.count("招商银行") == 1


def test_what_a_process_left_that_died_while_storing_goes_with_the_next(tmp_path: Path) -> None:
    tables = a_lexicon("招商银行公布年报").tables
    assert tables is not None
    (tmp_path / "lexicon.tables.new").write_bytes(b"half of it")
    save(tables, tmp_path, key="1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lexicon.lock", "lexicon.tables"]


def test_while_another_process_stores_a_lexicon_none_is_stored(tmp_path: Path) -> None:
    tables = a_lexicon("招商银行公布年报").tables
    assert tables is not None
    with FileLock(tmp_path / LOCK):
        save(tables, tmp_path, key="1")
    assert load(tmp_path, key="1") is None


@pytest.mark.parametrize("place", [-1, -100, -1000])
def test_a_stored_file_with_a_wrong_byte_is_not_used(tmp_path: Path, place: int) -> None:
    tables = a_lexicon("招商银行公布年报").tables
    assert tables is not None
    save(tables, tmp_path, key="1")
    stored = bytearray((tmp_path / FILE).read_bytes())
    stored[place] ^= 1
    (tmp_path / FILE).write_bytes(stored)
    assert load(tmp_path, key="1") is None
    (tmp_path / FILE).write_bytes(stored[:place])
    assert load(tmp_path, key="1") is None


def test_loaded_tables_outlive_their_file(tmp_path: Path) -> None:
    tables, others = a_lexicon("招商银行公布年报").tables, a_lexicon("比亚迪发布新车").tables
    assert tables is not None
    assert others is not None
    save(tables, tmp_path, key="1")
    loaded = load(tmp_path, key="1")
    save(others, tmp_path, key="2")
    assert loaded is not None
    assert np.array_equal(loaded.pairs.keys, tables.pairs.keys)


def test_what_is_stored_comes_back_equal(tmp_path: Path) -> None:
    tables = a_lexicon("招商银行公布年报", "𠮷野家 windows").tables
    assert tables is not None
    save(tables, tmp_path, key="1")
    loaded = load(tmp_path, key="1")
    assert loaded is not None
    assert loaded.sounds.syllables == tables.sounds.syllables
    assert np.array_equal(loaded.pairs.keys, tables.pairs.keys)
    assert [loaded.words[one] for one in range(len(loaded.words))] == [
        tables.words[one] for one in range(len(tables.words))
    ]


async def test_a_folder_that_cannot_be_written_costs_only_time(
    engine: SearchEngine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await engine.rebuild([BANK], fingerprint="")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    keeper = await kept(engine, tmp_path / "file")
    assert keeper.current.count("招商银行") == 1
    assert "cannot be stored" in caplog.text


async def test_a_lexicon_that_another_process_makes_is_waited_for_with_the_old_one(
    engine: SearchEngine, tmp_path: Path
) -> None:
    await engine.rebuild([BANK], fingerprint="")
    keeper = LexiconKeeper(engine, folder=tmp_path, makes=False)
    await keeper.renew()
    assert keeper.current == EMPTY_LEXICON
    await kept(engine, tmp_path)
    await keeper.renew()
    assert meant(keeper.current, "招商银航") == {"招商银航": "招商银行"}
    await engine.update([CAR])
    first = keeper.current
    await keeper.renew()
    assert keeper.current is first
    await kept(engine, tmp_path)
    await keeper.renew()
    assert meant(keeper.current, "比亚敌") == {"比亚敌": "比亚迪"}
