#!/usr/bin/env python3
"""Evaluations of JSONata expressions per second, for each group of a file of cases.

The expressions are read once and evaluated over and over, those of a group in turn; cases that expect an error are left
out. The file is one such as the suite's: a case in JSON on each line, and datasets.json beside it.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUITE = ROOT.parent / "shared" / "suites" / "jsonata" / "cases.jsonl"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=pathlib.Path, default=SUITE, help="the file of cases; %(default)s")
    parser.add_argument("--milliseconds", type=int, default=300, help="how long each group is measured; %(default)s")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    options = parser.parse_args()
    if not options.cases.is_file():
        sys.exit(f"there are no cases at {options.cases}; --cases names another file")
    program = os.path.join(os.environ.get("ORRERY_BIN", ROOT / ".build" / "release"), "orrery")
    command = [program, "jsonata", "--cases", str(options.cases), "--measure"]
    command += ["--milliseconds", str(options.milliseconds)]
    rates = json.loads(subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout)
    if options.json:
        print(json.dumps({"evaluationsPerSecond": rates, "loadAverage": os.getloadavg()[0]}))
        return
    print(f"{'group':32}{'evaluations/s':>16}")
    for group, rate in sorted(rates.items()):
        print(f"{group:32}{rate:>16,.0f}")


if __name__ == "__main__":
    main()
