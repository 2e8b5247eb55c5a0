#!/usr/bin/env python3
"""Kills instances of events and damages their files under load, and holds what is served against what was acknowledged."""

# Writers send records with a source and an id over HTTP, and send again what was not answered; producers of Kafka with
# idempotence write beside them, and readers follow each partition. Meanwhile instances are killed, and before their partitions
# change hands, bits of their files are changed and torn batches are put behind the last one, as a disk leaves them that lost its
# power. Afterwards every record that was acknowledged must be at its offset, none twice, without a gap; what was changed must be
# told as damage, and nothing of it served. Needs confluent-kafka, apart from it the standard library.

import asyncio
import collections
import json
import os
import random
import signal
import sqlite3
import struct
import threading
import time
import urllib.parse

import confluent_kafka

import harness

NAMES = ["killed", "torn"]
PARTITIONS = 4
HEADER = 61  # of a batch of records, KIP-98


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.seed = options.seed if options.seed is not None else random.randrange(1 << 32)
        self.token = ""

    def prepare(self):
        self.token = self.mesh.run("token", "--role", "admin").stdout.strip()
        self.mesh.wait_ready("events", 2)

    def parts(self):
        return {"killed": self.killed, "torn": self.torn}

    def killed(self):
        """SIGKILL, and the files stay as they are."""
        return self.trial("killed", 15 if self.options.short else self.options.rounds or 250, lambda run: run.kill())

    def torn(self):
        """SIGKILL, and the files are changed before somebody else opens them."""
        return self.trial("torn", 15 if self.options.short else self.options.rounds or 250, lambda run: run.tear())

    def trial(self, name, rounds, afflict):
        run = Run(self, name)
        begun = time.monotonic()
        asyncio.run(run.during(rounds, lambda: afflict(run)))
        self.mesh.wait_ready("events", 2)
        asyncio.run(run.settle())
        report = run.report()
        report["seconds"] = round(time.monotonic() - begun, 1)
        report["seed"] = self.seed
        words = f"{len(run.acknowledged)} records acknowledged, {run.hits} times an instance was hit"
        return report, not run.wrong and len(run.acknowledged) > 0, words


class Run:
    """The records of one part: what was acknowledged, and what is served."""

    WRITERS = 4
    BATCH = 20
    # A record that is not acknowledged by then is told as a failure: longer than any instance is away.
    PATIENCE = 60.0

    def __init__(self, trials, name):
        self.trials, self.mesh = trials, trials.mesh
        self.chance = random.Random(trials.seed)
        self.topic = f"trial-{name}-{os.getpid()}"
        self.folder = os.path.join(self.mesh.folder, "data", "events")
        self.acknowledged = {}  # value: partition and offset
        self.damaged = []  # partition, first offset and the one after the last, as it was done to the files
        self.stopping, self.hits, self.repeated = False, 0, 0
        self.kinds = collections.Counter()
        self.wrong = []
        self.live = [{} for _ in range(PARTITIONS)]  # what the readers were given

    # ------------------------------------------------------------------------------------------------------------------
    # The load

    def fields(self):
        return [f"Authorization: Bearer {self.trials.token}", "Content-Type: application/json"]

    async def send(self, connection, method, path, document=None, limit=None):
        """Sends a request until it is answered with a success."""
        end, last, pause = time.monotonic() + (limit or self.PATIENCE), "", 0.01
        body = b"" if document is None else json.dumps(document).encode()
        while time.monotonic() < end:
            try:
                status, _, answer = await asyncio.wait_for(connection.request(method, path, self.fields(), body), 30)
                if status < 400:
                    return json.loads(answer) if answer else None
                last = f"{status} {answer[:300]!r}"
                if status < 500 and status != 429:
                    raise harness.Failure(f"{method} {path} was answered with {last}")
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
                connection.close()
                last = f"{type(error).__name__}: {error}"
            self.repeated += 1
            await asyncio.sleep(pause)
            pause = min(pause * 2, 0.5)
        raise harness.Failure(f"{method} {path} was not answered within {self.PATIENCE:.0f} s; last: {last}")

    def connection(self):
        parts = urllib.parse.urlsplit(self.mesh.address)
        return harness.Connection(parts.hostname, parts.port)

    async def during(self, rounds, afflict):
        connection = self.connection()
        await self.send(connection, "POST", "/v1/topics", {
            "name": self.topic, "partitions": PARTITIONS, "rules": {"segmentBytes": 1 << 20}})
        connection.close()
        loop = asyncio.get_running_loop()
        producer = threading.Thread(target=self.produce, args=(loop,))
        producer.start()
        writers = [asyncio.create_task(self.write(number)) for number in range(self.WRITERS)]
        readers = [asyncio.create_task(self.follow(partition)) for partition in range(PARTITIONS)]
        try:
            await asyncio.to_thread(self.afflict, rounds, afflict)
        finally:
            self.stopping = True
            await asyncio.gather(*writers, *readers)
            await asyncio.to_thread(producer.join)

    async def write(self, writer):
        connection, number = self.connection(), 0
        try:
            while not self.stopping:
                values = [f"{writer}-{number + place}" for place in range(self.BATCH)]
                number += self.BATCH
                await self.append(connection, values)
        except harness.Failure as failure:
            self.wrong.append(f"a writer: {failure}")
        connection.close()

    async def append(self, connection, values):
        """Writes until each is on disk."""
        end = time.monotonic() + self.PATIENCE
        while values:
            answer = await self.send(connection, "POST", f"/v1/topics/{self.topic}/records", {"records": [
                {"key": value, "source": "/trial", "id": value, "value": value} for value in values]})
            left = []
            for value, told in zip(values, answer["items"]):
                if told["outcome"] in ("accepted", "duplicate"):
                    self.acknowledge(value, told["partition"], told["offset"])
                elif told["outcome"] == "failed":
                    left.append(value)
                else:
                    raise harness.Failure(f"a record was rejected: {told}")
            values = left
            if values and time.monotonic() > end:
                raise harness.Failure(f"a record was not taken within {self.PATIENCE:.0f} s: {told}")

    def acknowledge(self, value, partition, offset):
        before = self.acknowledged.setdefault(value, (partition, offset))
        if before != (partition, offset):
            # What a changed bit has destroyed is not known any more, and is taken as new when it comes again.
            if not self.is_damaged(*before):
                self.wrong.append(f"{value} was acknowledged at {before} and at {(partition, offset)}")
            self.acknowledged[value] = (partition, offset)

    def produce(self, loop):
        """An idempotent producer of Kafka."""
        def told(error, message):
            if error is not None:
                self.wrong.append(f"a producer of Kafka was told: {error}")
                return
            value = json.loads(message.value())
            loop.call_soon_threadsafe(self.acknowledge, value, message.partition(), message.offset())

        producer = confluent_kafka.Producer({
            "bootstrap.servers": self.brokers(), "enable.idempotence": True, "linger.ms": 5, "retry.backoff.ms": 20, "log_level": 0,
            "topic.metadata.refresh.interval.ms": 500, "reconnect.backoff.max.ms": 500,
            "message.timeout.ms": int(self.PATIENCE * 1000)})
        number = 0
        while not self.stopping:
            for _ in range(20):
                producer.produce(self.topic, key=f"kafka-{number}", value=json.dumps(f"kafka-{number}"), on_delivery=told)
                number += 1
            producer.poll(0.02)
        left = producer.flush(self.PATIENCE)
        if left:
            self.wrong.append(f"{left} records of a producer of Kafka were not answered within {self.PATIENCE:.0f} s")

    async def follow(self, partition):
        """Reads a partition as it grows."""
        connection, offset, seen = self.connection(), 0, self.live[partition]
        try:
            while not self.stopping:
                page = await self.page(connection, partition, offset, "&wait=1000")
                for item in page["items"]:
                    seen[item["offset"]] = item["value"]
                offset = max(offset, page["nextOffset"])
        except harness.Failure as failure:
            self.wrong.append(f"a reader: {failure}")
        connection.close()

    async def page(self, connection, partition, offset, more=""):
        path = f"/v1/topics/{self.topic}/partitions/{partition}/records?offset={offset}&limit=1000{more}"
        return await self.send(connection, "GET", path)

    # ------------------------------------------------------------------------------------------------------------------
    # What is done to the instances

    def afflict(self, rounds, afflict):
        while self.hits < rounds:
            time.sleep(self.chance.uniform(0.1, 0.6))
            if afflict():
                self.hits += 1

    def ready(self):
        found = [one for one in self.mesh.instances("events") if one["state"] == "ready"]
        return found if len(found) >= 2 else []

    def kill(self):
        ready = self.ready()
        if not ready:
            return False
        try:
            os.kill(self.chance.choice(ready)["pid"], signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def tear(self):
        """Holds the others while the files of one that was killed are changed."""
        ready = self.ready()
        if not ready:
            return False
        victim = self.chance.choice(ready)
        others = [one["pid"] for one in ready if one is not victim]
        held = []
        try:
            for pid in others:
                os.kill(pid, signal.SIGSTOP)
                held.append(pid)
            os.kill(victim["pid"], signal.SIGKILL)
            time.sleep(0.05)  # What it has answered is taken by the writers.
            for partition, path, first in self.unsealed(victim["instance"]):
                self.damage(partition, path, first)
        except ProcessLookupError:
            return False
        finally:
            for pid in held:
                try:
                    os.kill(pid, signal.SIGCONT)
                except ProcessLookupError:
                    pass  # The supervisor lost its patience with it.
        return True

    def store(self):
        return sqlite3.connect(f"file:{self.folder}/events.sqlite?mode=ro", uri=True, timeout=30)

    def brokers(self):
        store = self.store()
        try:
            found = store.execute("SELECT host, port FROM kafka_broker WHERE port IS NOT NULL").fetchall()
        finally:
            store.close()
        return ",".join(f"{host}:{port}" for host, port in found)

    def unsealed(self, instance):
        """The partition, the file and the first offset of each segment that an instance wrote to."""
        store = self.store()
        try:
            rows = store.execute("""
                SELECT p.number, s.base_offset, s.epoch, s.revision FROM log_topic t
                JOIN log_partition p ON p.topic = t.id
                JOIN log_segment s ON s.topic = t.id AND s.partition = p.number AND s.epoch = p.epoch
                WHERE t.name = ? AND p.owner = ? AND s.length IS NULL""", (self.topic, instance)).fetchall()
        finally:
            store.close()
        for number, base, epoch, revision in rows:
            yield number, os.path.join(self.folder, "log", self.topic, str(number), f"{base:020}-{epoch:010}-{revision}.log"), base

    def damage(self, partition, path, first):
        """Changes a file in one of several ways."""
        with open(path, "r+b") as file:
            data = file.read()
            batches, end, after = whole_batches(data, first)
            kind = self.chance.choice(["cut", "flip", "flip last", "garbage", "torn", "none"])
            self.kinds[kind] += 1
            if kind in ("flip", "flip last") and batches:
                place, length, begin, stop = batches[-1] if kind == "flip last" else self.chance.choice(batches)
                at = place + self.chance.randrange(length)
                file.seek(at)
                file.write(bytes([data[at] ^ 1 << self.chance.randrange(8)]))
                self.damaged.append((partition, begin, stop))
            elif kind == "cut":
                # Of what was written and not acknowledged, a part never came to the disk.
                self.cut(file, partition, batches)
            elif kind == "garbage":
                file.seek(end)
                file.write(self.chance.randbytes(self.chance.randrange(1, 5000)))
            elif kind == "torn" and batches:
                place, length, begin, stop = self.chance.choice(batches)
                torn = bytearray(data[place:place + length])
                struct.pack_into(">q", torn, 0, after)
                file.seek(end)
                file.write(torn[:self.chance.randrange(1, length)])

    def cut(self, file, partition, batches):
        # What is acknowledged meanwhile comes to it on another thread.
        places = list(self.acknowledged.values())
        last = max((offset for place, offset in places if place == partition), default=-1)
        for place, length, begin, stop in batches:
            # Answers that were on their way are taken for granted: some of the last offsets are left.
            if begin > last + 500:
                file.truncate(place + self.chance.randrange(length))
                return

    # ------------------------------------------------------------------------------------------------------------------
    # What is left

    def is_damaged(self, partition, offset):
        return any(place == partition and first <= offset < end for place, first, end in self.damaged)

    async def settle(self):
        connection = self.connection()
        values = collections.Counter()
        for partition in range(PARTITIONS):
            try:
                await self.check(connection, partition, values)
            except harness.Failure as failure:
                self.wrong.append(f"partition {partition} at the end: {failure}")
        connection.close()
        self.wrong += [f"{value} is there {count} times" for value, count in values.items() if count > 1][:5]

    async def check(self, connection, partition, values):
        served, told, offset = {}, [], 0
        while True:
            page = await self.page(connection, partition, offset)
            served.update((item["offset"], item["value"]) for item in page["items"])
            told += [(one["firstOffset"], one["nextOffset"]) for one in page["damage"]]
            offset = page["nextOffset"]
            if offset >= page["highWatermark"]:
                break
        values.update(served.values())
        lost = {offset for first, end in told for offset in range(first, end)}
        expected = {offset for place, first, end in self.damaged if place == partition for offset in range(first, end)}
        missing = set(range(offset)) - set(served) - lost
        if missing:
            self.wrong.append(f"partition {partition} has no offsets {sorted(missing)[:5]}, and does not say why")
        if lost & set(served):
            self.wrong.append(f"partition {partition} serves {sorted(lost & set(served))[:5]}, which it says are damaged")
        if expected - lost:
            self.wrong.append(f"partition {partition} does not tell that {sorted(expected - lost)[:5]} are damaged")
        if lost - expected:
            self.wrong.append(f"partition {partition} says that {sorted(lost - expected)[:5]} are damaged, and nobody did that")
        for value, (place, at) in self.acknowledged.items():
            if place == partition and at not in expected and served.get(at) != value:
                self.wrong.append(f"{value} was acknowledged at {place}/{at}; there is {served.get(at)!r}")
        for at, value in self.live[partition].items():
            if at not in expected and served.get(at) != value:
                self.wrong.append(f"a reader was given {value!r} at {partition}/{at}; there is {served.get(at)!r}")

    def report(self):
        return {
            "acknowledged": len(self.acknowledged), "hits": self.hits, "damage": dict(self.kinds),
            "damagedOffsets": sum(end - first for _, first, end in self.damaged), "repeated": self.repeated,
            "readLive": sum(map(len, self.live)), "wrong": self.wrong[:10]}


def whole_batches(data, first):
    """The batches of a file: place, length, first offset and the one after the last; then where they end, in bytes and offsets."""
    found, place, offset = [], 0, first
    while place + HEADER <= len(data):
        base, length = struct.unpack_from(">qi", data, place)
        delta = struct.unpack_from(">i", data, place + 23)[0]
        if base != offset or place + 12 + length > len(data) or length < HEADER - 12:
            break
        found.append((place, 12 + length, base, base + delta + 1))
        place, offset = place + 12 + length, base + delta + 1
    return found, place, offset


if __name__ == "__main__":
    harness.run("events", __doc__, Trials, NAMES)
