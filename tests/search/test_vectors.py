"""The store of vectors: what was added is found, by other readers too, whatever happens to its files."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import EngineError, IndexBusy
from bot.search.meaning import quantised
from bot.search.meaning.places import FEW, MISSING
from bot.search.meaning.quantised import nearest_rows, restored
from bot.search.meaning.records import RECORD, Files
from bot.search.meaning.store import Head, VectorsReader, folder_of, read_head
from bot.search.meaning.writing import LOCK, Entry, forget_others, writing
from tests.search.vectors import DIMENSIONS, HEAD, Votes, added, content, entry, voted

NAMES = ["降准", "降息", "分红", "回购", "减持"]


def keys(*names: str) -> list[bytes]:
    return [entry(name).key for name in names]


def test_a_missing_store_is_an_empty_one(tmp_path: Path) -> None:
    reader = VectorsReader(tmp_path / "none")
    vectors, exist = reader.of(keys("降准"))
    assert (reader.count, reader.dimensions, exist.tolist(), vectors.shape) == (0, 0, [False], (1, 0))
    assert reader.nearest(voted("降准"), 5) == []
    assert reader.sample(5).shape == (0, 0)
    assert reader.rows(keys("降准")).tolist() == [MISSING]


def test_what_was_added_is_found_by_its_key_nearly_as_it_was(tmp_path: Path) -> None:
    added(tmp_path, NAMES)
    vectors, exist = VectorsReader(tmp_path).of(keys("回购", "没有", "降准"))
    assert exist.tolist() == [True, False, True]
    assert np.allclose(vectors[[0, 2]], Votes().passages(["回购", "降准"]), atol=0.01)
    assert not vectors[1].any()


def test_the_nearest_articles_come_first_and_each_once(tmp_path: Path) -> None:
    added(tmp_path, NAMES)
    with writing(tmp_path, HEAD) as writer:  # a second passage of an article that has one
        writer.append([Entry(b"k" * 16, "降准")], Votes().passages(["降准了"]))
    reader = VectorsReader(tmp_path)
    names = [name for name, _ in reader.nearest(voted("降准"), 3)]
    assert names[:2] == ["降准", "降息"]
    assert len(set(names)) == len(names) == 3
    assert reader.nearest(voted("降准"), 1)[0][1] == pytest.approx(1.0, abs=0.01)
    assert reader.nearest(voted("降准"), 0) == []


def test_of_very_many_vectors_those_of_first_passages_are_looked_at(tmp_path: Path) -> None:
    with writing(tmp_path, HEAD) as writer:
        entries = [Entry(entry(name).key, name, place) for place, name in enumerate(NAMES)]
        writer.append(entries, Votes().passages(NAMES))
    assert len(VectorsReader(tmp_path, many=5).nearest(voted("降息"), 5)) == 5
    assert [name for name, _ in VectorsReader(tmp_path, many=4).nearest(voted("降息"), 5)] == ["降准"]


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 300), limit=st.integers(1, 40))
def test_the_nearest_rows_are_those_of_all_products(seed: int, count: int, limit: int) -> None:
    made = np.random.default_rng(seed)
    rows = made.integers(-127, 128, (count, DIMENSIONS)).astype(np.int8)
    scales = made.uniform(0.001, 0.002, count).astype(np.float32)
    vector = made.normal(size=DIMENSIONS).astype(np.float32)
    found, products = nearest_rows(rows, scales, vector, limit)
    asked, scale = quantised.quantised(vector[None])
    every = (rows.astype(np.int64) @ asked[0].astype(np.int64)) * scales * scale[0]
    assert np.allclose(products, np.sort(every)[::-1][:limit], rtol=1e-4)
    assert np.allclose(every[found], products, rtol=1e-4)
    chosen = made.random(count) < 0.3
    some, products = nearest_rows(rows, scales, vector, limit, chosen)
    assert chosen[some].all()
    assert np.allclose(products, np.sort(every[chosen])[::-1][:limit], rtol=1e-4)


def test_numkong_and_numpy_find_the_same() -> None:
    pytest.importorskip("numkong", reason="the extra `semantic` is not installed")
    rows = np.random.default_rng(3).integers(-127, 128, (500, 384)).astype(np.int8)
    assert np.array_equal(quantised.multiplier()(rows, rows[7]), quantised._multiplied(rows, rows[7]))


def test_a_reader_sees_what_is_added_beside_it(tmp_path: Path) -> None:
    reader = VectorsReader(tmp_path)
    added(tmp_path, NAMES[:2])
    assert reader.count == 0
    reader.refresh()
    assert reader.count == 2
    added(tmp_path, NAMES[2:])
    reader.refresh()
    assert reader.of(keys(*NAMES))[1].all()


def test_a_store_that_grows_by_many_and_by_few_finds_every_key(tmp_path: Path) -> None:
    reader, names = VectorsReader(tmp_path), [f"文{number}" for number in range(FEW + 900)]
    for first, last in ((0, 300), (300, 700), (700, FEW + 800), (FEW + 800, FEW + 900)):
        added(tmp_path, names[first:last])
        reader.refresh()
        assert reader.rows(keys(*names[:last])).tolist() == list(range(last))
    assert reader.rows(keys("没有")).tolist() == [MISSING]


@pytest.mark.parametrize("tail", ["records", "rows", "names", "all"])
def test_a_torn_end_is_no_vector_and_is_gone_on_behind(tmp_path: Path, tail: str) -> None:
    added(tmp_path, NAMES[:3])
    files = Files(tmp_path, 1)
    for path in (files.records, files.rows, files.names):
        if tail in ("all", path.name.split("-")[0]):
            with path.open("ab") as file:
                file.write(b"\x07" * 11)
    assert sorted(content(tmp_path)) == sorted(NAMES[:3])
    added(tmp_path, NAMES[3:])
    assert content(tmp_path) == content_of(tmp_path / "whole", NAMES)


def test_a_record_without_its_row_or_its_name_is_none(tmp_path: Path) -> None:
    """As after a power cut: sizes are as they were to be, and what was not written is zeros."""
    added(tmp_path, NAMES[:3])
    with Files(tmp_path, 1).records.open("ab") as file:
        file.write(bytes(2 * RECORD.itemsize))
    with Files(tmp_path, 1).rows.open("ab") as file:
        file.write(bytes(2 * DIMENSIONS))
    assert sorted(content(tmp_path)) == sorted(NAMES[:3])
    os.truncate(Files(tmp_path, 1).names, 6)
    assert sorted(content(tmp_path)) == NAMES[:1]
    os.truncate(Files(tmp_path, 1).rows, 0)
    assert content(tmp_path) == {}


def test_a_store_that_was_begun_anew_is_seen_though_it_is_as_large(tmp_path: Path) -> None:
    added(tmp_path, NAMES[:2])
    reader = VectorsReader(tmp_path)
    (tmp_path / "head.json").unlink()
    added(tmp_path, NAMES[2:4])
    reader.refresh()
    assert reader.rows(keys(*NAMES[:4])).tolist() == [MISSING, MISSING, 0, 1]


def test_only_one_writes(tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    with FileLock(tmp_path / LOCK), pytest.raises(IndexBusy), writing(tmp_path, HEAD):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError, match="cannot be written"), writing(tmp_path / "file" / "store", HEAD):
        pass


def test_a_compacted_store_holds_what_was_kept_and_goes_on(tmp_path: Path) -> None:
    added(tmp_path, NAMES)
    reader = VectorsReader(tmp_path)
    with writing(tmp_path, HEAD) as writer:
        writer.compact(np.array([False, True, False, True, False]))
        assert reader.of(keys("降准"))[1].all()  # it keeps the old map
        assert writer.reader.count == 2
        writer.append([entry("增持")], Votes().passages(["增持"]))
    reader.refresh()
    assert reader.of(keys("降准", "降息", "回购", "增持"))[1].tolist() == [False, True, True, True]
    assert content(tmp_path) == content_of(tmp_path / "whole", ["降息", "回购", "增持"])
    assert sorted(path.name for path in tmp_path.glob("*-*")) == ["names-2", "records-2", "rows-2"]


def test_a_compaction_that_was_killed_before_its_end_never_was(tmp_path: Path) -> None:
    added(tmp_path, NAMES)
    for name in ("rows-2", "names-2", "records-2.new"):
        (tmp_path / name).write_bytes(b"half")
    assert len(content(tmp_path)) == len(NAMES)
    added(tmp_path, [])
    assert sorted(path.name for path in tmp_path.glob("*-*")) == ["names-1", "records-1", "rows-1"]


def test_a_store_that_can_be_read_in_part_is_begun_anew_for_other_dimensions(tmp_path: Path) -> None:
    added(tmp_path, NAMES)
    with writing(tmp_path, Head(HEAD.fingerprint, 8)) as writer:
        assert writer.reader.count == 0
    assert read_head(tmp_path) == Head(HEAD.fingerprint, 8)


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"format": 0}', b"\xff"])
def test_a_head_that_says_nothing_is_none(tmp_path: Path, damage: bytes) -> None:
    added(tmp_path, NAMES)
    (tmp_path / "head.json").write_bytes(damage)
    assert VectorsReader(tmp_path).count == 0
    added(tmp_path, NAMES[:1])
    assert sorted(content(tmp_path)) == NAMES[:1]


def test_another_model_has_another_folder_and_takes_the_place_of_the_first(tmp_path: Path) -> None:
    first, second = folder_of(tmp_path, "one"), folder_of(tmp_path, "two")
    assert first != second
    added(first, NAMES)
    added(second, NAMES)
    forget_others(tmp_path, second)
    assert [path.name for path in tmp_path.iterdir()] == [second.name]


@settings(max_examples=30)
@given(st.lists(st.text(max_size=40), unique=True, max_size=30))
def test_every_id_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    folder = tmp_path_factory.mktemp("names")
    added(folder, names)
    assert sorted(content(folder)) == sorted(names)


def test_a_sample_reaches_from_the_first_to_the_last(tmp_path: Path) -> None:
    added(tmp_path, NAMES)
    reader = VectorsReader(tmp_path)
    assert np.array_equal(reader.sample(2), reader.of(keys("降准", "减持"))[0])
    assert len(reader.sample(100)) == len(NAMES)


def test_restored_vectors_have_length_one() -> None:
    vectors = np.random.default_rng(1).normal(size=(20, 384)).astype(np.float32)
    rows, scales = quantised.quantised(vectors)
    assert np.allclose(np.linalg.norm(restored(rows, scales), axis=1), 1.0)


def content_of(folder: Path, names: list[str]) -> dict[str, list[float]]:
    added(folder, names)
    return content(folder)
