"""The mesh that the benchmark of events measures, and how fast it takes events."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

import peers

sys.path.insert(0, os.path.join(peers.ROOT, "orchestration", "chaos"))
import harness  # noqa: E402 (found beside the trials)

PARTITIONS = 4
PAYLOAD = "x" * 256
# Requests on their way at once where each carries one event.
OUTSTANDING = 512


class Bench:
    """A mesh as its clients see it."""

    def __init__(self, mesh):
        self.mesh = mesh
        self.token = mesh.run("token", "--role", "admin").stdout.strip()
        mesh.wait_ready("events", 2)
        self.brokers = self.await_brokers(2)

    def await_brokers(self, count):
        """Where instances take clients of Kafka, which they do a moment after they are ready: HOST:PORT,HOST:PORT."""
        end = time.monotonic() + 20
        while True:
            store = sqlite3.connect(f"file:{self.mesh.folder}/data/events/events.sqlite?mode=ro", uri=True)
            found = store.execute("SELECT host, port FROM kafka_broker WHERE port > 0").fetchall()
            store.close()
            if len(found) >= count:
                return ",".join(f"{host}:{port}" for host, port in found)
            if time.monotonic() > end:
                raise peers.BenchError(f"{len(found)} of {count} instances take clients of Kafka")
            time.sleep(0.05)

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

    def topic(self, name):
        """Makes a topic, and puts a record into each partition: one is opened by the first who comes, which is not what is measured."""
        status, answer = self.ask("POST", "/v1/topics", {"name": name, "partitions": PARTITIONS})
        if status != 201:
            raise peers.BenchError(f"the topic {name} was not made: {status} {answer}")
        for partition in range(PARTITIONS):
            status, answer = self.ask("POST", f"/v1/topics/{name}/partitions/{partition}/records", {"records": [{"value": PAYLOAD}]})
            if status != 200:
                raise peers.BenchError(f"{name}: the first record was refused: {status} {answer}")
        return name

    def acknowledged(self, topic):
        """How many records of a topic are on disk, beside the first of each partition."""
        status, answer = self.ask("GET", f"/v1/topics/{topic}")
        if status != 200:
            raise peers.BenchError(f"the topic {topic} was not read: {status} {answer}")
        return sum(one["nextOffset"] for one in answer["partitions"]) - PARTITIONS

    def cpu(self):
        """Seconds of processor time so far, of each service that takes part: what a figure cost, whoever else uses the machine."""
        spent = {"events": 0.0, "gateway": 0.0}
        for one in self.mesh.status()["instances"]:
            if one["service"] in spent:
                spent[one["service"]] += peers.cpu_seconds(one["pid"])
        return spent


class Ingest:
    """Events per second, with what each of them costs of a processor."""

    def __init__(self, bench, options):
        self.bench, self.options = bench, options

    def costing(self, rate, count, before):
        spent = self.bench.cpu()
        each = {service: round((spent[service] - before[service]) / count * 1e6, 2) for service in spent}
        return {"perSecond": rate, "cpuMicroseconds": round(sum(each.values()), 2), "cpuMicrosecondsOf": each}

    def http(self, name, records, connections, streams):
        """Requests of so many events, over HTTP/2, through the gateway."""
        topic = self.bench.topic(name)
        before = self.bench.cpu()
        with tempfile.NamedTemporaryFile("w", suffix=".json") as body:
            # h2load sends one body again and again: with a key, single events would all be of one partition.
            keys = [{"key": f"k{number}"} for number in range(records)] if records > 1 else [{}]
            json.dump({"records": [{**key, "value": PAYLOAD} for key in keys]}, body)
            body.flush()
            output = subprocess.run(
                [peers.tool("h2load"), "-D", str(self.options.seconds), "--warm-up-time", "1", "-c", str(connections), "-m", str(streams),
                 "-d", body.name, "-H", f"authorization: Bearer {self.bench.token}", "-H", "content-type: application/json",
                 f"{self.bench.mesh.address}/v1/topics/{topic}/records"], capture_output=True, text=True).stdout
        found = re.search(r"requests: .*?, (\d+) done, (\d+) succeeded, (\d+) failed", output)
        rate = re.search(r"finished in [\d.]+s, ([\d.]+) req/s", output)
        if not found or not rate:
            raise peers.BenchError(f"{name}: h2load says nothing of its requests: {output[-500:]}")
        if found.group(1) != found.group(2):
            statuses = re.search(r"status codes: .*", output)
            raise peers.BenchError(
                f"{name}: {found.group(3)} of {found.group(1)} requests were refused ({statuses.group() if statuses else 'no status'}), "
                f"at {round(float(rate.group(1)) * records):,} events/s")
        there = self.bench.acknowledged(topic)
        if there < int(found.group(2)) * records:
            raise peers.BenchError(f"{name}: fewer records are there than were acknowledged")
        return self.costing(round(float(rate.group(1)) * records), there, before)

    def kafka(self):
        """kcat, which sends batches as fast as they are acknowledged."""
        topic, count = self.bench.topic("bench-kafka"), self.options.events
        with tempfile.NamedTemporaryFile("w") as lines:
            lines.write((PAYLOAD + "\n") * count)
            lines.flush()
            before, begun = self.bench.cpu(), time.monotonic()
            done = subprocess.run(
                [peers.tool("kcat"), "-q", "-P", "-b", self.bench.brokers, "-t", topic, "-X", "linger.ms=20", "-X",
                 "batch.num.messages=10000", "-X", "queue.buffering.max.messages=1000000", "-l", lines.name],
                capture_output=True, text=True)
            took = time.monotonic() - begun
        there = self.bench.acknowledged(topic)
        if done.returncode != 0 or there != count:
            raise peers.BenchError(f"kcat ended with {done.returncode}, {there} of {count} are there: {done.stderr[-300:]}")
        return self.costing(round(count / took), count, before)
