"""Conversations: a real application, real updates, a false wire."""

from __future__ import annotations

import logging

import pytest
from telegram.constants import ParseMode

from bot.chat.callbacks import digest, encode
from bot.chat.page_buttons import LatestPage, QuestionPage
from bot.chat.texts import EN, ZH
from bot.chat.views.help import privacy
from bot.chat.views.html import plain
from tests.chat.people import EVENING, GROUP, House, Person
from tests.chat.wire import BOT


async def test_any_text_in_a_private_chat_is_answered_as_a_reply_with_the_source(ann: Person) -> None:
    sent = await ann.ask("海川股份分红多少")
    assert sent.data["parse_mode"] == ParseMode.HTML
    assert sent.data["reply_parameters"]["message_id"] == 1
    assert "每10股派发现金红利2元" in sent.text
    assert sent.buttons[0]["text"] == ZH.read
    assert sent.buttons[0]["url"].startswith("https://news.example.com/1.html#:~:text=")
    assert sent.data["link_preview_options"]["url"] == "https://news.example.com/1.html"


async def test_few_waiting_updates_are_taken_at_once(house: House) -> None:
    assert house.app
    await house.app.bot.get_updates(offset=7, timeout=0)
    (call,) = house.wire.of("getUpdates")
    assert (call.data["limit"], call.data["offset"]) == (40, 7)


async def test_dates_are_said_in_the_zone_of_the_corpus(ann: Person) -> None:
    assert "今天 17:00" in (await ann.ask("海川股份分红多少")).text


async def test_a_question_about_nothing_known_gets_an_honest_no(ann: Person) -> None:
    sent = await ann.ask("量子火箭移民计划")
    assert "没有" in sent.text
    assert not sent.data["link_preview_options"].get("url")


async def test_ask_without_a_question_asks_for_one(ann: Person) -> None:
    assert (await ann.ask("/ask")).text == ZH.empty


async def test_a_reader_of_another_language_gets_english(bob: Person) -> None:
    assert "mention me" not in (await bob.ask("/help")).text
    assert (await bob.ask("/privacy")).data["text"] == privacy(EN, 30, 30).html


async def test_a_fixed_language_is_everybodys() -> None:
    house = House(language="zh")
    await house.open()
    assert (await Person(house, 2, lang="en").ask("/privacy")).data["text"] == privacy(ZH, 30, 30).html
    await house.close()


@pytest.mark.parametrize("command", ["/start", "/help", "/about", "/privacy", "/latest", "/categories"])
async def test_every_command_answers_in_both_languages(ann: Person, bob: Person, command: str) -> None:
    assert (await ann.ask(command)).text != (await bob.ask(command)).text


async def test_an_unknown_command_gets_a_hint_in_private_only(ann: Person) -> None:
    assert (await ann.ask("/weather")).text == ZH.unknown_command
    assert await ann.say("/weather", chat=GROUP) == []


async def test_a_photo_gets_a_hint_and_an_album_only_one(ann: Person) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    (sent,) = await ann.post(photo=photo, media_group_id="7")
    assert sent.text == ZH.text_only
    assert await ann.post(photo=photo, media_group_id="7") == []


async def test_channel_posts_are_left_alone(house: House) -> None:
    post = {
        "message_id": 5,
        "date": 1,
        "chat": {"id": -100, "type": "channel", "title": "c"},
        "text": "泉州出口",
    }
    assert await house.update({"channel_post": post}) == []


async def test_pages_turn_in_the_same_message(house: House, ann: Person) -> None:
    first = await ann.ask("泉州出口简报")
    assert "1/2" in first.labels
    answered, edited = await ann.press("›")
    assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageText")
    assert edited.text != first.text
    assert edited.labels[-2:] == ["‹", "2/2"]
    (answered,) = await ann.press("2/2")
    assert answered.data.get("text") is None
    *_, back = await ann.press("‹")
    assert back.text == first.text
    assert house.wire.refusals == []


async def test_buttons_survive_a_restart_and_a_reload(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    await ann.ask("/latest")
    await house.restart()
    assert (await ann.press("›"))[1].labels[:2] == ["‹", "2/2"]
    await house.engine.update([], removed=[f"2022031400000000{number:02}" for number in range(3, 10)])
    answers = await ann.press("", data=encode(QuestionPage(2)), message=house.wire.messages[2])
    assert "泉州出口" in answers[1].text


async def test_a_page_is_read_from_the_generation_of_the_page_before(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    *_, second = await ann.press("›")
    *_, first = await ann.press("‹")
    await house.engine.update([], removed=[f"2022031400000000{number:02}" for number in range(2, 10)])
    *_, again = await ann.press("›")
    assert (again.text, again.labels) == (second.text, second.labels)
    *_, back = await ann.press("‹")
    assert back.text == first.text
    assert "没有" in (await ann.ask("泉州出口简报")).text


async def test_a_page_whose_generation_is_gone_says_that_the_articles_were_renewed(
    house: House, ann: Person, bob: Person
) -> None:
    await ann.ask("泉州出口简报")
    await bob.ask("/latest")
    for number in (10, 9):
        await house.engine.update([], removed=[f"2022031400000000{number:02}"])
    *_, renewed = await ann.press("›", message=house.wire.messages[2])
    assert renewed.text.startswith(ZH.renewed)
    assert renewed.labels[-2:] == ["‹", "2/2"]
    *_, after = await ann.press("‹")
    assert ZH.renewed not in after.text
    *_, newest = await bob.press("›", message=house.wire.messages[4])
    assert newest.text.startswith(EN.renewed)


async def test_a_button_from_before_generations_turns_the_page_of_the_newest(
    house: House, ann: Person
) -> None:
    await ann.ask("泉州出口简报")
    await house.engine.update([], removed=["202203140000000009"])
    *_, turned = await ann.press("", data="1:q:2", message=house.wire.messages[2])
    assert turned.labels[-2:] == ["‹", "2/2"]
    assert ZH.renewed not in turned.text


async def test_before_the_first_index_readers_are_asked_for_patience() -> None:
    house = House()
    await house.start()
    ann, bob = Person(house, 1), Person(house, 2, lang="en")
    for asked in ("海川股份分红多少", "/latest", "/categories", "/start"):
        assert (await ann.ask(asked)).text == ZH.not_ready
    assert (await bob.ask("/ask dividend")).text == EN.not_ready
    message = house.wire.deliver(1, ann.info, {"text": "x", "reply_markup": {"inline_keyboard": []}})
    answered, told = await ann.press("", data="1:l::2", message=message)
    assert answered.method == "answerCallbackQuery"
    assert told.text == ZH.not_ready
    await house.close()


async def test_turning_to_the_page_that_is_shown_changes_nothing(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    calls = await ann.press("", data=encode(QuestionPage(1)), message=house.wire.messages[2])
    assert [call.method for call in calls] == ["answerCallbackQuery"]


async def test_pages_of_a_deleted_question_say_so(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    orphan = {k: v for k, v in house.wire.messages[2].items() if k != "reply_to_message"}
    (answered,) = await ann.press("›", message=orphan)
    assert answered.data == {
        "callback_query_id": answered.data["callback_query_id"],
        "text": ZH.question_gone,
        "show_alert": True,
    }


async def test_a_message_too_old_for_telegram_to_show_says_so(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    gone = {"message_id": 2, "date": 0, "chat": house.wire.messages[2]["chat"]}
    (answered,) = await ann.press("", data=encode(QuestionPage(2)), message=gone)
    assert answered.data["text"] == ZH.question_gone


@pytest.mark.parametrize(
    "data", ["?", "1", "2:q:1", "1:q:0", "1:q:١", "1:l:zzzzzzzz:1", "1:q:99999", "x" * 64]
)
async def test_forged_data_gets_an_alert_and_nothing_else(ann: Person, data: str) -> None:
    await ann.ask("泉州出口简报")
    (answered,) = await ann.press("›", data=data)
    assert answered.data["text"] == ZH.bad_button


async def test_only_the_asker_turns_pages_in_a_group(house: House, ann: Person, bob: Person) -> None:
    await ann.ask("/ask@wenda_bot 泉州出口简报", chat=GROUP)
    (answered,) = await bob.press("›")
    assert answered.data["text"] == EN.not_yours
    assert len(await ann.press("›")) == 2


async def test_a_group_is_answered_when_it_asks_mentions_or_replies_and_otherwise_not(
    house: House, ann: Person
) -> None:
    assert await ann.say("海川股份分红多少", chat=GROUP) == []
    asked = await ann.ask("/ask 海川股份分红多少", chat=GROUP)
    mentioned = await ann.ask("@Wenda_Bot 海川股份分红多少", chat=GROUP)
    replied = await ann.ask("海川股份分红多少", chat=GROUP, reply_to=3)
    assert asked.text == mentioned.text == replied.text
    assert await ann.say("@other_bot 海川股份分红多少", chat=GROUP) == []
    assert house.wire.messages[3]["from"] == BOT


async def test_who_did_not_ask_in_a_group_may_read_on_in_private(ann: Person, bob: Person) -> None:
    sent = await ann.ask("@wenda_bot 泉州出口简报", chat=GROUP)
    assert sent.labels[-1] == ZH.in_private
    payload = sent.buttons[-1]["url"].removeprefix("https://t.me/wenda_bot?start=")
    private = await bob.ask(f"/start {payload}")
    assert private.text.startswith("🔎 泉州出口简报\n")
    assert EN.in_private not in private.labels


async def test_pages_of_a_mention_ask_the_same_question(ann: Person) -> None:
    await ann.ask("@wenda_bot 泉州出口简报", chat=GROUP)
    _, edited = await ann.press("›")
    assert "2/2" in edited.labels


async def test_examples_of_the_greeting_are_answered_with_pages_that_turn(house: House, ann: Person) -> None:
    greeting = await ann.ask("/start")
    label = greeting.labels[1]
    _, sent = await ann.press(label)
    assert sent.text.startswith(f"🔎 {label}\n")
    assert "reply_parameters" not in sent.data
    await house.restart()
    _, edited = await ann.press("›")
    assert edited.text.startswith(f"🔎 {label}\n")


async def test_an_example_that_the_message_does_not_offer_is_refused(ann: Person) -> None:
    await ann.ask("泉州出口简报")
    (answered,) = await ann.press("›", data="1:e:1")
    assert answered.data["text"] == ZH.bad_button


async def test_latest_offers_categories_and_a_category_its_pages(ann: Person) -> None:
    newest = await ann.ask("/latest")
    assert newest.labels[-3:] == [EVENING.name, "厦门晨报", ZH.more_categories]
    assert "海川股份" in newest.text.splitlines()[2]
    _, edited = await ann.press(EVENING.name)
    assert edited.text.startswith(plain(ZH.latest_of.format(category=EVENING.name)))
    *_, turned = await ann.press("›")
    assert "2/2" in turned.labels


async def test_latest_takes_names_that_are_nearly_right_and_offers_others(ann: Person) -> None:
    assert EVENING.name in (await ann.ask("/latest 泉州晚")).text
    unknown = await ann.ask("/latest 体育")
    assert unknown.labels[-1] == ZH.more_categories
    _, edited = await ann.press(ZH.more_categories)
    assert edited.labels == ["泉州晚报 · 9", "厦门晨报 · 1"]


async def test_a_category_that_is_gone_says_so(ann: Person) -> None:
    await ann.ask("/latest")
    (answered,) = await ann.press("›", data=encode(LatestPage(digest("gone"), 1)))
    assert answered.data["text"] == ZH.bad_button


async def test_the_same_update_does_nothing_twice(house: House, ann: Person) -> None:
    message = house.wire.deliver(1, ann.info, {"text": "海川股份分红多少"})
    assert len(await house.update({"message": message}, number=500)) == 1
    assert await house.update({"message": message}, number=500) == []


async def test_a_reader_who_is_too_fast_is_told_once_and_answered_later(house: House, ann: Person) -> None:
    house.time.elapsed = 1000.0
    sent = []
    frozen = house.time.elapsed
    for _ in range(45):
        sent += await ann.say("/about")
        house.time.elapsed = frozen
    texts = [one.text for one in sent]
    assert texts.count(ZH.too_fast) == 1
    assert len(texts) == 31
    house.time.elapsed += 60
    assert (await ann.ask("/privacy")).data["text"] == privacy(ZH, 30, 30).html


async def test_buttons_pressed_too_fast_are_answered_with_an_alert(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    alerts = [(await ann.press("1/2"))[0].data.get("text") for _ in range(40)]
    assert alerts.count(ZH.too_fast) == 11


async def test_the_log_has_one_line_without_question_or_person(
    ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await ann.ask("海川股份分红多少")
    (line,) = [one.getMessage() for one in caplog.records if one.name == "bot.chat.journal"]
    assert line == "kind=question outcome=found hits=1 ms=0"
    assert "海川" not in caplog.text
