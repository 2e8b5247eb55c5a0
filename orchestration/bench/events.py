#!/usr/bin/env python3
"""Durable ingest of events, the time until a subscriber and a report have them, and reports of a month, beside JetStream and Redis.

A mesh of release programs, two instances of each service, load included, shares the machine's cores. Every event has 256 bytes and is
on disk before it is acknowledged, as in Redis here; JetStream acknowledges what it has not synced.
"""

import argparse
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import event_peers
import event_reports
import peers

sys.path.insert(0, os.path.join(peers.ROOT, "orchestration", "chaos"))
import harness  # noqa: E402 (found beside the trials)

try:
    import confluent_kafka
except ImportError:
    confluent_kafka = None  # Then the latency is not measured, and it is said.

BATCH_GOAL, SINGLE_GOAL, LATENCY_GOAL = 150_000, 20_000, 10.0
MONTH = 50_000_000
PARTITIONS = 4
PARTS = ["kafka", "batches", "single", "latency", "live", "month", "peers"]
PAYLOAD = "x" * 256


class Bench:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.token = mesh.run("token", "--role", "admin").stdout.strip()
        mesh.wait_ready("events", 2)
        store = sqlite3.connect(f"file:{mesh.folder}/data/events/events.sqlite?mode=ro", uri=True)
        self.brokers = ",".join(f"{host}:{port}" for host, port in store.execute("SELECT host, port FROM kafka_broker"))
        store.close()

    def ask(self, method, path, document=None, headers=()):
        """A request through the gateway: its status, and the document of the answer."""
        body = b"" if document is None else json.dumps(document).encode()
        status, _, answer = harness.http(
            self.mesh.address, method, path,
            [f"Authorization: Bearer {self.token}", "Content-Type: application/json", *headers], body)
        try:
            return status, json.loads(answer)
        except ValueError:
            return status, answer.decode("latin-1")

    def cpu(self):
        """Seconds of processor time of events and the gateway so far: what a figure cost, whoever else uses the machine."""
        own = [one["pid"] for one in self.mesh.status()["instances"] if one["service"] in ("events", "gateway")]
        return sum(peers.cpu_seconds(pid) for pid in own)

    def costing(self, measure):
        """Runs a measurement of events per second, and gives their rate with the processor's time of each."""
        before = self.cpu()
        rate, count = measure()
        return {"perSecond": rate, "cpuMicroseconds": round((self.cpu() - before) / count * 1e6, 2)}

    def topic(self, name):
        status, answer = self.ask("POST", "/v1/topics", {"name": name, "partitions": PARTITIONS})
        if status != 201:
            raise peers.BenchError(f"the topic {name} was not made: {status} {answer}")
        return name

    def acknowledged(self, topic):
        """How many records of a topic are on disk."""
        status, answer = self.ask("GET", f"/v1/topics/{topic}")
        if status != 200:
            raise peers.BenchError(f"the topic {topic} was not read: {status} {answer}")
        return sum(one["nextOffset"] for one in answer["partitions"])

    def http(self, name, records, connections, streams):
        """Events per second in requests of so many, over HTTP/2, and how many were appended."""
        topic = self.topic(name)
        # A partition is opened by the first who comes, which is not what is measured.
        for partition in range(PARTITIONS):
            status, answer = self.ask("POST", f"/v1/topics/{topic}/partitions/{partition}/records", {"records": [{"value": PAYLOAD}]})
            if status != 200:
                raise peers.BenchError(f"{name}: the first record was refused: {status} {answer}")
        with tempfile.NamedTemporaryFile("w", suffix=".json") as body:
            # h2load sends one body again and again: with a key, single events would all be of one partition.
            keys = [{"key": f"k{number}"} for number in range(records)] if records > 1 else [{}]
            json.dump({"records": [{**key, "value": PAYLOAD} for key in keys]}, body)
            body.flush()
            output = subprocess.run(
                [peers.tool("h2load"), "-D", str(self.options.seconds), "--warm-up-time", "1", "-c", str(connections), "-m", str(streams),
                 "-d", body.name, "-H", f"authorization: Bearer {self.token}", "-H", "content-type: application/json",
                 f"{self.mesh.address}/v1/topics/{topic}/records"], capture_output=True, text=True).stdout
        found = re.search(r"requests: .*?, (\d+) done, (\d+) succeeded, (\d+) failed", output)
        rate = re.search(r"finished in [\d.]+s, ([\d.]+) req/s", output)
        if not found or not rate:
            raise peers.BenchError(f"{name}: h2load says nothing of its requests: {output[-500:]}")
        if found.group(1) != found.group(2):
            statuses = re.search(r"status codes: .*", output)
            raise peers.BenchError(
                f"{name}: {found.group(3)} of {found.group(1)} requests were refused ({statuses.group() if statuses else 'no status'}), "
                f"at {round(float(rate.group(1)) * records):,} events/s")
        there = self.acknowledged(topic)
        if there < int(found.group(2)) * records:
            raise peers.BenchError(f"{name}: fewer records are there than were acknowledged")
        return round(float(rate.group(1)) * records), there

    def kafka(self):
        """Events per second of kcat, which sends batches as fast as they are acknowledged, and how many they were."""
        topic, count = self.topic("bench-kafka"), self.options.events
        with tempfile.NamedTemporaryFile("w") as lines:
            lines.write((PAYLOAD + "\n") * count)
            lines.flush()
            begun = time.monotonic()
            done = subprocess.run(
                [peers.tool("kcat"), "-q", "-P", "-b", self.brokers, "-t", topic, "-X", "linger.ms=20", "-X", "batch.num.messages=10000",
                 "-X", "queue.buffering.max.messages=1000000", "-l", lines.name], capture_output=True, text=True)
            took = time.monotonic() - begun
        if done.returncode != 0 or self.acknowledged(topic) != count:
            raise peers.BenchError(f"kcat ended with {done.returncode}, {self.acknowledged(topic)} of {count} are there: {done.stderr[-300:]}")
        return round(count / took), count

    def latency(self, rate, seconds):
        """The time from handing an event to the producer until a consumer has it, at a steady rate."""
        if confluent_kafka is None:
            raise peers.BenchError("confluent_kafka is missing: apt-get install python3-confluent-kafka")
        topic = self.topic("bench-latency")
        times, total = [], rate * seconds
        consumer = confluent_kafka.Consumer({
            "bootstrap.servers": self.brokers, "group.id": "bench", "auto.offset.reset": "earliest", "fetch.wait.max.ms": 100,
            "fetch.min.bytes": 1})
        consumer.assign([confluent_kafka.TopicPartition(topic, number, 0) for number in range(PARTITIONS)])
        failed = []

        def read():
            end = time.monotonic() + seconds + 30
            while len(times) < total and time.monotonic() < end:
                for message in consumer.consume(500, 0.1):
                    if message.error() is None:
                        times.append(time.monotonic_ns() - int(message.value()[:20]))

        reader = threading.Thread(target=read)
        reader.start()
        producer = confluent_kafka.Producer({"bootstrap.servers": self.brokers, "linger.ms": 1})
        begun, filler = time.monotonic(), PAYLOAD[20:].encode()
        for number in range(total):
            due = begun + number / rate
            while time.monotonic() < due:
                producer.poll(0.0005)
            producer.produce(
                topic, b"%020d%b" % (time.monotonic_ns(), filler), partition=number % PARTITIONS,
                on_delivery=lambda error, _: failed.append(error) if error else None)
        left = producer.flush(30)
        reader.join()
        consumer.close()
        if left or failed or len(times) != total:
            raise peers.BenchError(f"{left} of {total} events were not acknowledged, {len(failed)} refused, {len(times)} read")
        # What the first events wait for is that clients find each other.
        settled = sorted(times[rate * seconds // 10:])
        return {f"p{share}": round(settled[int(len(settled) * share / 100)] / 1e6, 2) for share in (50, 90, 99)}

    def measure(self, parts):
        """What the parts give, by their names, and why those gave nothing that could not be run."""
        reports = event_reports.Reports(self.ask, self.brokers, self.options)
        work = {
            "kafka": lambda: self.costing(self.kafka),
            "batches": lambda: self.costing(lambda: self.http("bench-batches", 500, 4, 4)),
            "single": lambda: self.costing(lambda: self.http("bench-single", 1, 8, 64)),
            "latency": lambda: self.latency(10_000, self.options.seconds),
            "live": reports.live,
            "month": reports.month,
        }
        return run_parts({name: work[name] for name in parts if name in work})


def run_parts(work):
    figures, missed = {}, {}
    for name, part in work.items():
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            figures[name] = part()
        except (peers.BenchError, harness.Failure, OSError) as error:
            missed[name] = str(error)
    return figures, missed


def judged(ours, options):
    """The figures that have a goal."""
    ratios = []
    if "kafka" in ours:
        ratios.append(peers.ratio("durable events/s in batches, Kafka's protocol", ours["kafka"]["perSecond"], at_least=BATCH_GOAL))
    if "batches" in ours:
        ratios.append(peers.ratio("durable events/s in batches, HTTP/2", ours["batches"]["perSecond"], at_least=BATCH_GOAL))
    if "single" in ours:
        ratios.append(peers.ratio("durable events/s, one a request, HTTP/2", ours["single"]["perSecond"], at_least=SINGLE_GOAL))
    if "latency" in ours:
        ratios.append(peers.ratio("producer to consumer at 10,000/s, p99 ms", ours["latency"]["p99"], at_most=LATENCY_GOAL))
    if "live" in ours:
        ratios.append(peers.ratio("collector to live report, p99 ms", ours["live"]["p99"], at_most=event_reports.LIVE_GOAL))
    if "month" in ours:
        # A smaller month is no proof of the goal.
        of = f"of {options.report_events:,} events" + ("" if options.report_events >= MONTH else f" instead of {MONTH:,}")
        answered = {name: times for name, times in ours["month"]["questions"].items() if "first" in times}
        for name, times in answered.items():
            ratios.append(peers.ratio(f"30 days {of}, {name}, first ms", times["first"], at_most=event_reports.REPORT_GOAL))
            ratios.append(peers.ratio(f"30 days {of}, {name}, median ms", times["median"], at_most=event_reports.REPORT_GOAL))
        ratios.append(peers.ratio(
            f"reprocessing {of}, events/s", ours["month"]["rebuilt"]["served"], at_least=event_reports.REBUILD_GOAL))
    return ratios


def arguments():
    parser = argparse.ArgumentParser(
        prog="orchestration/orrery bench events", description=__doc__.split("\n", maxsplit=1)[0],
        epilog="What could not be run is told, with its reason, and does not keep the rest from being run.")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; may be given several times")
    parser.add_argument("--short", action="store_true", help="a few minutes: 3 s each, 300,000 events, a month of 200,000")
    parser.add_argument("--seconds", type=int, help="length of each measurement (default 10)")
    parser.add_argument("--events", type=int, help="events that kcat sends (default 2,000,000)")
    parser.add_argument("--live-events", type=int, help="events that are followed to the live report (default 100)")
    parser.add_argument(
        "--report-events", type=int, help=f"events of the month that is reported (default 5,000,000; the goal is for {MONTH:,})")
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
    parts = options.part or PARTS
    ours, missed = {}, {}
    if parts != ["peers"]:
        mesh = harness.Mesh(True)
        try:
            mesh.up("--no-seed")
            ours, missed = Bench(mesh, options).measure(parts)
        except harness.Failure as failure:
            raise peers.BenchError(str(failure)) from failure
        finally:
            mesh.down()
    theirs = {}
    if "peers" in parts:
        theirs, untried = run_parts({
            "JetStream": lambda: event_peers.nats(options.seconds), "Redis": lambda: event_peers.redis(options.seconds)})
        missed.update(untried)
    ratios = judged(ours, options) + against(ours, theirs)
    if options.json:
        print(json.dumps({"bench": "events", "orrery": ours, "peers": theirs, "ratios": ratios, "notRun": missed}, indent=2))
    else:
        tell(ours, theirs, ratios, missed)


def against(ours, theirs):
    """How often a peer's rate ours is. They have no goal: JetStream does not sync, and Redis is asked without HTTP."""
    pairs = [("kafka", "batched", "in batches"), ("single", "single", "one by one")]
    return [
        {"name": f"events/s {words}, ours to those of {name}", "value": round(ours[part]["perSecond"] / row[column], 2)}
        for part, column, words in pairs if part in ours for name, row in theirs.items()]


def tell(ours, theirs, ratios, missed):
    print(f"\nevents of 256 bytes: two instances and the load on {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}\n")
    print(f"{'':44}{'in batches':>12}{'one by one':>12}   events/s")
    rows = [("over HTTP/2, through the gateway", "batches", "single"), ("over the protocol of Kafka", "kafka", None)]
    for name, batched, single in rows:
        cells = [f"{ours[part]['perSecond']:,}" if part in ours else "-" for part in (batched, single)]
        print(f"{name:44}{cells[0]:>12}{cells[1]:>12}")
    for name, row in theirs.items():
        print(f"{name:44}{row['batched']:>12,}{row['single']:>12,}")
    print()
    for part in ("kafka", "batches", "single"):
        if part in ours:
            print(f"{part}: {ours[part]['cpuMicroseconds']} µs of a processor each, events and gateway together")
    for part in ("latency", "live", "month"):
        if part in ours:
            print(f"{part}: {json.dumps(ours[part])}")
    print()
    for one in ratios:
        goal = f" (goal {one['goal']}: {'reached' if one['reached'] else 'MISSED'})" if "goal" in one else ""
        print(f"{one['name']}: {one['value']}{goal}")
    for name, reason in missed.items():
        print(f"NOT RUN {name}: {reason}")


if __name__ == "__main__":
    peers.main(run)
