"""A role as lines to read."""

from collections.abc import Iterator

from voiceinterview.cli.wrapping import listed, one_line, section, wrapped
from voiceinterview.domain.role import AssessmentFormat, Role, RoleStage


def role_lines(role: Role) -> Iterator[str]:
    """Profile, stages, formats with their shares, and the plan of preparation by week."""
    yield f"{one_line(role.title)}  ({role.id} {role.version})"
    yield from wrapped(role.summary, "")
    yield from section("Profile", _profile(role))
    yield from section("Core skills", _skills(role))
    yield from section("Stages", _stages(role))
    yield from section("How one is assessed", _formats(role))
    yield from section("The short form", listed(role.short_form))
    yield from section("Rounds besides", _rounds(role))
    yield from section(_preparation_title(role), _weeks(role))


def _profile(role: Role) -> Iterator[str]:
    pay, hard = role.salary, role.difficulty
    above = " and above" if pay.open_ended else ""
    facts = (
        ("Family", role.family),
        ("Trend", role.trend),
        ("Pay", f"{pay.currency} {pay.low:,} to {pay.high:,}{above} a year; the recruiter talks "
                f"about {pay.recruiter_low:,} to {pay.recruiter_high:,} for {pay.recruiter_level}"),
        ("Demand", role.demand),
        ("Difficulty", f"{hard.interview:g} of {hard.interview_of}, to prepare "
                       f"{hard.preparation:g} of {hard.preparation_of}: {hard.reason}"),
        ("Key stage", role.key_stage),
        ("Focus", ", ".join(role.focus_areas)),
    )  # fmt: skip
    for name, value in facts:
        yield from wrapped(f"{name:<12}{value}", "  ", " " * 14)


def _skills(role: Role) -> Iterator[str]:
    return listed(f"{group.name}: {', '.join(group.skills)}" for group in role.core_skills)


def _stages(role: Role) -> Iterator[str]:
    for number, stage in enumerate(role.stages, 1):
        yield f"  {number}. {one_line(stage.title)}  ({stage.id})"
        yield from wrapped(
            f"{_length(stage)}; practiced in {stage.practice_minutes} min; "
            f"{', '.join(stage.formats)}",
            "     ",
        )
        yield from wrapped(f"probes {'; '.join(stage.probes)}", "     ")


def _length(stage: RoleStage) -> str:
    low, high = stage.real_minutes
    if stage.real_days is not None:
        return f"{low / 60:g} to {high / 60:g} hours over {_span(stage.real_days)} days"
    return f"{_span((low, high))} min"


def _formats(role: Role) -> Iterator[str]:
    for part in role.formats:
        yield f"  {part.share:>3} %  {one_line(part.title)}"
        yield from wrapped(part.summary, " " * 9)
        yield from wrapped(f"rates {', '.join(part.rates)}", " " * 9)
        yield from wrapped(_asked(part), " " * 9)
        for advice in part.advice:
            yield from wrapped(advice, " " * 9 + "- ", " " * 11)


def _rounds(role: Role) -> Iterator[str]:
    return listed(
        f"{one.title}  ({one.id}); practiced in {one.practice_minutes} min" for one in role.rounds
    )


def _asked(part: AssessmentFormat) -> str:
    words = f"topics: {', '.join(part.topics)}"
    return f"{words}; asks {', '.join(part.question_types)}" if part.question_types else words


def _preparation_title(role: Role) -> str:
    focus = ", ".join(role.preparation.focus)
    return f"Preparation: {_span(role.preparation.weeks)} weeks on {focus}"


def _weeks(role: Role) -> Iterator[str]:
    for week in role.preparation.plan:
        optional = " (with more time)" if week.optional else ""
        yield f"  Week {week.week}{optional}: {one_line(week.goal)}"
        for task in week.tasks:
            yield from wrapped(task, "    - ", "      ")


def _span(span: tuple[int, int]) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
