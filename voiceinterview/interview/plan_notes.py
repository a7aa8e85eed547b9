"""What the plan could not do as it was wished, in words for the candidate."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role
from voiceinterview.interview.picking import LATELY, LEVELS, Wishes
from voiceinterview.interview.rounds import Round

THIN = 0.6  # of a round's minutes; with fewer minutes of questions it will end early
TIGHT = 0.9  # of the minutes that questions are meant for
MOST_NAMED = 5


def left_out(planned: Sequence[Round], held: Sequence[Round]) -> Iterator[str]:
    """The rounds that there was no time or no question for."""
    kept = {one.id for one in held}
    titles = [one.title for one in planned if one.id not in kept]
    if titles:
        yield f"Left out for want of time: {'; '.join(titles)}."


def without_questions(role: Role, asked: Collection[str]) -> Iterator[str]:
    """The formats of the role's mix that no round asks."""
    for part in role.formats:
        if part.id not in asked:
            yield f"Nothing in the format {part.title}: its {part.share} % go to the others."


def off_level(round_: Round, picked: Sequence[Question], wishes: Wishes) -> Iterator[str]:
    """How many questions of a round are harder or easier than was asked for."""
    if wishes.difficulty == "mixed":
        return
    fitting = sum(question.difficulty == LEVELS[wishes.difficulty] for question in picked)
    if fitting < len(picked):
        yield (
            f"{round_.title}: {fitting} of {len(picked)} questions "
            f"{'is' if fitting == 1 else 'are'} {wishes.difficulty}; it has no more that fit."
        )


def asked_again(picked: Sequence[Question], days_ago: Mapping[str, float]) -> Iterator[str]:
    """Questions that an earlier session asked not long ago."""
    again = {q.id: days_ago[q.id] for q in picked if days_ago.get(q.id, LATELY) < LATELY}
    if again:
        ordered = sorted(again, key=lambda name: again[name])
        named = ", ".join(f"{name} ({_ago(again[name])})" for name in ordered[:MOST_NAMED])
        more = f" and {len(again) - MOST_NAMED} more" if len(again) > MOST_NAMED else ""
        yield f"Asked again, for want of others: {named}{more}."


def thin(round_: Round, picked: Sequence[Question], minutes: float) -> Iterator[str]:
    """A round that will be over early."""
    there = sum(question.minutes for question in picked)
    if there < THIN * minutes:
        yield f"{round_.title}: questions for {there} of its {minutes:.0f} minutes, no more."


def tight(meant: int, minutes: float) -> Iterator[str]:
    """Questions that will have to be answered in less time than they are meant for."""
    if minutes < TIGHT * meant:
        share = minutes / meant
        yield f"Little time: questions have {share:.0%} of the minutes that they are meant for."


def _ago(days: float) -> str:
    whole = int(days)
    return "today" if whole < 1 else "yesterday" if whole < 2 else f"{whole} days ago"
