"""Records what PyPI scipy and statsmodels make of generated experiments, for the tests of the shop's data science.

    python3 -m venv VENV
    VENV/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    VENV/bin/python record_experiments.py           writes ../Golden/Experiments.json
    VENV/bin/python record_experiments.py --check   computes again, and tells what differs

The data comes from Python's own generator with a fixed seed, so it is the same everywhere.

How near the tests want ours to be:
    conversion        statsmodels' Newcombe interval and pooled z test, 1e-9
    rate              statsmodels' least squares with a variance by clusters, without its correction for their number, 1e-9
    perUnit           scipy's Welch test and its interval, 1e-9
    sampleRatio       scipy's chi-square test, 1e-9
    thompson          each arm's chance to be the best, by scipy's adaptive integration, 1e-9
    hashes            FNV-1a and SplitMix64 as they are written here, exactly
"""

import argparse
import json
import math
import pathlib
import random
import sys

import numpy
import scipy
import scipy.integrate
import scipy.stats
import statsmodels
import statsmodels.api
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

FILE = pathlib.Path(__file__).parent.parent / "Golden" / "Experiments.json"
MASK = (1 << 64) - 1


def units(source, count, chance):
    """Exposures and outcomes of units that differ in how often they come and how easily they click."""
    rows = []
    for _ in range(count):
        exposures = 1 + int(source.expovariate(0.4))
        own = min(1, chance * source.gammavariate(2, 0.5))
        rows.append([exposures, sum(source.random() < own for _ in range(exposures))])
    return rows


def comparison(source, counts, chances):
    variant, control = (units(source, count, chance) for count, chance in zip(counts, chances))
    converted = [sum(row[1] > 0 for row in rows) for rows in (variant, control)]
    low, high = confint_proportions_2indep(converted[0], counts[0], converted[1], counts[1], method="newcomb")
    _, pooled = proportions_ztest(converted, list(counts))
    answers, columns, groups = [], [], []
    for is_variant, rows in ((1, variant), (0, control)):
        for unit, (exposures, outcomes) in enumerate(rows):
            for number in range(exposures):
                answers.append(1.0 if number < outcomes else 0.0)
                columns.append([1.0, is_variant])
                groups.append(2 * unit + is_variant)
    line = statsmodels.api.OLS(numpy.array(answers), numpy.array(columns)).fit(
        cov_type="cluster", cov_kwds={"groups": numpy.array(groups), "use_correction": False})
    interval = line.conf_int()[1]
    welch = scipy.stats.ttest_ind([row[1] for row in variant], [row[1] for row in control], equal_var=False)
    welch_interval = welch.confidence_interval()
    return {
        "variant": variant, "control": control,
        "conversion": {"low": float(low), "high": float(high), "p": float(pooled)},
        "rate": {
            "difference": float(line.params[1]), "low": float(interval[0]), "high": float(interval[1]),
            "p": float(line.pvalues[1])},
        "perUnit": {"low": float(welch_interval.low), "high": float(welch_interval.high), "p": float(welch.pvalue)},
    }


def ratios():
    cases = []
    for counts, weights in (([510, 490], [1, 1]), ([5200, 4800], [1, 1]), ([30, 33, 61], [1, 1, 2]), ([9, 1], [9, 1])):
        expected = [sum(counts) * weight / sum(weights) for weight in weights]
        found = scipy.stats.chisquare(counts, expected)
        cases.append({
            "counts": counts, "weights": weights, "statistic": float(found.statistic), "p": float(found.pvalue)})
    return cases


def thompson():
    cases = []
    for arms in ([[0, 0], [0, 0]], [[3, 10], [5, 9]], [[20, 300], [35, 300], [28, 290]], [[900, 9100], [980, 9020]],
                 [[0, 0], [12, 100], [1, 3], [50, 700]]):
        beliefs = [scipy.stats.beta(successes + 1, failures + 1) for successes, failures in arms]
        points = sorted({place for belief in beliefs for place in belief.ppf([0.001, 0.1, 0.5, 0.9, 0.999])})
        chances = []
        for number, belief in enumerate(beliefs):
            def best(x):
                return belief.pdf(x) * math.prod(other.cdf(x) for n, other in enumerate(beliefs) if n != number)
            edges = [0, *points, 1]
            chances.append(sum(
                scipy.integrate.quad(best, low, high, epsabs=1e-13, epsrel=1e-12)[0]
                for low, high in zip(edges, edges[1:])))
        cases.append({"arms": arms, "chances": chances})
    return cases


def hashed(salt, unit):
    state = 0xCBF29CE484222325
    for byte in salt.encode() + b"\xff" + unit.encode():
        state = (state ^ byte) * 0x100000001B3 & MASK
    state = state + 0x9E3779B97F4A7C15 & MASK
    state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & MASK
    state = (state ^ state >> 27) * 0x94D049BB133111EB & MASK
    return ((state ^ state >> 31) >> 11) * 2.0 ** -53


def variant(plan, unit):
    """As a plan decides it: the greatest of -w / ln u."""
    scores = [-weight / math.log(hashed(f"{plan['salt']}/{name}", unit)) for name, weight in plan["variants"]]
    return scores.index(max(scores))


def record():
    source = random.Random(23)
    plan = {"salt": "home-1", "layer": "home", "variants": [["control", 1], ["blend", 2], ["bandit", 1]]}
    names = [f"a/acc_{number}" for number in range(40)] + [f"d/ünit-{number}" for number in range(20)]
    return {
        "versions": {"numpy": numpy.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
        "comparisons": [
            comparison(source, (120, 110), (0.2, 0.12)), comparison(source, (60, 300), (0.05, 0.05)),
            comparison(source, (400, 390), (0.3, 0.28))],
        "sampleRatios": ratios(),
        "thompson": thompson(),
        "plan": {**plan, "units": [{
            "unit": name, "layerShare": hashed("layer/home", name), "variant": variant(plan, name)} for name in names]},
    }


def differences(path, old, new):
    if isinstance(old, float) or isinstance(new, float):
        return [] if math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-12) else [f"{path}: {old} was {new} now"]
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [line for key in old for line in differences(f"{path}.{key}", old[key], new[key])]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [line for n, (a, b) in enumerate(zip(old, new)) for line in differences(f"{path}[{n}]", a, b)]
    return [] if old == new else [f"{path}: {old} was {new} now"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if not parser.parse_args().check:
        FILE.write_text(json.dumps(record(), separators=(",", ":")) + "\n")
        return
    found = differences(FILE.name, json.loads(FILE.read_text()), json.loads(json.dumps(record())))
    print("\n".join([*found, f"{len(found)} differences"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
