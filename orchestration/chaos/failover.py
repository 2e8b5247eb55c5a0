#!/usr/bin/env python3
"""Kills, stops and replaces instances under load, and counts requests that failed."""

# It starts a mesh of its own in a temporary folder, so that nothing else is broken. Every part says what it did, what the
# load saw, and whether that is what a mesh of two instances each owes its callers. Standard library only.

import asyncio
import json
import os
import random
import signal
import time
import urllib.parse

import harness

NAMES = ["kill", "supervisor", "deploy-catalog", "deploy-identity", "deploy-gateway", "stop", "writes"]


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.path = ""

    def prepare(self):
        """Finds a product to ask for."""
        page = json.loads(self.http("GET", "/v1/products?limit=1")[2])
        if not page["items"]:
            raise harness.Failure("the demo shop is empty")
        self.path = "/v1/products/" + page["items"][0]["id"]

    def http(self, method, path, headers=(), body=b""):
        return harness.http(self.mesh.address, method, path, headers, body)

    def under_load(self, work, seconds=None):
        """Runs work under our own load and, beside it, Debian's; the load of the tools ends by itself."""
        load = harness.Load(self.mesh.address, self.path)
        tools = [] if seconds is None else [
            ("h2load", harness.Tools.h2load(self.mesh.address, self.path, seconds), harness.Tools.h2load_report),
            ("wrk", harness.Tools.wrk(self.mesh.address, self.path, seconds), harness.Tools.wrk_report)]
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
                    raise harness.Failure(f"deploy {service} left {after} of {before}")

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
                connection = harness.Connection(parts.hostname, parts.port)
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


if __name__ == "__main__":
    harness.run("failover", __doc__, Trials, NAMES)
