from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.engines.speech.silent_synthesizer import SilentSynthesizer


async def test_twice_the_rate_takes_half_the_time():
    voice = SilentSynthesizer()
    await voice.start(VoiceSettings(rate=120))
    slow = await voice.render("Why does it overfit?")
    await voice.start(VoiceSettings(rate=240))
    fast = await voice.render("Why does it overfit?")
    assert len(slow) == 2 * 16_000  # four words at two words a second
    assert len(fast) == 16_000
    assert not slow.any()


async def test_a_dash_between_words_takes_no_time():
    voice = SilentSynthesizer()
    assert len(await voice.render("one - two")) == len(await voice.render("one two"))
