"""A false wire: takes what the bot sends to Telegram, answers like Telegram, and refuses what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram.request import BaseRequest, RequestData

from tests.chat.telegram_html import parse

TOKEN = "123456:a-token-of-nobody-used-in-tests-only"
BOT = {"id": 123456, "is_bot": True, "first_name": "Wenda", "username": "wenda_bot"}
ME = BOT | {"supports_inline_queries": True}
Json = dict[str, Any]
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 880, "height": 900}
RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats"
    " can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories"
    " can_edit_stories can_delete_stories"
)
RIGHTS_OF = {
    "administrator": dict.fromkeys(RIGHTS.split(), False),
    "creator": {"is_anonymous": False},
}


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    data: Json
    files: tuple[bytes, ...] = ()

    @property
    def said(self) -> Json:
        """Where text or caption and its mode stand."""
        return dict(self.data.get("media", self.data))

    @property
    def text(self) -> str:
        said = str(self.said.get("caption", self.said.get("text")))
        return parse(said).text if "parse_mode" in self.said else said

    @property
    def buttons(self) -> list[Json]:
        rows = self.data.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]


class Refused(Exception):
    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code, self.parameters = code, parameters


@dataclass(eq=False)
class Wire(BaseRequest):
    """calls: everything sent; messages: what stands in the chats now; failures: what the next call of
    a method meets instead: an error to raise or a refusal to answer; statuses: of members, by
    chat and user; waiting: updates that getUpdates gives."""

    calls: list[Call] = field(default_factory=list)
    messages: dict[int, Json] = field(default_factory=dict)
    failures: list[tuple[str, Exception]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    statuses: dict[tuple[int, int], str] = field(default_factory=dict)
    waiting: list[Json] = field(default_factory=list)
    on_call: Callable[[Call], None] = field(default=lambda call: None)

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to connect."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **options: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        files = (request_data.multipart_data or {}).values() if request_data else ()
        given = dict(request_data.parameters) if request_data else {}
        call = Call(name, given, tuple(one[1] for one in files if isinstance(one[1], bytes)))
        self.calls.append(call)
        try:
            self._fail(name)
            result = getattr(self, f"_{name}", self._unknown)(call)
        except Refused as refused:
            if refused.code == HTTPStatus.BAD_REQUEST:
                self.refusals.append(str(refused))
            body: Json = {"ok": False, "error_code": refused.code, "description": str(refused)}
            body |= {"parameters": refused.parameters} if refused.parameters else {}
            return refused.code, json.dumps(body).encode()
        self.on_call(call)
        return HTTPStatus.OK, json.dumps({"ok": True, "result": result}).encode()

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def fail(self, method: str, error: Exception, *, times: int = 1) -> None:
        self.failures += [(method, error)] * times

    def _fail(self, name: str) -> None:
        for at, (method, error) in enumerate(self.failures):
            if method == name:
                del self.failures[at]
                raise error

    def _unknown(self, call: Call) -> Any:
        raise AssertionError(f"the wire does not know {call.method}")

    def _getMe(self, call: Call) -> Json:  # noqa: N802 — Telegram's own names, here and below
        return ME

    def _getUpdates(self, call: Call) -> list[Json]:  # noqa: N802
        return self.waiting

    def _getChatMember(self, call: Call) -> Json:  # noqa: N802
        chat, reader = call.data["chat_id"], call.data["user_id"]
        user = {"id": reader, "is_bot": False, "first_name": f"P{reader}"}
        status = self.statuses.get((chat, reader), "member")
        return {"user": user, "status": status, **RIGHTS_OF.get(status, {})}

    def _sendMessage(self, call: Call) -> Json:  # noqa: N802
        self._check(call)
        answers = call.data.get("reply_parameters", {})
        asked = self.messages.get(answers.get("message_id", 0))
        if answers and not asked and not answers.get("allow_sending_without_reply"):
            raise Refused(400, "Bad Request: message to be replied not found")
        topic = call.data.get("message_thread_id")
        where = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        return self.deliver(call.data["chat_id"], BOT, self._content(call) | where, asked)

    def _sendPhoto(self, call: Call) -> Json:  # noqa: N802
        assert len(call.files) == 1
        return self._sendMessage(call)

    def _sendDocument(self, call: Call) -> Json:  # noqa: N802
        assert len(call.files) == 1
        return self._sendMessage(call)

    def _editMessageMedia(self, call: Call) -> Json:  # noqa: N802
        assert len(call.files) == 1
        assert call.data["media"]["type"] == "photo"
        self._check(call)
        message = self.messages.get(call.data["message_id"])
        if message is None:
            raise Refused(400, "Bad Request: message to edit not found")
        for gone in ("text", "reply_markup"):
            message.pop(gone, None)
        message |= self._content(call)
        return message

    def _editMessageText(self, call: Call) -> Json:  # noqa: N802
        self._check(call)
        message = self.messages.get(call.data["message_id"])
        if message is None:
            raise Refused(400, "Bad Request: message to edit not found")
        if "text" not in message:
            raise Refused(400, "Bad Request: there is no text in the message to edit")
        new = self._content(call)
        if all(message.get(key) == new.get(key) for key in ("text", "reply_markup")):
            raise Refused(400, "Bad Request: message is not modified: the same again")
        message.pop("reply_markup", None)
        message |= new
        return message

    def _answerCallbackQuery(self, call: Call) -> bool:  # noqa: N802
        assert len(call.data.get("text", "")) <= 200
        return True

    def _answerInlineQuery(self, call: Call) -> bool:  # noqa: N802
        data = call.data
        results = data["results"]
        assert len(results) <= 50
        assert 0 <= data["cache_time"] <= 86_400
        assert len(data.get("next_offset", "").encode()) <= 64
        assert len({one["id"] for one in results}) == len(results)
        if button := data.get("button"):
            assert re.fullmatch("[A-Za-z0-9_-]{1,64}", button["start_parameter"])
        for one in results:
            assert 1 <= len(one["id"].encode()) <= 64
            assert one["title"].strip()
            content = one["input_message_content"]
            self._check(Call(call.method, {"text": content["message_text"], **content, **one}))
        return True

    def _setMyCommands(self, call: Call) -> bool:  # noqa: N802
        for command in call.data["commands"]:
            assert re.fullmatch("[a-z0-9_]{1,32}", command["command"])
            assert 1 <= len(command["description"]) <= 256
        return True

    def _setMyDescription(self, call: Call) -> bool:  # noqa: N802
        assert len(call.data["description"]) <= 512
        return True

    def _setMyShortDescription(self, call: Call) -> bool:  # noqa: N802
        assert len(call.data["short_description"]) <= 120
        return True

    def _check(self, call: Call) -> None:
        if call.said.get("parse_mode") == "HTML":
            try:
                parsed = parse(str(call.said.get("caption", call.said.get("text"))))
            except (ValueError, KeyError) as error:
                raise Refused(400, f"Bad Request: can't parse entities: {error}") from error
            if len(parsed.entities) > 100:
                raise Refused(400, "Bad Request: too many entities")
        if not 1 <= len(call.text.strip().encode("utf-16-le")) // 2 <= (1024 if call.files else 4096):
            raise Refused(400, "Bad Request: message is too long or empty")
        check_buttons(call.data.get("reply_markup", {}).get("inline_keyboard", []))

    def _content(self, call: Call) -> Json:
        kept: Json = {"text": call.text}
        if call.files:
            kept = {"caption": call.text, "photo": [PHOTO]}
        if markup := call.data.get("reply_markup"):
            kept["reply_markup"] = markup
        return kept

    def deliver(self, chat_id: int, sender: Json, content: Json, asked: Json | None = None) -> Json:
        """A new message in a chat, as Telegram would tell of it."""
        number = len(self.messages) + 1
        kind: Json = {"type": "private"} if chat_id > 0 else {"type": "supergroup", "title": "Readers"}
        message: Json = {
            "message_id": number,
            "date": 1647252000,
            "chat": {"id": chat_id, **kind},
            "from": sender,
            **content,
        }
        if asked:
            message["reply_to_message"] = {k: v for k, v in asked.items() if k != "reply_to_message"}
        self.messages[number] = message
        return message


def check_buttons(rows: list[list[Json]]) -> None:
    """Telegram's limits for a keyboard."""
    assert len([button for row in rows for button in row]) <= 100
    for row in rows:
        assert 1 <= len(row) <= 8
        for button in row:
            assert button["text"].strip()
            assert ("url" in button) != ("callback_data" in button)
            assert 1 <= len(button.get("callback_data", "x").encode()) <= 64
            if "url" in button and "." not in (urlsplit(button["url"]).hostname or ""):
                raise Refused(400, "Bad Request: inline keyboard button URL is invalid")
