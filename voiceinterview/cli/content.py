"""`voiceinterview content`: what a coach who edits content wants checked."""

import argparse
import json
import sys
from typing import Any

from voiceinterview.cli import options as shared


def add_to(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    lint = _action(actions, "lint", "check every file of prompts/ and rubrics/", _lint)
    lint.epilog = "Exit code: 0 no error (a warning is none), 1 errors, 2 a file is damaged."
    table = _action(actions, "table", "the question bank in figures, stage by stage", _table)
    shared.add_role(table)
    for command in (lint, table):
        command.add_argument("--json", action="store_true", help="for programs")
    schema = _action(actions, "schema", "compare the JSON Schemas with the program", _schema)
    schema.add_argument("--write", action="store_true", help="write them anew")


def _action(actions: Any, name: str, summary: str, run: Any) -> Any:
    parser = actions.add_parser(
        name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}."
    )
    parser.add_argument("--content", metavar="FOLDER", help="folder with prompts/ and rubrics/")
    parser.set_defaults(run=run)
    return parser


def _lint(options: argparse.Namespace) -> int:
    from voiceinterview.app.linting import lint_all
    from voiceinterview.cli.lint_text import lint_code, lint_json, lint_lines

    report = lint_all(shared.flags_of(options))
    if options.json:
        print(json.dumps(lint_json(report), indent=2))
    else:
        print("\n".join(lint_lines(report)))
    return lint_code(report)


def _table(options: argparse.Namespace) -> int:
    from voiceinterview.app.linting import table
    from voiceinterview.cli.lint_text import table_json, table_lines

    rows = table(shared.flags_of(options))
    if options.json:
        print(json.dumps(table_json(rows), indent=2))
    elif rows:
        print("\n".join(table_lines(rows)))
    return 0 if rows else 1


def _schema(options: argparse.Namespace) -> int:
    from voiceinterview.app.linting import renew_schemas, stale_schemas

    if options.write:
        for path in renew_schemas(shared.flags_of(options)):
            print(path)
        return 0
    stale = stale_schemas(shared.flags_of(options))
    for path in stale:
        print(path)
    if stale:
        print("out of date; voiceinterview content schema --write", file=sys.stderr)
    return 1 if stale else 0
