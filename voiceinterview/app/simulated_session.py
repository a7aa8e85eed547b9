"""One interview with a simulated candidate, through the whole real loop into a session folder."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from voiceinterview.app import engines
from voiceinterview.app.engines import Sound
from voiceinterview.app.interviewing import manifest_of
from voiceinterview.app.planning import load_reply_prompts
from voiceinterview.app.played_candidate import Listener, ModelPlayer, Player, Script
from voiceinterview.app.settings import Settings
from voiceinterview.content.candidates import FOLDER
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.domain import events as e
from voiceinterview.domain.characters import Character
from voiceinterview.domain.plan import Plan
from voiceinterview.engines.audio.audio_files import NullSink
from voiceinterview.engines.audio.candidate_voices import Hum, HumDetector, SyntheticSpeech
from voiceinterview.engines.audio.simulated_candidate import CandidateVoice, SimulatedCandidate
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.speech.candidate_words import CandidateWords
from voiceinterview.engines.speech.silent_synthesizer import SilentSynthesizer
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import EngineError
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import Clock, Recognizer, Synthesizer, VoiceActivityDetector
from voiceinterview.session.doors import Doors
from voiceinterview.session.session import Session
from voiceinterview.simulation.asked import Conversation
from voiceinterview.storage.writer import SessionWriter
from voiceinterview.testing import VirtualClock

# A candidate who never gives up leaves at last, so that every simulation ends: so many times
# the planned time and so many seconds more.
OVERTIME = 1.5
GRACE = 300.0


@dataclass(frozen=True)
class Scene:
    """A session to be held: `id` is its name and folder, `content` what its plan was made of."""

    id: str
    character: Character
    plan: Plan
    content: Content


@dataclass(frozen=True)
class Setup:
    """What all scenes are held with. `interviewer` and `player` are models, the latter None
    where the character's own script is played; `spoken` says that there is real sound."""

    settings: Settings
    folder: Path
    interviewer: ModelChoice
    player: ModelChoice | None = None
    spoken: bool = False

    @property
    def virtual(self) -> bool:
        """Whether nothing takes time, so that every run gives the same bytes."""
        return not self.spoken and self.player is None and self.interviewer.model == "scripted"


@dataclass(frozen=True)
class Held:
    """`cut_off`: how often the interviewer went on before the candidate had finished."""

    folder: Path
    reason: e.EndReason
    cut_off: int
    cost: float | None


async def hold_scene(scene: Scene, setup: Setup) -> Held:
    """Raises `SetupError`, `EngineError` (the model that plays the candidate), `StorageFull`."""
    clock = VirtualClock() if setup.virtual else SystemClock()
    conversation = Conversation(scene.plan)
    async with AsyncExitStack() as stack:
        player = await _player(scene, setup, conversation, stack)
        candidate = SimulatedCandidate(
            scene.character.name,
            await _voice(scene, setup, stack),
            player.answer,
            limit=scene.plan.minutes * 60 * OVERTIME + GRACE,
            passed=clock.advance if isinstance(clock, VirtualClock) else lambda seconds: None,
        )
        listener = Listener(conversation, candidate, scene.character)
        doors = await _doors(scene, setup, candidate, listener, clock, stack)
        prompts = load_reply_prompts(scene.content)
        manifest = replace(manifest_of(scene.plan, scene.content, doors), id=scene.id)
        writer = stack.enter_context(
            SessionWriter.create(setup.folder, manifest, scene.plan, clock)
        )
        session = Session(Interview(scene.plan), doors, writer, prompts)
        try:
            reason = await session.run(e.SessionStarted(at=0))
        except EngineError as error:
            writer.finish("interrupted", type(error).__name__)
            raise
        writer.finish("finished" if reason == "finished" else "interrupted", reason)
    return Held(writer.folder, reason, candidate.cut_off, _sum(session.cost, player.cost))


async def _player(
    scene: Scene, setup: Setup, conversation: Conversation, stack: AsyncExitStack
) -> Player:
    if setup.player is None:
        return Script(scene.character, conversation, str(scene.plan.seed))
    model = engines.open_model(setup.player, SystemClock())
    stack.push_async_callback(model.close)
    prompt = load_prompt(scene.content, scene.content.prompts / FOLDER / "play.md")
    told = prompt.render(
        persona=scene.character.persona,
        role_title=scene.plan.title,
        stage_title=", ".join(stage.title for stage in scene.plan.stages),
    )
    return ModelPlayer(scene.character, conversation, model, told)


async def _voice(scene: Scene, setup: Setup, stack: AsyncExitStack) -> CandidateVoice:
    if not setup.spoken:
        return Hum(scene.character.voice)
    synthesizer = engines.open_synthesizer(setup.settings)
    stack.push_async_callback(synthesizer.close)
    await synthesizer.start(scene.character.voice)
    return SyntheticSpeech(synthesizer)


async def _doors(
    scene: Scene,
    setup: Setup,
    candidate: SimulatedCandidate,
    listener: Listener,
    clock: Clock,
    stack: AsyncExitStack,
) -> Doors:
    recognizer, detector = _ears(setup, candidate)
    stack.callback(recognizer.close)
    model = engines.open_model(setup.interviewer, SystemClock())
    stack.push_async_callback(model.close)
    voice: Synthesizer = SilentSynthesizer()
    if setup.spoken:
        voice = engines.open_synthesizer(setup.settings)
    stack.push_async_callback(voice.close)
    await voice.start(scene.plan.persona.voice)
    return Doors(
        source=candidate,
        sink=NullSink(),
        detector=detector,
        recognizer=recognizer,
        synthesizer=voice,
        model=model,
        clock=clock,
        watchers=(listener,),
    )


def _ears(setup: Setup, candidate: SimulatedCandidate) -> tuple[Recognizer, VoiceActivityDetector]:
    if not setup.spoken:
        return CandidateWords(candidate), HumDetector()
    from voiceinterview.engines.speech.silero_vad import SileroVad

    if setup.settings.recognizer == "recorded":
        return CandidateWords(candidate), SileroVad()
    sound = Sound(output="none", fast=True)
    recognizer = engines.open_recognizer(sound, setup.settings, candidate, _unheard)
    return recognizer, SileroVad()


def _unheard(line: str) -> None:
    """A recognizer's model was fetched, and told of, before the first session."""


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
