"""usage: stories.py SIGNS.tsv TABLE.tsv

Learns the weights of the signs by which reports are put into stories: a logistic regression over the pairs of reports
that were compared (see README.md). SIGNS.tsv comes from the example `stories` of wirefold-fold; TABLE.tsv is
crates/wirefold-fold/src/story/likeness.tsv, whose comments stay as they are."""
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

# How far weights may grow: with 1 some go to forty for the few short reports of the sets, and others' do not join.
HELD_SMALL = 0.1
# What is added to weights learnt. A pair that is missed costs more than one too many: a report is compared with few that
# belong to it. And a small collection without dates is one that somebody picked, which no part of the sets is.
RAISED = {"constant": 0.25, "undated_in_few": 4.0}


def main(signs, table):
    with open(signs) as rows:
        names = next(rows).split()[2:]
        values = np.loadtxt(rows, dtype=np.float32)
    weight, same, values = values[:, 0], values[:, 1] > 0.5, values[:, 2:]
    scale = values.std(axis=0) + 1e-6
    model = LogisticRegression(C=HELD_SMALL, solver="newton-cholesky").fit(values / scale, same, sample_weight=weight / weight.mean())
    with open(table) as lines:
        comments = [line for line in lines if line.startswith("#")]
    with open(table, "w") as out:
        out.writelines(comments)
        for name, weight in zip([*names, "constant"], [*(model.coef_[0] / scale), model.intercept_[0]]):
            out.write(f"{name}\t{weight + RAISED.get(name, 0):.3f}\n")
    print(f"{len(same)} pairs, {same.mean():.1%} of one story, {model.score(values / scale, same):.2%} right")


if __name__ == "__main__":
    main(*sys.argv[1:])
