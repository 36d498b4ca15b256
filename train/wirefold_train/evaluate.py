"""Scores on kept sets, for the model as trained or as stored (see `quantise.py`). All per cent, on the corpora's own words."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from . import decode, lemma
from .batches import Inputs, capped, inputs_of
from .corpora import Sentence
from .events import QUAD_OF, PairSentence
from .labels import Labels
from .likeness import LikePair
from .losses import pair_scores, shares
from .model import Reader
from .quotes import Quote, QuoteSentence
from .sources import Sources
from .words import Pieces

CAP = 2048
Scores = dict[str, float]


class Judge:
    def __init__(self, model: Reader, pieces: Pieces, labels: Labels):
        self.model, self.pieces, self.labels = model.eval(), pieces, labels

    def all(self, sources: Sources) -> dict[str, Scores]:
        with torch.inference_mode():
            scores = {f"{name}-dev": self.trees(s) for name, s in sources.tree_dev.items()}
            scores |= {name: self.mentions(s) for name, s in sources.mention_dev.items()}
            scores["polnear-dev"] = self.quotes(sources.quote_dev)
            scores["plv"] = self.pairs(sources.pair_dev)
            return scores | {name: self.likeness(s) for name, s in sources.likeness_dev.items()}

    def batches(self, items: list) -> Iterator[tuple[list, Inputs, Tensor]]:
        """(items, inputs, states of words), batched by length."""
        encoded = [(item, self.pieces.encode(item.words)) for item in items]
        ordered = sorted(encoded, key=lambda pair: len(pair[1].ids))
        for batch in capped(ordered, lambda pair: len(pair[1].ids), CAP):
            inputs = inputs_of([e for _, e in batch])
            yield [item for item, _ in batch], inputs, self.model(*inputs.arguments())

    def trees(self, sentences: list[Sentence]) -> Scores:
        """Percent of words right. `LAS` compares plain relations, `LAS+` their subtypes as well."""
        right, total, known = Counter(), 0, set(self.pieces.vocabulary())
        for batch, _, states in self.batches(sentences):
            tags = {name: scores.numpy() for name, scores in self.model.heads.words(states).items()}
            arcs, dependant, head = self.model.heads.tree(states)
            for row, sentence in enumerate(batch):
                end = len(sentence.words) + 1
                heads = decode.tree(arcs[row, :end, :end].numpy().astype(np.float64))
                relations = self.model.heads.relation(dependant[row, :end], head[row][torch.from_numpy(heads)])
                total += len(sentence.words)
                right += self.words_right(sentence, {n: t[row, 1:end] for n, t in tags.items()}, known)
                right += self.arcs_right(sentence, heads[1:], relations[1:].argmax(-1).tolist())
        return {n: percent(right[n], total) for n in ("UPOS", "XPOS", "features", "lemma", "UAS", "LAS", "LAS+")}

    def words_right(self, sentence: Sentence, tags: dict[str, np.ndarray], known: set[str]) -> Counter:
        right, labels = Counter(), self.labels
        for name, inventory, gold in (
            ("UPOS", labels.upos, sentence.upos),
            ("XPOS", labels.xpos, sentence.xpos),
            ("features", labels.features, sentence.features),
        ):
            best = tags[name.lower()].argmax(-1)
            right[name] = sum(inventory[b] == g for b, g in zip(best, gold))
        inflected = [lemma.is_inflected(w, labels.xpos[x]) for w, x in zip(sentence.words, tags["xpos"].argmax(-1))]
        chosen = [
            lemma.choose(s, labels.lemma_scripts, w, i, known) for s, w, i in zip(tags["lemma"], sentence.words, inflected)
        ]
        right["lemma"] = sum(c == g for c, g in zip(chosen, sentence.lemmas))
        return right

    def arcs_right(self, sentence: Sentence, heads: np.ndarray, relations: list[int]) -> Counter:
        right = Counter()
        for head, relation, gold_head, gold in zip(heads, relations, sentence.heads, sentence.relations):
            if head == gold_head:
                name = self.labels.relations[relation]
                right["UAS"] += 1
                right["LAS"] += name.split(":")[0] == gold.split(":")[0]
                right["LAS+"] += name == gold
        return right

    def mentions(self, sentences: list[Sentence]) -> Scores:
        """F1 of exact span and kind; a kind that the corpus does not mark counts as its `other`, or not at all."""
        counts = Tally()
        for batch, _, states in self.batches(sentences):
            tags = self.model.heads.words(states)["mention"].numpy()
            for row, sentence in zip(tags, batch):
                found = decode.spans(decode.best_tags(row[1 : len(sentence.words) + 1]))
                counts.add(seen_by_corpus(found, sentence.marked), decode.spans(sentence.mentions))
        return counts.scores()

    def quotes(self, sentences: list[QuoteSentence]) -> Scores:
        """F1 of exact parts within their sentences; source and content count with the cue they belong to."""
        counts = Tally()
        for batch, inputs, states in self.batches(sentences):
            tags = self.model.heads.quote.cues(states, inputs.real_words()).numpy()
            for row, sentence in enumerate(batch):
                words = len(sentence.words)
                cues = decode.runs(decode.best_plain(tags[row, 1 : words + 1]))
                found = self.parts(states[row : row + 1], cues, words)
                counts.add(keyed(found), keyed(sentence.quotes))
        return counts.scores()

    def parts(self, states: Tensor, cues: list[list[int]], words: int) -> list[Quote]:
        if not cues:
            return []
        sentence, first = torch.zeros(len(cues), dtype=torch.long), torch.tensor([c[0] + 1 for c in cues])
        both = self.model.heads.quote(states, sentence, shares(cues, states.shape[1]), first)
        source, content = (part[:, 1 : words + 1].numpy() for part in both)
        spans = [[flat(decode.runs(decode.best_plain(s))) for s in part] for part in (source, content)]
        return [Quote(*quote) for quote in zip(cues, *spans)]

    def pairs(self, pairs: list[PairSentence]) -> Scores:
        """Macro-F1 over types and over quads, the parties given."""
        answers = []
        for batch, inputs, states in self.batches(pairs):
            best = pair_scores(self.model, states, inputs, batch).argmax(-1).tolist()
            answers += [(p.root, self.labels.roots[b]) for p, b in zip(batch, best)]
        quads = [(QUAD_OF[gold], QUAD_OF[found]) for gold, found in answers]
        return {"root": macro(answers), "quad": macro(quads)}

    def likeness(self, pairs: list[LikePair]) -> Scores:
        """Pearson's r with the degree; for yes or no the best accuracy over all thresholds."""
        first, second = (self.embedded([getattr(p, side) for p in pairs]) for side in ("first", "second"))
        cosine = (first * second).sum(-1).numpy()
        if pairs[0].degree is not None:
            return {"Pearson": round(100 * float(np.corrcoef(cosine, [p.degree for p in pairs])[0, 1]), 2)}
        same = np.array([bool(p.same) for p in pairs])
        return {"accuracy": round(100 * max(float(((cosine >= t) == same).mean()) for t in cosine), 2)}

    def embedded(self, sentences: list[list[str]]) -> Tensor:
        parts = [inputs_of([self.pieces.encode(w) for w in sentences[i : i + 32]]) for i in range(0, len(sentences), 32)]
        return torch.cat([self.model.heads.embed(self.model(*p.arguments()), p.words) for p in parts])


class Tally:
    """Counts sets of (…, kind) against each other."""

    def __init__(self) -> None:
        self.found, self.gold, self.both = Counter(), Counter(), Counter()

    def add(self, found: set[tuple], gold: set[tuple]) -> None:
        for counter, items in ((self.found, found), (self.gold, gold), (self.both, found & gold)):
            counter.update(item[-1] for item in items)

    def scores(self) -> Scores:
        totals = (sum(c.values()) for c in (self.both, self.found, self.gold))
        kinds = sorted(self.found | self.gold)
        return {"F1": f1(*totals), **{k: f1(self.both[k], self.found[k], self.gold[k]) for k in kinds}}


def seen_by_corpus(spans: set[tuple[int, int, str]], marked: tuple[str, ...]) -> set[tuple[int, int, str]]:
    renamed = {(s, e, k if k in marked else "other") for s, e, k in spans}
    return {(s, e, k) for s, e, k in renamed if k in marked}


def keyed(quotes: list[Quote]) -> set[tuple]:
    parts: dict[str, set[tuple]] = defaultdict(set)
    for quote in quotes:
        cue = tuple(quote.cue)
        for name in ("cue", "source", "content"):
            if getattr(quote, name):
                parts[name].add((cue, tuple(getattr(quote, name)), name))
    return set().union(*parts.values()) if parts else set()


def flat(found: list[list[int]]) -> list[int]:
    return [word for run in found for word in run]


def macro(answers: list[tuple]) -> float:
    """The mean F1 over the gold classes."""
    found, gold = Counter(f for _, f in answers), Counter(g for g, _ in answers)
    both = Counter(g for g, f in answers if g == f)
    return round(float(np.mean([f1(both[k], found[k], gold[k]) for k in gold])), 2)


def f1(both: int, found: int, gold: int) -> float:
    return percent(2 * both, found + gold)


def percent(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 2)
