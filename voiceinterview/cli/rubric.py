"""`voiceinterview rubric`: the bench of a coach who edits rubrics. A file an action."""

import argparse

from voiceinterview.cli import (
    rubric_agree,
    rubric_calibrate,
    rubric_compare,
    rubric_diff,
    rubric_disagreements,
    rubric_gate,
    rubric_holdout,
    rubric_lint,
    rubric_map,
    rubric_report,
    rubric_stability,
    rubric_suggest,
)

ACTIONS = {
    "lint": rubric_lint,
    "agree": rubric_agree,
    "disagreements": rubric_disagreements,
    "diff": rubric_diff,
    "compare": rubric_compare,
    "gate": rubric_gate,
    "holdout": rubric_holdout,
    "stability": rubric_stability,
    "suggest": rubric_suggest,
    "calibrate": rubric_calibrate,
    "map": rubric_map,
    "report": rubric_report,
}


def add_to(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, module in ACTIONS.items():
        what = module.SUMMARY
        module.add_to(actions.add_parser(name, help=what, description=f"{what.capitalize()}."))
