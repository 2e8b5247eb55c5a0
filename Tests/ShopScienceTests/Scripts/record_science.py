"""Records what PyPI scikit-learn, statsmodels and scipy make of generated data, for the tests of the shop's data science.

    python3 -m venv VENV
    VENV/bin/pip install numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 scipy==1.17.1 statsmodels==0.15.0
    VENV/bin/python record_science.py           writes ../Golden
    VENV/bin/python record_science.py --check   computes again, and tells what differs from ../Golden

The data comes from Python's own generator with a fixed seed, so it is the same everywhere.

How near the tests want ours to be:
    k-means from given centres      the same labels, the inertia and the centres to 1e-9
    silhouettes                     1e-9
    logistic regression             the coefficients to 1e-6
    AUC, log loss, Brier score      1e-9
    least squares                   coefficients and standard errors to 1e-8
    Holt-Winters, given parameters  each fitted value, and the forecast, to 1e-9, but where statsmodels forecasts the period of the last
                                    value: it leaves out what that value taught its season
    Holt-Winters, fitted            a squared error of at most 1.001 times statsmodels' one
    Theta                           the seasonal decision, the drift and the forecast with its parameter to 1e-6; with a parameter of ours,
                                    a squared error of at most 1.001 times statsmodels' one
    Student's quantiles             1e-9
    BG/NBD                          the log likelihood, by the formula with scipy's functions, to 1e-9
"""

import argparse
import json
import math
import pathlib
import random
import sys

import numpy
import pandas
import scipy
import scipy.optimize
import scipy.special
import scipy.stats
import sklearn
import statsmodels
import statsmodels.api
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score, silhouette_score
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.holtwinters import ExponentialSmoothing

GOLDEN = pathlib.Path(__file__).parent.parent / "Golden"


def clusters(source):
    """Four clouds that touch each other."""
    middles = [(0, 0, 0), (4, 0, 1), (0, 3, -1), (3, 3, 2)]
    rows = [[round(m + source.gauss(0, 1), 6) for m in middles[n % 4]] for n in range(160)]
    cases = []
    for count in (2, 4, 6):
        start = [rows[n] for n in source.sample(range(160), count)]
        model = KMeans(n_clusters=count, init=numpy.array(start), n_init=1, tol=0, max_iter=300, algorithm="lloyd")
        model.fit(numpy.array(rows))
        cases.append({
            "start": start, "labels": model.labels_.tolist(), "inertia": float(model.inertia_),
            "centres": model.cluster_centers_.tolist(),
            "silhouette": float(silhouette_score(numpy.array(rows), model.labels_)),
        })
    return {"rows": rows, "cases": cases}


def scores(source):
    """Answers that depend on two of four columns."""
    rows, answers = [], []
    for _ in range(120):
        row = [round(source.gauss(0, 1), 6) for _ in range(4)]
        chance = 1 / (1 + math.exp(-(0.4 + 1.5 * row[0] - 0.8 * row[2])))
        rows.append(row)
        answers.append(int(source.random() < chance))
    table = numpy.array(rows)
    cases = []
    for strength in (0.1, 1.0, 10.0):
        model = LogisticRegression(C=1 / strength, solver="newton-cholesky", tol=1e-12, max_iter=1000)
        model.fit(table, answers)
        chances = model.predict_proba(table)[:, 1]
        cases.append({
            "regularization": strength, "intercept": float(model.intercept_[0]), "weights": model.coef_[0].tolist(),
            "probabilities": chances.tolist(), "auc": float(roc_auc_score(answers, chances)),
            "logLoss": float(log_loss(answers, chances)), "brier": float(brier_score_loss(answers, chances)),
        })
    ties = [round(chance, 1) for chance in cases[0]["probabilities"]]
    line = statsmodels.api.OLS(table[:, 3] * 0.1 + table[:, 1], statsmodels.api.add_constant(table[:, :3])).fit()
    return {
        "rows": rows, "answers": answers, "cases": cases, "ties": ties, "tiedAUC": float(roc_auc_score(answers, ties)),
        "line": {
            "answers": (table[:, 3] * 0.1 + table[:, 1]).tolist(), "coefficients": line.params.tolist(),
            "errors": line.bse.tolist(), "variance": float(line.mse_resid),
        },
        "student": [
            [freedom, share, float(scipy.stats.t.ppf(share, freedom))]
            for freedom in (1, 2.5, 7, 40, 1000) for share in (0.0001, 0.1, 0.5, 0.975, 0.999999)
        ],
    }


def demand(source, count, season, multiplicative):
    """A trend, a season and noise; above 0."""
    pattern = [source.uniform(-1, 1) for _ in range(season)]
    values = []
    for period in range(count):
        level = 60 + 0.3 * period
        swing = 0.3 * pattern[period % season]
        value = level * (1 + swing) if multiplicative else level + 40 * swing
        values.append(round(max(1.0, value + source.gauss(0, 4)), 6))
    return values


def holt_winters(values, season, kind):
    """With parameters given, and with statsmodels' own."""
    start = {
        "level": 58.0, "trend": 0.4,
        "season": [1 + 0.02 * (n - 2) for n in range(season)] if kind == "mul" else [float(n - 2) for n in range(season)],
    }
    known = {
        "trend": "add", "seasonal": kind, "seasonal_periods": season, "initialization_method": "known",
        "initial_level": start["level"], "initial_trend": start["trend"], "initial_seasonal": start["season"],
    }
    model = ExponentialSmoothing(numpy.array(values), **known)
    given = {"alpha": 0.35, "beta": 0.1, "gamma": 0.25}
    fixed = model.fit(
        smoothing_level=given["alpha"], smoothing_trend=given["beta"], smoothing_seasonal=given["gamma"],
        optimized=False)
    best = min((ExponentialSmoothing(numpy.array(values), **known).fit(
        start_params=None, optimized=True, use_brute=True, method=method) for method in ("L-BFGS-B", "TNC", "SLSQP")),
        key=lambda fit: fit.sse)
    return {
        "kind": kind, "season": season, "values": values, "start": start, "given": given,
        "fitted": fixed.fittedvalues.tolist(), "squaredError": float(fixed.sse), "forecast": fixed.forecast(9).tolist(),
        "leastSquaredError": float(best.sse),
    }


def theta(values, season):
    result = ThetaModel(numpy.array(values), period=season, method="auto").fit()
    model = result.model
    plain, _ = model._deseasonalize_data()
    smooth = ExponentialSmoothing(plain, initial_level=plain[0], initialization_method="known").fit()
    return {
        "season": season, "values": values, "isSeasonal": bool(model.deseasonalize and model._has_seasonality),
        "isMultiplicative": model.method.startswith("mul"), "alpha": float(result.params["alpha"]),
        "slope": float(result.params["b0"]), "seasonal": numpy.asarray(result._seasonal).tolist(),
        "squaredError": float(smooth.sse), "forecast": numpy.asarray(result.forecast(10)).tolist(),
    }


def series(source):
    flat = [round(20 + source.gauss(0, 2), 6) for _ in range(50)]
    return {
        "holtWinters": [
            holt_winters(demand(source, 98, 7, False), 7, "add"), holt_winters(demand(source, 96, 12, False), 12, "add"),
            holt_winters(demand(source, 98, 7, True), 7, "mul"), holt_winters(demand(source, 72, 4, True), 4, "mul"),
        ],
        "theta": [
            theta(demand(source, 98, 7, True), 7), theta(demand(source, 96, 12, False), 12), theta(flat, 7),
            theta([value - 80 for value in demand(source, 84, 7, False)], 7),
        ],
    }


def likelihood(r, alpha, a, b, x, last, age):
    """Equation 6 of Fader, Hardie and Lee (2005) as it stands there."""
    gamma = scipy.special.gammaln
    beta = scipy.special.betaln
    there = beta(a, b + x) - beta(a, b) + gamma(r + x) - gamma(r) + r * math.log(alpha) - (r + x) * math.log(alpha + age)
    if x == 0:
        return float(there)
    gone = (beta(a + 1, b + x - 1) - beta(a, b) + gamma(r + x) - gamma(r) + r * math.log(alpha)
            - (r + x) * math.log(alpha + last))
    return float(numpy.logaddexp(there, gone))


def purchases(source):
    """Customers of the model itself, and what scipy's hypergeometric function says of them."""
    r, alpha, a, b = 0.8, 12.0, 0.9, 3.0
    rows, cases = [], []
    for _ in range(400):
        rate, chance, age = source.gammavariate(r, 1 / alpha), source.betavariate(a, b), source.uniform(60, 180)
        time, times = 0.0, []
        while source.random() >= (chance if times else 0):
            time += source.expovariate(rate)
            if time > age:
                break
            times.append(time)
        rows.append([len(times), round(times[-1], 6) if times else 0.0, round(age, 6)])
    for x, last, age in rows[:40]:
        ratio = 1 / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + last)) ** (r + x)) if x else 1.0
        future = 45.0
        series_value = scipy.special.hyp2f1(r + x, b + x, a + b + x - 1, future / (alpha + age + future))
        expected = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + future)) ** (r + x) * series_value)
        cases.append([likelihood(r, alpha, a, b, x, last, age), float(ratio), float(expected * ratio)])

    def loss(point):
        return -sum(likelihood(*numpy.exp(point), *row) for row in rows) / len(rows)

    best = min((scipy.optimize.minimize(loss, start, method="Nelder-Mead", options={"maxiter": 4000, "fatol": 1e-12})
                for start in ([0, 2, 0, 1], [-1, 3, -1, 0])), key=lambda result: result.fun)
    return {
        "r": r, "alpha": alpha, "a": a, "b": b, "rows": rows, "future": 45.0, "cases": cases,
        "leastLoss": round(float(best.fun), 9),
    }


def record():
    source = random.Random(11)
    versions = {
        "numpy": numpy.__version__, "pandas": pandas.__version__, "scikit-learn": sklearn.__version__,
        "scipy": scipy.__version__, "statsmodels": statsmodels.__version__,
    }
    return {
        "Clusters.json": {"versions": versions, **clusters(source)},
        "Scores.json": {"versions": versions, **scores(source)},
        "Series.json": {"versions": versions, **series(source)},
        "Purchases.json": {"versions": versions, **purchases(source)},
    }


def differences(path, old, new):
    """What differs, by its path; numbers may in their seventh digit, since some of them are where a search ended."""
    if isinstance(old, bool) or isinstance(new, bool):
        return [] if old is new else [f"{path}: {old} was {new} now"]
    if isinstance(old, (int, float)) and isinstance(new, (int, float)):
        return [] if math.isclose(old, new, rel_tol=1e-6, abs_tol=1e-7) else [f"{path}: {old} was {new} now"]
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
