#!/usr/bin/env python3
"""Searches in the catalog's own index, on disk, beside SQLite's FTS5 over the same products.

The catalog is filled by an import, its index catches up, and another process opens it and searches through the
function that the route calls, with typos, filters and counts, and reads the products of each page. FTS5 (unicode61,
prefixes of two and three, the twenty best by bm25) is asked for the same words, all of them: it knows no typos, filters
or counts.
"""

import argparse
import json
import os
import subprocess
import tempfile

import peers

# The goals of the decision on the index (docs/decisions/0007), by the number of products.
GOALS = [(100_000, 10), (1_000_000, 25)]
KEYS = ["p50", "p90", "p99", "max"]


def measured(binary, *arguments):
    """The figures that a step prints, and the machine's load when it ended."""
    command = [binary, *(str(argument) for argument in arguments)]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return {**json.loads(output), "loadAverage": os.getloadavg()[0]}


def ratios_of(products, ours, theirs):
    best, peer = ours["latencies"]["best"], theirs["latencies"]["best"]
    goals = [limit for count, limit in GOALS if products <= count]
    ratios = []
    if goals:
        ratios.append(peers.ratio("p99, ms", best["milliseconds"]["p99"], at_most=goals[0]))
    ratios.append(peers.ratio("time to open, ms", ours["openMilliseconds"], at_most=1000))
    cpu, peer_cpu = best["cpuMilliseconds"], peer["cpuMilliseconds"]
    ratios.append(peers.ratio("CPU p99, catalog : FTS5", cpu["p99"] / peer_cpu["p99"], at_most=1))
    # FTS5 does much less for each query: only products with all words, no typos, filters or counts. So no goal.
    ratios.append({"name": "CPU p50, catalog : FTS5", "value": round(cpu["p50"] / peer_cpu["p50"], 2)})
    return ratios


def table(name, latencies, parts):
    for part, label in parts:
        for unit, clock in [("milliseconds", "wall"), ("cpuMilliseconds", "CPU")]:
            figures = latencies[part][unit]
            print(f"{name:10}{label:18}{clock:6}" + "".join(f"{figures[key]:>9.2f}" for key in KEYS))


def report(ours, theirs, filled, ratios):
    print(f"\n{'':34}" + "".join(f"{key:>9}" for key in KEYS) + "   ms")
    rounds = [("first", "first round"), ("best", "best round")]
    table("catalog", ours["latencies"], [*rounds, ("counting", "  with counts"), ("plain", "  without counts")])
    table("FTS5", theirs["latencies"], rounds)
    print()
    for name, row, memory in [("catalog", filled, ours["memory"]), ("FTS5", theirs, theirs["memory"])]:
        print(
            f"{name:10}{row['productsPerSecond']:>10,.0f} products/s indexed"
            f"{row['bytesPerProduct']:>8.0f} bytes a product{memory['ownMegabytes']:>8.0f} MB of its own"
            f"{memory['fileMegabytes']:>8.0f} MB of files")
    print(f"catalog opened in {ours['openMilliseconds']:.0f} ms; {ours['hitsPerQuery']:,.0f} hits a query")
    print("load average " + ", ".join(f"{row['loadAverage']:.1f}" for row in [filled, ours, theirs]) + "\n")
    for ratio in ratios:
        if "goal" in ratio:
            mark = f" (goal {ratio['goal']}: {'reached' if ratio['reached'] else 'MISSED'})"
        else:
            mark = ""
        print(f"{ratio['name']}: {ratio['value']}{mark}")


def run():
    parser = argparse.ArgumentParser(prog="orrery bench search", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--products", type=int, default=100_000, help="products (default 100,000)")
    parser.add_argument("--queries", type=int, default=2000, help="queries of the mix (default 2,000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often all of them (default 3)")
    parser.add_argument("--binary", help="the built SearchBench; without it, it is built for release")
    arguments = parser.parse_args()
    binary = arguments.binary or peers.build("SearchBench")
    mix = ["--queries", arguments.queries, "--rounds", arguments.rounds]
    with tempfile.TemporaryDirectory() as directory:
        catalog = os.path.join(directory, "catalog")
        os.mkdir(catalog)
        filled = measured(binary, "fill", catalog, "--products", arguments.products)
        ours = measured(binary, "search", catalog, *mix)
        peer = os.path.join(directory, "peer.sqlite")
        theirs = measured(binary, "peer", peer, "--products", arguments.products, *mix)
    ratios = ratios_of(arguments.products, ours, theirs)
    if arguments.json:
        rows = {"catalog, filled": filled, "catalog": ours, "FTS5": theirs}
        print(json.dumps({"bench": "search", "rows": rows, "ratios": ratios}, indent=2))
        return
    report(ours, theirs, filled, ratios)


if __name__ == "__main__":
    peers.main(run)
