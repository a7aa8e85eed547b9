"""A Whisper as slow as base.en: its layers and width, random weights, a small vocabulary."""

from pathlib import Path

OVER_AT = 1.5  # seconds; the shortest clip that it is given is longer


def base_shaped_whisper(folder: Path, sentence: str | None = None) -> Path:
    """Written into `folder`. It says `sentence` to whatever it hears."""
    import tiny_whisper

    shape = tiny_whisper.WIDTH, tiny_whisper.LAYERS, tiny_whisper.HEADS
    tiny_whisper.WIDTH, tiny_whisper.LAYERS, tiny_whisper.HEADS = 512, 6, 8
    try:
        said = sentence or tiny_whisper.SENTENCE
        return tiny_whisper.make_tiny_whisper(folder, said, over_at=OVER_AT)
    finally:
        tiny_whisper.WIDTH, tiny_whisper.LAYERS, tiny_whisper.HEADS = shape
