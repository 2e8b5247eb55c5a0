#!/usr/bin/env python3
"""Asks one recommender for recommendations at a steady rate, with a million users in its store, and times a training.

The store is filled by itself: products of tastes, and users who mostly deal with the items of one, their numbers and
histories of long-tailed lengths. The models are trained of them as they would be. Then users drawn by lot ask, at
their times and not when an answer has come.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import signal
import socket
import sqlite3
import struct
import subprocess
import tempfile
import time
import urllib.request

HOUR = 3_600_000
# Connections of the one process that asks.
CLIENTS = 32
# What the catalog tells of a product: so many different words.
WORDS = 40
# Segments that those who ask are in.
SEGMENTS = ["language:en", "device:desktop"]
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def contents(items, tastes, chance):
    """Some words of everybody's, more and less common ones, and some of the taste's."""
    common = [f"word{n}" for n in range(20_000)]
    shares = list(itertools.accumulate(1 / (n + 1) for n in range(len(common))))
    for item in range(items):
        words = {f"category=tastes/t{item % tastes}", "category=tastes", "title", f"item{item}"}
        words.update(f"taste{item % tastes}-{chance.randrange(30)}" for _ in range(8))
        while len(words) < WORDS:
            words.update(chance.choices(common, cum_weights=shares, k=WORDS - len(words)))
        yield item, 1, "\n".join(f"1 {word}" for word in sorted(words))


def fill(path, items, users, tastes, seed):
    """Puts a catalog and users into a store that the service has made."""
    now, chance = int(time.time() * 1000), random.Random(seed)
    database = sqlite3.connect(path)
    numbers = range(items)
    database.executemany("INSERT INTO recommender_item (number, name) VALUES (?, ?)", ((n, f"SKU-{n}") for n in numbers))
    database.executemany(
        "INSERT INTO recommender_product VALUES (?, ?, ?, ?, ?, 1999, 'EUR', 1, 1, ?)",
        ((n, f"prd_{n}", f"SKU-{n}", f"The title of product {n}", f"tastes/t{n % tastes}", now - n) for n in numbers))
    database.executemany("INSERT INTO recommender_sold_as VALUES (?, ?)", ((f"SKU-{n}", n) for n in numbers))
    database.executemany("INSERT INTO recommender_in_stock VALUES (?)", ((f"SKU-{n}",) for n in numbers))
    database.executemany("INSERT INTO recommender_content VALUES (?, ?, ?)", contents(items, tastes, chance))
    counts = {}

    def profiles():
        for user in range(users):
            own = chance.randrange(tastes)
            chosen = set()
            for _ in range(min(60, 1 + int(chance.expovariate(1 / 10)))):
                rank = int(chance.paretovariate(0.8)) % (items // tastes)
                chosen.add(rank * tastes + (own if chance.random() < 0.85 else chance.randrange(tastes)))
            times = sorted(now - chance.randrange(30 * 24 * HOUR) for _ in chosen)
            for item in chosen:
                counts[item] = counts.get(item, 0) + 1
            yield f"d/u{user}", times[-1], b"".join(
                struct.pack("<IdqB", item, 1 + chance.random() * 3, at, 1) for item, at in zip(chosen, times))

    database.executemany("INSERT INTO recommender_profile VALUES (?, ?, ?)", profiles())
    database.executemany(
        "INSERT INTO recommender_count VALUES (?, ?, ?, ?)", ((n, count / 30, count, now) for n, count in counts.items()))
    for number, segment in enumerate(SEGMENTS, start=1):
        most = sorted(counts.items(), key=lambda pair: -pair[1] * chance.random())[:500]
        total = sum(counts.values()) / 2
        database.execute(
            "INSERT INTO recommender_audience VALUES (?, ?, ?, ?, ?, ?)",
            (number, segment, len(most), total / 30, total, now))
        database.executemany(
            "INSERT INTO recommender_audience_count VALUES (?, ?, ?, ?, ?)",
            ((number, item, count / 60, count / 2, now) for item, count in most))
    database.executemany(
        "INSERT OR REPLACE INTO recommender_revision VALUES (?, 1)", [("catalog",), ("counts",), ("contents",)])
    database.commit()
    database.close()
    return sum(counts.values())


def try_on(path):
    """Has an experiment run on everybody, whose variants rank alike: what it costs to note what was shown is measured."""
    plan = {"control": "one", "metric": "click", "variants": [{"name": name, "weight": 1} for name in ("one", "other")]}
    moment = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
    document = {"name": "bench", "state": "running", "run": 1, "plan": plan, "createdAt": moment, "startedAt": moment}
    database = sqlite3.connect(path)
    database.execute(
        "INSERT OR REPLACE INTO recommender_experiment VALUES ('bench', 'running', ?, NULL, ?)",
        (int(time.time() * 1000), json.dumps(document)))
    database.execute("INSERT OR REPLACE INTO recommender_revision VALUES ('experiments', ?)", (int(time.time()),))
    database.commit()
    database.close()


class Recommender:
    """One process of the service, which knows no other."""

    def __init__(self, folder, *options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(f"{folder}/log", "ab")
        self.process = subprocess.Popen(
            [f"{os.environ['ORRERY_BIN']}/recommender", "--http-port", str(self.port), "--data-dir", folder,
             "--endpoints", ",".join(f"{name}=127.0.0.1:1" for name in ("identity", "events", "catalog")), *options],
            stderr=self.log, stdout=self.log)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return json.loads(answer.read())

    def until(self, condition, limit=600):
        end = time.monotonic() + limit
        while True:
            try:
                if condition():
                    return
            except OSError:
                pass
            assert self.process.poll() is None and time.monotonic() < end, "see the service's log"
            time.sleep(0.05)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            sizes = dict(line.split(":") for line in status if line.startswith(("VmRSS", "VmHWM")))
        return {name: int(size.split()[0]) // 1024 for name, size in sizes.items()}

    def seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


async def ask(port, users, rate, seconds, seed):
    """Milliseconds of each answer from the moment that its question was due, however long it had to wait to be sent."""
    chance, times = random.Random(seed), []
    due = asyncio.Queue()
    clock = time.perf_counter

    async def client():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (at := await due.get()) is not None:
            path = f"/v1/recommendations?visitor=u{chance.randrange(users)}&limit=10"
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {BROWSER}\r\n"
                         "Accept-Language: en-GB\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = head.lower().split(b"content-length:")[1].split(b"\r\n")[0]
            await reader.readexactly(int(length))
            times.append(1000 * (clock() - at))
        writer.close()

    clients = [asyncio.create_task(client()) for _ in range(CLIENTS)]
    begin = clock()
    for number in range(rate * seconds):
        at = begin + number / rate
        if at > clock():
            await asyncio.sleep(at - clock())
        due.put_nowait(at)
    for _ in clients:
        due.put_nowait(None)
    await asyncio.gather(*clients)
    return sorted(times), clock() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--users", type=int, default=1_000_000)
    parser.add_argument("--tastes", type=int, default=200)
    parser.add_argument("--rate", type=int, default=1000, help="questions a second")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--interactions", type=int, default=1_000_000, help="what the models are trained with")
    parser.add_argument("--linear", type=int, default=1000, help="items of the linear model")
    parser.add_argument("--experiment", action="store_true", help="while an experiment runs on everybody")
    parser.add_argument("--factors", type=int, default=0, help="of implicit ALS; 0 for none")
    parser.add_argument("--sessions", type=int, default=0, help="users whose sessions are compared with; 0 for none")
    parser.add_argument("--folder", help="where to work, and leave the store; a temporary one unless said")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or temporary
        store = f"{folder}/recommender.sqlite"
        if not os.path.exists(store):
            first = Recommender(folder)
            first.until(lambda: first.get("/health/ready"))
            first.end()
            fill(store, options.items, options.users, options.tastes, options.seed)
        if options.experiment:
            try_on(store)
        begin = time.monotonic()
        service = Recommender(
            folder, "--training-users", "1", "--training-interactions", str(options.interactions),
            "--training-linear-items", str(options.linear), "--training-factors", str(options.factors),
            "--training-sessions", str(options.sessions))
        service.until(lambda: service.get("/v1/recommendations?limit=1")["items"])
        opened = time.monotonic() - begin
        service.until(lambda: service.get("/v1/recommendations?limit=1").get("model"))
        database = sqlite3.connect(store)
        version = json.loads(database.execute(
            "SELECT document FROM recommender_model ORDER BY version DESC LIMIT 1").fetchone()[0])
        trained = time.monotonic() - begin - opened
        asyncio.run(ask(service.port, options.users, options.rate, 3, options.seed))
        before = service.seconds()
        times, took = asyncio.run(ask(service.port, options.users, options.rate, options.seconds, options.seed + 1))
        busy = (service.seconds() - before) / took
        figures = {
            "items": options.items, "users": options.users, "interactionsTrainedWith": version["interactions"],
            "openSeconds": round(opened, 2), "trainingSeconds": round(trained, 2), "questions": len(times),
            "perSecond": round(len(times) / took), "cores": round(busy, 2),
            "milliseconds": {
                name: round(times[min(len(times) - 1, int(len(times) * share))], 2)
                for name, share in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999), ("max", 1)]},
            "megabytes": service.memory(), "fileMegabytes": os.path.getsize(store) >> 20,
            "metrics": version.get("metrics"), "popularity": version.get("popularity"),
            "loadAverage": os.getloadavg()[0]}
        service.end()
        if options.experiment:
            figures["exposures"] = database.execute("SELECT count(*) FROM recommender_exposure").fetchone()[0]
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:24} {value}")


if __name__ == "__main__":
    main()
