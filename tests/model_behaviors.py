"""How the model server answers: one exchange, and a behavior for each model's name."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

WORDS = ("Tell ", "me ", "more ", "about ", "that: ", "naïve ", "or ", "not?")
REPLY = "".join(WORDS)
PROMPT_TOKENS = 21
COMPLETION_TOKENS = 9
FIRST_PAUSE = 0.3  # seconds before the first part of "slow-first"
ENDLESS_PACE = 0.02  # seconds between two parts of "endless"


@dataclass
class Request:
    """`ended` is None while it is served, then "complete", "client left", "dropped" or
    "server closed"."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    status: int = 0
    parts: int = 0
    ended: str | None = None

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))


class ClientLeft(Exception):
    """The client closed the connection in mid-reply."""


class ServerClosed(Exception):
    """The test is over."""


@dataclass
class Exchange:
    """One request being answered. `earlier` counts the requests for this model before it."""

    request: Request
    earlier: int
    words: tuple[str, ...]
    writer: asyncio.StreamWriter
    left: asyncio.Event
    closing: asyncio.Event
    streaming: bool = field(default=False)

    @property
    def ollama(self) -> bool:
        return self.request.path.startswith("/api/")

    @property
    def bearer(self) -> str:
        return self.request.headers.get("authorization", "").removeprefix("Bearer ")

    async def pause(self, seconds: float | None) -> None:
        """Wait, for ever where None, but no longer than there is a client."""
        waits = {asyncio.create_task(e.wait()) for e in (self.left, self.closing)}
        done, pending = await asyncio.wait(
            waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        for task in pending:
            task.cancel()
        if self.closing.is_set():
            raise ServerClosed
        if done:
            raise ClientLeft

    async def answer(self, status: int, body: object, **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        kind = "text/html" if isinstance(body, str) else "application/json"
        self._head(status, {"content-type": kind, "content-length": str(len(raw)), **headers})
        self.writer.write(raw)
        await self.writer.drain()

    async def refuse(self, status: int, message: str, code: str = "", **headers: str) -> None:
        error = {"message": message, "type": "error", "code": code or str(status)}
        await self.answer(status, {"error": error}, **headers)

    async def open(self) -> None:
        kind = "application/x-ndjson" if self.ollama else "text/event-stream"
        self._head(200, {"content-type": kind, "transfer-encoding": "chunked"})
        self.streaming = True
        await self.writer.drain()

    async def say(self, text: str) -> None:
        message = {"role": "assistant", "content": text}
        if self.ollama:
            await self.line({"model": self.request.model, "message": message, "done": False})
        else:
            await self.event([{"index": 0, "delta": message, "finish_reason": None}])
        self.request.parts += 1

    async def finish(self) -> None:
        """The last lines of a stream: why it ended, and what it took."""
        if self.ollama:
            counts = {"prompt_eval_count": PROMPT_TOKENS, "eval_count": COMPLETION_TOKENS}
            message = {"role": "assistant", "content": ""}
            end = {"model": self.request.model, "message": message, "done_reason": "stop"}
            await self.line({**end, "done": True, **counts})
        else:
            await self.event([{"index": 0, "delta": {}, "finish_reason": "stop"}])
            if (self.request.body.get("stream_options") or {}).get("include_usage"):
                counts = {"prompt_tokens": PROMPT_TOKENS, "completion_tokens": COMPLETION_TOKENS}
                total = PROMPT_TOKENS + COMPLETION_TOKENS
                await self.event([], usage={**counts, "total_tokens": total})
            await self.raw(b"data: [DONE]\n\n")
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()

    async def event(self, choices: list[Any], **more: object) -> None:
        await self.raw(self.encoded(choices, **more))

    def encoded(self, choices: list[Any], **more: object) -> bytes:
        chunk = {"id": "reply-1", "object": "chat.completion.chunk", "created": 1}
        line = {**chunk, "model": self.request.model, "choices": choices, **more}
        return f"data: {json.dumps(line, ensure_ascii=False)}\n\n".encode()

    async def line(self, body: dict[str, Any]) -> None:
        await self.raw(json.dumps(body).encode() + b"\n")

    async def raw(self, text: bytes) -> None:
        """One chunk of the stream, if there is somebody to send it to."""
        if self.left.is_set():
            raise ClientLeft
        self.writer.write(b"%x\r\n%s\r\n" % (len(text), text))
        await self.writer.drain()

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.request.status = status
        lines = [f"HTTP/1.1 {status} As-Asked"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.writer.write("\r\n".join([*lines, "", ""]).encode())


# --- behaviors, by the model's name -----------------------------------------------------------


async def steady(x: Exchange) -> None:
    await x.open()
    for word in x.words:
        await x.say(word)
    await x.finish()


async def slow_first(x: Exchange) -> None:
    await x.pause(FIRST_PAUSE)
    await steady(x)


async def silent(x: Exchange) -> None:
    await x.pause(None)


async def stalled(x: Exchange) -> None:
    await x.open()
    for word in x.words[:2]:
        await x.say(word)
    await x.pause(None)


async def dropped(x: Exchange) -> None:
    await x.open()
    for word in x.words[:2]:
        await x.say(word)
    await x.pause(0.05)  # long enough for the words to arrive before the connection breaks
    raise ConnectionAbortedError


async def dropped_once(x: Exchange) -> None:
    if not x.earlier:
        raise ConnectionAbortedError
    await steady(x)


async def endless(x: Exchange) -> None:
    await x.open()
    while True:
        await x.say("on and ")
        await x.pause(ENDLESS_PACE)


async def wrong_key(x: Exchange) -> None:
    await x.refuse(401, f"Incorrect API key provided: {x.bearer}. Get one\x1b[31m\nelsewhere.")


async def unknown_model(x: Exchange) -> None:
    await x.refuse(404, f"model '{x.request.model}' not found")


async def no_credit(x: Exchange) -> None:
    await x.refuse(429, "You exceeded your current quota.", "insufficient_quota")


async def unpaid(x: Exchange) -> None:
    await x.refuse(402, "Payment required.")


async def busy_once(x: Exchange) -> None:
    if not x.earlier:
        return await x.refuse(429, "Slow down.", retry_after="1")
    return await steady(x)


async def busy(x: Exchange) -> None:
    await x.refuse(429, "Slow down.", retry_after="60")


async def broken_once(x: Exchange) -> None:
    if not x.earlier:
        return await x.refuse(500, "Something broke.")
    return await steady(x)


async def broken(x: Exchange) -> None:
    await x.refuse(500, "Something broke.")


async def broken_for_a_while(x: Exchange) -> None:
    """A call, its retry, and the first attempt to find out whether it is over."""
    if x.earlier < 3:
        return await x.refuse(500, "Something broke.")
    return await steady(x)


async def bad_gateway(x: Exchange) -> None:
    await x.answer(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")


async def web_page(x: Exchange) -> None:
    await x.answer(200, "<html><body>Welcome to nginx!</body></html>")


async def nonsense(x: Exchange) -> None:
    await x.open()
    await x.raw(b"data: {this is not JSON\n\n")
    await x.finish()


async def empty(x: Exchange) -> None:
    await x.open()
    await x.finish()


async def broken_in_mid_stream(x: Exchange) -> None:
    await x.open()
    await x.say(x.words[0])
    await x.raw(b'data: {"error": {"message": "The graphics card fell out.", "code": 500}}\n\n')
    await x.finish()


async def split_character(x: Exchange) -> None:
    """The two bytes of the ï in "naïve" arrive apart."""
    await x.open()
    text = x.encoded([{"index": 0, "delta": {"content": "".join(x.words)}}])
    cut = text.index("ï".encode()) + 1
    for piece in (text[:cut], text[cut:]):
        await x.raw(piece)
        await x.pause(0.03)
    await x.finish()


def saying(reply: str) -> Callable[[Exchange], Awaitable[None]]:
    """Streams `reply` word by word, whatever it was asked."""

    async def say(x: Exchange) -> None:
        await x.open()
        for word in reply.split(" "):
            await x.say(f"{word} ")
        await x.finish()

    return say


Behavior = Callable[[Exchange], Awaitable[None]]
BEHAVIORS: dict[str, Behavior] = {
    "slow-first": slow_first, "silent": silent, "stalled": stalled, "dropped": dropped,
    "dropped-once": dropped_once, "endless": endless, "wrong-key": wrong_key,
    "unknown": unknown_model, "no-credit": no_credit, "unpaid": unpaid, "busy-once": busy_once,
    "busy": busy, "broken-once": broken_once, "broken": broken, "bad-gateway": bad_gateway,
    "web-page": web_page, "nonsense": nonsense, "empty": empty,
    "broken-in-mid-stream": broken_in_mid_stream, "split": split_character,
    "broken-for-a-while": broken_for_a_while,
    "chooses": saying("MOVE go-on | HEARD none\nFine by me."),
    "chooses-nonsense": saying("MOVE banana | HEARD none\nLet us dance."),
    "three-questions": saying("Hm. Which rows? Why those? Since when?"),
    "lecture": saying("This is what matters in the end. " * 600),
    "spanish": saying("Muy bien, hablemos ahora sobre los datos, por favor."),
    "json": saying('{"question": "Which rows?", "score": 9}'),
}  # fmt: skip
