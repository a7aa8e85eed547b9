"""A simulated candidate for tests: answers whole questions, with no habits."""

from voiceinterview.domain.characters import Answering, Character, Pausing
from voiceinterview.domain.plan import VoiceSettings

PLAIN = Character(
    name="plain",
    version="1.0.0",
    title="Plain",
    summary="Plain.",
    voice=VoiceSettings(),
    persona="You are plain.",
    answer=Answering(covers=1.0, follow_up=1.0, mistaken=0.0, most=9, at_a_loss=("Pass.",)),
    pauses=Pausing(first=1.0, between=(0.5, 0.5)),
)
