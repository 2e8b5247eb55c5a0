"""Records what PyPI implicit, mlxtend and numpy make of generated data, for the tests of the recommender's models.

    python3 -m venv VENV && VENV/bin/pip install implicit==0.7.3 mlxtend==0.25.0 numpy==2.4.6 scipy==1.17.1
    VENV/bin/python record_models.py           writes ../Golden
    VENV/bin/python record_models.py --check   computes again, and tells what differs from ../Golden

The data comes from Python's own generator with a fixed seed, so it is the same everywhere.
"""

import argparse
import json
import math
import os
import pathlib
import random
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import implicit
import mlxtend
import numpy
import pandas
import scipy.sparse
from implicit.cpu.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender
from mlxtend.frequent_patterns import association_rules, fpgrowth

GOLDEN = pathlib.Path(__file__).parent.parent / "Golden"
USERS, ITEMS, FACTORS = 60, 40, 6


def interactions(source):
    """Users of three tastes, who prefer a third of the items each; popular items have small numbers."""
    rows = []
    for user in range(USERS):
        taste = user % 3
        for item in range(ITEMS):
            chance = (0.5 if item % 3 == taste else 0.12) / (1 + item / 30)
            if source.random() < chance:
                rows.append([user, item, source.choice([1, 1, 1, 2, 3, 5])])
    return rows


def matrix(rows, weight=lambda value: value):
    data = numpy.array([weight(value) for _, _, value in rows], dtype=numpy.float64)
    users, items = [row[0] for row in rows], [row[1] for row in rows]
    return scipy.sparse.csr_matrix((data, (users, items)), shape=(USERS, ITEMS))


def neighbours(model, users):
    """Each item's similarities to the others, and each user's scores for the items that are not theirs."""
    model.fit(users, show_progress=False)
    similar, recommended = [], []
    for item in range(ITEMS):
        row = model.similarity[item]
        pairs = [[int(j), float(s)] for j, s in zip(row.indices, row.data) if j != item]
        similar.append(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
    for user in range(USERS):
        ids, scores = model.recommend(user, users[user], N=ITEMS)
        # The user's own items fill the answer up, with 0 as their scores.
        own = set(users[user].indices)
        recommended.append(sorted([[int(j), float(s)] for j, s in zip(ids, scores) if j not in own]))
    return {"similar": similar, "recommended": recommended}


def als(rows, source, use_cg):
    """Three rounds from given factors. implicit takes the confidence 1 + alpha * r itself."""
    alpha, regularization, rounds = 2.0, 0.05, 3
    start_users = [[round(source.uniform(0, 0.1), 4) for _ in range(FACTORS)] for _ in range(USERS)]
    start_items = [[round(source.uniform(0, 0.1), 4) for _ in range(FACTORS)] for _ in range(ITEMS)]
    model = AlternatingLeastSquares(
        factors=FACTORS, regularization=regularization, alpha=1.0, dtype=numpy.float64, use_cg=use_cg,
        iterations=rounds, num_threads=1)
    model.user_factors = numpy.array(start_users, dtype=numpy.float64)
    model.item_factors = numpy.array(start_items, dtype=numpy.float64)
    users = matrix(rows, lambda value: 1 + alpha * value)
    model.fit(users, show_progress=False)
    newcomer = [[3, 1], [9, 2], [20, 1]]
    line = scipy.sparse.csr_matrix(
        ([1 + alpha * weight for _, weight in newcomer], ([0] * 3, [item for item, _ in newcomer])), shape=(1, ITEMS))
    folded = model.recalculate_user(0, line)
    return {
        "alpha": alpha, "regularization": regularization, "rounds": rounds, "startUsers": start_users,
        "startItems": start_items, "users": model.user_factors.tolist(), "items": model.item_factors.tolist(),
        "newcomer": newcomer, "folded": folded.tolist(),
    }


def ease(rows, regularization=3.0):
    """Equation 8 of the paper, as it stands there."""
    users = matrix(rows, lambda _: 1).toarray()
    inverse = numpy.linalg.inv(users.T @ users + regularization * numpy.eye(ITEMS))
    weights = -inverse / numpy.diag(inverse)
    numpy.fill_diagonal(weights, 0)
    return {"regularization": regularization, "weights": weights.tolist()}


def baskets(source):
    """Some items are often bought together."""
    result = []
    for _ in range(200):
        basket = {item for item in range(12) if source.random() < 0.25 / (1 + item / 6)}
        if 0 in basket and source.random() < 0.7:
            basket.add(5)
        if {1, 2} <= basket and source.random() < 0.8:
            basket.add(7)
        result.append(sorted(basket))
    return result


def patterns(source):
    support, confidence = 0.04, 0.3
    lists = baskets(source)
    table = pandas.DataFrame([[item in basket for item in range(12)] for basket in lists], columns=range(12))
    found = fpgrowth(table, min_support=support, use_colnames=True)
    rules = association_rules(found, metric="confidence", min_threshold=confidence)
    return {
        "baskets": lists, "support": support, "confidence": confidence,
        "itemsets": sorted([sorted(map(int, row.itemsets)), float(row.support)] for row in found.itertuples()),
        "rules": sorted(
            [sorted(map(int, row.antecedents)), sorted(map(int, row.consequents)), float(row.support),
             float(row.confidence), float(row.lift)]
            for row in rules.itertuples()),
    }


def record():
    source = random.Random(7)
    rows = interactions(source)
    users = matrix(rows)
    versions = {"implicit": implicit.__version__, "numpy": numpy.__version__, "scipy": scipy.__version__}
    return {
        "Neighbours.json": {
            "versions": versions, "users": USERS, "items": ITEMS, "interactions": rows,
            "cosine": neighbours(CosineRecommender(K=ITEMS, num_threads=1), users),
            "bm25": neighbours(BM25Recommender(K=ITEMS, K1=1.2, B=0.75, num_threads=1), users),
        },
        "Factors.json": {
            "versions": versions, "users": USERS, "items": ITEMS, "factors": FACTORS, "interactions": rows,
            "cholesky": als(rows, source, False), "conjugateGradient": als(rows, source, True),
        },
        "Ease.json": {"versions": versions, "users": USERS, "items": ITEMS, "interactions": rows, **ease(rows)},
        "Baskets.json": {
            "versions": {"mlxtend": mlxtend.__version__, "pandas": pandas.__version__}, **patterns(source)},
    }


def differences(path, old, new):
    """What differs, by its path; numbers may in their tenth digit."""
    if isinstance(old, (int, float)) and isinstance(new, (int, float)):
        return [] if math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-9) else [f"{path}: {old} was {new} now"]
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [line for key in old for line in differences(f"{path}.{key}", old[key], new[key])]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [line for n, (a, b) in enumerate(zip(old, new)) for line in differences(f"{path}[{n}]", a, b)]
    return [] if old == new else [f"{path}: {old} was {new} now"]


def rounded(value):
    """Twelve digits are enough, and are the same on every machine."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    return [rounded(entry) for entry in value] if isinstance(value, list) else value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    found = []
    for name, value in record().items():
        file = GOLDEN / name
        if arguments.check:
            old = json.loads(file.read_text())
            if old["versions"] != value["versions"]:
                print(f"{name} was recorded with {old['versions']}, this is {value['versions']}")
            old.pop("versions"), value.pop("versions")
            found += differences(name, old, value)
        else:
            file.write_text(json.dumps(rounded(value), separators=(",", ":")) + "\n")
    for line in found:
        print(line)
    if arguments.check:
        print(f"{len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
