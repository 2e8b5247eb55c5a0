#!/usr/bin/env python3
"""Runs the workflow engine over a virtual clock and disk: random definitions and faults, each from a seed that replays."""

# The simulation itself is a test (Tests/SimulationTests/Workflows): the engine as it is, with processes that are killed between any
# two of their steps, writes that fail or are not heard of, clocks that are set, tasks that are told twice. This runs it for
# many seeds, on all cores, and tells which of them fail. Standard library only.

import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Processes that were killed leave their memory behind: a program ends after so many seeds.
PART = 100


def bundle():
    """The program with the tests, built for debugging."""
    if not os.environ.get("ORRERY_TESTS"):
        subprocess.run(["swift", "build", "--build-tests"], cwd=ROOT, check=True, stdout=sys.stderr)
        path = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return os.path.join(path.strip(), "orreryPackageTests.xctest")
    return os.environ["ORRERY_TESTS"]


def run(program, first, last):
    """Runs seeds; gives what failed, and how much happened."""
    environment = dict(os.environ, ORRERY_SEEDS=f"{first}-{last}", SWIFT_DETERMINISTIC_HASHING="1")
    done = subprocess.run(
        [program, "--testing-library", "swift-testing", "--filter", "WorkflowSimulationTests"],
        env=environment, cwd=ROOT, capture_output=True, text=True)
    failed = {int(seed): words for seed, words in re.findall(r"^seed (\d+) fails: (.*)$", done.stdout, re.MULTILINE)}
    told = re.search(
        r"^simulated (\d+) seeds, (\d+) jobs, (\d+) faults, (\d+) results compared, (\d+) going on", done.stdout,
        re.MULTILINE)
    if not told or (done.returncode != 0 and not failed):
        # A seed that ends the program is one of those that it had not told of.
        words = (done.stderr.strip() or done.stdout.strip())[-600:]
        if first < last:
            middle = (first + last) // 2
            parts = [run(program, first, middle), run(program, middle + 1, last)]
            return {**parts[0][0], **parts[1][0]}, [sum(pair) for pair in zip(parts[0][1], parts[1][1])]
        return {first: f"the program ended with {done.returncode}: {words}"}, [1, 0, 0, 0, 0]
    return failed, [int(number) for number in told.groups()]


def main():
    parser = argparse.ArgumentParser(
        prog="orchestration/orrery trial simulation", description=__doc__,
        epilog="It ends with 0 when every seed held, and with 1 otherwise.")
    parser.add_argument("--seeds", type=int, default=10_000, help="how many (10,000)")
    parser.add_argument("--first", type=int, default=0, help="the first of them (0)")
    parser.add_argument("--seed", type=int, help="this one alone: replays what failed")
    parser.add_argument("--short", action="store_true", help="few seeds: a minute in all")
    parser.add_argument("--json", action="store_true", help="one JSON document at the end, nothing else")
    options = parser.parse_args()
    first, last = options.first, options.first + (100 if options.short else options.seeds) - 1
    if options.seed is not None:
        first = last = options.seed

    program, begun = bundle(), time.monotonic()
    failed, counts, done = {}, [0, 0, 0, 0, 0], 0
    parts = [(start, min(start + PART - 1, last)) for start in range(first, last + 1, PART)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for wrong, counted in pool.map(lambda part: run(program, *part), parts):
            failed.update(wrong)
            counts = [sum(pair) for pair in zip(counts, counted)]
            for seed, words in sorted(wrong.items()):
                print(f"FAILED seed {seed}: {words}\n       replay it by: orchestration/orrery trial simulation --seed {seed}",
                      file=sys.stderr if options.json else sys.stdout, flush=True)
            if not options.json:
                print(f"{counts[0]} of {last - first + 1} seeds, {len(failed)} failed", flush=True)
    report = {
        "seeds": counts[0], "failed": sorted(failed), "jobs": counts[1], "faults": counts[2], "resultsCompared": counts[3],
        # Seeds with executions that went on for an hour, and were watched for a while and stopped then.
        "goingOn": counts[4],
        "seconds": round(time.monotonic() - begun, 1)}
    if options.json:
        print(json.dumps(dict(report, held=not failed), indent=2))
    else:
        print(f"{'FAILED' if failed else 'ok    '} simulation: {json.dumps(report)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
