"""What the trials share: a mesh of their own, a client, a load, and the report."""

import argparse
import asyncio
import json
import os
import re
import shutil
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


def http(address, method, path, headers=(), body=b""):
    """One request on a connection of its own: its status, its fields, its body."""

    async def once():
        parts = urllib.parse.urlsplit(address)
        connection = Connection(parts.hostname, parts.port)
        try:
            return await connection.request(method, path, headers, body)
        finally:
            connection.close()

    return asyncio.run(once())


# ----------------------------------------------------------------------------------------------------------------------
# The run


def run(name, description, trials, names):
    """Brings a mesh up, runs the parts, tells what they reported, and ends the process.

    `trials` makes an object from the mesh and the options; its `prepare()` comes first, and `parts()` gives a function for
    each name, which returns its report, whether what was promised held, and that in a few words.
    """
    parser = argparse.ArgumentParser(
        prog=f"orchestration/orrery trial {name}", description=description.strip(),
        epilog="It ends with 0 when everything held, and with 1 otherwise.")
    parser.add_argument("--part", action="append", choices=names, help="only this part; may be given several times")
    parser.add_argument("--rounds", type=int, help="rounds of each part, instead of the usual number")
    parser.add_argument("--short", action="store_true", help="few rounds: a minute in all")
    parser.add_argument("--seed", type=int, help="the seed of what is chosen at random")
    parser.add_argument("--json", action="store_true", help="one JSON document at the end, nothing else")
    options = parser.parse_args()

    mesh = Mesh(options.json)
    results, held = {}, True
    try:
        mesh.up()
        one = trials(mesh, options)
        one.prepare()
        for part_name, part in one.parts().items():
            if options.part and part_name not in options.part:
                continue
            try:
                report, good, words = part()
            except Failure as failure:
                report, good, words = {"error": str(failure)}, False, str(failure)
            results[part_name] = dict(report, held=good)
            held = held and good
            if not options.json:
                print(f"{'ok    ' if good else 'FAILED'} {part_name}: {words}; {json.dumps(report)}", flush=True)
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
