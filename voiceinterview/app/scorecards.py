"""The scorecards that a session's folder holds."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voiceinterview.domain.ratings import CodeEvidence, Scorecard
from voiceinterview.domain.transcript import Turn
from voiceinterview.errors import BadInput
from voiceinterview.interview.code_runs import runs_in
from voiceinterview.scoring.record import StageRecord, transcript_sha256
from voiceinterview.scoring.scorecard_file import parse_scorecard
from voiceinterview.scoring.standing import code_amiss, quotes_amiss, rated_transcript
from voiceinterview.storage.derived import set_aside
from voiceinterview.storage.layout import SCORECARDS
from voiceinterview.storage.stored_session import StoredSession


@dataclass(frozen=True)
class Held:
    """What a session's cards are looked up in. `transcripts` has the one that counts, then those
    before it."""

    stored: StoredSession
    transcripts: Sequence[Sequence[Turn]]

    def record(self, stage: str, turns: Sequence[Turn]) -> StageRecord | None:
        """None where there is no such stage."""
        plan = next((one for one in self.stored.plan.stages if one.id == stage), None)
        if plan is None:
            return None
        ran = runs_in(self.stored.events, plan.questions)
        name = self.stored.manifest.id
        return StageRecord(name, stage, plan.title, plan.questions, tuple(turns), ran=ran)


@dataclass(frozen=True)
class KeptScorecard:
    path: Path
    scorecard: Scorecard


def kept_scorecards(stored: StoredSession) -> tuple[KeptScorecard, ...]:
    """All that read, oldest first; `damaged_in` names the others. A card with a quote that does
    not stand in the transcript that it rates, or with code that nobody ran, is none, whoever wrote
    it."""
    return _kept(stored.scorecards, _held(stored))


def latest_scorecards(stored: StoredSession) -> tuple[Scorecard, ...]:
    """Each rater's last word on each stage; what it said before stays in the folder. What it said
    of an earlier transcript is none of the present one (`of_earlier_words`)."""
    earlier = _earlier(stored)
    kept = kept_scorecards(stored)
    return _latest(tuple(one for one in kept if one.scorecard.transcript_sha256 not in earlier))


def of_earlier_words(stored: StoredSession) -> int:
    """How many cards rate a transcript that words of record have taken the place of."""
    earlier = _earlier(stored)
    cards = (one.scorecard for one in kept_scorecards(stored))
    return sum(card.transcript_sha256 in earlier for card in cards)


def latest_in(folder: Path) -> tuple[Scorecard, ...]:
    """The same of a session of which nothing else is read, so that quotes are not looked up."""
    return _latest(_kept(folder / SCORECARDS))


def latest_by_version(stored: StoredSession) -> tuple[tuple[Scorecard, ...], tuple[str, ...]]:
    """Each rater's last word on each stage by each version of a rubric, and what was left out.

    Only of the words that count: a card of an earlier transcript rates what the coach does not
    hear, and one with a quote that nobody said is none. Each file is read once.
    """
    held, earlier = _held(stored), _earlier(stored)
    read = [_read(path, held) for path in _files(stored.scorecards)]
    kept = sorted((one for one in read if isinstance(one, KeptScorecard)), key=_age)
    cards = [one.scorecard for one in kept if one.scorecard.transcript_sha256 not in earlier]
    left_out = [one.problem for one in read if isinstance(one, BadInput)]
    if outdated := len(kept) - len(cards):
        left_out.append(
            f"{outdated} ratings of words from before the recording was heard again; to rate "
            f"these: {mending(stored.folder)}"
        )
    latest = {(card.stage, card.rater.kind, card.rater.name, card.rubric): card for card in cards}
    return tuple(latest.values()), tuple(left_out)


def damaged_in(folder: Path, stored: StoredSession | None = None) -> tuple[str, ...]:
    """Those of a session that do not read, each with its path, place and fault; where it is
    `stored` also those whose quotes do not stand in the transcript that they rate.

    They are derived, so they are left out and never block what stands beside them; whoever
    shows the others tells of these, and of `mending`.
    """
    held = _held(stored) if stored is not None else None
    return tuple(fault.problem for _, fault in _faults(folder, held))


def mending(folder: Path) -> str:
    """The command that makes damaged scorecards of a session anew."""
    return f"voiceinterview score {shlex.quote(str(folder))}"


def set_damaged_aside(stored: StoredSession) -> tuple[str, ...]:
    """Rename those that do not read, so that only what can be read counts from here on; a line
    on each. Raises `StorageFull`."""
    return tuple(
        f"set aside as {set_aside(path).name}: {fault.problem}"
        for path, fault in _faults(stored.folder, _held(stored))
    )


def _held(stored: StoredSession) -> Held:
    return Held(stored, (stored.transcript, *stored.earlier_transcripts))


def _earlier(stored: StoredSession) -> set[str]:
    """The digests of transcripts that count no more."""
    earlier = set(map(transcript_sha256, stored.earlier_transcripts))
    return earlier - {transcript_sha256(stored.transcript)} if earlier else earlier


def _faults(folder: Path, held: Held | None) -> list[tuple[Path, BadInput]]:
    read = [(path, _read(path, held)) for path in _files(folder / SCORECARDS)]
    return [(path, fault) for path, fault in read if isinstance(fault, BadInput)]


def _kept(scorecards: Path, held: Held | None = None) -> tuple[KeptScorecard, ...]:
    read = (_read(path, held) for path in _files(scorecards))
    return tuple(sorted((kept for kept in read if isinstance(kept, KeptScorecard)), key=_age))


def _latest(all_kept: tuple[KeptScorecard, ...]) -> tuple[Scorecard, ...]:
    """Calls that all failed are nobody's word, and take no earlier one's place."""
    latest: dict[tuple[str, ...], Scorecard] = {}
    for card in (kept.scorecard for kept in all_kept):
        key = (card.stage, card.rater.kind, card.rater.name)
        if card.answered or key not in latest:
            latest[key] = card
    return tuple(latest.values())


def _files(folder: Path) -> list[Path]:
    """Regular files only: a link in a folder from elsewhere could lead anywhere."""
    if not folder.is_dir():
        return []
    found = sorted(folder.glob("*.json"))
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _read(path: Path, held: Held | None) -> KeptScorecard | BadInput:
    """The card, or what is wrong with it. Without `held` its evidence is not looked up."""
    try:
        card = parse_scorecard(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        return BadInput(f"{path}: cannot be read: {error}", "Score the session again.")
    except BadInput as fault:
        return fault
    amiss = _amiss(card, held) if held is not None else ""
    return (
        BadInput(f"{path}: {amiss}", "Score the session again.")
        if amiss
        else KeptScorecard(path, card)
    )


def _amiss(card: Scorecard, held: Held) -> str:
    """The first piece of evidence that does not stand; "" where all does."""
    turns = rated_transcript(card, held.transcripts)
    if quotes := quotes_amiss(card, turns):
        return f"“{quotes[0].quote}” does not stand in turn {quotes[0].turn}"
    for one in code_amiss(card, held.record(card.stage, turns)):
        if isinstance(one, CodeEvidence) and one.kind == "line":
            return f"“{one.text}” is not line {one.line} of the code of run {one.run}"
        return f"run {one.run} did not come to what it says"
    return ""


def _age(kept: KeptScorecard) -> tuple[str, int, str]:
    """Of two by one rater in one second the later has the longer name: `x.json`, `x.2.json`."""
    return kept.scorecard.at, len(kept.path.name), kept.path.name
