"""The encoder (a 6-layer MiniLM with word shapes) and the heads that share it."""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

HIDDEN, FEED_FORWARD, ATTENTION_HEADS, LAYERS = 384, 1536, 12, 6
VOCABULARY, POSITIONS, SHAPES = 30522, 512, 8
ARC_SIZE, RELATION_SIZE = 256, 128
FAR = -1e4
"""Stands for minus infinity where half precision must hold it."""


class Dropout(nn.Module):
    """Dropout that cuts its masks from a pool of random bits: drawing fresh ones takes a tenth of a CPU's time."""

    POOL = 1 << 23

    def __init__(self, share: float):
        super().__init__()
        self.share = share
        self.pools: dict[torch.dtype, Tensor] = {}

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if x.dtype not in self.pools:
            keep = torch.rand(self.POOL) >= self.share
            self.pools[x.dtype] = keep.to(x.dtype) / (1 - self.share)
        start = int(torch.randint(self.POOL - x.numel(), ()))
        return x * self.pools[x.dtype][start : start + x.numel()].view_as(x)


class Layer(nn.Module):
    def __init__(self, dropout: Dropout):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.norm1(x + self.dropout(self.out(self.attend(x, bias))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))

    def attend(self, x: Tensor, bias: Tensor) -> Tensor:
        """Written out: on a CPU the fused kernel's backward step takes half of the whole training."""
        batch, length, _ = x.shape
        size = HIDDEN // ATTENTION_HEADS
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, size).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(2, 3) * size**-0.5 + bias, -1)
        return (weights.to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, HIDDEN)


class Encoder(nn.Module):
    def __init__(self, dropout: float = 0.1):
        super().__init__()
        self.dropout = Dropout(dropout)
        self.word = nn.Embedding(VOCABULARY, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(self.dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1])
        x = self.dropout(self.norm(self.word(ids) + self.position(places) + self.shape(shapes)))
        bias = (1.0 - mask)[:, None, None, :] * FAR
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_base(self, safetensors: Path) -> None:
        """Takes over the weights of `all-MiniLM-L6-v2`."""
        base = {name.removeprefix("bert."): value for name, value in load_file(safetensors).items()}
        embeddings = "embeddings."
        with torch.no_grad():
            self.word.weight.copy_(base[embeddings + "word_embeddings.weight"])
            kind = base[embeddings + "token_type_embeddings.weight"][0]
            self.position.weight.copy_(base[embeddings + "position_embeddings.weight"] + kind)
            copy(self.norm, base, embeddings + "LayerNorm")
            for i, layer in enumerate(self.layers):
                prefix = f"encoder.layer.{i}."
                copy(layer.qkv, base, *(f"{prefix}attention.self.{n}" for n in ("query", "key", "value")))
                copy(layer.out, base, prefix + "attention.output.dense")
                copy(layer.norm1, base, prefix + "attention.output.LayerNorm")
                copy(layer.up, base, prefix + "intermediate.dense")
                copy(layer.down, base, prefix + "output.dense")
                copy(layer.norm2, base, prefix + "output.LayerNorm")


def copy(module: nn.Module, base: dict[str, Tensor], *names: str) -> None:
    for part in ("weight", "bias"):
        getattr(module, part).copy_(torch.cat([base[f"{name}.{part}"] for name in names]))


TAGS = ("upos", "xpos", "features", "lemma", "mention")
"""The tag lists that one product gives, in this order."""


class Heads(nn.Module):
    """Scores for words from the state of each word's first piece; row 0 is [CLS], which stands for the root."""

    def __init__(self, sizes: dict[str, int], dropout: float = 0.2):
        super().__init__()
        self.sizes = [sizes[name] for name in TAGS]
        self.dropout = Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, sum(self.sizes))
        self.ways = nn.Linear(HIDDEN, 2 * ARC_SIZE + 2 * RELATION_SIZE)
        self.arc = nn.Linear(ARC_SIZE, ARC_SIZE)
        self.relation = Relations(sizes["relation"], self.dropout)
        self.quote = Quotes(self.dropout)
        self.pair = Pairs(sizes["root"], self.dropout)
        self.likeness = nn.Linear(HIDDEN, HIDDEN)

    def words(self, states: Tensor) -> dict[str, Tensor]:
        """Scores of `TAGS` for each word."""
        return dict(zip(TAGS, self.tags(self.dropout(states)).split(self.sizes, -1)))

    def tree(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(arcs[word][head], states of dependants, states of heads)."""
        sizes = [ARC_SIZE] * 2 + [RELATION_SIZE] * 2
        child, parent, dependant, head = (self.dropout(way) for way in F.gelu(self.ways(states)).split(sizes, -1))
        return self.arc(child) @ parent.transpose(1, 2), dependant, head

    def embed(self, states: Tensor, words: Tensor) -> Tensor:
        """A direction a sentence: the mean of its words, projected. Alike sentences point alike."""
        return F.normalize(self.likeness(mean_of(states, words)).float(), dim=-1)


def mean_of(states: Tensor, words: Tensor) -> Tensor:
    """The mean over rows 1 to `words` of each sentence."""
    places = torch.arange(states.shape[1])[None]
    real = ((places > 0) & (places <= words[:, None])).to(states.dtype)
    return (real[:, None] @ states)[:, 0] / words[:, None].clamp(min=1)


class Relations(nn.Module):
    """The labels of given arcs: a low-rank biaffine, cheap enough to be run for every chosen arc."""

    def __init__(self, labels: int, dropout: Dropout):
        super().__init__()
        self.hidden = nn.Linear(3 * RELATION_SIZE, RELATION_SIZE)
        self.label = nn.Linear(RELATION_SIZE, labels)
        self.dropout = dropout

    def forward(self, dependant: Tensor, head: Tensor) -> Tensor:
        both = torch.cat([dependant, head, dependant * head], -1)
        return self.label(self.dropout(F.gelu(self.hidden(both))))


class Cues(nn.Module):
    """Which words report speech or thought (0 outside, 1 begins, 2 goes on), from a word's state and its neighbours'."""

    SIZE = 128

    def __init__(self, dropout: Dropout):
        super().__init__()
        self.hidden = nn.Linear(HIDDEN, 3 * self.SIZE)
        self.tags = nn.Linear(self.SIZE, 3)
        self.dropout = dropout

    def forward(self, states: Tensor, words: Tensor) -> Tensor:
        """`words` tells which rows are words: others say nothing of their neighbours."""
        said = self.hidden(self.dropout(states)) * words[..., None].to(states.dtype)
        own, behind, before = said.split(self.SIZE, -1)
        beside = F.pad(behind[..., :-1, :], (0, 0, 1, 0)) + F.pad(before[..., 1:, :], (0, 0, 0, 1))
        return self.tags(self.dropout(F.gelu(own + beside)))


class Quotes(nn.Module):
    """For a given cue: which words are its source, which its content (0 outside, 1 begins, 2 goes on)."""

    SIZE, REACH = 128, 32

    def __init__(self, dropout: Dropout):
        super().__init__()
        self.cues = Cues(dropout)
        self.cue = nn.Linear(HIDDEN, 2 * self.SIZE)
        self.word = nn.Linear(HIDDEN, 2 * self.SIZE)
        self.distance = nn.Embedding(2 * self.REACH + 1, 2 * self.SIZE)
        self.source = nn.Linear(self.SIZE, 3)
        self.content = nn.Linear(self.SIZE, 3)
        self.dropout = dropout

    def forward(self, states: Tensor, sentence: Tensor, cues: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """For each cue: its sentence, the share of each of the sentence's rows in it, its first row."""
        cue = (cues[:, None].to(states.dtype) @ self.cue(states)[sentence])[:, 0]
        away = torch.arange(states.shape[1])[None] - first[:, None]
        distance = self.distance(away.clamp(-self.REACH, self.REACH) + self.REACH)
        mixed = self.dropout(F.gelu(cue[:, None] + self.word(states)[sentence] + distance))
        source, content = mixed.split(self.SIZE, -1)
        return self.source(source), self.content(content)


class Pairs(nn.Module):
    """For an actor and a recipient: the type of what one does to the other, from both and the words they look at."""

    SIZE = 256

    def __init__(self, roots: int, dropout: Dropout):
        super().__init__()
        self.query = nn.Linear(2 * HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.hidden = nn.Linear(3 * HIDDEN, self.SIZE)
        self.root = nn.Linear(self.SIZE, roots)
        self.dropout = dropout

    def forward(self, states: Tensor, actor: Tensor, recipient: Tensor, real: Tensor) -> Tensor:
        """One pair a sentence; `actor` and `recipient` hold the share of each row in the party."""
        parties = torch.cat([(share[:, None].to(states.dtype) @ states)[:, 0] for share in (actor, recipient)], -1)
        looks = (self.query(parties)[:, None] @ self.key(states).transpose(1, 2))[:, 0] * HIDDEN**-0.5
        looks = torch.softmax(looks.float() + (~real).float() * FAR, -1)
        seen = (looks[:, None].to(states.dtype) @ states)[:, 0]
        return self.root(self.dropout(F.gelu(self.hidden(self.dropout(torch.cat([parties, seen], -1))))))


class Reader(nn.Module):
    """Encoder and heads together: what is trained and exported."""

    def __init__(self, sizes: dict[str, int]):
        super().__init__()
        self.encoder = Encoder()
        self.heads = Heads(sizes)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """States of the words. `first` counts places in the flattened batch: row * length + place."""
        return self.encoder(ids, shapes, mask).reshape(-1, HIDDEN)[first]
