#!/usr/bin/env python3
"""Kills, stops and replaces instances under load, and counts requests that failed."""

# It starts a mesh of its own in a temporary folder, so that nothing else is broken. Every part says what it did, what the
# load saw, and whether that is what a mesh of two instances each owes its callers. Standard library only.

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCRIPT = os.path.join(ROOT, "orchestration", "orrery")


class Failure(Exception):
    """What was promised did not hold."""


# ----------------------------------------------------------------------------------------------------------------------
# The mesh


class Mesh:
    """A mesh in a folder of its own, driven by the script as a person would."""

    def __init__(self, quiet):
        self.folder = tempfile.mkdtemp(prefix="orrery-trial-")
        self.environment = dict(os.environ, ORRERY_DATA=self.folder, ORRERY_PORT="0")
        self.quiet = quiet
        self.address = ""

    def run(self, *arguments, check=True):
        done = subprocess.run([SCRIPT, *arguments], env=self.environment, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise Failure(f"orrery {' '.join(arguments)} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
        return done

    def up(self, *options):
        self.run("up", "--detach", *options)
        self.address = self.run("status", "--address").stdout.strip()

    def down(self):
        try:
            self.run("down")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def status(self):
        return json.loads(self.run("status", "--json").stdout)

    def instances(self, service):
        return [one for one in self.status()["instances"] if one["service"] == service]

    def pids(self):
        return {one["instance"]: one["pid"] for one in self.status()["instances"]}

    def wait_ready(self, service, count, besides=(), limit=30.0):
        """Waits until so many instances are ready whose pid is not one of those."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            ready = [one for one in self.instances(service) if one["state"] == "ready" and one["pid"] not in besides]
            if len(ready) >= count:
                return ready
            time.sleep(0.05)
        raise Failure(f"{service} has not {count} ready instances within {limit:.0f} s: {self.instances(service)}")


# ----------------------------------------------------------------------------------------------------------------------
# A client of HTTP/1.1 with connections that are kept


class Connection:
    def __init__(self, host, port):
        self.host, self.port = host, port
        self.reader = self.writer = None

    async def request(self, method, path, headers=(), body=b""):
        """Sends a request and reads its answer. A connection that the server has closed between two requests is made
        anew, as every client does; a failure after that is a failure of the request."""
        reused = self.writer is not None
        try:
            return await self._exchange(method, path, headers, body)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()
            if not reused or self.received:
                raise
            return await self._exchange(method, path, headers, body)

    async def _exchange(self, method, path, headers, body):
        self.received = False
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await self.writer.drain()
        head = await self.reader.readuntil(b"\r\n\r\n")
        self.received = True
        status = int(head.split(b" ", 2)[1])
        fields = {}
        for line in head.decode("latin-1").split("\r\n")[1:]:
            name, _, value = line.partition(":")
            fields[name.strip().lower()] = value.strip()
        answer = await self._body(fields)
        if fields.get("connection", "").lower() == "close":
            self.close()
        return status, fields, answer

    async def _body(self, fields):
        if fields.get("transfer-encoding", "").lower() == "chunked":
            parts = []
            while True:
                size = int((await self.reader.readline()).split(b";")[0], 16)
                parts.append(await self.reader.readexactly(size + 2))
                if size == 0:
                    return b"".join(part[:-2] for part in parts)
        return await self.reader.readexactly(int(fields.get("content-length", "0")))

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


class Load:
    """A few connections that ask for the same thing again and again, and keep book of what came."""

    def __init__(self, address, path, connections=8, pause=0.002):
        parts = urllib.parse.urlsplit(address)
        self.host, self.port, self.path = parts.hostname, parts.port, path
        self.connections, self.pause = connections, pause
        self.samples = []  # (when it ended, how long it took)
        self.failures = []
        self.stopping = False

    async def _one(self):
        connection = Connection(self.host, self.port)
        while not self.stopping:
            begun = time.monotonic()
            try:
                status, _, _ = await asyncio.wait_for(connection.request("GET", self.path), 10)
                if status != 200:
                    self.failures.append(f"status {status}")
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
                self.failures.append(type(error).__name__ + ": " + str(error))
                connection.close()
            ended = time.monotonic()
            self.samples.append((ended, ended - begun))
            await asyncio.sleep(self.pause)
        connection.close()

    async def during(self, work):
        """Runs blocking work in a thread while the load goes on."""
        tasks = [asyncio.create_task(self._one()) for _ in range(self.connections)]
        try:
            await asyncio.sleep(0.5)
            result = await asyncio.to_thread(work)
            await asyncio.sleep(0.5)
            return result
        finally:
            self.stopping = True
            await asyncio.gather(*tasks)

    def p99(self, begin=0.0, end=float("inf")):
        """In milliseconds, over the requests that ended between two moments."""
        times = sorted(took for at, took in self.samples if begin <= at < end)
        return times[min(len(times) - 1, int(len(times) * 0.99))] * 1000 if times else float("nan")

    def report(self):
        took = [duration for _, duration in self.samples]
        return {
            "requests": len(took), "failed": len(self.failures), "failures": self.failures[:5],
            "medianMilliseconds": round(statistics.median(took) * 1000, 2) if took else None,
            "p99Milliseconds": round(self.p99(), 2) if took else None,
        }


class Tools:
    """Debian's load generators beside our own client, when they are there."""

    @staticmethod
    def h2load(address, path, seconds):
        if not shutil.which("h2load"):
            return None
        return subprocess.Popen(
            ["h2load", "-c", "4", "-m", "8", "-D", str(seconds), address + path], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)

    @staticmethod
    def h2load_report(process):
        output = process.communicate()[0]
        found = re.search(r"requests: (\d+) total, .* (\d+) done, (\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout", output)
        if not found:
            raise Failure(f"h2load said nothing of requests: {output[-400:]}")
        statuses = re.search(r"status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx", output)
        bad = sum(int(one) for one in statuses.groups()[1:]) if statuses else 0
        return {"requests": int(found.group(2)), "failed": int(found.group(4)) + int(found.group(5)) + int(found.group(6)) + bad}

    @staticmethod
    def wrk(address, path, seconds):
        if not shutil.which("wrk"):
            return None
        return subprocess.Popen(
            ["wrk", "-c", "8", "-t", "1", "-d", f"{seconds}s", address + path], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)

    @staticmethod
    def wrk_report(process):
        output = process.communicate()[0]
        requests = re.search(r"(\d+) requests in", output)
        if not requests:
            raise Failure(f"wrk said nothing of requests: {output[-400:]}")
        errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
        bad = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
        sockets = [int(one) for one in errors.groups()] if errors else [0, 0, 0, 0]
        others = int(bad.group(1)) if bad else 0
        return {
            "requests": int(requests.group(1)), "failed": sum(sockets) + others, "socketErrors": sockets, "otherStatuses": others}


# ----------------------------------------------------------------------------------------------------------------------
# The parts


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.path = ""

    def prepare(self):
        """Finds a product to ask for."""
        page = json.loads(self.http("GET", "/v1/products?limit=1")[2])
        if not page["items"]:
            raise Failure("the demo shop is empty")
        self.path = "/v1/products/" + page["items"][0]["id"]

    def http(self, method, path, headers=(), body=b""):
        async def once():
            parts = urllib.parse.urlsplit(self.mesh.address)
            connection = Connection(parts.hostname, parts.port)
            try:
                return await connection.request(method, path, headers, body)
            finally:
                connection.close()

        return asyncio.run(once())

    def under_load(self, work, seconds=None):
        """Runs work under our own load and, beside it, Debian's; the load of the tools ends by itself."""
        load = Load(self.mesh.address, self.path)
        tools = [] if seconds is None else [
            ("h2load", Tools.h2load(self.mesh.address, self.path, seconds), Tools.h2load_report),
            ("wrk", Tools.wrk(self.mesh.address, self.path, seconds), Tools.wrk_report)]
        result = asyncio.run(load.during(work))
        report = load.report()
        failed = report["failed"]
        for name, process, read in tools:
            if process is not None:
                report[name] = read(process)
                failed += report[name]["failed"]
        return load, report, failed, result

    def kill_catalog(self):
        """SIGKILL of one catalog instance, and of the other when the first is back."""
        rounds = 1 if self.options.short else self.options.rounds or 5

        def work():
            for _ in range(rounds):
                first, second = self.mesh.wait_ready("catalog", 2)[:2]
                os.kill(first["pid"], signal.SIGKILL)
                self.mesh.wait_ready("catalog", 2, besides={first["pid"]})
                os.kill(second["pid"], signal.SIGKILL)
                self.mesh.wait_ready("catalog", 2, besides={first["pid"], second["pid"]})

        _, report, failed, _ = self.under_load(work, seconds=5 if self.options.short else 15)
        return report, failed == 0, f"{rounds} rounds of two kills"

    def kill_supervisor(self):
        """SIGKILL of the supervisor; the instances go on, and another supervisor takes the same processes over."""

        def work():
            before = self.mesh.pids()
            os.kill(self.mesh.status()["supervisor"]["pid"], signal.SIGKILL)
            time.sleep(0.5)
            alone = self.mesh.pids()
            self.mesh.up("--no-seed")
            after = self.mesh.pids()
            # One of them dies, so that the new supervisor shows that it watches what it did not start.
            victim = self.mesh.instances("catalog")[0]["pid"]
            os.kill(victim, signal.SIGKILL)
            self.mesh.wait_ready("catalog", 2, besides={victim})
            return before == alone == after

        _, report, failed, same = self.under_load(work, seconds=5)
        return report, failed == 0 and same, "the same pids" if same else "other pids"

    def deploys(self, service):
        """Rolling deploys under load."""
        rounds = 1 if self.options.short else self.options.rounds or 10

        def work():
            for _ in range(rounds):
                before = {one["pid"] for one in self.mesh.instances(service)}
                self.mesh.run("deploy", service)
                after = {one["pid"] for one in self.mesh.instances(service) if one["state"] == "ready"}
                if before & after or len(after) < 2:
                    raise Failure(f"deploy {service} left {after} of {before}")

        _, report, failed, _ = self.under_load(work)
        return report, failed == 0, f"{rounds} deploys of {service}"

    def stop_catalog(self):
        """SIGSTOP of one catalog instance; the p99 is back under 50 ms within 2 s."""
        marks = {}

        def work():
            victim = self.mesh.wait_ready("catalog", 2)[0]["pid"]
            marks["stopped"] = time.monotonic()
            os.kill(victim, signal.SIGSTOP)
            time.sleep(6)
            marks["resumed"] = time.monotonic()
            os.kill(victim, signal.SIGCONT)
            time.sleep(1)

        load, report, failed, _ = self.under_load(work)
        settled = load.p99(marks["stopped"] + 2, marks["resumed"])
        report["p99BeforeMilliseconds"] = round(load.p99(0, marks["stopped"]), 2)
        report["p99SettledMilliseconds"] = round(settled, 2)
        report["p99FirstTwoSecondsMilliseconds"] = round(load.p99(marks["stopped"], marks["stopped"] + 2), 2)
        return report, failed == 0 and settled < 50, f"p99 {settled:.1f} ms after 2 s"

    def acknowledged_writes(self):
        """Creates while instances die at random; every product that was acknowledged is there."""
        rounds = 10 if self.options.short else self.options.rounds or 200
        token = self.mesh.run("token", "--role", "admin").stdout.strip()
        seed = self.options.seed if self.options.seed is not None else random.randrange(1 << 32)
        chance = random.Random(seed)
        acknowledged, refused = [], []
        run = f"{os.getpid()}-{int(time.time())}"

        async def create(connection, number):
            body = json.dumps({
                "sku": f"TRIAL-{run}-{number}", "title": f"Trial product {number}", "description": "Made while instances die.",
                "category": "trials", "attributes": {}, "price": {"amount": 100 + number % 900, "currency": "EUR"},
                "active": True}).encode()
            headers = ["Content-Type: application/json", f"Authorization: Bearer {token}", f"Idempotency-Key: trial-{run}-{number}"]
            try:
                status, _, answer = await asyncio.wait_for(connection.request("POST", "/v1/products", headers, body), 15)
                if status == 201:
                    acknowledged.append(json.loads(answer)["id"])
                else:
                    refused.append(f"{status} {answer[:120]!r}")
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
                refused.append(type(error).__name__)
                connection.close()

        async def write(stopping):
            parts = urllib.parse.urlsplit(self.mesh.address)
            numbers = iter(range(10_000_000))

            async def one():
                connection = Connection(parts.hostname, parts.port)
                while not stopping.is_set():
                    await create(connection, next(numbers))
                connection.close()

            await asyncio.gather(*(one() for _ in range(4)))

        def kill():
            for _ in range(rounds):
                ready = self.mesh.wait_ready("catalog", 1)
                time.sleep(chance.uniform(0.01, 0.15))
                try:
                    os.kill(chance.choice(ready)["pid"], signal.SIGKILL)
                except ProcessLookupError:
                    continue

        async def both():
            stopping = asyncio.Event()
            writing = asyncio.create_task(write(stopping))
            try:
                await asyncio.to_thread(kill)
            finally:
                stopping.set()
                await writing

        asyncio.run(both())
        self.mesh.wait_ready("catalog", 2)
        lost = [one for one in acknowledged if self.http("GET", "/v1/products/" + one)[0] != 200]
        report = {
            "kills": rounds, "seed": seed, "acknowledged": len(acknowledged), "notAcknowledged": len(refused),
            "examples": refused[:3], "lost": len(lost), "lostIds": lost[:5]}
        return report, not lost and bool(acknowledged), f"{len(acknowledged)} acknowledged, {len(lost)} lost"

    def parts(self):
        return {
            "kill": self.kill_catalog,
            "supervisor": self.kill_supervisor,
            "deploy-catalog": lambda: self.deploys("catalog"),
            "deploy-identity": lambda: self.deploys("identity"),
            "deploy-gateway": lambda: self.deploys("gateway"),
            "stop": self.stop_catalog,
            "writes": self.acknowledged_writes,
        }


def main():
    names = ["kill", "supervisor", "deploy-catalog", "deploy-identity", "deploy-gateway", "stop", "writes"]
    parser = argparse.ArgumentParser(
        prog="orchestration/orrery trial failover", description=__doc__.strip(),
        epilog="It ends with 0 when everything held, and with 1 otherwise.")
    parser.add_argument("--part", action="append", choices=names, help="only this part; may be given several times")
    parser.add_argument("--rounds", type=int, help="rounds of each part, instead of the usual number")
    parser.add_argument("--short", action="store_true", help="few rounds: a minute in all")
    parser.add_argument("--seed", type=int, help="the seed of what is chosen at random")
    parser.add_argument("--json", action="store_true", help="one JSON document at the end, nothing else")
    options = parser.parse_args()

    mesh = Mesh(options.json)
    trials = Trials(mesh, options)
    results, held = {}, True
    try:
        mesh.up()
        trials.prepare()
        for name, part in trials.parts().items():
            if options.part and name not in options.part:
                continue
            try:
                report, good, words = part()
            except Failure as failure:
                report, good, words = {"error": str(failure)}, False, str(failure)
            results[name] = dict(report, held=good)
            held = held and good
            if not options.json:
                print(f"{'ok    ' if good else 'FAILED'} {name}: {words}; {json.dumps(report)}", flush=True)
    except Failure as failure:
        held = False
        results["error"] = str(failure)
        if not options.json:
            print(f"FAILED {failure}", file=sys.stderr)
    finally:
        try:
            mesh.down()
        except Failure as failure:
            held = False
            results["down"] = str(failure)
    if options.json:
        print(json.dumps({"held": held, "parts": results}, indent=2))
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
