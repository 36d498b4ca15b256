"""usage: stories.py SIGNS.tsv FOLDER

Learns how far the signs of two reports speak for one event: a logistic regression, and small trees that go on where it
stops, for what signs say together (see README.md). SIGNS.tsv comes from the example `stories` of wirefold-fold; FOLDER is
crates/wirefold-fold/src/story, whose `likeness.tsv` and `trees.txt` are written anew, their comments kept. Last, prints
what both are worth on stories and cases that they have not seen."""
import sys
from pathlib import Path

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

# How far weights may grow: with 1 some go to forty for the few short reports of the sets, and others' do not join.
HELD_SMALL = 0.1
# What is added to weights learnt. A pair that is missed costs more than one too many: a report is compared with few that
# belong to it. And a small collection without dates is one that somebody picked, which no part of the sets is.
RAISED = {"constant": 0.15, "undated_in_few": 2.0}
# Signs that only the trees may weigh: by itself each would speak against reports that share their phrases.
TREES_ALONE = {"pairs_most", "pairs_least"}
# Pairs of cases count so often: there are few of them.
CASE = 8
TREES = 120
GROWTH = {"objective": "binary", "learning_rate": 0.06, "num_leaves": 8, "min_data_in_leaf": 40, "min_sum_hessian_in_leaf": 6,
          "lambda_l2": 20, "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 63, "seed": 1,
          "deterministic": True, "num_threads": 1, "boost_from_average": False, "verbose": -1}
FOLDS = 3


class Pairs:
    def __init__(self, path):
        with open(path) as rows:
            self.names = next(rows).split()[5:]
            rows = [row.split() for row in rows]
        self.values = np.array([row[5:] for row in rows], dtype=np.float32)
        self.same = np.array([row[2] == "1" for row in rows])
        self.is_case = np.array([row[0].startswith("case") for row in rows])
        case = np.array([int(row[0].removeprefix("case")) if row[0].startswith("case") else 0 for row in rows])
        self.later, self.earlier = (np.where(self.is_case, case, [int(row[at]) for row in rows]) for at in (3, 4))
        self.form = np.array([row[1] for row in rows])
        self.weight = np.where(self.is_case, float(CASE), 1.0)


def learnt(pairs, rows):
    values, same, weight = pairs.values[rows], pairs.same[rows].astype(float), pairs.weight[rows] / pairs.weight[rows].mean()
    scale = values.std(axis=0) + 1e-6
    alone = [at for at, name in enumerate(pairs.names) if name not in TREES_ALONE]
    line = LogisticRegression(C=HELD_SMALL, solver="newton-cholesky").fit((values / scale)[:, alone], same, sample_weight=weight)
    weights, constant = np.zeros(len(scale)), line.intercept_[0]
    weights[alone] = line.coef_[0] / scale[alone]
    data = lightgbm.Dataset(values, same, weight=weight, init_score=values @ weights + constant, feature_name=pairs.names)
    return weights, constant, lightgbm.train(GROWTH, data, TREES)


def loss(log_odds, same):
    return np.logaddexp(0, np.where(same, -log_odds, log_odds)).mean()


def judge(pairs):
    """Prints the mean loss on folds that nothing was learnt from."""
    line, both = (np.zeros(len(pairs.same)) for _ in range(2))
    for fold in range(FOLDS):
        test = pairs.later % FOLDS == fold
        weights, constant, trees = learnt(pairs, ~test & (pairs.earlier % FOLDS != fold))
        line[test] = pairs.values[test] @ weights + constant
        both[test] = line[test] + trees.predict(pairs.values[test], raw_score=True)
    for name, rows in (("cases", pairs.is_case), ("sets", ~pairs.is_case)):
        print(f"{name}, not learnt from: loss {loss(line[rows], pairs.same[rows]):.4f} by weights alone, {loss(both[rows], pairs.same[rows]):.4f} with trees")


def comments(path):
    return [line for line in path.read_text().splitlines(keepends=True) if line.startswith("#")]


def written(node, names, depth=0):
    """A node a line, its branches below it: first where the sign is at most the threshold, then where it is greater."""
    if "leaf_value" in node:
        return [f"{' ' * depth}{node['leaf_value']:.4f}\n"]
    asked = f"{' ' * depth}{names[node['split_feature']]} {node['threshold']:.5g}\n"
    return [asked, *written(node["left_child"], names, depth + 1), *written(node["right_child"], names, depth + 1)]


def main(signs, folder):
    pairs = Pairs(signs)
    weights, constant, trees = learnt(pairs, np.ones(len(pairs.same), dtype=bool))
    table, forest = Path(folder) / "likeness.tsv", Path(folder) / "trees.txt"
    rows = zip([*pairs.names, "constant"], [*weights, constant])
    table.write_text("".join(comments(table) + [f"{name}\t{weight + RAISED.get(name, 0):.3f}\n" for name, weight in rows]))
    grown = [line for tree in trees.dump_model()["tree_info"] for line in written(tree["tree_structure"], pairs.names)]
    forest.write_text("".join(comments(forest) + grown))
    judge(pairs)


if __name__ == "__main__":
    main(*sys.argv[1:])
