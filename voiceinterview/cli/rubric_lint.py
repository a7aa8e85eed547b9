"""`voiceinterview rubric lint`: what a coach who edits rubrics wants checked."""

import argparse
import json

from voiceinterview.cli import options as shared

SUMMARY = "check rubrics: their anchors, their questions, their caps"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Exit code: 0 no error (a warning is none), 1 errors, 2 a file is damaged."
    parser.add_argument("rubrics", nargs="*", metavar="RUBRIC", help="default: all of the role")
    parser.add_argument("--json", action="store_true", help="for programs")
    shared.add_role(parser)
    parser.add_argument("--content", metavar="FOLDER", help="folder with prompts/ and rubrics/")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from voiceinterview.app.linting import lint_named_rubrics
    from voiceinterview.cli.lint_text import lint_code, lint_json, lint_lines

    report = lint_named_rubrics(shared.flags_of(options), options.rubrics)
    if options.json:
        print(json.dumps(lint_json(report), indent=2))
    else:
        print("\n".join(lint_lines(report)))
    return lint_code(report)
