"""Answers spoken by synthetic voices, with every pause known: what endpointing is judged by.

Made from the question bank: its questions, and its expert answers and common mistakes for
answers. Half of the questions, voices and short answers are held out: nothing was set by them.
A pause is silence put into a sentence that was spoken in one go, so its sound tells less of what
follows than a human's would.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import numpy as np
from espeak import SpokenWord, Voice, faded, speak

from voiceinterview.content.folders import find_content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import Word, samples
from voiceinterview.interview.asked import kind_of
from voiceinterview.interview.sentences import take_sentences
from voiceinterview.ports import Samples

Kind = Literal["inside", "filler", "and", "comma", "list", "sentence", "thinking"]

SEED = 20_260_401
LEAD_IN, TAIL = 0.6, 6.0  # seconds of silence before and after an answer
LEAST, MOST = 0.3, 6.0  # seconds of a pause

# Where a speaker falls silent, a sentence each.
INSIDE, FILLER, AND, COMMA = 0.7, 0.2, 0.15, 0.3
THINKS, LISTS, GOES_ON = 0.15, 0.2, 0.35
# Seconds between her sentences, as median and spread (of the logarithm): quick speakers, others,
# and slow ones. Pauses of speech are log-normal, in spontaneous speech about half a second long
# (Campione and Véronis 2002, "A large-scale multilingual study of silent pause duration"); one in
# ten is for thinking.
HABITS = ((0.45, 0.4), (0.6, 0.5), (0.9, 0.6))
THINKS_BETWEEN = 0.1

NAMES = ("en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-029", "en-gb-x-gbclan")
TIMBRES = ("m1", "f2", "m3", "f4", "m5", "f1", "Andy", "belinda", "m7", "f5", "klatt2", "m4")
VOICES = 20
ANSWERS = 12  # of a voice, to questions that call for a word or two; as many to others
NOISES = (
    "none", "none", "none", "white 20", "pink 20", "babble 20", "white 10", "pink 10", "babble 10",
)  # fmt: skip

YES_OR_NO = (
    "Yes.", "No.", "Yes, twice.", "No, never.", "Not really.", "Not that I know of.", "I think so.",
    "Yes, I did.", "No, it was not.", "Probably not.", "Yes, most of the time.", "It would.",
    "Only once.", "Yes, for two years.", "No, the other way round.", "Absolutely.", "Hardly ever.",
    "Yes, by a factor of two.", "No, I was not there.", "I don't think so.", "Sometimes.", "Yeah.",
)  # fmt: skip
WHICH_ONE = (
    "The second one.", "The first of the two.", "About forty.", "Roughly ten percent.",
    "My manager.", "In March.", "Twice a week.", "The users.", "Four.",
    "The one without a baseline.", "Neither.", "Whoever is on call.", "Half of them.",
    "The validation set.", "Recall.", "Logistic regression.", "The price column.", "Three times.",
    "The older customers.", "A bit less than half.",
)  # fmt: skip


@dataclass(frozen=True)
class Pause:
    kind: Kind
    begin: int  # samples of the clip: the last sound before it
    end: int  # ... the first after it


@dataclass(frozen=True)
class Clip:
    """One answer. `words` are as an ideal recognizer would hear them, `short` where the answer is
    a complete word or two to a question that asks for no more."""

    ask: str
    question: Question
    follow_up: bool
    voice: str
    noise: str
    short: bool
    audio: Samples
    words: tuple[Word, ...]
    pauses: tuple[Pause, ...]
    over: int  # the last sound


@dataclass(frozen=True)
class Speaker:
    """A voice, and her answers in the order in which she gives them."""

    number: int
    voice: Voice
    held_out: bool
    habit: tuple[float, float]

    def clips(self) -> Iterator[Clip]:
        chance = random.Random(f"{SEED}/{self.number}")
        questions = [q for place, q in enumerate(bank()) if place % 2 == self.held_out]
        closed = chance.sample(closed_questions(self.held_out), ANSWERS)
        for number, question in enumerate(chance.sample(questions, ANSWERS)):
            asks = [rung.ask for rung in question.follow_ups if not calls_for_little(rung.ask)]
            if number % 2 or not asks:
                yield self._long(question, question.ask, chance, range(4, 11), follow_up=False)
            else:
                ask = chance.choice(asks)
                yield self._long(question, ask, chance, range(1, 5), follow_up=True)
            yield self._short(*closed[number], chance)

    def _long(
        self,
        question: Question,
        ask: str,
        chance: random.Random,
        lengths: range,
        *,
        follow_up: bool,
    ) -> Clip:
        told = _sentences(question.expert_answer)
        count = min(chance.choice(lengths), len(told))
        first = chance.randrange(len(told) - count + 1)
        script = Script(self, chance)
        if chance.random() < THINKS:
            script.say(chance.choice(("Let me think.", "Let me think about that for a moment.")))
            script.fall_silent("thinking", (2.0, 12.0))
        script.tell(told[first : first + count])
        return script.clip(question, ask, follow_up=follow_up, short=False)

    def _short(self, question: Question, ask: str, chance: random.Random) -> Clip:
        yes_or_no = kind_of(ask) == "yes or no"
        answers = (YES_OR_NO if yes_or_no else WHICH_ONE)[int(self.held_out) :: 2]
        script = Script(self, chance)
        script.say(chance.choice(answers))
        goes_on = chance.random() < GOES_ON
        if goes_on:
            script.fall_silent_between("sentence")
            script.tell([chance.choice(_sentences(question.expert_answer))])
        return script.clip(question, ask, follow_up=True, short=not goes_on)


@dataclass
class Script:
    """An answer while it is put together."""

    speaker: Speaker
    chance: random.Random
    parts: list[Samples] = field(default_factory=lambda: [_silence(LEAD_IN)])
    words: list[Word] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)

    @property
    def at(self) -> int:
        return sum(len(part) for part in self.parts)

    def tell(self, sentences: Sequence[str]) -> None:
        ordinals = ("First,", "Second,", "Third,")
        listed = len(sentences) >= 3 and self.chance.random() < LISTS
        if listed:
            self.say("There are three things.")
            self.fall_silent("list", (LEAST, MOST))
        for number, sentence in enumerate(sentences):
            if number:
                in_list = listed and number < len(ordinals)
                self.fall_silent_between("list" if in_list else "sentence")
            if listed and number < len(ordinals):
                self._sentence(f"{ordinals[number]} {_lowered(sentence)}")
            elif number and self.chance.random() < AND:
                self._sentence(
                    f"{self.chance.choice(('And', 'So', 'But'))} {_lowered(sentence)}", 1
                )
            else:
                self._sentence(sentence)

    def _sentence(self, sentence: str, opener: int = 0) -> None:
        """With pauses after some of its words; `opener` of them are a conjunction."""
        words = sentence.split()
        breaks: dict[int, Kind] = {}
        if opener:
            breaks[opener] = "and"
        gaps = [n for n in range(2, len(words) - 1) if words[n - 1][-1].isalnum() and n != opener]
        commas = [n for n in range(2, len(words) - 1) if words[n - 1].endswith(",")]
        if gaps and self.chance.random() < INSIDE:
            breaks[self.chance.choice(gaps)] = "inside"
        if commas and self.chance.random() < COMMA:
            breaks[self.chance.choice(commas)] = "comma"
        free = [gap for gap in gaps if gap not in breaks]
        if free and self.chance.random() < FILLER:
            gap = self.chance.choice(free)
            words.insert(gap, self.chance.choice(("um,", "uh,")))
            breaks = {n + (n > gap): kind for n, kind in breaks.items()} | {gap + 1: "filler"}
        self.say(" ".join(words), breaks)

    def say(self, sentence: str, breaks: dict[int, Kind] | None = None) -> None:
        audio, spoken = speak(sentence, self.speaker.voice)
        before = 0
        for number, kind in sorted((breaks or {}).items()):
            self._add(audio, spoken[before:number])
            self.fall_silent(kind, (LEAST, MOST))
            before = number
        self._add(audio, spoken[before:])

    def _add(self, audio: Samples, spoken: Sequence[SpokenWord]) -> None:
        begin, end, at = spoken[0].start, spoken[-1].end, self.at
        self.words += [Word(w.text, at + w.start - begin, at + w.end - begin) for w in spoken]
        self.parts.append(faded(audio[begin:end]))

    def fall_silent(self, kind: Kind, seconds: tuple[float, float]) -> None:
        least, most = np.log(seconds)
        self._pause(kind, float(np.exp(self.chance.uniform(least, most))))

    def fall_silent_between(self, kind: Kind) -> None:
        if self.chance.random() < THINKS_BETWEEN:
            self.fall_silent(kind, (1.0, MOST))
            return
        median, spread = self.speaker.habit
        length = self.chance.lognormvariate(float(np.log(median)), spread)
        self._pause(kind, min(max(length, LEAST), MOST))

    def _pause(self, kind: Kind, length: float) -> None:
        begin = self.at
        self.parts.append(_silence(length))
        self.pauses.append(Pause(kind, begin, self.at))

    def clip(self, question: Question, ask: str, *, follow_up: bool, short: bool) -> Clip:
        over = self.at
        noise = self.chance.choice(NOISES)
        audio = np.concatenate([*self.parts, _silence(TAIL)])
        return Clip(
            ask, question, follow_up, self.speaker.voice.name, noise, short,
            _with_noise(audio, noise, self.chance.randrange(1 << 30)),
            tuple(self.words), tuple(self.pauses), over,
        )  # fmt: skip


def speakers() -> tuple[Speaker, ...]:
    """All of them; every other one is held out."""
    chance = random.Random(SEED)
    return tuple(
        Speaker(
            number,
            Voice(
                f"{NAMES[number // 2 % len(NAMES)]}+{TIMBRES[number % len(TIMBRES)]}",
                chance.randint(145, 195),
                chance.randint(35, 65),
            ),
            held_out=number % 2 == 1,
            habit=HABITS[number // 2 % len(HABITS)],
        )
        for number in range(VOICES)
    )


@cache
def bank() -> tuple[Question, ...]:
    content = find_content()
    return tuple(load_questions(content, load_role(content, "data-scientist-ml")))


def closed_questions(held_out: bool) -> list[tuple[Question, str]]:
    return [
        (question, rung.ask)
        for place, question in enumerate(bank())
        for rung in question.follow_ups
        if place % 2 == held_out and calls_for_little(rung.ask)
    ]


def calls_for_little(ask: str) -> bool:
    return kind_of(ask) in ("yes or no", "which one")


def _sentences(text: str) -> list[str]:
    complete, rest = take_sentences(" ".join(text.split()))
    return [sentence for sentence in (*complete, rest) if sentence.strip()]


def _lowered(sentence: str) -> str:
    first = sentence.split()[0]
    return sentence if first in ("I", "I'd") else sentence[0].lower() + sentence[1:]


def _silence(seconds: float) -> Samples:
    return np.zeros(samples(seconds), np.int16)


def _with_noise(audio: Samples, noise: str, seed: int) -> Samples:
    """At so many dB below the mean power of the sounding part."""
    if noise == "none":
        return audio
    name, ratio = noise.split()
    generator = np.random.default_rng(seed)
    sound = _NOISE[name](len(audio), generator)
    speech = audio[np.abs(audio) > 300].astype(np.float64)
    level = np.sqrt(np.mean(speech**2)) / 10 ** (float(ratio) / 20)
    mixed = audio + sound * level / np.sqrt(np.mean(sound**2))
    return np.clip(mixed, -32_768, 32_767).astype(np.int16)


def _white(length: int, generator: np.random.Generator) -> np.ndarray:
    return generator.standard_normal(length)


def _pink(length: int, generator: np.random.Generator) -> np.ndarray:
    """Power falls with frequency: 3 dB an octave."""
    size = 1 << (length - 1).bit_length()
    spectrum = np.fft.rfft(generator.standard_normal(size))
    return np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)))[:length]


def _babble(length: int, generator: np.random.Generator) -> np.ndarray:
    """Eight people who talk at once."""
    room = np.zeros(length)
    for voice in _room():
        repeated = np.tile(voice, length // len(voice) + 2)
        begin = int(generator.integers(len(voice)))
        room += repeated[begin : begin + length]
    return room


@cache
def _room() -> tuple[np.ndarray, ...]:
    chance = random.Random(f"{SEED}/babble")
    voices = []
    for number in range(8):
        voice = Voice(f"{NAMES[number % len(NAMES)]}+{TIMBRES[-1 - number]}", 170, 30 + 5 * number)
        told = _sentences(chance.choice(bank()).expert_answer)[:4]
        audio = np.concatenate([speak(sentence, voice)[0] for sentence in told]).astype(np.float64)
        voices.append(audio / np.sqrt(np.mean(audio**2)))
    return tuple(voices)


_NOISE = {"white": _white, "pink": _pink, "babble": _babble}
