"""A question's vector in time for its answer, or none: then words alone answer, and soon."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from bot.errors import EmbedderError
from bot.search.article_text import Whole
from bot.search.meaning.embedder import Embedder, Unfit, Vectors
from bot.search.meaning.outages import FIRST_REST, LATE_IN_A_ROW, LONGEST_REST, Outages
from bot.search.meaning.passage import key, meant
from bot.search.meaning.sensing import REMEMBERED, SAMPLE, VectorSense
from bot.search.meaning.store import VectorsReader
from bot.search.meaning.writing import Entry, writing
from tests.search.articles import an_article
from tests.search.vectors import HEAD, Votes, voted

TITLES = {"a1": "央行降准", "a2": "公司分红", "a3": "股东减持"}


def kept(name: str, text: str = "") -> Whole:
    return Whole(an_article(name, title=TITLES[name], text=text))


def fill(folder: Path, *names: str) -> None:
    with writing(folder, HEAD) as writer:
        for name in names:
            for passage in meant(*kept(name).texts):
                writer.append([Entry(key(name, passage), name)], voted(passage)[None])


@contextmanager
def sensing(
    folder: Path,
    opening: Callable[[], Embedder] = Votes,
    *,
    outages: Outages | None = None,
    patience: float = 30.0,
) -> Iterator[VectorSense]:
    made = VectorSense(opening, VectorsReader(folder), patience=patience, outages=outages)
    with closing(made):
        yield made


class Failing(Votes):
    """Raises until it is mended."""

    broken = True

    def questions(self, texts: Sequence[str]) -> Vectors:
        self.told.extend(texts)
        if self.broken:
            raise EmbedderError("no memory")
        return self.passages(texts)


def test_articles_are_as_near_as_their_passages(tmp_path: Path) -> None:
    fill(tmp_path, "a1", "a2")
    with sensing(tmp_path) as sense:
        asked = sense.begin("央行降准").asked()
        assert asked is not None
        first, second, third = asked.similarities([kept("a1"), kept("a2"), kept("a3")])
        assert first > second
        assert np.isnan(third)  # it has no vector yet
        assert np.isnan(asked.similarities([kept("a1", text="一个新的开头")])).all()  # its text has changed
        assert list(asked.nearest(1)) == ["a1"]
        assert len(asked.similarities([])) == 0


def test_typical_is_what_the_vectors_are_like_on_average(tmp_path: Path) -> None:
    fill(tmp_path, "a1", "a2", "a3")
    with sensing(tmp_path) as sense:
        asked = sense.begin("降准").asked()
        assert asked is not None
        products = VectorsReader(tmp_path).sample(SAMPLE) @ voted("降准")
        assert asked.typical == pytest.approx((products.mean(), products.std()))


def test_of_a_single_vector_nothing_is_typical(tmp_path: Path) -> None:
    fill(tmp_path, "a1")
    with sensing(tmp_path) as sense:
        asked = sense.begin("降准").asked()
        assert asked is not None
        assert np.isnan(asked.typical).all()


def test_without_vectors_no_model_is_opened(tmp_path: Path) -> None:
    def never() -> Embedder:
        raise AssertionError("opened")

    with sensing(tmp_path, never) as sense:
        assert sense.begin("降准").asked() is None


def test_vectors_that_come_later_are_seen(tmp_path: Path) -> None:
    with sensing(tmp_path) as sense:
        assert sense.begin("降准").asked() is None
        fill(tmp_path, "a1")
        assert sense.begin("降准").asked() is not None


def test_vectors_of_another_length_do_not_compare(tmp_path: Path) -> None:
    fill(tmp_path, "a1")

    class Longer(Votes):
        def questions(self, texts: Sequence[str]) -> Vectors:
            return np.ones((len(texts), 7), np.float32)

    with sensing(tmp_path, Longer) as sense:
        assert sense.begin("降准").asked() is None


def test_a_question_in_another_script_is_the_same_question(tmp_path: Path) -> None:
    fill(tmp_path, "a1")
    model = Votes()
    with sensing(tmp_path, lambda: model) as sense:
        assert sense.begin("貨幣").asked() is not None
        assert sense.begin("货币").asked() is not None
    assert model.told == ["货币"]


def test_only_the_last_questions_are_remembered(tmp_path: Path) -> None:
    fill(tmp_path, "a1")
    model = Votes()
    with sensing(tmp_path, lambda: model) as sense:
        for number in [*range(REMEMBERED + 1), 0]:
            assert sense.begin(f"问{number}").asked() is not None
    assert model.told.count("问0") == 2


def test_a_model_that_fails_is_left_alone_for_a_while_and_tried_again(tmp_path: Path) -> None:
    fill(tmp_path, "a1")
    now, model = [0.0], Failing()
    with sensing(tmp_path, lambda: model, outages=Outages(lambda: now[0])) as sense:
        assert sense.begin("一").asked() is None
        assert sense.outages.trouble == "no memory"
        assert sense.begin("二").asked() is None
        now[0] += FIRST_REST
        assert sense.begin("三").asked() is None
        now[0] += 2 * FIRST_REST - 1  # it rests twice as long now
        assert sense.begin("四").asked() is None
        now[0] += 1
        model.broken = False
        assert sense.begin("五").asked() is not None
        assert sense.outages.trouble == ""
    assert model.told == ["一", "三", "五", "五"]


def test_a_question_of_which_a_model_makes_nothing_is_no_outage(tmp_path: Path) -> None:
    class Choosy(Votes):
        def questions(self, texts: Sequence[str]) -> Vectors:
            raise Unfit("too many tokens")

    fill(tmp_path, "a1")
    with sensing(tmp_path, Choosy) as sense:
        assert sense.begin("降准").asked() is None
        assert sense.trouble == ""


def test_an_outage_is_logged_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    outages = Outages(lambda: now[0])
    caplog.set_level("INFO")
    for _ in range(20):
        outages.failed("no memory")
        outages.failed("no memory")
        now[0] += LONGEST_REST
    assert not outages.resting
    outages.worked()
    outages.worked()
    assert [one.getMessage() for one in caplog.records] == [
        "words alone answer: no memory",
        "the model answers again",
    ]


def test_a_model_that_cannot_be_opened_is_an_outage(tmp_path: Path) -> None:
    def broken() -> Embedder:
        raise EmbedderError("no such file")

    fill(tmp_path, "a1")
    with sensing(tmp_path, broken) as sense:
        assert sense.begin("降准").asked() is None
        assert sense.outages.trouble == "no such file"


class Slow(Votes):
    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def questions(self, texts: Sequence[str]) -> Vectors:
        self.free.wait(30)
        return self.passages(texts)


def test_a_model_that_is_slow_keeps_nobody_waiting(tmp_path: Path) -> None:
    fill(tmp_path, "a1")
    model = Slow()
    model.free.set()
    with sensing(tmp_path, lambda: model, patience=0.0) as sense:
        while not sense.is_warm:
            sense.begin("降准").asked()
        model.free.clear()
        for number in range(1, LATE_IN_A_ROW):
            assert sense.begin(f"{number}").asked() is None
            assert sense.trouble == ""
        assert sense.begin("分红").asked() is None
        assert "in time" in sense.trouble
        model.free.set()


def test_a_model_that_is_still_being_opened_is_no_outage(tmp_path: Path) -> None:
    fill(tmp_path, "a1")
    ready = threading.Event()

    def opening() -> Embedder:
        ready.wait(30)
        return Votes()

    with sensing(tmp_path, opening, patience=0.0) as sense:
        assert sense.begin("降准").asked() is None
        assert sense.outages.trouble == ""
        ready.set()
