#!/usr/bin/env python3
"""Runs many workflows while orchestrators and functions are killed, and counts how each of them ended."""

# Each execution books steps in a ledger of files (orchestration/chaos/ledger): tasks, a wait, a nested workflow, a task that waits
# for its token, a map within and one of executions of their own, a task that fails at first. Beside them go events with
# destinations, schedules that run once, and express workflows whose callers wait. A starter does what a good client does: what
# was not answered is sent again under the same name. Afterwards everything that was asked for must have ended once, with the
# right result, every step booked under one id; histories must be whole, timers in time, and nothing left running. Standard
# library only.

import asyncio
import atexit
import collections
import ctypes
import errno
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time

import aws
import errands
import harness

NAMES = ["killed", "paused", "full"]
FOLDER = os.path.join(harness.ROOT, "orchestration", "chaos", "ledger")
STEPS = ["begin", "unsteady", "nested", "asked"] + [f"{kind}-{item}" for kind in ("item", "many") for item in range(3)]


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.seed = options.seed if options.seed is not None else random.randrange(1 << 32)
        self.token, self.machines = "", {}
        # Not on the disk of the mesh: that is to be full at times, and the world is not.
        self.ledger = tempfile.mkdtemp(prefix="orrery-ledger-", dir="/dev/shm" if DISK else None)
        atexit.register(shutil.rmtree, self.ledger, ignore_errors=True)

    def prepare(self):
        self.token = self.mesh.run("token", "--role", "admin").stdout.strip()
        self.machines["ledger"] = self.mesh.run("workflow", "deploy", FOLDER).stdout.split()[-1]
        asyncio.run(self.make_parts())

    async def make_parts(self):
        client = aws.Client(self.mesh.address, self.token)
        with open(os.path.join(FOLDER, "part.asl.json"), encoding="utf-8") as file:
            definition = file.read()
        for name, kind in (("part", "STANDARD"), ("express", "EXPRESS")):
            told = await client.states("CreateStateMachine", {
                "name": f"ledger-{name}", "type": kind, "definition": definition, "roleArn": errands.ROLE})
            self.machines[name] = told["stateMachineArn"]
        await errands.make_functions(client, os.path.join(FOLDER, "functions", "ledger-step", "bootstrap"))
        client.close()

    def parts(self):
        return {"killed": self.killed, "paused": self.paused, "full": self.full}

    def killed(self):
        """SIGKILL: what an instance was doing is lost with it. The others see at once that its process is gone."""
        return self.trial("killed", 40 if self.options.short else self.options.rounds or 500, self.kill, 0.0)

    def paused(self):
        """SIGSTOP past its leases: what an instance goes on with is not its own any more."""
        return self.trial("paused", 3 if self.options.short else self.options.rounds or 15, self.pause, 4.0)

    def full(self):
        """A full disk: what finds no room is refused, and nothing is lost that was not."""
        if not DISK:
            return {"skipped": "a disk of its own cannot be mounted here"}, True, "skipped: a disk of its own cannot be mounted here"
        return self.trial("full", 3 if self.options.short else self.options.rounds or 20, self.fill, 4.0)

    def trial(self, name, rounds, afflict, term):
        run = Run(self, name, term)
        begun = time.monotonic()
        asyncio.run(run.during(lambda: self.break_instances(rounds, afflict, run)))
        for service in ("orchestrator", "functions"):
            self.mesh.wait_ready(service, 2)
        asyncio.run(run.settle())
        report = run.report()
        if not run.wrong:
            shutil.rmtree(os.path.join(self.ledger, name), ignore_errors=True)
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
                afflict(chance.choice(ready)["pid"], chance, run, service)
            except ProcessLookupError:
                continue
            run.afflicted[service] += 1
            done += 1

    def kill(self, pid, chance, run, service):
        os.kill(pid, signal.SIGKILL)
        run.hits.append((service, time.time(), time.time()))
        time.sleep(chance.uniform(0.05, 0.5))

    def pause(self, pid, chance, run, service):
        os.kill(pid, signal.SIGSTOP)
        begun = time.time()
        try:
            time.sleep(chance.uniform(2, 15))
        finally:
            try:
                os.kill(pid, signal.SIGCONT)
            except ProcessLookupError:
                pass  # The supervisor lost its patience with it.
        run.hits.append((service, begun, time.time()))
        time.sleep(1)


    def fill(self, pid, chance, run, service):
        """Leaves no room on the disk of the whole mesh."""
        begun, path = time.time(), os.path.join(DISK, "filler")
        with open(path, "wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
        time.sleep(chance.uniform(0.5, 4))
        os.unlink(path)
        # It holds up whoever would have written, and those who have failed try again after a while.
        run.hits.append(("orchestrator", begun, time.time() + 1))
        time.sleep(chance.uniform(1, 3))


class Run:
    """The executions of one part: what was started, and how it ended."""

    # Executions that go on at once: enough for each instance to hold some in every state.
    STARTERS = 12
    # An execution takes four seconds; one whose owner dies waits for its lease besides, several times over.
    LIMIT = 180.0
    # How late a timer may fire, and as late after its owner died, or is believed to.
    PUNCTUALITY = 1.0

    def __init__(self, trials, name, term):
        """`term` is how long an instance that says nothing is believed to live."""
        self.trials, self.name, self.term = trials, name, term
        self.folder = os.path.join(trials.ledger, name)
        self.part, self.express = trials.machines["part"], trials.machines["express"]
        self.begun = time.time()
        self.stopping = False
        self.started = {}  # name of the execution: its number
        self.answered = set()  # whose token was sent back
        self.hits = []  # service, from when, until when
        self.afflicted = collections.Counter()
        self.statuses = collections.Counter()
        self.timers, self.lateness, self.took, self.repeated, self.wrong = [], [], [], 0, []
        self.calls, self.invocations = 0, 0
        self.errands = [errands.Events(self), errands.Schedules(self), errands.SynchronousRuns(self)]

    def client(self):
        return aws.Client(self.trials.mesh.address, self.trials.token)

    def arn(self, execution):
        return self.trials.machines["ledger"].replace(":stateMachine:", ":execution:") + ":" + execution

    async def during(self, work):
        starters = [asyncio.create_task(self.start_all(number)) for number in range(self.STARTERS)]
        starters += [asyncio.create_task(errand.ask_all()) for errand in self.errands]
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
        document = {"ledger": self.folder, "number": number, "items": [number, 1, 2]}
        try:
            told = await client.states(
                "StartExecution",
                {"stateMachineArn": self.trials.machines["ledger"], "name": name, "input": json.dumps(document)})
        except aws.Refused as refusal:
            # It was started by a request whose answer was lost, and has ended since.
            if refusal.type != "ExecutionAlreadyExists":
                self.wrong.append(f"{name}: {refusal}")
            return
        if told["executionArn"] != self.arn(name):
            self.wrong.append(f"{name} was started as {told['executionArn']}")

    async def end(self, client, name):
        """Waits for the end of an execution, and answers the token that it gives out."""
        limit = time.monotonic() + self.LIMIT
        while time.monotonic() < limit:
            await self.answer(client, name)
            try:
                told = await client.states("DescribeExecution", {"executionArn": self.arn(name)})
            except aws.Refused as refusal:
                self.wrong.append(f"{name}: {refusal}")
                return None
            if told["status"] != "RUNNING":
                return told
            await asyncio.sleep(0.25)
        raise harness.Failure(f"it has not ended within {self.LIMIT:.0f} s")

    async def answer(self, client, name):
        ledger = errands.Ledger(self.folder, name)
        if name in self.answered or "asked.token" not in ledger.files:
            return
        before = client.repeated
        output = json.dumps({"value": self.started[name] * 2})
        try:
            await client.states("SendTaskSuccess", {"taskToken": ledger.text("asked.token"), "output": output})
        except aws.Refused as refusal:
            # The answer to an earlier one may have been lost.
            if refusal.type != "TaskTimedOut" or client.repeated == before:
                self.wrong.append(f"{name}: its token was refused: {refusal}")
        self.answered.add(name)

    async def settle(self):
        """Holds everything against what was promised."""
        names = iter(list(self.started))

        async def look():
            client = self.client()
            for name in names:
                try:
                    self.wrong += await self.judge(client, name)
                except (harness.Failure, aws.Refused) as failure:
                    self.wrong.append(f"{name}: {failure}")
            client.close()

        await asyncio.gather(*(look() for _ in range(8)), *(errand.settle() for errand in self.errands))
        for errand in self.errands:
            self.wrong += errand.wrong
        await self.judge_machines()
        self.judge_timers()

    async def judge_machines(self):
        client = self.client()
        for name in ("ledger", "part"):
            told = await client.states(
                "ListExecutions", {"stateMachineArn": self.trials.machines[name], "statusFilter": "RUNNING"})
            self.wrong += [f"{one['name']} of {name} is running still" for one in told["executions"]]
        parts = await self.pages(client, "ListExecutions", {"stateMachineArn": self.part}, "executions")
        wanted = len(self.started) + len(self.errands[1].asked)
        # The parts of an earlier part of the trial are there too.
        here = [one for one in parts if one["startDate"] >= self.begun]
        if len(here) != wanted:
            self.wrong.append(f"{wanted} parts were asked for, and {len(here)} were run")
        self.wrong += [f"the part {one['name']} is {one['status']}" for one in here if one["status"] != "SUCCEEDED"]
        client.close()

    async def pages(self, client, operation, request, member):
        items, token = [], None
        while True:
            page = await client.states(operation, dict(request, maxResults=1000, **({"nextToken": token} if token else {})))
            items += page[member]
            token = page.get("nextToken")
            if not token:
                return items

    async def judge(self, client, name):
        number = self.started[name]
        told = await self.end(client, name)
        if told is None:
            return []
        self.statuses[told["status"]] += 1
        self.took.append(told["stopDate"] - told["startDate"])
        wrong = []
        items = [number * 2, 2, 4]
        right = {
            "begin": number * 2, "unsteady": number * 4, "items": items, "nested": number * 2, "asked": number * 2, "many": items}
        if told["status"] != "SUCCEEDED":
            wrong.append(f"{name} is {told['status']}: {told.get('error')} {told.get('cause')}")
        elif json.loads(told["output"]) != right:
            wrong.append(f"{name} gave {told['output']} and not {right}")
        history = await self.pages(client, "GetExecutionHistory", {"executionArn": self.arn(name)}, "events")
        wrong += self.judge_history(name, history)
        if told["status"] == "SUCCEEDED":
            ledger = errands.Ledger(self.folder, name)
            self.calls += len(ledger.calls)
            self.invocations += len({request for _, request in ledger.calls})
            wrong += ledger.judge(name, STEPS)
        return wrong

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
                self.timers.append((name, entered[one["previousEventId"]] + 1, one["timestamp"]))
        return wrong

    def judge_timers(self):
        """A timer fires in time; while its owner is dead or hangs, as soon as another has taken over."""
        for name, due, fired in self.timers:
            excused = due
            for service, begun, ended in self.hits:
                # A timer that is not its instance's own is not held up by it; which is whose, nobody outside knows.
                if service == "orchestrator" and begun <= fired and ended + self.term >= due:
                    excused = max(excused, min(ended, begun + self.term))
            self.lateness.append(fired - excused)
            if fired - excused > self.PUNCTUALITY:
                self.wrong.append(f"{name}: a timer fired {fired - due:.3f} s late, {fired - excused:.3f} s after the takeover was due")

    def report(self):
        succeeded = self.statuses["SUCCEEDED"]
        late, took = sorted(self.lateness), sorted(self.took)
        total = sorted(fired - due for _, due, fired in self.timers)
        return {
            "started": len(self.started), "succeeded": succeeded, "statuses": dict(self.statuses),
            "errands": {errand.KIND: len(errand.asked) for errand in self.errands},
            "afflicted": dict(self.afflicted), "repeatedRequests": self.repeated,
            # Calls of one id are repeated because somebody died; a handler tells them by their id.
            "repeatedCalls": self.calls - self.invocations,
            "timerLatenessSeconds": {"p50": percentile(total, 0.5), "p99": percentile(total, 0.99), "max": percentile(total, 1)},
            "afterTakeoverSeconds": {"p99": percentile(late, 0.99), "max": percentile(late, 1)},
            "seconds50": percentile(took, 0.5), "seconds99": percentile(took, 0.99), "wrong": self.wrong[:10], "wrongs": len(self.wrong),
        }


def percentile(values, share):
    return round(values[min(len(values) - 1, int(len(values) * share))], 3) if values else None


def mount_disk():
    """A small disk in memory for the mesh, seen by this process and those that it starts; nothing where that is not allowed."""
    folder = tempfile.mkdtemp(prefix="orrery-disk-")
    libc = ctypes.CDLL(None, use_errno=True)
    new_namespace, private, recursive = 0x20000, 1 << 18, 1 << 14
    if libc.unshare(new_namespace) or libc.mount(None, b"/", None, private | recursive, None) or libc.mount(
            b"tmpfs", folder.encode(), b"tmpfs", 0, b"size=1600m"):
        os.rmdir(folder)
        return None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


DISK = None

if __name__ == "__main__":
    if "full" in sys.argv:
        # Only where it is asked for by name: everything of the mesh lies in memory then.
        DISK = mount_disk()
        os.environ["TMPDIR"] = tempfile.tempdir = DISK or tempfile.gettempdir()
    harness.run("workflows", __doc__, Trials, NAMES)
