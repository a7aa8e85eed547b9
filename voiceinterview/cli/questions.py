"""`voiceinterview questions`: list, show, and drill one aloud."""

import argparse
import json
import sys
from typing import Any

from voiceinterview.cli import options as shared

HARDNESS = {"easy": 1, "medium": 2, "hard": 3, "1": 1, "2": 2, "3": 3}  # as `practice` says it
EPILOG = "Without an action: list. `questions drill ID` asks one aloud and listens."


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EPILOG
    _add_filters(parser)
    parser.set_defaults(run=_list)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = _action(actions, "list", "the questions, by stage and from easy to hard", _list)
    _add_filters(listing, default=argparse.SUPPRESS)
    show = _action(actions, "show", "all that is known of a question", _show)
    drill = _action(actions, "drill", "ask one question aloud, and look back at the answer", _drill)
    for action in (show, drill):
        action.add_argument("question", metavar="ID", help="see `voiceinterview questions`")
    _add_common(show, default=argparse.SUPPRESS)
    drill.add_argument("--json", action="store_true", help="the result for programs")
    shared.add_interview(drill, stages=False)
    shared.add_sound(drill)
    shared.add_engines(drill)
    shared.add_places(drill)


def _action(actions: Any, name: str, summary: str, run: Any) -> Any:
    parser = actions.add_parser(
        name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}."
    )
    parser.set_defaults(run=run)
    return parser


def _add_filters(parser: argparse.ArgumentParser, default: Any = None) -> None:
    """With the default `SUPPRESS` what was given before the action's name is kept."""
    for flag, what in (
        ("--stage", "such as ml-stats-deep-dive"),
        ("--type", "fundamentals, trade-offs, debugging, architecture or latest-tech"),
        ("--format", "viva, code-review, star, coding, design, case or conversation"),
        ("--tag", "such as leakage"),
    ):
        parser.add_argument(flag, default=default, help=what)
    # Not `difficulty`: that is a setting of the interview, which may be mixed.
    parser.add_argument(
        "--difficulty", dest="hardness", type=_hardness, default=default,
        metavar="{easy,medium,hard}", help="or 1, 2, 3",
    )  # fmt: skip
    parser.add_argument(
        "--search", default=default, metavar="TEXT",
        help="words that all stand in the question, its key points or its answer",
    )  # fmt: skip
    _add_common(parser, default)


def _hardness(given: str) -> int:
    if given not in HARDNESS:
        raise argparse.ArgumentTypeError(f"{given!r} is none of easy, medium and hard (1, 2, 3)")
    return HARDNESS[given]


def _add_common(parser: argparse.ArgumentParser, default: Any) -> None:
    off = False if default is None else default
    parser.add_argument("--json", action="store_true", default=off, help="for programs")
    parser.add_argument("--role", default=default, help="role pack (default: data-scientist-ml)")
    parser.add_argument(
        "--content", default=default, metavar="FOLDER", help="folder with prompts/ and rubrics/"
    )


def _list(options: argparse.Namespace) -> int:
    from voiceinterview.app.browsing import QuestionFilter, browse_questions
    from voiceinterview.cli.question_text import list_lines, question_json

    wanted = QuestionFilter(
        stage=options.stage,
        type=options.type,
        format=options.format,
        difficulty=options.hardness,
        tag=options.tag,
        search=options.search,
    )
    questions = browse_questions(shared.flags_of(options), wanted)
    if options.json:
        print(json.dumps([question_json(question) for question in questions], indent=2))
    elif questions:
        print("\n".join(list_lines(questions)))
        count = len(questions)
        print(f"{count} question{'s' if count > 1 else ''}", file=sys.stderr)
    if not questions:
        print("no question is like that", file=sys.stderr)
    return 0 if questions else 1


def _show(options: argparse.Namespace) -> int:
    from voiceinterview.app.browsing import browse_question
    from voiceinterview.cli.question_text import question_json, show_lines

    question = browse_question(shared.flags_of(options), options.question)
    if options.json:
        print(json.dumps(question_json(question), indent=2))
    else:
        print("\n".join(show_lines(question)))
    return 0


def _drill(options: argparse.Namespace) -> int:
    from voiceinterview.app.drilling import drill
    from voiceinterview.app.engines import Sound
    from voiceinterview.cli.question_text import drill_json, drill_lines
    from voiceinterview.cli.terminal import open_terminal, run_interview

    sound = Sound(
        input=options.input,
        output=shared.output_of(options),
        fast=options.fast,
        typed=options.typed,
    )
    terminal = open_terminal(typed=options.typed)
    drilled = run_interview(drill(shared.flags_of(options), sound, options.question, terminal))
    if options.json:
        print(json.dumps(drill_json(drilled), indent=2))
        return 0
    if drilled.judged:
        terminal.show_scorecards(drilled.source)
    print("\n".join(drill_lines(drilled)))
    return 0
