"""Who plays a simulated candidate: the character's script, or a model that is told of it."""

from collections.abc import Sequence
from contextlib import aclosing
from typing import Protocol

from voiceinterview.domain import events as e
from voiceinterview.domain.characters import Character, Utterance
from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.engines.audio.simulated_candidate import SimulatedCandidate
from voiceinterview.interview.sentences import speakable, take_sentences
from voiceinterview.ports import LanguageModel
from voiceinterview.session.doors import Tick
from voiceinterview.simulation.asked import Conversation
from voiceinterview.simulation.chance import Chance
from voiceinterview.simulation.composing import compose
from voiceinterview.simulation.pausing import timed

MAX_TOKENS = 600  # two minutes of speech
TEMPERATURE = 0.8  # people do not say the likeliest thing


class Player(Protocol):
    """`cost` is in US dollars so far, None where a price is not known."""

    cost: float | None

    async def answer(self) -> Sequence[Utterance]: ...


class Script:
    """The character's own script, on the question's own material."""

    cost: float | None = 0.0

    def __init__(self, character: Character, conversation: Conversation, seed: str) -> None:
        self._character = character
        self._conversation = conversation
        self._seed = seed

    async def answer(self) -> Sequence[Utterance]:
        utterances = compose(self._character, self._conversation.asked(), self._seed)
        self._conversation.answered(utterances)
        return utterances


class ModelPlayer:
    """A model that plays the character. `told` is what it is told of it; it knows of the
    interview only what it has heard. Raises `EngineError`."""

    def __init__(
        self, character: Character, conversation: Conversation, model: LanguageModel, told: str
    ) -> None:
        self.cost: float | None = 0.0
        self._character = character
        self._conversation = conversation
        self._model = model
        self._messages = [Message("system", told)]

    async def answer(self) -> Sequence[Utterance]:
        self._listen()
        reply = await self._reply()
        chance = Chance(f"{self._character.name}/{len(self._messages)}")
        sentences = [words for text in _sentences(reply) if (words := speakable(text))]
        utterances = timed(sentences, self._character.pauses, chance)
        self._conversation.answered(utterances)
        if utterances:
            self._messages.append(Message("assistant", " ".join(sentences)))
        return utterances

    def _listen(self) -> None:
        """What was heard since the last answer; providers want the roles to alternate."""
        if self._messages[-1].role == "user":
            self._messages.pop()
        self._messages.append(Message("user", self._conversation.heard or "(silence)"))

    async def _reply(self) -> str:
        request = ReplyRequest(tuple(self._messages), "", MAX_TOKENS, TEMPERATURE)
        texts = []
        async with aclosing(self._model.stream(request)) as parts:
            async for part in parts:
                texts.append(part.text)
                if part.usage is not None:
                    self._spend(part.usage.cost)
        return "".join(texts)

    def _spend(self, cost: float | None) -> None:
        self.cost = None if cost is None or self.cost is None else self.cost + cost


def _sentences(text: str) -> list[str]:
    complete, rest = take_sentences(text)
    return [*complete, rest]


class Listener:
    """A watcher of the session: the candidate hears the interviewer, and learns whose turn it is.

    An interviewer who is heard while the candidate has not finished has cut her off.
    """

    def __init__(
        self, conversation: Conversation, candidate: SimulatedCandidate, character: Character
    ) -> None:
        self._conversation = conversation
        self._candidate = candidate
        self._gives_way = character.gives_way

    def happened(self, event: e.Event) -> None:
        self._conversation.happened(event)
        if isinstance(event, e.GiveFloor) and event.to == "candidate":
            self._candidate.floor()
        elif isinstance(event, e.PlaybackStarted):
            self._candidate.interrupted(gives_way=self._gives_way)

    def tick(self, tick: Tick) -> None:
        """Nothing to see."""
