"""`voiceinterview stories`: list and show behavioral stories."""

import argparse
import json
from typing import Any

from voiceinterview.cli import options as shared


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Without an action: list."
    _add_flags(parser, None)
    parser.set_defaults(run=_list)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser("list", help="all stories", description="All stories.")
    listing.set_defaults(run=_list)
    _add_flags(listing, argparse.SUPPRESS)
    what = "a story, what earns it its levels, and the same told weakly"
    show = actions.add_parser("show", help=what, description=f"{what.capitalize()}.")
    show.set_defaults(run=_show)
    show.add_argument("story", metavar="ID", help="see `voiceinterview stories`")
    _add_flags(show, argparse.SUPPRESS)


def _add_flags(parser: argparse.ArgumentParser, default: Any) -> None:
    """With the default `SUPPRESS` what was given before the action's name is kept."""
    off = False if default is None else default
    parser.add_argument("--theme", default=default, help="such as conflict or failure")
    parser.add_argument("--json", action="store_true", default=off, help="for programs")
    parser.add_argument("--role", default=default, help="role pack (default: data-scientist-ml)")
    parser.add_argument(
        "--content", default=default, metavar="FOLDER", help="folder with prompts/ and rubrics/"
    )


def _list(options: argparse.Namespace) -> int:
    from voiceinterview.app.browsing import browse_stories
    from voiceinterview.cli.story_text import list_lines, story_json

    stories = browse_stories(shared.flags_of(options), options.theme)
    if options.json:
        print(json.dumps([story_json(story) for story in stories], indent=2))
    elif stories:
        print("\n".join(list_lines(stories)))
    return 0 if stories else 1


def _show(options: argparse.Namespace) -> int:
    from voiceinterview.app.browsing import browse_story
    from voiceinterview.cli.story_text import show_lines, story_json

    story = browse_story(shared.flags_of(options), options.story)
    if options.json:
        print(json.dumps(story_json(story), indent=2))
    else:
        print("\n".join(show_lines(story)))
    return 0
