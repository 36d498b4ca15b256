"""usage: stories.py SIGNS.tsv FOLDER

Learns how far the signs of two reports speak for one event: a logistic regression, and small trees that go on where it
stops, for what signs say together (see README.md); once for few reports in sight, once for many. SIGNS.tsv comes from the
example `stories` of wirefold-fold; FOLDER is crates/wirefold-fold/src/story, in whose `few` and `many` `likeness.tsv` and
`trees.txt` are written anew, their comments kept. Last, prints what each is worth on stories and cases that it has not seen."""
import os
import sys
from pathlib import Path

# Sums over pairs come in one order, so that the same signs give the same weights.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

# How far weights may grow: with 1 some go to forty for the few short reports of the sets, and others' do not join.
HELD_SMALL = 0.1
# Signs that only the trees may weigh: by itself each would speak against reports that share their phrases.
TREES_ALONE = {"pairs_most", "pairs_least"}
# Pairs count so often by what they come from: cases are few, and made series many and much alike.
COUNTS = {
    "few": {"case": 32.0, "contrast": 8.0, "series": 0.25, "small": 4.0, "set": 1.0},
    "many": {"case": 8.0, "contrast": 2.0, "series": 0.25, "small": 4.0, "set": 1.0},
}
# A small collection is likelier one event than the pairs that teach: so many log-odds are added where few are in sight.
RAISED = {"few": 0.25, "many": 0.0}
# Where few reports are in sight, the sign `few` is at least this (`SMALL_COLLECTION` in likeness.rs).
SMALL_COLLECTION = 0.4
TREES = 160
# So many forests are grown, each by chance of its own, and averaged; many reports can't wait for more than one.
FORESTS = {"few": 3, "many": 1}
GROWTH = {"objective": "binary", "learning_rate": 0.09, "num_leaves": 12, "min_data_in_leaf": 40, "min_sum_hessian_in_leaf": 6,
          "lambda_l2": 20, "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 63,
          "deterministic": True, "num_threads": 1, "boost_from_average": False, "verbose": -1}
FOLDS = 3
# What is judged, fold by fold.
HELD = ["case", "contrast", "set"]


class Pairs:
    def __init__(self, path):
        with open(path) as rows:
            self.names = next(rows).split()[5:]
            rows = [row.split() for row in rows]
        self.values = np.array([row[5:] for row in rows], dtype=np.float32)
        self.same = np.array([row[2] == "1" for row in rows])
        self.source = np.array([row[0].rstrip("0123456789") for row in rows])
        number = np.array([int(row[0].lstrip("abcdefghijklmnopqrstuvwxyz")) for row in rows])
        # What is held out at once: a whole case, a few collections, the pairs of a story.
        self.later, self.earlier = (np.where(np.isin(self.source, ["case", "contrast"]), number, [int(row[at]) for row in rows]) for at in (3, 4))


def learnt(pairs, model, rows):
    if model == "few":
        rows = rows & (pairs.values[:, pairs.names.index("few")] >= SMALL_COLLECTION)
    values, same = pairs.values[rows], pairs.same[rows].astype(float)
    weight = np.array([COUNTS[model][source] for source in pairs.source[rows]])
    weight /= weight.mean()
    scale = values.std(axis=0) + 1e-6
    alone = [at for at, name in enumerate(pairs.names) if name not in TREES_ALONE]
    line = LogisticRegression(C=HELD_SMALL, solver="newton-cholesky").fit((values / scale)[:, alone], same, sample_weight=weight)
    weights, constant = np.zeros(len(scale)), line.intercept_[0]
    weights[alone] = np.round(line.coef_[0] / scale[alone], 3)
    data = lightgbm.Dataset(values, same, weight=weight, init_score=values @ weights + constant, feature_name=pairs.names)
    return weights, constant, [lightgbm.train({**GROWTH, "seed": 1 + at}, data, TREES) for at in range(FORESTS[model])]


def added(forests, values):
    """What the forests add on average."""
    return sum(forest.predict(values, raw_score=True) for forest in forests) / len(forests)


def loss(log_odds, same):
    return np.logaddexp(0, np.where(same, -log_odds, log_odds)).mean()


def judge(pairs, model):
    """Prints the mean loss on folds that nothing was learnt from."""
    line, both = (np.zeros(len(pairs.same)) for _ in range(2))
    for fold in range(FOLDS):
        held = np.isin(pairs.source, HELD)
        test = held & (pairs.later % FOLDS == fold)
        weights, constant, forests = learnt(pairs, model, ~test & ~(held & (pairs.earlier % FOLDS == fold)))
        line[test] = pairs.values[test] @ weights + constant
        both[test] = line[test] + added(forests, pairs.values[test])
    for name in HELD:
        rows = pairs.source == name
        if model == "few":
            rows = rows & (pairs.values[:, pairs.names.index("few")] >= SMALL_COLLECTION)
        print(f"{model}: {name}, not learnt from: loss {loss(line[rows], pairs.same[rows]):.4f} by weights alone, {loss(both[rows], pairs.same[rows]):.4f} with trees")


def comments(path):
    return [line for line in path.read_text().splitlines(keepends=True) if line.startswith("#")]


def written(node, names, forests, depth=0):
    """A node a line, its branches below it: first where the sign is at most the threshold, then where it is greater."""
    if "leaf_value" in node:
        return [f"{' ' * depth}{node['leaf_value'] / forests:.4f}\n"]
    asked = f"{' ' * depth}{names[node['split_feature']]} {node['threshold']:.5g}\n"
    return [asked, *(line for side in ("left_child", "right_child") for line in written(node[side], names, forests, depth + 1))]


def write(pairs, model, folder):
    weights, constant, forests = learnt(pairs, model, np.ones(len(pairs.same), dtype=bool))
    table, trees = folder / "likeness.tsv", folder / "trees.txt"
    rows = zip([*pairs.names, "constant"], [*weights, constant + RAISED[model]])
    table.write_text("".join(comments(table) + [f"{name}\t{weight:.3f}\n" for name, weight in rows]))
    grown = [tree["tree_structure"] for forest in forests for tree in forest.dump_model()["tree_info"]]
    lines = [line for tree in grown for line in written(tree, pairs.names, len(forests))]
    trees.write_text("".join(comments(trees) + lines))


def main(signs, folder):
    pairs = Pairs(signs)
    for model in COUNTS:
        write(pairs, model, Path(folder) / model)
    for model in COUNTS:
        judge(pairs, model)


if __name__ == "__main__":
    main(*sys.argv[1:])
