"""What every `Synthesizer` does."""

import asyncio
import json

import numpy as np
import pytest

from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.engines.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from voiceinterview.engines.speech.silent_synthesizer import SilentSynthesizer


@pytest.fixture(params=[SilentSynthesizer, Pyttsx3Synthesizer], ids=lambda kind: kind.name)
async def voice(request):
    voice = request.param()
    await voice.start(VoiceSettings(rate=180))
    yield voice
    await voice.close()
    await voice.close()


async def test_speech_is_int16_of_about_the_length_that_the_rate_asks(voice):
    speech = await voice.render("Tell me about a model that you took to production last year.")
    assert speech.dtype == np.int16 and speech.ndim == 1
    assert 2.5 < len(speech) / 16_000 < 6.5  # twelve words at 180 a minute: four seconds


@pytest.mark.parametrize("nothing", ["", "  ", "...", "?!", "—"])
async def test_text_with_nothing_to_say_is_an_empty_array(voice, nothing):
    speech = await voice.render(nothing)
    assert speech.shape == (0,) and speech.dtype == np.int16


async def test_more_words_take_longer(voice):
    short = await voice.render("Why?")
    assert len(await voice.render("Why would that be so, do you think?")) > 1.5 * len(short)


async def test_pieces_asked_for_at_once_all_come(voice):
    texts = ["One.", "One, two, three.", "One, two, three, four, five, six."]
    spoken = await asyncio.gather(*[voice.render(text) for text in texts])
    assert len(spoken[0]) < len(spoken[1]) < len(spoken[2])


async def test_a_cancelled_render_leaves_the_next_alone(voice):
    task = asyncio.create_task(voice.render("A long sentence that nobody will hear. " * 50))
    await asyncio.wait([task], timeout=0.005)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(await voice.render("Go on.")) > 0


async def test_it_can_be_started_again_with_another_voice(voice):
    slow = await voice.render("How do you know?")
    await voice.start(VoiceSettings(rate=360))
    assert len(await voice.render("How do you know?")) < len(slow)


async def test_settings_can_be_written_to_the_manifest(voice):
    assert json.loads(json.dumps(voice.settings()))["rate"] == 180
