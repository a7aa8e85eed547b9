"""`voiceinterview role`: what the job is, how its interviews run, how one prepares."""

import argparse
import json

from voiceinterview.cli import options as shared


def add_to(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    what = "profile, stages, formats, and a plan of preparation by week"
    show = actions.add_parser("show", help=what, description=f"{what.capitalize()}.")
    shared.add_role(show)
    show.add_argument("--json", action="store_true", help="for programs")
    show.add_argument("--content", metavar="FOLDER", help="folder with prompts/ and rubrics/")
    show.set_defaults(run=_show)


def _show(options: argparse.Namespace) -> int:
    from pydantic import TypeAdapter

    from voiceinterview.app.browsing import browse_role
    from voiceinterview.cli.role_text import role_lines
    from voiceinterview.domain.role import Role

    role = browse_role(shared.flags_of(options))
    if options.json:
        print(json.dumps(TypeAdapter(Role).dump_python(role, mode="json"), indent=2))
    else:
        print("\n".join(role_lines(role)))
    return 0
