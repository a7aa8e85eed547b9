"""A Whisper of a megabyte, made on the spot, that says one sentence to whatever it hears.

The encoder and every attention are random, so that what runs is the real code: features,
encoder, prompt, hotwords, decoding, alignment, tokenizer. Only the decoder's embeddings are
laid out: each token of a script leads to the next, strongly enough to drown the random rest.
So the text is known, and the word times are whatever the random attention makes of them.
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import AddedToken, Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel

SENTENCE = "it was the best of times and we ended here"
WIDTH = 64  # the model's dimension
LAYERS = 2
HEADS = 2
MELS = 80
POSITIONS = 448  # of the decoder: Whisper's own, which bounds prompt and text together
STEP = 20.0  # logit of a scripted step; the random rest stays well under half of it
SPECIALS = (  # in the order of OpenAI's vocabulary
    "endoftext", "startoftranscript", "en", "translate", "transcribe", "startoflm",
    "startofprev", "nospeech", "notimestamps",
)  # fmt: skip

Weights = NDArray[np.float32]
Script = list[tuple[str, str, float]]  # (token, its follower, logit)


def make_tiny_whisper(
    folder: Path, sentence: str = SENTENCE, *, heard: bool = True, over_at: float | None = None
) -> Path:
    """Write the model into `folder` (made if need be) and return it.

    `over_at` is the second at which it says that the sentence ends, as a trained model does;
    without it faster-whisper looks at the rest of a clip again, from wherever the random
    alignment put the last word.

    A word that stands twice in `sentence` leads on as it did the first time, so "so on so"
    never ends: a loop. With `heard` false the model is sure that nobody spoke, and unsure of
    its sentence.
    """
    from ctranslate2.specs import whisper_spec

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(sentence)
    tokenizer.save(str(folder / "tokenizer.json"))
    rng = np.random.default_rng(20261122)
    spec = whisper_spec.WhisperSpec(LAYERS, HEADS, LAYERS, HEADS)
    _fill_encoder(spec.encoder, rng)
    _fill_decoder(spec.decoder, rng)
    _lay_out_script(spec.decoder, rng, tokenizer, _script(sentence, heard, over_at))
    tokens = [tokenizer.id_to_token(place) for place in range(tokenizer.get_vocab_size())]
    spec.register_vocabulary(tokens)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [tokenizer.token_to_id("<|endoftext|>")]
    spec.config.lang_ids = [tokenizer.token_to_id("<|en|>")]
    spec.config.alignment_heads = [[LAYERS - 1, head] for head in range(HEADS)]
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    (folder / "preprocessor_config.json").write_text(
        json.dumps({"feature_size": MELS, "sampling_rate": 16000, "hop_length": 160})
    )
    return folder


def _script(sentence: str, heard: bool, over_at: float | None) -> Script:
    words = [f"Ġ{word}" for word in sentence.split()]
    tokens = ["<|startoftranscript|>", "<|0.00|>", *words]
    if over_at is not None:
        tokens.append(f"<|{over_at:.2f}|>")
    follower: dict[str, str] = {}
    for token, following in pairwise(tokens):
        follower.setdefault(token, following)
    if tokens[-1] not in follower:
        follower[tokens[-1]] = "<|endoftext|>"
    follower["<|notimestamps|>"] = words[0]  # what the alignment puts before the text
    step = STEP if heard else STEP / 8
    script = [(token, following, step) for token, following in follower.items()]
    if not heard:
        script.append(("<|startoftranscript|>", "<|nospeech|>", STEP))
    return script


def _tokenizer(sentence: str) -> Tokenizer:
    """Byte-level BPE with one token a word of the sentence, then Whisper's own in its order."""
    vocabulary = {letter: place for place, letter in enumerate(sorted(ByteLevel.alphabet()))}
    merges: list[tuple[str, str]] = []
    for word in sentence.split():
        grown = "Ġ"  # how byte-level BPE writes a space
        for letter in word:
            if (grown, letter) not in merges:
                merges.append((grown, letter))
            grown += letter
            vocabulary.setdefault(grown, len(vocabulary))
    tokenizer = Tokenizer(BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    tokenizer.decoder = ByteLevelDecoder()
    tokenizer.add_special_tokens(
        [AddedToken(f"<|{name}|>", normalized=False, special=True) for name in SPECIALS]
    )
    moments = [f"<|{place * 0.02:.2f}|>" for place in range(1501)]
    tokenizer.add_tokens([AddedToken(moment, normalized=False) for moment in moments])
    return tokenizer


def _random(rng: np.random.Generator, *shape: int, scale: float) -> Weights:
    return (rng.standard_normal(shape) * scale).astype(np.float32)


def _linear(rng: np.random.Generator, spec: Any, outputs: int, inputs: int) -> None:
    spec.weight = _random(rng, outputs, inputs, scale=0.3 / np.sqrt(inputs))
    spec.bias = np.zeros(outputs, np.float32)


def _norm(spec: Any) -> None:
    spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def _attention(rng: np.random.Generator, spec: Any, shapes: tuple[int, ...]) -> None:
    _norm(spec.layer_norm)
    for linear, outputs in zip(spec.linear, shapes, strict=True):
        _linear(rng, linear, outputs, WIDTH)


def _feed_forward(rng: np.random.Generator, spec: Any) -> None:
    _norm(spec.layer_norm)
    _linear(rng, spec.linear_0, 4 * WIDTH, WIDTH)
    _linear(rng, spec.linear_1, WIDTH, 4 * WIDTH)


def _fill_encoder(spec: Any, rng: np.random.Generator) -> None:
    spec.conv1.weight = _random(rng, WIDTH, MELS, 3, scale=0.05)
    spec.conv1.bias = np.zeros(WIDTH, np.float32)
    spec.conv2.weight = _random(rng, WIDTH, WIDTH, 3, scale=0.05)
    spec.conv2.bias = np.zeros(WIDTH, np.float32)
    spec.position_encodings.encodings = _random(rng, 1500, WIDTH, scale=0.02)
    _norm(spec.layer_norm)
    for layer in spec.layer:
        _attention(rng, layer.self_attention, (3 * WIDTH, WIDTH))
        _feed_forward(rng, layer.ffn)


def _fill_decoder(spec: Any, rng: np.random.Generator) -> None:
    spec.position_encodings.encodings = _random(rng, POSITIONS, WIDTH, scale=0.02)
    _norm(spec.layer_norm)
    for layer in spec.layer:
        _attention(rng, layer.self_attention, (3 * WIDTH, WIDTH))
        _attention(rng, layer.attention, (WIDTH, 2 * WIDTH, WIDTH))
        _feed_forward(rng, layer.ffn)


def _lay_out_script(
    spec: Any, rng: np.random.Generator, tokenizer: Tokenizer, script: Script
) -> None:
    """Embed every token at random, and let each of the script project onto what follows it."""
    size = tokenizer.get_vocab_size()
    embedded = _random(rng, size, WIDTH, scale=1.0)
    embedded /= np.linalg.norm(embedded, axis=1, keepdims=True)
    projection = np.zeros((size, WIDTH), np.float32)
    for token, follower, logit in script:
        # After the last layer norm a vector is sqrt(WIDTH) long, hence the division.
        source = embedded[tokenizer.token_to_id(token)]
        projection[tokenizer.token_to_id(follower)] += source * logit / np.sqrt(WIDTH)
    spec.embeddings.weight = embedded * np.sqrt(WIDTH)
    spec.projection.weight = projection
