"""The command that asks for an answer anew."""

from voiceinterview.domain.transcript import Turn
from voiceinterview.report.source import ReportSource

COMMAND = "voiceinterview practice --retry {name} {turn}"


def first_answer(source: ReportSource, question: str) -> Turn | None:
    """The turn in which a question was first answered with words."""
    answers = (turn for turn in source.turns if turn.question == question and turn.turn is not None)
    return next((turn for turn in answers if turn.text), None)


def retry_question(source: ReportSource, question: str) -> str:
    """The command for the first answer to a question, "" where it has none."""
    turn = first_answer(source, question)
    return "" if turn is None else retry_command(source, turn)


def retry_command(source: ReportSource, turn: Turn) -> str:
    """ "" where the turn answers nothing, or nobody needs to be told. A typed interview is tried
    again by typing."""
    questions = {question.id for stage in source.plan.stages for question in stage.questions}
    if not source.name or turn.speaker != "candidate" or turn.question not in questions:
        return ""
    command = COMMAND.format(name=source.name, turn=turn.number)
    return f"{command} --typed" if source.manifest.engines.recognizer is None else command
