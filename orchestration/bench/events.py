#!/usr/bin/env python3
"""Durable ingest of events, the time until a subscriber and a report have them, and reports of a month, beside JetStream and Redis.

A mesh of release programs, two instances of each service, load included, shares the machine's cores. Every event has 256 bytes and is
on disk before it is acknowledged, as in Redis here; JetStream acknowledges what it has not synced.
"""

import argparse
import contextlib
import json
import os
import signal
import sys
import time

import event_ingest
import event_latency
import event_peers
import event_reports
import peers
from event_ingest import harness

BATCH_GOAL, SINGLE_GOAL, LATENCY_GOAL = 150_000, 20_000, 10.0
MONTH = 50_000_000
PARTS = ["kafka", "batches", "single", "latency", "live", "month", "reprocess", "jetstream", "redis"]
# What is measured only when it is asked for: another part measures it, once and beside other things.
APART = {"reprocess"}
PEERS = {"jetstream": event_peers.nats, "redis": event_peers.redis}


class Report:
    """What was measured so far. Each part is told as soon as it is known, so that a run that is cut off has lost only the part it was at."""

    def __init__(self, options):
        self.options = options
        self.ours, self.theirs, self.missed, self.ratios = {}, {}, {}, []

    def measure(self, part, work):
        """Runs a part, and tells what it gives, or why it gives nothing."""
        begun = time.monotonic()
        print(f"{part} …", file=sys.stderr, flush=True)
        try:
            figures = work()
        except (peers.BenchError, harness.Failure, OSError) as error:
            self.missed[part] = str(error) or type(error).__name__
            return self.tell(part, {"notRun": self.missed[part]}, [])
        (self.theirs if part in PEERS else self.ours)[part] = figures
        ratios = judged(part, figures, self.options) + against(part, self.ours, self.theirs)
        self.ratios += ratios
        print(f"{part}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        self.tell(part, figures, ratios)

    def tell(self, part, figures, ratios):
        if self.options.json:
            return print(json.dumps({"part": part, "figures": figures, "ratios": ratios}), flush=True)
        for name, value in figures.items():
            print(f"{part:10} {name:22} {shown(value)}", flush=True)
        for one in ratios:
            goal = f" (goal {one['goal']}: {'reached' if one['reached'] else 'MISSED'})" if "goal" in one else ""
            print(f"{part:10} → {one['name']}: {one['value']:,}{goal}", flush=True)

    def end(self):
        """The whole of it in one document, for who keeps it."""
        if self.options.json:
            print(json.dumps({
                "bench": "events", "orrery": self.ours, "peers": self.theirs, "ratios": self.ratios, "notRun": self.missed}), flush=True)


def shown(value):
    return f"{value:,}" if isinstance(value, (int, float)) else value if isinstance(value, str) else json.dumps(value)


def judged(part, figures, options):
    """The figures of a part that have a goal."""
    if part == "kafka":
        return [peers.ratio("durable events/s in batches, Kafka's protocol", figures["perSecond"], at_least=BATCH_GOAL)]
    if part == "batches":
        return [peers.ratio("durable events/s in batches, HTTP/2", figures["perSecond"], at_least=BATCH_GOAL)]
    if part == "single":
        return [peers.ratio("durable events/s, one a request, HTTP/2", figures["perSecond"], at_least=SINGLE_GOAL)]
    if part == "latency":
        return [
            peers.ratio(f"from accepted to read at {event_latency.RATE:,}/s, {path}, p99 ms", row["acceptedToReadP99"], at_most=LATENCY_GOAL)
            for path, row in figures.items() if "acceptedToReadP99" in row]
    if part == "live":
        return [peers.ratio("collector to live report, p99 ms", figures["p99"], at_most=event_reports.LIVE_GOAL)]
    if part == "month":
        # A smaller month is no proof of the goal.
        of = f"of {options.report_events:,} events" + ("" if options.report_events >= MONTH else f" instead of {MONTH:,}")
        answered = {name: times for name, times in figures["questions"].items() if "first" in times}
        return [
            peers.ratio(f"30 days {of}, {name}, {which} ms", times[which], at_most=event_reports.REPORT_GOAL)
            for name, times in answered.items() for which in ("first", "median")
        ] + [peers.ratio(f"reprocessing {of}, events/s", figures["rebuilt"]["served"], at_least=event_reports.REBUILD_GOAL)]
    if part == "reprocess":
        return [peers.ratio(
            f"reprocessing of {options.report_events:,} events, events/s", figures["served"], at_least=event_reports.REBUILD_GOAL)]
    return []


def against(part, ours, theirs):
    """How often a peer's rate ours is. They have no goal: JetStream does not sync, and both are asked without HTTP and without a gateway."""
    pairs = [("kafka", "batched", "in batches"), ("single", "outstanding", f"one a request, {event_ingest.OUTSTANDING} outstanding")]
    return [
        {"name": f"events/s {words}, ours to those of {part}", "value": round(ours[own]["perSecond"] / theirs[part][column], 2)}
        for own, column, words in pairs if part in theirs and own in ours]


def work_of(bench, options):
    """What gives the parts that need a mesh, by their names."""
    ingest = event_ingest.Ingest(bench, options)
    reports = event_reports.Reports(bench.ask, bench.brokers, options)
    return {
        "kafka": ingest.kafka,
        "batches": lambda: ingest.http("bench-batches", 500, 4, 4),
        "single": lambda: ingest.http("bench-single", 1, 8, event_ingest.OUTSTANDING // 8),
        "latency": lambda: event_latency.measure(bench, options),
        "live": reports.live,
        "month": reports.month,
        "reprocess": reports.reprocess,
    }


@contextlib.contextmanager
def mesh_of_its_own():
    mesh = harness.Mesh(True)
    try:
        mesh.up("--no-seed")
        yield mesh
    except harness.Failure as failure:
        raise peers.BenchError(str(failure)) from failure
    finally:
        mesh.down()


def arguments():
    parser = argparse.ArgumentParser(
        prog="orchestration/orrery bench events", description=__doc__.split("\n", maxsplit=1)[0],
        epilog="Each part is told as soon as it is measured. What could not be run is told, with its reason, and does not keep the rest "
        "from being run.")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each part, and at the end one of them all")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; may be given several times")
    parser.add_argument("--short", action="store_true", help="a few minutes: 3 s each, 300,000 events, a month of 200,000")
    parser.add_argument("--seconds", type=int, help="length of each measurement (default 10)")
    parser.add_argument("--events", type=int, help="events that kcat sends (default 2,000,000)")
    parser.add_argument("--live-events", type=int, help="events that are followed to the live report (default 100)")
    parser.add_argument(
        "--report-events", type=int, help=f"events of the month that is reported (default 5,000,000; the goal is for {MONTH:,})")
    parser.add_argument("--binary", help="the built EventBench; without it, it is built for release when it is needed")
    options = parser.parse_args()
    usual = {"seconds": (10, 3), "events": (2_000_000, 300_000), "live_events": (100, 20), "report_events": (5_000_000, 200_000)}
    for name, (long, short) in usual.items():
        if getattr(options, name) is None:
            setattr(options, name, short if options.short else long)
    return options


def run():
    options = arguments()
    # Who ends the benchmark ends what it has started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parts = [part for part in PARTS if (part in options.part if options.part else part not in APART)]
    if not options.json:
        print(f"events of 256 bytes: two instances and the load on {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}\n")
    report = Report(options)
    try:
        if any(part not in PEERS for part in parts):
            if "latency" in parts and not options.binary:
                options.binary = peers.build("EventBench")
            with mesh_of_its_own() as mesh:
                work = work_of(event_ingest.Bench(mesh), options)
                for part in parts:
                    if part in work:
                        report.measure(part, work[part])
        for part in parts:
            if part in PEERS:
                report.measure(part, lambda part=part: PEERS[part](options.seconds, event_ingest.OUTSTANDING))
    finally:
        report.end()


if __name__ == "__main__":
    peers.main(run)
