"""pipecat with its defaults (Silero VAD, Smart Turn) between our stubs.

python pipecat_half.py CLIPS.npz TURNS, in a virtual environment of its own.
"""

import asyncio

from loguru import logger
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.audio.vad.vad_analyzer import VADParams
from pipecat.frames.frames import (
    EndFrame,
    InputAudioRawFrame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    TranscriptionFrame,
    TTSAudioRawFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.services.llm_service import LLMService
from pipecat.services.settings import LLMSettings, STTSettings, TTSSettings
from pipecat.services.stt_service import SegmentedSTTService
from pipecat.services.tts_service import TTSService
from pipecat.transports.base_input import BaseInputTransport
from pipecat.transports.base_output import BaseOutputTransport
from pipecat.transports.base_transport import TransportParams
from pipecat.utils.time import time_now_iso8601
from pipecat.workers.runner import WorkerRunner
from side import (
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

VAD_STOP = 0.2  # seconds; what pipecat advises beside Smart Turn
WRITES = 4  # of 10 ms that go to the device at a time; its default
TONES = 6  # tenths of a second a sentence
UNUSED = dict.fromkeys(
    ("system_instruction", "temperature", "max_tokens", "top_p", "top_k", "frequency_penalty",
     "presence_penalty", "seed", "user_turn_completion_config")
)  # fmt: skip


class Ears(BaseInputTransport):
    async def start(self, frame):
        await super().start(frame)
        await self.set_transport_ready(frame)


class Mouth(BaseOutputTransport):
    """A device that takes a write for each that it has played, one ahead."""

    candidate: Candidate

    async def start(self, frame):
        self._played_at = 0.0
        await super().start(frame)
        await self.set_transport_ready(frame)

    async def write_audio_frame(self, frame):
        self.candidate.heard_something()
        length = len(frame.audio) / 2 / frame.sample_rate
        began = max(self._played_at, now())
        self._played_at = began + length
        await asyncio.sleep(max(0.0, began - now()))
        return True


class Transcripts(SegmentedSTTService):
    def __init__(self):
        super().__init__(ttfs_p99_latency=STT, settings=STTSettings(model="stub", language=None))

    async def run_stt(self, audio):
        await asyncio.sleep(STT)
        yield TranscriptionFrame(HEARD, "candidate", time_now_iso8601())


class Replies(LLMService):
    def __init__(self, candidate):
        settings = LLMSettings(model="stub", filter_incomplete_user_turns=False, **UNUSED)
        super().__init__(settings=settings)
        self._candidate = candidate

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            await self.push_frame(frame, direction)
            return
        self._candidate.asked()
        await self.push_frame(LLMFullResponseStartFrame())
        await write_reply(lambda token: self.push_frame(LLMTextFrame(token)))
        await self.push_frame(LLMFullResponseEndFrame())


class Speech(TTSService):
    def __init__(self):
        super().__init__(
            sample_rate=SPEAKING, push_start_frame=True, push_stop_frames=True,
            stop_frame_timeout_s=0.3,
            settings=TTSSettings(model="stub", voice="stub", language=None),
        )  # fmt: skip

    async def run_tts(self, text, context_id):
        await asyncio.sleep(TTFA)
        for _ in range(TONES):
            yield TTSAudioRawFrame(tone(), SPEAKING, 1, context_id=context_id)


async def hold(clips: list[Samples], turns: int) -> list[Turn]:
    sound = TransportParams(
        audio_in_enabled=True, audio_out_enabled=True, audio_in_sample_rate=HEARING,
        audio_out_sample_rate=SPEAKING, audio_out_10ms_chunks=WRITES, audio_out_end_silence_secs=0,
    )  # fmt: skip
    ears, mouth = Ears(sound), Mouth(sound)
    pending: set[asyncio.Task[None]] = set()

    def hand_on(frame: Samples) -> None:
        task = asyncio.create_task(
            ears.push_audio_frame(InputAudioRawFrame(frame.tobytes(), HEARING, 1))
        )
        pending.add(task)
        task.add_done_callback(pending.discard)

    mouth.candidate = candidate = Candidate(clips, hand_on)
    vad = SileroVADAnalyzer(params=VADParams(stop_secs=VAD_STOP))
    hers, its = LLMContextAggregatorPair(
        LLMContext(), user_params=LLMUserAggregatorParams(vad_analyzer=vad)
    )
    line = Pipeline([ears, Transcripts(), hers, Replies(candidate), Speech(), mouth, its])
    rates = PipelineParams(audio_in_sample_rate=HEARING, audio_out_sample_rate=SPEAKING)
    worker = PipelineWorker(line, params=rates, cancel_on_idle_timeout=False)
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    running = asyncio.create_task(runner.run())
    await asyncio.sleep(1.0)
    held = await candidate.speak(turns)
    await worker.queue_frames([EndFrame()])
    await running
    return held


if __name__ == "__main__":
    logger.remove()
    tell(asyncio.run(hold(*given())))
