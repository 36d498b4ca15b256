"""Writes what `wirefold-models` embeds: the weights, the vocabulary and the labels."""

from pathlib import Path

from safetensors.torch import save_file

from . import model as architecture
from .labels import Labels
from .model import Reader
from .quantise import quantised_tensors
from .training import Corpus
from .words import Pieces

FILE = "reader.safetensors"


def export(model: Reader, pieces: Pieces, labels: Labels, corpus: Corpus, out: Path) -> None:
    """A head whose task had nothing to learn from is left out."""
    heads = {"heads.quote.": corpus.quotes, "heads.pair.": corpus.pairs, "heads.likeness.": corpus.likeness}
    untrained = tuple(head for head, items in heads.items() if not items)
    tensors = {name: t for name, t in quantised_tensors(model).items() if not name.startswith(untrained)}
    metadata = {"attention_heads": str(architecture.ATTENTION_HEADS)}
    save_file(tensors, out / FILE, metadata)
    (out / "vocabulary.txt").write_text("\n".join(pieces.vocabulary()) + "\n", encoding="utf8")
    (out / "labels.json").write_text(labels.to_json(), encoding="utf8")
