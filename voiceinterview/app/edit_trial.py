"""An anchor in other words, tried: what it does to the levels of the tuning set."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from voiceinterview.app.machines import the_machine
from voiceinterview.app.rating import judge_prompts
from voiceinterview.app.suggesting import Workshop
from voiceinterview.coaching.comparing import Case, effect
from voiceinterview.coaching.pairing import Seat, by_unit
from voiceinterview.coaching.suggesting import AnchorEdit, with_anchor
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.ports import Clock, LanguageModel
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.scoring.model_rater import rate_by_model, rater_of


async def tried(
    workshop: Workshop,
    edit: AnchorEdit,
    model: LanguageModel,
    terms: RatingTerms,
    rater: str | None,
    clock: Clock,
) -> AnchorEdit:
    """The edit with what it does on the tuning set: the criterion judged anew by the new wording,
    beside what stands on disk where the same model gave it, else beside a judgment by the old."""
    rubric = workshop.bench.rubric
    own = rater_of(model, judge_prompts(workshop.content), terms).name
    seat = the_machine(rater, workshop.bench.judgments)
    after = await _levels(workshop, with_anchor(rubric, edit), edit, model, terms, clock)
    if seat is not None and seat.name == own:
        before = {
            (session, stage): one.level
            for (session, stage, criterion), one in by_unit(workshop.bench.judgments, seat).items()
            if criterion == edit.criterion and one.level is not None
        }
    else:
        before = await _levels(workshop, rubric, edit, model, terms, clock)
    cases = _cases(workshop, edit.criterion, before, after)
    return replace(edit, effect=effect(edit.criterion, cases, rubric.scale))


def calls_to_try(
    workshop: Workshop, edits: Sequence[AnchorEdit], terms: RatingTerms, *, twice: bool
) -> int:
    """`twice` where the old wording must be judged too."""
    return len(edits) * len(workshop.stages) * terms.samples * (2 if twice else 1)


def judged_by(workshop: Workshop, model: LanguageModel, terms: RatingTerms) -> bool:
    """Whether the levels on disk are this model's."""
    own = rater_of(model, judge_prompts(workshop.content), terms).name
    return any(one.rater == own for one in workshop.bench.judgments if one.kind == "model")


async def _levels(
    workshop: Workshop,
    rubric: Rubric,
    edit: AnchorEdit,
    model: LanguageModel,
    terms: RatingTerms,
    clock: Clock,
) -> dict[tuple[str, str], int]:
    """Session and stage -> the level of the edit's criterion, judged by `rubric`."""
    criteria = tuple(one for one in rubric.criteria if one.id == edit.criterion)
    prompts = judge_prompts(workshop.content)
    levels = {}
    for stage in workshop.stages:
        card = await rate_by_model(
            model,
            prompts,
            stage.record,
            replace(rubric, criteria=criteria),
            terms,
            nonce=secrets.token_hex(16),
            at=clock.utc().isoformat(timespec="seconds"),
        )
        if (level := card.ratings[0].level) is not None:
            levels[stage.record.session, stage.record.stage] = level
    return levels


def _cases(
    workshop: Workshop,
    criterion: str,
    before: Mapping[tuple[str, str], int],
    after: Mapping[tuple[str, str], int],
) -> list[Case]:
    labels = (
        (unit, label)
        for coach in workshop.bench.coaches
        for unit, label in by_unit(workshop.bench.judgments, Seat("coach", coach)).items()
    )
    return [
        Case(session, stage, criterion, label.rater, label.level, before[key], after[key])
        for (session, stage, name), label in labels
        if name == criterion
        and label.level is not None
        and (key := (session, stage)) in before
        and key in after
    ]
