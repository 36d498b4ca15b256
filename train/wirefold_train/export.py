"""Writes what `wirefold-models` embeds: the weights, the vocabulary and the labels."""

from pathlib import Path

from safetensors.torch import save_file

from . import model as architecture
from .labels import Labels
from .model import Reader
from .quantise import quantised_tensors
from .words import Pieces

FILE = "reader.safetensors"


UNREAD = ("heads.pair.", "heads.likeness.")
"""What helps the training and is judged with it, but no Rust code reads yet."""


def export(model: Reader, pieces: Pieces, labels: Labels, quotes: bool, out: Path) -> None:
    """`quotes`: whether attributions were trained; a head that was not is left out."""
    left_out = UNREAD if quotes else (*UNREAD, "heads.quote.")
    tensors = {name: t for name, t in quantised_tensors(model).items() if not name.startswith(left_out)}
    metadata = {"attention_heads": str(architecture.ATTENTION_HEADS)}
    save_file(tensors, out / FILE, metadata)
    (out / "vocabulary.txt").write_text("\n".join(pieces.vocabulary()) + "\n", encoding="utf8")
    (out / "labels.json").write_text(labels.to_json(), encoding="utf8")
