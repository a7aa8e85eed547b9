"""A language-model server on loopback that behaves, or misbehaves, as its model's name says.

It speaks the OpenAI protocol below `address` and Ollama's below `root`, keeps connections
open as real servers do, and logs each request with how it ended. It runs in a thread of its
own, so that tests may be synchronous and the program under test another process. Every wait
is a wait for an event: closing the server ends all of them at once.
"""

import asyncio
import json
import threading
from typing import Any, Self

from model_behaviors import (
    BEHAVIORS,
    COMPLETION_TOKENS,
    PROMPT_TOKENS,
    REPLY,
    WORDS,
    ClientLeft,
    Exchange,
    Request,
    ServerClosed,
    steady,
)

PART = 20  # words of a long reply that are sent together; litellm takes a millisecond for each part

__all__ = ["COMPLETION_TOKENS", "PROMPT_TOKENS", "REPLY", "WORDS", "ModelServer", "Request"]


class ModelServer:
    """`with ModelServer() as server:`; any model that is not in BEHAVIORS answers steadily.

    `reply` may be set: the words of the steady answer. `ollama_models` is what /api/tags lists.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.words: tuple[str, ...] = WORDS
        self.ollama_models: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def address(self) -> str:
        return f"{self.root}/v1"

    def say(self, reply: str) -> None:
        """Make this the steady answer from now on, some words at a time."""
        words = [f"{word} " for word in reply.split()]
        self.words = tuple("".join(words[n : n + PART]) for n in range(0, len(words), PART))

    def wait_for_end(self, index: int = -1, timeout: float = 5.0) -> str:
        """How the request ended; waits for it."""
        with self._changed:
            ended = self._changed.wait_for(lambda: self._end_of(index), timeout)
        assert ended is not None, f"request {index} is still being served: {self.requests}"
        return ended

    def _end_of(self, index: int) -> str | None:
        return self.requests[index].ended if self.requests else None

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(5), "the model server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(5)
        assert not self._thread.is_alive(), "the model server did not stop"

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._closing.wait()
        server.close()
        if self._connections:
            await asyncio.wait(self._connections, timeout=2)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._converse(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests of one connection, one after the other."""
        closing = asyncio.create_task(self._closing.wait())
        try:
            while not self._closing.is_set():
                reading = asyncio.create_task(_read_request(reader))
                await asyncio.wait({reading, closing}, return_when=asyncio.FIRST_COMPLETED)
                if not reading.done():
                    reading.cancel()
                    break
                request = reading.result()
                if request is None or not await self._serve_one(request, reader, writer):
                    break
        finally:
            closing.cancel()
            writer.transport.abort()

    async def _serve_one(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Answer; whether the connection is good for another request."""
        earlier = sum(one.model == request.model for one in self.requests)
        self.requests.append(request)
        left = asyncio.Event()
        watch = asyncio.create_task(_watch(reader, left))
        try:
            await self._answer(Exchange(request, earlier, self.words, writer, left, self._closing))
            ended = "complete"
        except ConnectionAbortedError:
            ended = "dropped"
        except (ClientLeft, ConnectionError):
            ended = "client left"
        except ServerClosed:
            ended = "server closed"
        watch.cancel()
        with self._changed:
            request.ended = ended
            self._changed.notify_all()
        return ended == "complete"

    async def _answer(self, exchange: Exchange) -> None:
        path = exchange.request.path
        if path == "/api/tags":
            await exchange.answer(200, {"models": self.ollama_models})
        elif path in ("/v1/chat/completions", "/api/chat"):
            await BEHAVIORS.get(exchange.request.model, steady)(exchange)
        else:
            await exchange.refuse(404, f"nothing at {path}")


async def _watch(reader: asyncio.StreamReader, left: asyncio.Event) -> None:
    """A client that waits for its answer sends nothing: what can be read is its leaving."""
    try:
        gone = not await reader.read(1)
    except ConnectionError:
        gone = True
    if gone:
        left.set()


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (li.partition(":") for li in lines)
        }
        raw = await reader.readexactly(int(headers.get("content-length", 0)))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    method, path, _ = first.split(" ")
    return Request(method, path, headers, json.loads(raw) if raw else {})
