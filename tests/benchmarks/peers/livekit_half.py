"""livekit-agents with its defaults between our stubs: an `AgentSession` without a room.

python livekit_half.py CLIPS.npz TURNS, in a virtual environment of its own.
"""

import asyncio
import time

from livekit import rtc
from livekit.agents import Agent, AgentSession, llm, stt, tts
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS
from livekit.agents.voice.io import AudioInput, AudioOutput, AudioOutputCapabilities
from side import (
    FRAME,
    HEARD,
    HEARING,
    SPEAKING,
    STT,
    TTFA,
    Candidate,
    Samples,
    Turn,
    given,
    now,
    tell,
    tone,
    write_reply,
)

TONES = 6  # tenths of a second a sentence


class Ears(AudioInput):
    def __init__(self):
        super().__init__(label="clips")
        self._frames = asyncio.Queue()

    def hand_on(self, frame: Samples) -> None:
        self._frames.put_nowait(rtc.AudioFrame(frame.tobytes(), HEARING, 1, FRAME))

    async def __anext__(self):
        return await self._frames.get()


class Mouth(AudioOutput):
    """A device that plays at the pace of life and tells when it is done, as a room does."""

    def __init__(self):
        can = AudioOutputCapabilities(pause=True)
        super().__init__(label="device", capabilities=can, sample_rate=SPEAKING)
        self.candidate: Candidate | None = None
        self._began: float | None = None
        self._length = 0.0
        self._ending: asyncio.TimerHandle | None = None

    @property
    def busy(self) -> bool:
        return self._began is not None

    async def capture_frame(self, frame):
        await super().capture_frame(frame)
        self.candidate.heard_something()
        if self._began is None:
            self._began = now()
            self.on_playback_started(created_at=time.time())
        self._length += frame.duration

    def flush(self):
        super().flush()
        if self._began is not None:
            left = self._length - (now() - self._began)
            loop = asyncio.get_running_loop()
            self._ending = loop.call_later(max(0.0, left), self._over, False)

    def clear_buffer(self):
        if self._began is not None:
            if self._ending is not None:
                self._ending.cancel()
            self._over(True)

    def _over(self, interrupted: bool) -> None:
        played = min(self._length, now() - self._began) if interrupted else self._length
        self._began, self._length, self._ending = None, 0.0, None
        self.on_playback_finished(playback_position=played, interrupted=interrupted)


class Transcripts(stt.STT):
    def __init__(self):
        super().__init__(capabilities=stt.STTCapabilities(streaming=False, interim_results=False))

    async def _recognize_impl(self, buffer, **_):
        await asyncio.sleep(STT)
        return stt.SpeechEvent(
            type=stt.SpeechEventType.FINAL_TRANSCRIPT,
            alternatives=[stt.SpeechData(text=HEARD, language="en")],
        )


class Reply(llm.LLMStream):
    async def _run(self):
        self._llm.candidate.asked()
        await write_reply(self._write)

    def _write(self, token):
        delta = llm.ChoiceDelta(role="assistant", content=token)
        self._event_ch.send_nowait(llm.ChatChunk(id="reply", delta=delta))


class Replies(llm.LLM):
    def __init__(self, candidate):
        super().__init__()
        self.candidate = candidate

    def chat(self, *, chat_ctx, tools=None, conn_options=DEFAULT_API_CONNECT_OPTIONS, **_):
        return Reply(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class Sentence(tts.ChunkedStream):
    async def _run(self, output):
        output.initialize(
            request_id="sentence", sample_rate=SPEAKING, num_channels=1, mime_type="audio/pcm",
            frame_size_ms=40,
        )  # fmt: skip
        await asyncio.sleep(TTFA)
        for _ in range(TONES):
            output.push(tone())
        output.flush()


class Speech(tts.TTS):
    def __init__(self):
        can = tts.TTSCapabilities(streaming=False)
        super().__init__(capabilities=can, sample_rate=SPEAKING, num_channels=1)

    def synthesize(self, text, *, conn_options=DEFAULT_API_CONNECT_OPTIONS):
        return Sentence(tts=self, input_text=text, conn_options=conn_options)


async def hold(clips: list[Samples], turns: int) -> list[Turn]:
    ears, mouth = Ears(), Mouth()
    mouth.candidate = candidate = Candidate(clips, ears.hand_on)
    session = AgentSession(
        stt=Transcripts(), llm=Replies(candidate), tts=Speech(), aec_warmup_duration=None
    )
    session.input.audio, session.output.audio = ears, mouth
    await session.start(Agent(instructions="Answer."))
    await asyncio.sleep(1.0)
    held = await candidate.speak(turns, lambda: mouth.busy)
    await session.aclose()
    return held


if __name__ == "__main__":
    tell(asyncio.run(hold(*given())))
