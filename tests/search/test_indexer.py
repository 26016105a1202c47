from __future__ import annotations

import asyncio
import os
import pickle
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from filelock import FileLock

from bot.errors import CheckFailed, CorpusError, EngineError, GoldenFell, IndexBusy
from bot.posts.site import Site
from bot.search.engine import Check, Document, unchecked
from bot.search.engine import Reader as Generation
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.indexer import Indexer
from bot.search.report import IndexReport, Outlook, Progress
from bot.search.trial import Golden, Tried
from tests.search.articles import asking
from tests.search.folders import SITE, indexed, loaded, write_post


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name in ("one", "two", "three"):
        write_post(folder, name)
    return folder


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def engine() -> MemoryEngine:
    return MemoryEngine()


@pytest.fixture
def indexer(engine: MemoryEngine, corpus: Path, state: Path) -> Indexer:
    return Indexer(engine, folders=[corpus], state=state, site=SITE)


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    return report.articles, report.added, report.changed, report.removed


async def titles(engine: MemoryEngine) -> list[str]:
    return [article.title for article in await indexed(engine)]


async def test_the_first_run_indexes_every_article(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    report = await indexer.refresh()
    assert counts(report) == (3, 3, 0, 0)
    assert report.rebuilt == "nothing has been indexed yet"
    assert await indexed(engine) == loaded([corpus])
    assert (await engine.search(asking("正文"))).total == 3


async def test_nothing_changed_means_nothing_to_do(indexer: Indexer) -> None:
    await indexer.refresh()
    report = await indexer.refresh()
    assert (counts(report), report.rebuilt) == ((3, 0, 0, 0), "")


async def test_added_changed_and_removed_articles_are_counted(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    await indexer.refresh()
    write_post(corpus, "four")
    write_post(corpus, "two", title="second")
    write_post(corpus, "three").unlink()
    report = await indexer.refresh()
    assert (counts(report), report.rebuilt) == ((3, 1, 1, 1), "")
    assert sorted(await titles(engine)) == ["four", "one", "second"]


async def test_a_file_of_the_same_size_and_time_is_not_read(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    path = write_post(corpus, "one", title="old")
    await indexer.refresh()
    before = path.stat()
    write_post(corpus, "one", title="new")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(await indexer.refresh()) == (3, 0, 0, 0)
    assert "old" in await titles(engine)


async def test_a_file_with_another_time_and_the_same_text_has_not_changed(
    indexer: Indexer, corpus: Path
) -> None:
    path = write_post(corpus, "one")
    await indexer.refresh()
    os.utime(path, ns=(1, 1))
    assert counts(await indexer.refresh()) == (3, 0, 0, 0)


async def test_a_changed_twin_changes_the_article_of_both(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    key = "202203141146430123"
    write_post(corpus, key, title="plain", text="同一条消息。")
    write_post(corpus, f"NW{key}", title="medium", text="同一条消息。", extra="categories: [caijing]")
    assert (await indexer.refresh()).articles == 4
    write_post(corpus, f"NW{key}", title="medium", text="同一条消息。", extra="categories: [tiyu]")
    assert counts(await indexer.refresh()) == (4, 0, 1, 0)
    assert await indexed(engine) == loaded([corpus])


async def test_articles_with_the_same_text_become_one_and_part_again(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    await indexer.refresh()
    write_post(corpus, "two", text="one的正文。")
    assert counts(await indexer.refresh()) == (2, 0, 1, 1)
    assert await indexed(engine) == loaded([corpus])
    write_post(corpus, "two", text="又不一样了。")
    assert counts(await indexer.refresh()) == (3, 1, 1, 0)
    assert await indexed(engine) == loaded([corpus])


async def test_the_link_between_two_twins_may_go_and_part_them(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    """a and c have the same text, c and d the same key: without c, a and d are two articles."""
    write_post(corpus, "a", text="甲乙丙丁，一去不回。")
    middle = write_post(corpus / "deep", "d", text="甲乙丙丁，一去不回。")
    write_post(corpus, "d", text="戊己庚辛，后会有期。")
    assert (await indexer.refresh()).articles == 4
    middle.unlink()
    assert (await indexer.refresh()).articles == 5
    assert await indexed(engine) == loaded([corpus])


async def test_a_bad_file_is_a_problem_and_no_stop(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    path = corpus / "_posts" / "2022-03-14-bad.md"
    path.write_bytes(b"")
    report = await indexer.refresh()
    assert report.articles == 3
    assert [problem.path for problem in report.problems] == ["_posts/2022-03-14-bad.md"]


async def test_problems_are_told_each_time_until_they_are_mended(indexer: Indexer, corpus: Path) -> None:
    path = corpus / "_posts" / "2022-03-14-bad.md"
    path.write_bytes(b"")
    first = await indexer.refresh()
    write_post(corpus, "four")
    assert (await indexer.refresh()).problems == first.problems != ()
    write_post(corpus, "bad")
    assert (await indexer.refresh()).problems == ()


async def test_posts_that_share_only_a_name_are_told_until_one_is_renamed(
    indexer: Indexer, corpus: Path
) -> None:
    other = corpus / "_posts" / "2022-05-01-one.md"
    other.write_text(
        "---\ntitle: other\ndate: 2022-05-01\n---\n" + "完全不同的另一篇文章。" * 9, encoding="utf-8"
    )
    await indexer.refresh()
    report = await indexer.refresh()
    assert [problem.path for problem in report.problems] == ["_posts/2022-05-01-one.md"]
    os.rename(other, corpus / "_posts" / "2022-05-01-other.md")
    assert (await indexer.refresh()).problems == ()


async def test_a_file_that_breaks_takes_its_article_away_and_gives_it_back(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    path = write_post(corpus, "one")
    await indexer.refresh()
    path.write_bytes(b"")
    assert counts(await indexer.refresh()) == (2, 0, 0, 1)
    write_post(corpus, "one")
    assert counts(await indexer.refresh()) == (3, 1, 0, 0)


async def test_a_name_that_is_no_unicode_is_indexed(indexer: Indexer, corpus: Path) -> None:
    odd = os.fsencode(write_post(corpus, "odd"))
    try:
        os.rename(odd, odd.replace(b"odd", b"o\xffd"))
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    assert (await indexer.refresh()).articles == 4
    assert counts(await indexer.refresh()) == (4, 0, 0, 0)


async def test_an_empty_corpus_is_an_index_of_no_articles(
    engine: MemoryEngine, tmp_path: Path, state: Path
) -> None:
    (tmp_path / "empty").mkdir()
    indexer = Indexer(engine, folders=[tmp_path / "empty"], state=state, site=SITE)
    assert counts(await indexer.refresh()) == (0, 0, 0, 0)
    assert (await indexer.refresh()).rebuilt == ""


async def test_a_vanished_folder_is_an_error_and_the_old_index_answers(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    await indexer.refresh()
    os.rename(corpus, corpus.with_name("elsewhere"))
    with pytest.raises(CorpusError):
        await indexer.refresh()
    assert len(await titles(engine)) == 3
    os.rename(corpus.with_name("elsewhere"), corpus)
    assert counts(await indexer.refresh()) == (3, 0, 0, 0)


# Built anew, and why


async def test_a_rebuild_that_was_asked_for_says_so(indexer: Indexer) -> None:
    await indexer.refresh()
    report = await indexer.refresh(rebuild=True)
    assert (counts(report), report.rebuilt) == ((3, 3, 0, 0), "it was asked for")
    assert (await indexer.refresh()).rebuilt == ""


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        (
            replace(SITE, timezone=ZoneInfo("Europe/Berlin")),
            "time zone is Europe/Berlin and was Asia/Shanghai",
        ),
        (replace(SITE, url="https://example.org"), "site is 'https://example.org' and was ''"),
        (replace(SITE, profile=replace(SITE.profile, name="other")), "profile"),
    ],
    ids=["timezone", "url", "profile"],
)
async def test_another_site_builds_anew(
    indexer: Indexer, engine: MemoryEngine, corpus: Path, state: Path, site: Site, reason: str
) -> None:
    await indexer.refresh()
    other = Indexer(engine, folders=[corpus], state=state, site=site)
    assert reason in (await other.refresh()).rebuilt
    assert await indexed(engine) == loaded([corpus], site)


async def test_another_corpus_builds_anew_and_is_never_mixed(
    indexer: Indexer, engine: MemoryEngine, tmp_path: Path, state: Path
) -> None:
    await indexer.refresh()
    write_post(tmp_path / "other", "foreign")
    report = await Indexer(engine, folders=[tmp_path / "other"], state=state, site=SITE).refresh()
    assert "the corpus folders are" in report.rebuilt
    assert await titles(engine) == ["foreign"]


async def test_several_folders_are_one_corpus_whatever_their_order(
    engine: MemoryEngine, corpus: Path, tmp_path: Path, state: Path
) -> None:
    other = tmp_path / "other"
    write_post(other, "one", title="twin in another folder")
    write_post(other, "four")
    report = await Indexer(engine, folders=[corpus, other], state=state, site=SITE).refresh()
    assert report.articles == 4
    assert (await Indexer(engine, folders=[other, corpus], state=state, site=SITE).refresh()).rebuilt == ""


async def test_a_lost_index_builds_anew(indexer: Indexer, corpus: Path, state: Path) -> None:
    await indexer.refresh()
    report = await Indexer(MemoryEngine(), folders=[corpus], state=state, site=SITE).refresh()
    assert (counts(report), report.rebuilt) == ((3, 3, 0, 0), "nothing has been indexed yet")


def manifests(state: Path) -> list[str]:
    return sorted(path.name for path in state.glob("manifest*"))


async def test_a_lost_list_of_files_builds_anew(indexer: Indexer, state: Path) -> None:
    await indexer.refresh()
    (state / "manifest-gen-1.sqlite").unlink()
    assert (await indexer.refresh()).rebuilt == "the list of indexed files is missing"
    assert (await indexer.refresh()).rebuilt == ""


GARBAGE = {
    "garbage": b"no database at all" * 1000,
    "empty": b"",
    "damaged inside": b"\xff" * 12288,
}


@pytest.mark.parametrize("written", GARBAGE.values(), ids=GARBAGE.keys())
async def test_a_list_of_files_that_cannot_be_read_builds_anew(
    indexer: Indexer, state: Path, written: bytes
) -> None:
    await indexer.refresh()
    path = state / "manifest-gen-1.sqlite"
    path.write_bytes(path.read_bytes()[: max(0, len(written) - 8192)] + written if written else b"")
    assert "could not be read" in (await indexer.refresh()).rebuilt
    assert (await indexer.refresh()).rebuilt == ""


async def test_a_list_of_files_of_another_index_builds_anew(
    indexer: Indexer, corpus: Path, state: Path
) -> None:
    await indexer.refresh()
    foreign = (state / "manifest-gen-1.sqlite").read_bytes()
    write_post(corpus, "four")
    await indexer.refresh()
    (state / "manifest-gen-2.sqlite").write_bytes(foreign)
    assert "does not belong to this index" in (await indexer.refresh()).rebuilt
    assert counts(await indexer.refresh()) == (4, 0, 0, 0)


async def test_a_list_of_files_that_the_disk_refuses_is_our_own_error(indexer: Indexer, state: Path) -> None:
    (state / "unfinished.sqlite").mkdir(parents=True)
    with pytest.raises(EngineError, match="cannot be written") as raised:
        await indexer.refresh()
    assert "disk is full" in raised.value.hint


async def test_an_index_of_the_earlier_layout_is_built_anew_and_its_leftovers_go(
    corpus: Path, state: Path
) -> None:
    await LocalEngine(state).rebuild([], fingerprint="")
    (state / "CURRENT").write_text("gen-1", encoding="ascii")
    (state / "manifest.sqlite").write_bytes(b"what was indexed")
    report = await Indexer(LocalEngine(state), folders=[corpus], state=state, site=SITE).refresh()
    assert "another layout" in report.rebuilt
    assert manifests(state) == ["manifest-gen-2.sqlite"]
    assert not (state / "gen-1").exists()


async def test_an_index_of_another_format_builds_anew(corpus: Path, state: Path) -> None:
    indexer = Indexer(LocalEngine(state), folders=[corpus], state=state, site=SITE)
    await indexer.refresh()
    (state / "gen-1" / "wenda.json").write_text('{"format": 0}', encoding="utf-8")
    again = Indexer(LocalEngine(state), folders=[corpus], state=state, site=SITE)
    assert "another format" in (await again.refresh()).rebuilt


# Generations


async def test_each_generation_has_its_manifest_and_none_outlives_it(
    indexer: Indexer, corpus: Path, state: Path
) -> None:
    for number in range(4):
        write_post(corpus, f"more{number}")
        await indexer.refresh()
    assert manifests(state) == ["manifest-gen-3.sqlite", "manifest-gen-4.sqlite"]
    assert counts(await indexer.refresh()) == (7, 0, 0, 0)
    assert manifests(state) == ["manifest-gen-3.sqlite", "manifest-gen-4.sqlite"]


async def test_what_changes_no_article_makes_no_generation(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    path = write_post(corpus, "one")
    await indexer.refresh()
    os.utime(path, ns=(1, 1))
    (corpus / "_posts" / "2022-03-14-bad.md").write_bytes(b"")
    report = await indexer.refresh()
    assert (counts(report), len(report.problems)) == ((3, 0, 0, 0), 1)
    assert (await engine.status()).version == "gen-1"
    assert await indexer.outdated() == ""


async def test_a_rollback_takes_the_last_change_back(
    indexer: Indexer, engine: MemoryEngine, corpus: Path, state: Path
) -> None:
    await indexer.refresh()
    write_post(corpus, "one", title="wrong")
    await indexer.refresh()
    status = await indexer.rollback()
    assert (status.version, status.held) == ("gen-1", True)
    assert "wrong" not in await titles(engine)
    assert manifests(state) == ["manifest-gen-1.sqlite"]


async def test_after_a_rollback_only_a_refresh_that_is_asked_for_changes_anything(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    (corpus / "_posts" / "2022-03-14-bad.md").write_bytes(b"")
    await indexer.refresh()
    write_post(corpus, "one", title="new")
    await indexer.refresh()
    await indexer.rollback()
    held = await indexer.refresh(automatic=True)
    assert (counts(held), held.held, len(held.problems)) == ((3, 0, 0, 0), True, 1)
    assert "new" not in await titles(engine)
    asked = await indexer.refresh()
    assert (counts(asked), asked.held) == ((3, 0, 1, 0), False)
    write_post(corpus, "one", title="newer")
    assert counts(await indexer.refresh(automatic=True)) == (3, 0, 1, 0)


async def test_a_refresh_that_finds_nothing_to_do_ends_a_hold_too(
    indexer: Indexer, engine: MemoryEngine, corpus: Path
) -> None:
    before = write_post(corpus, "one").read_bytes()
    await indexer.refresh()
    path = write_post(corpus, "one", title="wrong")
    await indexer.refresh()
    await indexer.rollback()
    path.write_bytes(before)
    assert counts(await indexer.refresh()) == (3, 0, 0, 0)
    assert not (await engine.status()).held


async def test_an_index_that_does_not_fit_any_more_is_built_anew_though_held(
    indexer: Indexer, engine: MemoryEngine, corpus: Path, state: Path
) -> None:
    await indexer.refresh()
    write_post(corpus, "four")
    await indexer.refresh()
    await indexer.rollback()
    other = Indexer(engine, folders=[corpus], state=state, site=replace(SITE, url="https://example.org"))
    report = await other.refresh(automatic=True)
    assert (report.articles, report.held) == (4, False)


async def test_without_a_generation_before_a_rollback_says_so(indexer: Indexer) -> None:
    await indexer.refresh()
    with pytest.raises(EngineError, match="nothing before gen-1"):
        await indexer.rollback()


# The self-check


async def test_a_corpus_that_lost_most_of_its_articles_at_once_is_refused_unless_insisted_on(
    indexer: Indexer, engine: MemoryEngine, corpus: Path, state: Path
) -> None:
    paths = [write_post(corpus, f"more{number}") for number in range(17)]
    await indexer.refresh()
    for path in paths[:11]:
        path.unlink()
    for _ in range(2):
        with pytest.raises(CheckFailed, match="of 20 articles only 9 would be left") as raised:
            await indexer.refresh()
        assert "wenda index --rebuild" in raised.value.hint
        assert len(await titles(engine)) == 20
    assert manifests(state) == ["manifest-gen-1.sqlite"]
    assert (await indexer.refresh(rebuild=True)).articles == 9


async def test_a_small_corpus_and_half_of_a_large_one_may_go(indexer: Indexer, corpus: Path) -> None:
    paths = [write_post(corpus, f"more{number}") for number in range(17)]
    await indexer.refresh()
    for path in paths[:10]:
        path.unlink()
    assert counts(await indexer.refresh()) == (10, 0, 0, 10)
    for path in paths[10:]:
        path.unlink()
    assert counts(await indexer.refresh()) == (3, 0, 0, 7)


async def test_most_articles_may_not_go_while_all_is_read_anew_for_another_reason(
    indexer: Indexer, engine: MemoryEngine, corpus: Path, state: Path
) -> None:
    paths = [write_post(corpus, f"more{number}") for number in range(20)]
    await indexer.refresh()
    for path in paths:
        path.unlink()
    site = replace(SITE, url="https://example.org")
    other = Indexer(engine, folders=[corpus], state=state, site=site)
    with pytest.raises(CheckFailed):
        await other.refresh()


async def test_another_smaller_corpus_is_no_loss(
    indexer: Indexer, engine: MemoryEngine, corpus: Path, state: Path, tmp_path: Path
) -> None:
    for number in range(20):
        write_post(corpus, f"more{number}")
    await indexer.refresh()
    write_post(tmp_path / "other", "foreign")
    other = Indexer(engine, folders=[tmp_path / "other"], state=state, site=SITE)
    assert (await other.refresh()).articles == 1


# One at a time, and what is seen of it


class HeldEngine(MemoryEngine):
    """Waits in the middle of an update until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    async def update(
        self, documents: Iterable[Document], *, removed: Iterable[str] = (), check: Check = unchecked
    ) -> int:
        self.reached.set()
        await self.go_on.wait()
        return await super().update(documents, removed=removed, check=check)


async def test_a_second_refresh_is_refused_while_one_runs(corpus: Path, state: Path) -> None:
    engine = HeldEngine()
    indexer = Indexer(engine, folders=[corpus], state=state, site=SITE)
    await indexer.refresh()
    write_post(corpus, "four")
    running = asyncio.create_task(indexer.refresh())
    await engine.reached.wait()
    with pytest.raises(IndexBusy):
        await indexer.refresh()
    assert (await engine.search(asking("正文"))).total == 3
    engine.go_on.set()
    assert (await running).added == 1
    assert counts(await indexer.refresh()) == (4, 0, 0, 0)


async def test_a_refresh_of_another_process_is_waited_for_by_nobody(indexer: Indexer, state: Path) -> None:
    await indexer.refresh()
    with FileLock(state / "refresh.lock"), pytest.raises(IndexBusy):
        await indexer.refresh()
    assert counts(await indexer.refresh()) == (3, 0, 0, 0)


async def test_progress_is_told_in_the_event_loops_thread_to_the_end_of_each_phase(indexer: Indexer) -> None:
    told: list[Progress] = []
    threads = set()

    def watch(progress: Progress) -> None:
        told.append(progress)
        threads.add(threading.current_thread())

    await indexer.refresh(watch)
    assert threads == {threading.current_thread()}
    assert [one for one in told if one.done == one.total] == [
        Progress("scan", 3, 3),
        Progress("read", 3, 3),
        Progress("write", 3, 3),
    ]


async def test_progress_is_not_told_for_every_file(indexer: Indexer, corpus: Path) -> None:
    for number in range(200):
        write_post(corpus, f"more{number}")
    told: list[Progress] = []
    await indexer.refresh(told.append)
    assert len(told) < 100


async def test_a_state_folder_that_cannot_be_made_is_our_own_error(
    engine: MemoryEngine, corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EngineError, match="cannot be written"):
        await Indexer(engine, folders=[corpus], state=tmp_path / "file" / "state", site=SITE).refresh()


async def test_an_outlook_tells_what_a_refresh_would_find_and_changes_nothing(tmp_path: Path) -> None:
    corpus, state = tmp_path / "corpus", tmp_path / "state"
    for name in ("one", "two", "three", "four"):
        write_post(corpus, name)
    engine = LocalEngine(state)
    indexer = Indexer(engine, folders=[corpus], state=state, site=SITE, workers=0)
    assert (await indexer.outlook()).anew == "nothing has been indexed yet"
    await indexer.refresh()
    assert await indexer.outlook() == Outlook()
    write_post(corpus, "one", text="改过的正文。")
    write_post(corpus, "five")
    (corpus / "_posts" / "2022-03-14-bad.md").write_bytes(b"")
    next(corpus.rglob("*two*")).unlink()
    os.utime(next(corpus.rglob("*three*")), (1, 1))
    ahead = await indexer.outlook()
    assert (ahead.new, ahead.changed, ahead.gone, ahead.unread, ahead.anew) == (2, 1, 1, 0, "")
    assert [problem.path for problem in ahead.problems] == ["_posts/2022-03-14-bad.md"]
    assert await indexer.outlook() == ahead
    report = await indexer.refresh()
    assert (report.added, report.changed, report.removed) == (1, 1, 1)


async def test_a_generation_that_answers_fewer_of_the_editors_questions_is_refused_unless_none_is_asked(
    tmp_path: Path,
) -> None:
    corpus, state = tmp_path / "corpus", tmp_path / "state"
    write_post(corpus, "one")
    engine, golden = LocalEngine(state), (Golden("谁", "one"),)
    seen: list[tuple[int, int]] = []

    async def trial(questions: tuple[Golden, ...], after: Generation, before: Generation) -> Tried:
        assert questions == golden
        counts = (await after.status()).documents, (await before.status()).documents
        seen.append(counts)
        return Tried(1, 1, 2 - counts[0], ("谁",))

    indexer = Indexer(engine, folders=[corpus], state=state, site=SITE, workers=0, trial=trial)
    await indexer.refresh()
    assert (await indexer.refresh(golden=golden)).tried is None
    assert seen == []
    write_post(corpus, "two")
    with pytest.raises(GoldenFell) as fell:
        await indexer.refresh(golden=golden)
    assert (fell.value.counts, fell.value.lost) == ((1, 0, 1), ("谁",))
    assert pickle.loads(pickle.dumps(fell.value)).counts == (1, 0, 1)
    assert seen == [(2, 1)]
    assert (await engine.status()).documents == 1
    report = await indexer.refresh()
    assert (report.added, report.tried) == (1, None)
    next(corpus.rglob("*two*")).unlink()
    report = await indexer.refresh(golden=golden)
    assert (report.removed, report.tried) == (1, Tried(1, 1, 1, ("谁",)))
