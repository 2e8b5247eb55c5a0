#!/usr/bin/env python3
"""Runs many workflows while orchestrators and functions are killed, and counts how each of them ended."""

# Each workflow books steps in a ledger of files (orchestration/chaos/ledger): tasks, a wait, a parallel with a task that fails
# at first, and a map. A starter does what a good client does: what was not answered is sent again under the same name.
# Afterwards every execution that was asked for must have ended once, with the right result and every step booked; its history
# must be whole; and none may be left running. Standard library only.

import asyncio
import atexit
import collections
import json
import os
import random
import shutil
import signal
import tempfile
import time
import urllib.parse

import harness

NAMES = ["killed", "paused"]
FOLDER = os.path.join(harness.ROOT, "orchestration", "chaos", "ledger")
STEPS = ["begin", "unsteady", "item-0", "item-1", "item-2"]


class Refused(Exception):
    """An exception of the API that trying again does not change."""

    def __init__(self, status, document):
        self.type = document.get("__type", str(status))
        super().__init__(f"{self.type}: {document.get('message')}")


class States:
    """A client of Step Functions with the manners of a good one, over one connection."""

    # Longer than any instance is away, and any takeover takes.
    PATIENCE = 60.0

    def __init__(self, address, token):
        parts = urllib.parse.urlsplit(address)
        self.connection = harness.Connection(parts.hostname, parts.port)
        self.headers = ["Content-Type: application/x-amz-json-1.0", f"Authorization: Bearer {token}"]
        self.repeated = 0

    async def call(self, operation, document):
        body = json.dumps(document).encode()
        fields = self.headers + [f"X-Amz-Target: AWSStepFunctions.{operation}"]
        end, pause, last = time.monotonic() + self.PATIENCE, 0.02, ""
        while time.monotonic() < end:
            try:
                status, _, answer = await asyncio.wait_for(
                    self.connection.request("POST", "/aws/", fields, body), 20)
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
                self.connection.close()
                last = f"{type(error).__name__}: {error}"
            else:
                if status < 300:
                    return json.loads(answer)
                if status < 500 and status != 429:
                    raise Refused(status, json.loads(answer))
                last = f"{status} {answer[:300]!r}"
            self.repeated += 1
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)
        raise harness.Failure(f"{operation} was not answered within {self.PATIENCE:.0f} s; last: {last}")

    def close(self):
        self.connection.close()


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.seed = options.seed if options.seed is not None else random.randrange(1 << 32)
        self.token, self.machine = "", ""
        self.ledger = tempfile.mkdtemp(prefix="orrery-ledger-")
        atexit.register(shutil.rmtree, self.ledger, ignore_errors=True)

    def prepare(self):
        self.token = self.mesh.run("token", "--role", "admin").stdout.strip()
        told = self.mesh.run("workflow", "deploy", FOLDER).stdout
        self.machine = told.split()[-1]

    def parts(self):
        return {"killed": self.killed, "paused": self.paused}

    def killed(self):
        """SIGKILL: what an instance was doing is lost with it."""
        return self.trial("killed", 40 if self.options.short else self.options.rounds or 500, self.kill)

    def paused(self):
        """SIGSTOP past its leases: what an instance goes on with is not its own any more."""
        return self.trial("paused", 3 if self.options.short else self.options.rounds or 15, self.pause)

    def trial(self, name, rounds, afflict):
        run = Run(self, name)
        begun = time.monotonic()
        asyncio.run(run.during(lambda: self.break_instances(rounds, afflict, run)))
        for service in ("orchestrator", "functions"):
            self.mesh.wait_ready(service, 2)
        asyncio.run(run.settle())
        shutil.rmtree(os.path.join(self.ledger, name), ignore_errors=True)
        report = run.report()
        report["seconds"] = round(time.monotonic() - begun, 1)
        report["seed"] = self.seed
        words = f"{report['succeeded']} of {report['started']} succeeded, {sum(report['afflicted'].values())} times an instance was hit"
        return report, not run.wrong and report["started"] > 0, words

    def break_instances(self, rounds, afflict, run):
        chance = random.Random(self.seed)
        done = 0
        while done < rounds:
            service = chance.choice(["orchestrator", "functions"])
            ready = [one for one in self.mesh.instances(service) if one["state"] == "ready"]
            if len(ready) < 2:
                time.sleep(0.05)
                continue
            try:
                afflict(chance.choice(ready)["pid"], chance)
            except ProcessLookupError:
                continue
            run.afflicted[service] += 1
            done += 1

    def kill(self, pid, chance):
        os.kill(pid, signal.SIGKILL)
        time.sleep(chance.uniform(0.05, 0.5))

    def pause(self, pid, chance):
        os.kill(pid, signal.SIGSTOP)
        try:
            time.sleep(chance.uniform(2, 15))
        finally:
            try:
                os.kill(pid, signal.SIGCONT)
            except ProcessLookupError:
                pass  # The supervisor lost its patience with it.
        time.sleep(1)


class Run:
    """The executions of one part: what was started, and how it ended."""

    # Executions that go on at once: enough for each instance to hold some in every state.
    STARTERS = 24
    # An execution takes three seconds; one whose owner dies waits for its lease besides, several times over.
    LIMIT = 180.0

    def __init__(self, trials, name):
        self.trials, self.name = trials, name
        self.stopping = False
        self.started = {}  # name of the execution: its number
        self.afflicted = collections.Counter()
        self.statuses = collections.Counter()
        self.lateness, self.took, self.calls, self.repeated, self.wrong = [], [], 0, 0, []

    def client(self):
        return States(self.trials.mesh.address, self.trials.token)

    def arn(self, execution):
        return self.trials.machine.replace(":stateMachine:", ":execution:") + ":" + execution

    async def during(self, work):
        starters = [asyncio.create_task(self.start_all(number)) for number in range(self.STARTERS)]
        try:
            await asyncio.to_thread(work)
        finally:
            self.stopping = True
            await asyncio.gather(*starters)

    async def start_all(self, starter):
        client, number = self.client(), starter
        while not self.stopping:
            name = f"{self.name}-{os.getpid()}-{number}"
            self.started[name] = number
            try:
                await self.start(client, name, number)
                await self.end(client, name)
            except harness.Failure as failure:
                self.wrong.append(f"{name}: {failure}")
            number += self.STARTERS
        self.repeated += client.repeated
        client.close()

    async def start(self, client, name, number):
        document = {"ledger": os.path.join(self.trials.ledger, self.name), "number": number, "items": [number, 1, 2]}
        try:
            told = await client.call(
                "StartExecution",
                {"stateMachineArn": self.trials.machine, "name": name, "input": json.dumps(document)})
        except Refused as refusal:
            # It was started by a request whose answer was lost, and has ended since.
            if refusal.type != "ExecutionAlreadyExists":
                self.wrong.append(f"{name}: {refusal}")
            return
        if told["executionArn"] != self.arn(name):
            self.wrong.append(f"{name} was started as {told['executionArn']}")

    async def end(self, client, name):
        """Waits for the end of an execution."""
        limit = time.monotonic() + self.LIMIT
        while time.monotonic() < limit:
            try:
                told = await client.call("DescribeExecution", {"executionArn": self.arn(name)})
            except Refused as refusal:
                self.wrong.append(f"{name}: {refusal}")
                return None
            if told["status"] != "RUNNING":
                return told
            await asyncio.sleep(0.25)
        raise harness.Failure(f"it has not ended within {self.LIMIT:.0f} s")

    async def settle(self):
        """Holds every execution against what was promised."""
        names = iter(list(self.started))

        async def look():
            client = self.client()
            for name in names:
                try:
                    self.wrong += await self.judge(client, name)
                except (harness.Failure, Refused) as failure:
                    self.wrong.append(f"{name}: {failure}")
            client.close()

        await asyncio.gather(*(look() for _ in range(8)))
        client = self.client()
        running = await client.call(
            "ListExecutions", {"stateMachineArn": self.trials.machine, "statusFilter": "RUNNING"})
        client.close()
        self.wrong += [f"{one['name']} is running still" for one in running["executions"]]

    async def judge(self, client, name):
        number = self.started[name]
        told = await self.end(client, name)
        if told is None:
            return []
        self.statuses[told["status"]] += 1
        self.took.append(told["stopDate"] - told["startDate"])
        wrong = []
        right = {"begin": number * 2, "unsteady": number * 4, "items": [number * 2, 2, 4]}
        if told["status"] != "SUCCEEDED":
            wrong.append(f"{name} is {told['status']}: {told.get('error')} {told.get('cause')}")
        elif json.loads(told["output"]) != right:
            wrong.append(f"{name} gave {told['output']} and not {right}")
        wrong += self.judge_history(name, await self.history(client, name))
        if told["status"] == "SUCCEEDED":
            wrong += self.judge_ledger(name)
        return wrong

    async def history(self, client, name):
        events, token = [], None
        while True:
            request = {"executionArn": self.arn(name), "maxResults": 1000}
            page = await client.call("GetExecutionHistory", dict(request, nextToken=token) if token else request)
            events += page["events"]
            token = page.get("nextToken")
            if not token:
                return events

    def judge_history(self, name, events):
        wrong = []
        if [one["id"] for one in events] != list(range(1, len(events) + 1)):
            wrong.append(f"{name}: the ids of its events have gaps")
        ends = [one["type"] for one in events if one["type"] in ("ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted")]
        if len(ends) != 1 or events[-1]["type"] not in ends:
            wrong.append(f"{name} has ended {len(ends)} times: {ends}")
        entered = {}
        for one in events:
            if one["previousEventId"] >= one["id"]:
                wrong.append(f"{name}: event {one['id']} follows {one['previousEventId']}")
            if one["type"] == "WaitStateEntered":
                entered[one["id"]] = one["timestamp"]
            elif one["type"] == "WaitStateExited" and one["previousEventId"] in entered:
                self.lateness.append(one["timestamp"] - entered[one["previousEventId"]] - 1)
        return wrong

    def judge_ledger(self, name):
        folder = os.path.join(self.trials.ledger, self.name, name)
        try:
            files = os.listdir(folder)
            with open(os.path.join(folder, "calls")) as calls:
                self.calls += sum(1 for _ in calls)
        except FileNotFoundError:
            return [f"{name} has booked nothing"]
        missing = [step for step in STEPS if step + ".booked" not in files]
        return [f"{name} has not booked {missing}"] if missing else []

    def report(self):
        succeeded = self.statuses["SUCCEEDED"]
        late, took = sorted(self.lateness), sorted(self.took)
        return {
            "started": len(self.started), "succeeded": succeeded, "statuses": dict(self.statuses),
            "afflicted": dict(self.afflicted), "repeatedRequests": self.repeated,
            # A call more than the steps and the one that fails at first was repeated because somebody died.
            "repeatedCalls": self.calls - succeeded * (len(STEPS) + 1),
            "timerLatenessSeconds": {"p50": percentile(late, 0.5), "p99": percentile(late, 0.99), "max": percentile(late, 1)},
            "seconds50": percentile(took, 0.5), "seconds99": percentile(took, 0.99), "wrong": self.wrong[:10],
        }


def percentile(values, share):
    return round(values[min(len(values) - 1, int(len(values) * share))], 3) if values else None


if __name__ == "__main__":
    harness.run("workflows", __doc__, Trials, NAMES)
