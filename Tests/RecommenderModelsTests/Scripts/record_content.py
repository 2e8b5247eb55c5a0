"""Records what PyPI scikit-learn makes of generated texts, for the tests of the content model.

    python3 -m venv VENV && VENV/bin/pip install numpy==2.4.6 scikit-learn==1.9.1 scipy==1.17.1
    VENV/bin/python record_content.py           writes ../Golden/Content.json
    VENV/bin/python record_content.py --check   computes again, and tells what differs from it

The texts come from Python's own generator with a fixed seed, so they are the same everywhere.
"""

import argparse
import json
import math
import pathlib
import random
import sys

import numpy
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

GOLDEN = pathlib.Path(__file__).parent.parent / "Golden" / "Content.json"
ITEMS, USERS = 40, 15
# What is a word is decided by these as well: capitals, digits, underscores, letters of other alphabets, and single letters.
ODD = ["Größe", "ÉTÉ", "naïve", "snake_case", "B2B", "42", "4K", "a", "x-ray", "don't", "Ελλάδα", "日本語", "co-op", "½l", "№5"]


def texts(source):
    """Items of five subjects: some words of their own, some of everybody's, each as often as it comes."""
    vocabulary = [f"{subject}word{n}" for subject in "vwxyz" for n in range(12)]
    for item in range(ITEMS):
        own = vocabulary[item % 5 * 12:item % 5 * 12 + 12]
        words = ["The"] * source.randrange(1, 4) + source.choices(own, k=source.randrange(4, 15))
        words += source.choices(vocabulary, k=3) + source.choices(ODD, k=3)
        source.shuffle(words)
        yield source.choice([" ", ", ", " - "]).join(words)


def record():
    source = random.Random(13)
    lines = list(texts(source))
    people = [[[item, source.choice([0.5, 1, 2, 5])] for item in sorted(source.sample(range(ITEMS), 5))]
              for _ in range(USERS)]
    golden = {
        "versions": {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}, "texts": lines, "people": people,
        "words": [TfidfVectorizer().build_analyzer()(line) for line in lines]}
    for name, sublinear in (("plain", False), ("sublinear", True)):
        vectors = TfidfVectorizer(sublinear_tf=sublinear).fit_transform(lines)
        profiles = numpy.array([
            sum(weight * vectors[item].toarray()[0] for item, weight in person) for person in people])
        golden[name] = {
            "items": cosine_similarity(vectors).tolist(), "people": cosine_similarity(profiles, vectors).tolist()}
    return golden


def rounded(value):
    """Ten digits are enough, and are the same on every machine."""
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    return [rounded(entry) for entry in value] if isinstance(value, list) else value


def is_same(old, new):
    if isinstance(old, float) and isinstance(new, (int, float)):
        return math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(is_same(old[key], new[key]) for key in old)
    if isinstance(old, list):
        return len(old) == len(new) and all(is_same(a, b) for a, b in zip(old, new))
    return old == new


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if not parser.parse_args().check:
        GOLDEN.write_text(json.dumps(rounded(record()), separators=(",", ":"), ensure_ascii=False) + "\n")
        return
    old, new = json.loads(GOLDEN.read_text()), record()
    differing = [name for name in old if name != "versions" and not is_same(old[name], new[name])]
    print(f"differing: {', '.join(differing) or 'nothing'}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
