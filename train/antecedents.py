"""Learns what the signs for an antecedent weigh.

    python antecedents.py --gold GUM-train.conllu.gz --choices train.choices \\
        --table crates/wirefold-read/data/entity/antecedent.tsv

The choices are what `cargo run -p wirefold-read --example antecedent_choices`
prints for the raw text of the corpus. Which candidates are right is read from
the `Entity=` annotation of GUM; the texts are those that the choices' offsets
count in. A log-linear model over the candidates of each pronoun and "none of
them" is fitted by maximum likelihood with a quadratic penalty. GUM as a whole is
CC BY-NC-SA 4.0.
"""

import argparse
import gzip
import json
import re
from pathlib import Path

import torch

COLUMNS = ["he", "it", "they", "subject", "object", "possessive", "reflexive", "I", "we", "you"]


def documents(path):
    """The corpus, document by document: lists of sentences of token rows."""
    found = {}
    for block in gzip.open(path, "rt", encoding="utf-8").read().split("\n\n"):
        lines = block.split("\n")
        for line in lines:
            if line.startswith("# newdoc id = "):
                found[line.split(" = ", 1)[1]] = sentences = []
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if rows:
            sentences.append(rows)
    return found


def words_of(sentences, text):
    """Words with their place in the text and their head, over the whole document."""
    words, at = [], 0
    for rows in sentences:
        base, joined = len(words), None
        for row in rows:
            if "." in row[0]:
                continue
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                start = text.index(row[1], at)
                joined = [first, last, start, start + len(row[1])]
                at = joined[3]
                continue
            number = int(row[0])
            if joined and joined[0] <= number <= joined[1]:
                start = joined[2]
                end = joined[3] if number == joined[1] else min(joined[3], start + len(row[1]))
                joined[2] = end
            else:
                start = text.index(row[1], at)
                end = at = start + len(row[1])
            head = base + int(row[6]) - 1 if row[6] != "0" else -1
            words.append({"span": (start, end), "head": head, "relation": row[7], "misc": row[9]})
    return words


def mentions_of(words):
    """Mentions as (entity, first word, last word), from GUM's bracket notation."""
    open_, found = {}, []
    for i, word in enumerate(words):
        misc = dict(field.split("=", 1) for field in word["misc"].split("|") if "=" in field)
        for opened, closed, ended in re.findall(r"\(([^()]*)(\))?|([^()]+)\)", misc.get("Entity", "")):
            if ended:
                entity = ended if open_.get(ended) else ended.split("-")[0]
                found.append((entity, open_[entity].pop(), i))
            elif closed:
                found.append((opened.split("-")[0], i, i))
            else:
                open_.setdefault(opened.split("-")[0], []).append(i)
    return found


def entities_by_word(words):
    """For the place of each word the entities of the mentions it heads, the shortest first.
    Further words of a name stand for its head."""
    heads = {}
    for entity, first, last in mentions_of(words):
        inside = range(first, last + 1)
        head = next((i for i in inside if words[i]["head"] not in inside), first)
        heads.setdefault(head, []).append((last - first, entity))
    places = {}
    for i, word in enumerate(words):
        head = i
        while head not in heads and words[head]["relation"] in ("flat", "compound") and words[head]["head"] >= 0:
            head = words[head]["head"]
        if head in heads:
            places[word["span"]] = [entity for _, entity in sorted(heads[head])]
    return places


def decisions(gold, choices, texts, signs):
    """For each pronoun: columns, the signs of "none" and of each candidate, and which are right."""
    corpus = documents(gold)
    for line in open(choices, encoding="utf-8"):
        row = json.loads(line)
        places = entities_by_word(words_of(corpus[row["id"]], texts[row["id"]]))
        for choice in row["choices"]:
            own = places.get(tuple(choice["pronoun"]), [None])[0]
            options, right = [[signs[c] for c in choice["open"]]], []
            for place, _, cues in choice["candidates"]:
                entities = places.get(tuple(place), [None])
                entity = entities[-1] if "coordination" in cues else entities[0]
                right.append(own is not None and entity == own)
                options.append([signs[c] for c in cues])
            yield [COLUMNS.index(c) for c in choice["columns"]], options, [not any(right), *right]


def tensors(rows, signs):
    """All decisions padded to one shape: a table of signs for each option."""
    widest = max(len(options) for _, options, _ in rows)
    inputs = torch.zeros(len(rows), widest, signs, dtype=torch.bool)
    columns = torch.zeros(len(rows), len(COLUMNS))
    right = torch.zeros(len(rows), widest, dtype=torch.bool)
    real = torch.zeros(len(rows), widest, dtype=torch.bool)
    for i, (own, options, correct) in enumerate(rows):
        columns[i, own] = 1.0
        for j, option in enumerate(options):
            inputs[i, j, option] = True
        right[i, : len(correct)] = torch.tensor(correct)
        real[i, : len(options)] = True
    return inputs, columns, right, real


def scores(weights, inputs, columns, real):
    by_decision = columns @ weights.T
    found = torch.einsum("nos,ns->no", inputs.float(), by_decision)
    return found.masked_fill(~real, -1e9)


def fit(data, signs, penalty):
    inputs, columns, right, real = data
    weights = torch.zeros(signs, len(COLUMNS), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        found = scores(weights, inputs, columns, real)
        likely = torch.logsumexp(found.masked_fill(~right, -1e9), 1) - torch.logsumexp(found, 1)
        value = -likely.sum() + penalty * (weights**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="GUM's train part, CoNLL-U, gzip")
    parser.add_argument("--texts", type=Path, required=True, help="the same as JSON lines with id and text, gzip")
    parser.add_argument("--choices", type=Path, required=True, help="what the example printed for the texts")
    parser.add_argument("--table", type=Path, required=True, help="the table of weights: its signs are kept")
    parser.add_argument("--penalty", type=float, default=1.0)
    asked = parser.parse_args()
    torch.manual_seed(1)
    lines = asked.table.read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    texts = {r["id"]: r["text"] for r in map(json.loads, gzip.open(asked.texts, "rt", encoding="utf-8"))}
    rows = list(decisions(asked.gold, asked.choices, texts, {name: i for i, name in enumerate(names)}))
    data = tensors(rows, len(names))
    weights = fit(data, len(names), asked.penalty)
    best = scores(weights, data[0], data[1], data[3]).argmax(1, keepdim=True)
    print(f"{len(rows)} decisions, {data[2].gather(1, best).float().mean():.3f} right")
    comments = [line for line in lines if line.startswith("#")]
    table = ["\t".join([name, *(f"{w:.3f}" for w in row.tolist())]) for name, row in zip(names, weights)]
    asked.table.write_text("\n".join([*comments, *table]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
