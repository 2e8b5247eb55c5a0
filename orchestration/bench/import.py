#!/usr/bin/env python3
"""An import of products, durable and with its events: the catalog beside sqlite3's own .import of the same rows.

The peer's table has an index for each order of the catalog's lists, and no checks, events, tree or variants.
"""

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time

import peers

PEER_SCHEMA = """
CREATE TABLE product (id TEXT NOT NULL UNIQUE, sku TEXT NOT NULL UNIQUE COLLATE NOCASE, title TEXT NOT NULL,
  description TEXT NOT NULL, category TEXT NOT NULL, attributes TEXT NOT NULL, amount INTEGER NOT NULL,
  currency TEXT NOT NULL, active INTEGER NOT NULL, updated_at INTEGER NOT NULL, version INTEGER NOT NULL);
CREATE INDEX product_newest ON product (active, id);
CREATE INDEX product_category_newest ON product (active, category, id);
CREATE INDEX product_price ON product (active, currency, amount, id);
CREATE INDEX product_category_price ON product (active, category, currency, amount, id);
CREATE INDEX product_updated ON product (active, updated_at, id);
CREATE INDEX product_category_updated ON product (active, category, updated_at, id);
"""


def make(binary, directory, count, *flags):
    path = os.path.join(directory, f"products{''.join(flags)}")
    with open(path, "wb") as file:
        subprocess.run([binary, "make", "--count", str(count), *flags], stdout=file, check=True)
    return path


def measured(command, **options):
    """Runs a command; gives its output and what it cost."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, **options).stdout
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(count, seconds, cpu):
    return {
        "rows": count, "seconds": seconds, "cpuSeconds": cpu, "rowsPerSecond": count / seconds,
        "cpuMicrosecondsPerRow": cpu / count * 1e6}


def measure_catalog(binary, directory, file, count, turn):
    output, _, cpu = measured([binary, "import", file, os.path.join(directory, f"catalog-{turn}")])
    figures = json.loads(output)
    if figures["created"] != count:
        raise peers.BenchError(f"{figures['created']} of {count} products were created")
    return row(count, figures["seconds"], cpu)


def measure_peer(directory, file, count, turn):
    database = os.path.join(directory, f"peer-{turn}.sqlite")
    script = f"PRAGMA journal_mode=WAL;\nPRAGMA synchronous=FULL;\n{PEER_SCHEMA}\n.mode csv\n.import {file} product\n"
    _, seconds, cpu = measured([peers.tool("sqlite3"), database], input=script)
    return row(count, seconds, cpu)


def run():
    parser = argparse.ArgumentParser(prog="orrery bench import", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--count", type=int, default=100_000, help="products (default 100,000)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each, taken in turns (default 3)")
    parser.add_argument("--binary", help="the built CatalogBench; without it, it is built for release")
    arguments = parser.parse_args()
    binary = arguments.binary or peers.build("CatalogBench")
    rows = {}
    with tempfile.TemporaryDirectory() as directory:
        documents = make(binary, directory, arguments.count)
        records = make(binary, directory, arguments.count, "--csv")
        for turn in range(arguments.rounds):
            for name, figures in [
                ("catalog, NDJSON", measure_catalog(binary, directory, documents, arguments.count, turn)),
                ("sqlite3 .import, CSV", measure_peer(directory, records, arguments.count, turn)),
            ]:
                if name not in rows or figures["seconds"] < rows[name]["seconds"]:
                    rows[name] = figures
    ours, theirs = rows.values()
    ratios = [
        peers.ratio("products per second", ours["rowsPerSecond"], at_least=50_000),
        peers.ratio("products per second, catalog : sqlite3", ours["rowsPerSecond"] / theirs["rowsPerSecond"], at_least=0.5),
    ]
    if arguments.json:
        print(json.dumps({"bench": "import", "rows": rows, "ratios": ratios}, indent=2))
        return
    for name, figures in rows.items():
        print(f"{name:24}{figures['rowsPerSecond']:>12,.0f} rows/s{figures['cpuMicrosecondsPerRow']:>10.1f} µs of CPU per row")
    for ratio in ratios:
        mark = "reached" if ratio["reached"] else "MISSED"
        print(f"{ratio['name']}: {ratio['value']} (goal {ratio['goal']}: {mark})")


if __name__ == "__main__":
    peers.main(run)
