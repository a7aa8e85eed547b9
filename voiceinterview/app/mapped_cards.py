"""The checklist's cards with the level that a coach has allowed to be read off them."""

from dataclasses import replace
from pathlib import Path

from voiceinterview.domain.ratings import Scorecard
from voiceinterview.errors import BadInput
from voiceinterview.scoring.mapped_level import with_mapped_level
from voiceinterview.storage.mapping_file import read_mapping


def mapped(card: Scorecard, root: Path) -> Scorecard:
    """The checklist's card with its level where a coach has enabled that for the sessions in
    `root`. A mapping that does not read gives none, and the card says so."""
    try:
        mapping = read_mapping(root, card.rubric)
    except BadInput as fault:
        warning = f"No level was read off the key points: {fault.problem}"
        return replace(card, warnings=(*card.warnings, warning))
    return card if mapping is None else with_mapped_level(card, mapping)
