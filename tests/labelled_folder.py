"""The labelled set as session folders for the commands; `labelled_set` says who is in it.

Each session is one typed stage with two questions of the bank, answered as well as its quality
says (tests/scoring/answers); the coaches' labels, a simulated model's scorecard and the
checklist's own lie beside it. There are no recordings, as in an export without audio. `write_set`
takes about a second of CPU, so nothing is committed; `make labelled-set` writes it to
recordings/labelled.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml
from labelled_set import (
    BASELINE,
    STAGE,
    Simulated,
    draw,
    labelled_at,
    qualities,
    session_name,
)
from small_plan import PERSONA

from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.events import (
    AskQuestion,
    EndSession,
    EndTurn,
    Event,
    PlaybackDone,
    PlaybackStarted,
    SessionStarted,
    StartStage,
)
from voiceinterview.domain.labels import Judgment, Label, LabelSheet
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.plan import Plan, StagePlan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import Rater, Rating, Scorecard
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.speech import SAMPLE_RATE, typed_words
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.record import StageRecord, transcript_sha256
from voiceinterview.scoring.scorecard_file import scorecard_json
from voiceinterview.scoring.spans import evidence_at
from voiceinterview.storage.derived import save_scorecard
from voiceinterview.storage.event_log import encode_event
from voiceinterview.storage.labels_file import keep_sheet
from voiceinterview.storage.layout import EVENTS
from voiceinterview.storage.manifest_file import write_manifest
from voiceinterview.storage.plan_file import encode_plan, sha256_of, write_plan
from voiceinterview.storage.stored_session import read_session

ROLE = "data-scientist-ml"
SEED = 7
ANSWERS = Path(__file__).parent / "scoring" / "answers"
ASKED = ("p-value-three-percent", "roc-for-rare-fraud")
LENGTH = 3 * 60 * SAMPLE_RATE
KINDS = ((3.2, "strong"), (1.9, "middling"), (0.0, "weak"))  # from this quality on


def write_set(
    root: Path, content: Content, *, n: int = 24, seed: int = SEED, machine: Simulated = BASELINE
) -> tuple[Path, ...]:
    """`n` sessions `s-000`, ... in `root`, labelled by all coaches, rated by both raters."""
    rubric = load_rubric(content, ROLE, STAGE)
    judgments = draw(seed, n, machine=None, rubric=rubric.ref, balanced=True)
    folders = []
    for number, heard in enumerate(qualities(seed, n, balanced=True)):
        folder = write_session(root, content, number, float(heard[0]), float(heard[-1]))
        own = [one for one in judgments if one.session == session_name(number)]
        for sheet in _sheets(folder, rubric, own):
            keep_sheet(folder, sheet)
        record = record_of(folder)
        _save(folder, rate_by_checklist(record, rubric, at=labelled_at(number)))
        folders.append(folder)
    rate_set(folders, rubric, n=n, seed=seed, machine=machine)
    return tuple(folders)


def rate_set(
    folders: Sequence[Path], rubric: Rubric, *, n: int, seed: int = SEED, machine: Simulated
) -> None:
    """What the simulated model says of every session by `rubric`, as new scorecards."""
    judgments = draw(seed, n, machine=machine, coaches=(), rubric=rubric.ref, balanced=True)
    for number, folder in enumerate(folders):
        levels = {
            one.criterion: one.level for one in judgments if one.session == session_name(number)
        }
        _save(folder, _card(record_of(folder), rubric, levels, machine, labelled_at(number)))


def record_of(folder: Path) -> StageRecord:
    stored = read_session(folder)
    (stage,) = stored.plan.stages
    return StageRecord(
        stored.manifest.id, stage.id, stage.title, stage.questions, stored.transcript
    )


def write_session(root: Path, content: Content, number: int, *quality: float) -> Path:
    """A session with nothing derived beside it, each question answered as well as `quality` says
    (one for all, or one each)."""
    questions = _questions(content)
    folder = root / session_name(number)
    folder.mkdir(parents=True)
    stage = StagePlan(STAGE, "Deep dive", 10.0, "", "", "", questions)
    plan = encode_plan(Plan(ROLE, "Data scientist", PERSONA, (stage,), seed=number))
    write_plan(folder, plan)
    write_manifest(
        folder,
        Manifest(
            id=folder.name,
            created=labelled_at(number),
            status="finished",
            role=ROLE,
            stages=(STAGE,),
            persona=PERSONA.name,
            seed=number,
            minutes=10.0,
            plan_sha256=sha256_of(plan),
            samples=LENGTH,
        ),
    )
    told = (
        (question, _answers()[question.id, _kind(one)])
        for question, one in zip(questions, (*quality, quality[-1]), strict=False)
    )
    lines = [
        encode_event(replace(event, seq=seq)) + b"\n" for seq, event in enumerate(_events(told))
    ]
    (folder / EVENTS).write_bytes(b"".join(lines))
    return folder


def _kind(quality: float) -> str:
    return next(kind for least, kind in KINDS if quality >= least)


def _events(told: Iterable[tuple[Question, str]]) -> Iterator[Event]:
    """Every question is asked at a minute and answered half a minute later."""
    minute = 60 * SAMPLE_RATE
    at = 0
    yield SessionStarted(at=at, listening=False)
    yield StartStage(at=at, stage=STAGE)
    for turn, (question, text) in enumerate(told):
        at = turn * minute
        yield AskQuestion(at=at, stage=STAGE, question=question.id, follow_up=0)
        yield PlaybackStarted(at=at, piece=turn)
        yield PlaybackDone(at=at + minute // 4, piece=turn, spoken=question.ask, finished=True)
        at += minute // 2
        yield EndTurn(
            at=at,
            turn=turn,
            why="command",
            stage=STAGE,
            question=question.id,
            words=typed_words(text, at),
        )
    yield EndSession(at=LENGTH, reason="finished")


def _sheets(folder: Path, rubric: Rubric, own: Sequence[Judgment]) -> Iterator[LabelSheet]:
    answers = tuple(turn.number for turn in record_of(folder).answers)
    for coach, round_ in dict.fromkeys((one.rater, one.round) for one in own):
        labels = [one for one in own if (one.rater, one.round) == (coach, round_)]
        yield LabelSheet(
            session=folder.name,
            stage=STAGE,
            coach=coach,
            rubric=rubric.ref,
            modality="text",
            at=labels[0].at,
            labels=tuple(
                Label(one.criterion, one.level, answers, f"{one.level}, as I heard it", 20.0)
                for one in labels
            ),
            round=round_,
            submitted=True,
        )


def _card(
    record: StageRecord,
    rubric: Rubric,
    levels: dict[str, int | None],
    machine: Simulated,
    at: str,
) -> Scorecard:
    answer = record.answers[0]
    quote = evidence_at(answer, 0, answer.text.find(" ", 40))
    ratings = []
    for criterion in rubric.criteria:
        level = levels[criterion.id]
        assert level is not None
        ratings.append(
            Rating(
                criterion.id,
                criterion.weight,
                criterion.question,
                "scored",
                level,
                criterion.anchor(level),
                why="A simulated model says so.",
                evidence=(quote,),
                confidence="medium",
            )
        )
    return Scorecard(
        session=record.session,
        stage=record.stage,
        stage_title=record.title,
        rubric=rubric.ref,
        top_level=max(rubric.scale),
        transcript_sha256=transcript_sha256(record.turns),
        rater=Rater("model", machine.name, model="simulated"),
        at=at,
        ratings=tuple(ratings),
        score=stage_score(tuple(ratings)),
    )


def _save(folder: Path, card: Scorecard) -> None:
    content = scorecard_json(card).encode()
    save_scorecard(folder, card.rubric.id, card.rubric.version, card.rater.name, content)


@cache
def _answers() -> dict[tuple[str, str], str]:
    """(question, kind) -> answer."""
    told = {}
    for name in ASKED:
        entry = yaml.safe_load((ANSWERS / f"{name}.yaml").read_text(encoding="utf-8"))
        told |= {(name, answer["kind"]): answer["text"].strip() for answer in entry["answers"]}
    return told


def _questions(content: Content) -> tuple[Question, ...]:
    if content.root not in _LOADED:
        bank = {one.id: one for one in load_questions(content, load_role(content, ROLE))}
        _LOADED[content.root] = tuple(bank[name] for name in ASKED)
    return _LOADED[content.root]


_LOADED: dict[Path, tuple[Question, ...]] = {}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    if target.exists():
        sys.exit(f"{target} is there already")
    held = write_set(target, find_content(), n=30)  # a third put aside, 20 are left to tune on
    write_session(target, find_content(), len(held), 2.0)  # the latest, for a coach to label first
    print(target)
