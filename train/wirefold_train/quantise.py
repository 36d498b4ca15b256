"""Eight bits: what they make of the weights, and a model that computes as the Rust reader does.

Weights of linear layers get one scale for each output and only 7 bits: older x86 processors add pairs of 8-bit
products in 16 bits, which overflows with 8, so that results would differ from one machine to the next. The table of
word pieces keeps 8 bits and a scale for each row. All else stays as it is.

Activations are quantised while reading, each row (piece) by its own smallest and largest value, so that a sentence's
scores depend on nothing but the sentence.
"""

import copy

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .model import Reader

WEIGHT_LIMIT, TABLE_LIMIT = 63, 127
TABLES = ("encoder.word",)
"""Embeddings that are large enough for it to pay."""


def rounded(matrix: Tensor, limit: int) -> tuple[Tensor, Tensor]:
    """Whole numbers within the limit, and the scale of each row."""
    scale = matrix.abs().amax(1).clamp(min=1e-8) / limit
    return torch.round(matrix / scale[:, None]).to(torch.int8), scale


def in_floats(tensors: dict[str, Tensor], name: str) -> Tensor:
    """A tensor of a weights' file, brought back from 8 bits where it is stored so."""
    value, scale = tensors[name].float(), tensors.get(name.removesuffix("weight") + "scale")
    return value if scale is None or not name.endswith("weight") else value * scale[:, None]


def stored(module: nn.Module, place: str) -> dict[str, Tensor]:
    """What a weights' file holds of a module that stands at that place: matrices of linear layers in 8 bits."""
    found, modules = {}, dict(module.named_modules())
    for name, value in module.state_dict().items():
        inside, _, part = name.rpartition(".")
        at = f"{place}.{inside}" if inside else place
        if part == "weight" and isinstance(modules[inside], nn.Linear):
            found[f"{at}.weight"], found[f"{at}.scale"] = rounded(value, WEIGHT_LIMIT)
        else:
            found[f"{at}.{part}"] = value.contiguous()
    return found


def quantised_tensors(model: Reader) -> dict[str, Tensor]:
    """The state of a model with 8-bit matrices; their scales are called `….scale`."""
    state = {name: value.detach().contiguous() for name, value in model.state_dict().items()}
    limits = {name: WEIGHT_LIMIT for name, module in model.named_modules() if isinstance(module, nn.Linear)}
    for name, limit in (limits | dict.fromkeys(TABLES, TABLE_LIMIT)).items():
        state[f"{name}.weight"], state[f"{name}.scale"] = rounded(state[f"{name}.weight"], limit)
    return state


class QuantisedLinear(nn.Module):
    """A linear layer on whole numbers, held in floats: sums differ from exact ones by less than a step."""

    def __init__(self, layer: nn.Linear):
        super().__init__()
        self.weight, self.scale = (t.float() for t in rounded(layer.weight.detach(), WEIGHT_LIMIT))
        self.bias = layer.bias.detach()

    def forward(self, x: Tensor) -> Tensor:
        low, high = x.amin(-1, keepdim=True).clamp(max=0), x.amax(-1, keepdim=True).clamp(min=0)
        step = ((high - low) / 255).clamp(min=1e-12)
        zero = torch.round(-low / step)
        steps = torch.round(x / step + zero).clamp(0, 255) - zero
        return F.linear(steps, self.weight) * step * self.scale + self.bias


def quantised(model: Reader) -> Reader:
    """A copy that computes with 8 bits."""
    small = copy.deepcopy(model).eval()
    for name, module in model.named_modules():
        parent, _, child = name.rpartition(".")
        if isinstance(module, nn.Linear):
            setattr(small.get_submodule(parent), child, QuantisedLinear(module))
        elif name in TABLES:
            whole, scale = rounded(module.weight.detach(), TABLE_LIMIT)
            small.get_submodule(name).weight.data = whole.float() * scale[:, None]
    return small

