#!/usr/bin/env python3
"""Kills both instances of the notifier while they send, to servers of mail that fail at random, and counts who got what twice."""

# Notifications are posted through the gateway, again when they are not answered, and some twice at once. Two servers of mail
# refuse, drop the connection before and after the end of a message, are slow, and fail at STARTTLS. Afterwards each recipient
# has the mail of each key; a second one is only there for an attempt that nobody saw the end of: its server dropped the connection,
# or its instance was killed between the server's answer and the commit. Each connection has at most one such mail, and the second
# one has the bytes and the Message-ID of the first. Needs python3-aiosmtpd and openssl.

import asyncio
import collections
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import harness

NAMES = ["killed"]
CONNECTIONS = 8  # mail.connections: to each server, of each instance
SERVERS = 2


class Sink:
    """A server of mail in a process of its own."""

    def __init__(self, folder, number, seed, secured):
        self.log = os.path.join(folder, f"sink-{number}")
        settings = {"log": self.log, "seed": seed}
        if secured:
            settings["certificate"], settings["key"] = os.path.join(folder, "crt.pem"), os.path.join(folder, "key.pem")
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                 "-subj", "/CN=localhost", "-keyout", settings["key"], "-out", settings["certificate"]],
                check=True, capture_output=True)
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "mail_sink.py"), json.dumps(settings)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        first = self.process.stdout.readline()
        if not first.startswith("PORT "):
            raise harness.Failure("the server of mail did not start; is python3-aiosmtpd there?")
        self.port = int(first.split()[1])

    def mails(self):
        with open(self.log, encoding="utf-8") as log:
            return [json.loads(line) for line in log]

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.seed = options.seed if options.seed is not None else random.randrange(1 << 32)
        self.token = ""

    def prepare(self):
        self.token = self.mesh.run("token", "--role", "admin").stdout.strip()
        self.mesh.wait_ready("notifier", 2)

    def parts(self):
        return {"killed": self.killed}

    def killed(self):
        run = Run(self)
        begun = time.monotonic()
        asyncio.run(run.during(8 if self.options.short else self.options.rounds or 100))
        run.settle()
        report = run.judge()
        report["seconds"] = round(time.monotonic() - begun, 1)
        report["seed"] = self.seed
        words = f"{report['mails']} mails for {report['deliveries']} deliveries, {run.kills} kills, {report['twice']} went twice"
        return report, not run.wrong and run.kills > 0 and report["mails"] > 0, words


class Run:
    RECIPIENTS = 20
    WRITERS = 3
    # Notifications stop while more deliveries wait: the servers are slower than we are.
    WAITING = 600
    PATIENCE = 60.0

    def __init__(self, trials):
        self.trials, self.mesh = trials, trials.mesh
        self.chance = random.Random(trials.seed)
        self.headers = [f"Authorization: Bearer {trials.token}", "Content-Type: application/json"]
        self.stopping = False
        self.kills = self.repeated = 0
        self.asked = set()
        self.owners = collections.Counter()
        self.wrong = []

    # ------------------------------------------------------------------------------------------------------------------
    # What is asked for

    async def during(self, rounds):
        writers = [asyncio.create_task(self.write(number)) for number in range(self.WRITERS)]
        try:
            await asyncio.to_thread(self.kill, rounds)
        finally:
            self.stopping = True
            await asyncio.gather(*writers)

    async def write(self, writer):
        chance, number = random.Random(self.trials.seed + writer), 0
        connections = [self.connection(), self.connection()]
        try:
            while not self.stopping:
                if self.waiting() > self.WAITING:
                    await asyncio.sleep(0.05)
                    continue
                key = f"{writer}-{number}"
                number += 1
                names = [f"r{place}" for place in range(self.RECIPIENTS - 1)] + [chance.choice(["nobody", "spam", "last"])]
                addresses = [f"{name}-{key}@example.org" for name in names]
                document = {
                    "key": key, "category": "orders", "recipients": [{"email": address} for address in addresses],
                    "channels": ["email"], "content": {"subject": key, "text": "Dear reader,\n" + "All is well. " * 20}}
                # Some ask twice at once, as impatient callers do.
                await asyncio.gather(*(
                    self.send(connection, document) for connection in connections[:2 if chance.random() < 0.2 else 1]))
                self.asked.update((key, address) for address in addresses)
        except harness.Failure as failure:
            self.wrong.append(f"a writer: {failure}")
        for connection in connections:
            connection.close()

    def connection(self):
        address = self.mesh.address.split("//")[1]
        host, _, port = address.partition(":")
        return harness.Connection(host, int(port))

    async def send(self, connection, document):
        """Asks until it is answered."""
        body, end, pause, last = json.dumps(document).encode(), time.monotonic() + self.PATIENCE, 0.02, ""
        while time.monotonic() < end:
            try:
                status, _, answer = await asyncio.wait_for(
                    connection.request("POST", "/v1/notifications", self.headers, body), 30)
                if status == 202:
                    return
                last = f"{status} {answer[:300]!r}"
                if status < 500 and status != 429:
                    raise harness.Failure(f"a notification was answered with {last}")
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
                connection.close()
                last = f"{type(error).__name__}: {error}"
            self.repeated += 1
            await asyncio.sleep(pause)
            pause = min(pause * 2, 0.5)
        raise harness.Failure(f"a notification was not answered within {self.PATIENCE:.0f} s; last: {last}")

    # ------------------------------------------------------------------------------------------------------------------
    # What is done to the instances

    def kill(self, rounds):
        while self.kills < rounds:
            time.sleep(self.chance.uniform(0.1, 0.6))
            ready = [one for one in self.mesh.instances("notifier") if one["state"] == "ready"]
            if len(ready) < 2 or not self.owners_at_work():
                continue
            # Mostly one of them; now and then both at once.
            for one in self.chance.sample(ready, 2 if self.chance.random() < 0.2 else 1):
                try:
                    os.kill(one["pid"], signal.SIGKILL)
                    self.kills += 1
                except ProcessLookupError:
                    pass  # It was replaced meanwhile.

    def store(self):
        return sqlite3.connect(f"file:{self.mesh.folder}/data/notifier/notifier.sqlite?mode=ro", uri=True, timeout=30)

    def ask(self, question, *values):
        store = self.store()
        try:
            return store.execute(question, values).fetchall()
        finally:
            store.close()

    def waiting(self):
        return self.ask("SELECT count(*) FROM notifier_delivery WHERE state = 'pending'")[0][0]

    def owners_at_work(self):
        return self.ask("SELECT count(DISTINCT owner) FROM notifier_delivery WHERE owner IS NOT NULL")[0][0]

    # ------------------------------------------------------------------------------------------------------------------
    # What is left

    def settle(self):
        self.mesh.wait_ready("notifier", 2)
        end = time.monotonic() + 120
        while (left := self.waiting()) and time.monotonic() < end:
            time.sleep(0.2)
        if left:
            self.wrong.append(f"{left} deliveries still wait after two minutes")

    def judge(self):
        mails = collections.defaultdict(list)
        for sink in SINKS:
            for mail in sink.mails():
                mails[mail["key"], mail["recipient"]].append(mail)
        rows = {}
        for identity, key, recipient, state, message in self.ask(
                "SELECT id, key, recipient, state, message_id FROM notifier_delivery WHERE channel = 'email'"):
            if (key, recipient) in rows:
                self.wrong.append(f"{key} has two deliveries to {recipient}")
            rows[key, recipient] = (identity, state, message)
        decisions = collections.defaultdict(list)
        for identity, verdict, detail in self.ask(
                "SELECT delivery, verdict, detail FROM notifier_decision ORDER BY delivery, number"):
            decisions[identity].append((verdict, detail))
        counts, by_owner = collections.Counter(), collections.Counter()
        for asked in self.asked - set(rows):
            self.wrong.append(f"{asked} was answered and is not there")
        for (key, recipient), (identity, state, message) in rows.items():
            self.judge_one(f"{key} to {recipient}", state, message, mails[key, recipient], decisions[identity], counts, by_owner)
        most = max(by_owner.values(), default=0)
        if most > CONNECTIONS * SERVERS:
            self.wrong.append(f"an instance left {most} mails between the answer and the commit: more than its connections")
        return {
            "deliveries": len(rows), "mails": sum(len([one for one in all if one["end"] in ("taken", "dropped")]) for all in mails.values()),
            "kills": self.kills, "repeated": self.repeated, "states": dict(collections.Counter(row[1] for row in rows.values())),
            "twice": counts["twice"], "twiceByKills": counts["kills"], "twiceByDrops": counts["drops"],
            "mostOfOneKill": most, "wrong": self.wrong[:10], "wrongs": len(self.wrong)}

    def judge_one(self, name, state, message, mails, decisions, counts, by_owner):
        received = [one for one in mails if one["end"] in ("taken", "dropped")]
        bad = name.split(" to ")[1].split("-")[0]
        expected = {"nobody": ("dead",), "spam": ("dead",)}.get(bad, ("sent",))
        if state not in expected:
            self.wrong.append(f"{name} is {state}")
        if state == "sent" and not any(one["end"] == "taken" for one in mails):
            self.wrong.append(f"{name} is sent, and never came")
        if len({(one["id"], one["hash"]) for one in received}) > 1 or (state == "sent" and received and received[0]["id"] != message):
            self.wrong.append(f"{name} has differing mails")
        # Attempts that nobody saw the end of, by why.
        drops, orphans = 0, []
        for (verdict, detail), (following, _) in zip(decisions, decisions[1:] + [("", "")]):
            drops += verdict == "ambiguous"
            if verdict == "begun" and following in ("begun", ""):
                orphans.append(detail.split(" by ")[1])
        more = len(received) - (1 if state == "sent" else 0)
        if state == "sent" and more > 0:
            counts["twice"] += 1
            counts["drops"] += min(more, drops)
            killed = more - min(more, drops)
            counts["kills"] += killed
            if killed > len(orphans):
                self.wrong.append(f"{name} came {len(received)} times, and the record explains {1 + drops + len(orphans)}: {decisions}")
            if len(orphans) == 1:
                by_owner[orphans[0]] += killed


SINKS = []


def main():
    folder = tempfile.TemporaryDirectory(prefix="orrery-sinks-")
    seed = random.randrange(1 << 32)
    SINKS.extend(Sink(folder.name, number, seed + number, secured=number == 0) for number in range(SERVERS))
    os.environ.update(
        MAIL_SERVERS=f"smtp://127.0.0.1:{SINKS[0].port},smtp+plain://127.0.0.1:{SINKS[1].port}", MAIL_TERM="2s",
        MAIL_RETRY_FIRST="100ms", MAIL_RETRY_LONGEST="2s", MAIL_FROM="Trial <trial@example.com>")
    try:
        harness.run("notifier", __doc__, Trials, NAMES)
    finally:
        for sink in SINKS:
            sink.end()
        folder.cleanup()


if __name__ == "__main__":
    if "--help" in sys.argv or "-h" in sys.argv:
        harness.run("notifier", __doc__, Trials, NAMES)
    main()
