#!/usr/bin/env python3
"""Mails a second into a local sink, and how long a notification takes to inboxes of which ten thousand are open at once.

A whole mesh of release programs, two instances of each service, load included, shares the machine's cores. Mails go to postfix's
smtp-sink, if it is there; streams of inboxes (SSE) go through the gateway, each on a connection of its own.
"""

import argparse
import asyncio
import json
import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse

import peers

sys.path.insert(0, os.path.join(peers.ROOT, "orchestration", "chaos"))
import harness  # noqa: E402 (found beside the trials)

MAILS_GOAL = 2000
LATENCY_GOAL = 100.0  # ms
TEXT = "All is well with your order, dear reader. " * 20


def admin(mesh):
    token = mesh.run("token", "--role", "admin").stdout.strip()
    return [f"Authorization: Bearer {token}", "Content-Type: application/json"]


# ----------------------------------------------------------------------------------------------------------------------
# Mails


def mails(mesh, count):
    """Asks for mails to a thousand recipients at once, and tells the rate from the first request to the last mail."""
    headers = admin(mesh)
    store = sqlite3.connect(f"file:{mesh.folder}/data/notifier/notifier.sqlite?mode=ro", uri=True, timeout=30)
    begun = time.monotonic()
    for number in range(count // 1000):
        document = {
            "key": f"bench-{number}", "category": "orders", "channels": ["email"],
            "recipients": [{"email": f"r{place}@example.org"} for place in range(1000)],
            "content": {"subject": "Your order", "text": TEXT, "html": f"<p>{TEXT}</p>"}}
        status, _, answer = harness.http(mesh.address, "POST", "/v1/notifications", headers, json.dumps(document).encode())
        if status != 202:
            raise peers.BenchError(f"a notification was answered with {status}: {answer[:300]!r}")
    asked = time.monotonic() - begun
    while (sent := store.execute("SELECT count(*) FROM notifier_delivery WHERE state = 'sent'").fetchone()[0]) < count:
        if time.monotonic() - begun > 120:
            raise peers.BenchError(f"{sent} of {count} mails were sent within two minutes")
        time.sleep(0.02)
    seconds = time.monotonic() - begun
    store.close()
    return {"mails": count, "askedSeconds": round(asked, 2), "mailsPerSecond": round(count / seconds), "goal": MAILS_GOAL}


def sink():
    """Postfix's smtp-sink, or nothing."""
    program = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"
    if not os.path.exists(program):
        return None, None
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    return subprocess.Popen([program, "-u", "nobody", "-c", f"127.0.0.1:{port}", "1000"], stdout=subprocess.DEVNULL), port


# ----------------------------------------------------------------------------------------------------------------------
# Inboxes


class Streams:
    """Open streams of inboxes, and when each told what."""

    def __init__(self, mesh):
        self.mesh = mesh
        parts = urllib.parse.urlsplit(mesh.address)
        self.host, self.port = parts.hostname, parts.port
        self.open, self.ended, self.refused, self.heard = 0, 0, [], {}

    async def accounts(self, count):
        """Registers accounts, and gives the id and a token of each."""
        connection, found = harness.Connection(self.host, self.port), []
        for number in range(count):
            credentials = {"email": f"reader-{number}@example.org", "password": f"open sesame, reader {number}"}
            for path in ("/v1/accounts", "/v1/sessions"):
                while True:
                    status, _, answer = await connection.request(
                        "POST", path, ["Content-Type: application/json"], json.dumps(credentials).encode())
                    if status != 429:
                        break
                    await asyncio.sleep(1)
                if status != 201:
                    raise peers.BenchError(f"{path} answered {status}: {answer[:300]!r}")
                document = json.loads(answer)
                if path == "/v1/accounts":
                    account = document["id"]
            found.append((account, document["accessToken"]))
        connection.close()
        return found

    async def listen(self, token, begun):
        """Opens a stream and reads it until it is cancelled."""
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=1 << 16)
        try:
            writer.write(
                f"GET /v1/inbox HTTP/1.1\r\nHost: {self.host}\r\nAccept: text/event-stream\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n")[0]:
                self.refused.append(head.split(b"\r\n")[0].decode())
                begun.set_result(False)
                return
            while True:
                line = await reader.readline()
                if not line:
                    self.ended += 1
                    return
                if not begun.done():
                    # The first comment: whoever has it hears all that comes.
                    self.open += 1
                    begun.set_result(True)
                if line.startswith(b"data: "):
                    self.heard.setdefault(json.loads(line[6:])["id"], []).append(time.monotonic())
        finally:
            if not begun.done():
                begun.set_result(False)
            writer.close()

    async def run(self, streams, accounts, notifications):
        readers = await self.accounts(accounts)
        headers, tasks = admin(self.mesh), []
        begun = time.monotonic()
        for first in range(0, streams, 100):
            futures = [asyncio.get_running_loop().create_future() for _ in range(min(100, streams - first))]
            tasks += [
                asyncio.create_task(self.listen(readers[(first + place) % accounts][1], future)) for place, future in enumerate(futures)]
            await asyncio.wait_for(asyncio.gather(*futures), 60)
        opening = time.monotonic() - begun
        connection = harness.Connection(self.host, self.port)
        # What opening has left to do is done.
        await asyncio.sleep(2)
        asked, answered, expected = {}, {}, {}
        for number in range(notifications):
            account = readers[number % accounts][0]
            document = {
                "key": f"inbox-{number}", "category": "orders", "channels": ["inbox"], "recipients": [{"account": account}],
                "content": {"subject": "News", "text": "There is news."}}
            at = time.monotonic()
            status, _, answer = await connection.request("POST", "/v1/notifications", headers, json.dumps(document).encode())
            if status != 202:
                raise peers.BenchError(f"a notification was answered with {status}: {answer[:300]!r}")
            identity = json.loads(answer)["deliveries"][0]["id"]
            asked[identity], answered[identity] = at, time.monotonic()
            expected[identity] = len(range(number % accounts, streams, accounts))
            await asyncio.sleep(0.05)
        end = time.monotonic() + 10
        while any(len(self.heard.get(one, [])) < count for one, count in expected.items()) and time.monotonic() < end:
            await asyncio.sleep(0.1)
        memory = {one["instance"]: resident(one["pid"]) for service in ("notifier", "gateway") for one in self.mesh.instances(service)}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        connection.close()
        lost = sum(count - len(self.heard.get(one, [])) for one, count in expected.items())
        times = [at - asked[one] for one, all in self.heard.items() for at in all]
        after = [at - answered[one] for one, all in self.heard.items() for at in all]
        return {
            "open": self.open, "accounts": accounts, "refused": self.refused[:3], "ended": self.ended, "openingSeconds": round(opening, 1),
            "notifications": notifications, "heard": len(times), "lost": lost, "askedToHeardMs": shares(times),
            "answeredToHeardMs": shares(after), "memoryMiB": memory, "goalMs": LATENCY_GOAL}


def shares(times):
    ordered = sorted(times)
    if not ordered:
        return {}
    found = {f"p{share}": ordered[int(len(ordered) * share / 100)] for share in (50, 90, 99)}
    return {name: round(one * 1000, 1) for name, one in {**found, "max": ordered[-1]}.items()}


def resident(pid):
    """Resident MiB of a process."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return round(int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20))


def main():
    parser = argparse.ArgumentParser(prog="orchestration/orrery bench notifier", description=__doc__.strip().split("\n")[0])
    parser.add_argument("--part", action="append", choices=["mails", "inboxes"], help="only this part")
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--accounts", type=int, default=100, help="whose inboxes the streams are, in turn")
    parser.add_argument("--notifications", type=int, default=100)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    parts = options.part or ["mails", "inboxes"]
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4 * options.streams + 1000) if hard > 0 else 4 * options.streams, hard))
    process, port = sink() if "mails" in parts else (None, None)
    if port:
        os.environ.update(MAIL_SERVERS=f"smtp+plain://127.0.0.1:{port}")
    mesh, results = harness.Mesh(True), {}
    try:
        mesh.up()
        if "mails" in parts:
            results["mails"] = mails(mesh, options.mails) if port else {"notRun": "smtp-sink is missing: apt-get install postfix"}
        if "inboxes" in parts:
            results["inboxes"] = asyncio.run(Streams(mesh).run(options.streams, options.accounts, options.notifications))
    finally:
        mesh.down()
        if process:
            process.kill()
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        for name, result in results.items():
            print(f"{name}: {json.dumps(result)}")


if __name__ == "__main__":
    main()
