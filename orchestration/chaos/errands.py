"""What is asked for beside the executions while instances die: events, schedules, and runs that somebody waits for."""

import asyncio
import base64
import io
import json
import os
import time
import zipfile

import aws
import harness

ACCOUNT = "us-east-1:000000000000"
FUNCTIONS = "/aws/2015-03-31/functions"
ROLE = f"arn:aws:iam::000000000000:role/trial"


def function_arn(name):
    return f"arn:aws:lambda:{ACCOUNT}:function:{name}"


class Ledger:
    """What the handlers have written of a run."""

    def __init__(self, folder, run):
        self.folder = os.path.join(folder, run)
        try:
            self.files = sorted(os.listdir(self.folder))
            with open(os.path.join(self.folder, "calls"), encoding="utf-8") as calls:
                self.calls = [line.split() for line in calls]
        except FileNotFoundError:
            self.files, self.calls = [], []

    def bookings(self, step):
        """The ids of the invocations that have booked a step."""
        return [name.split(".")[1] for name in self.files if name.startswith(step + ".") and name.endswith(".booked")]

    def text(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()

    def judge(self, name, steps):
        """What is wrong with these steps, each of which has to be booked under one id."""
        wrong = []
        for step in steps:
            times = len(self.bookings(step))
            if times != 1:
                wrong.append(f"{name} has booked {step} {times} times")
        return wrong


async def make_functions(client, bootstrap):
    """Functions for the events: one that goes well and one that never does; the destination of both is a third."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file, open(bootstrap, encoding="utf-8") as source:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o100755 << 16
        entry.create_system = 3
        file.writestr(entry, source.read())
    code = base64.b64encode(archive.getvalue()).decode()
    for name in ("ledger-event", "ledger-broken", "ledger-told"):
        await put(client, "POST", FUNCTIONS, {
            "FunctionName": name, "Runtime": "provided.al2023", "Handler": "bootstrap", "Role": ROLE, "Timeout": 20,
            "Code": {"ZipFile": code}})
    for name, outcome in (("ledger-event", "OnSuccess"), ("ledger-broken", "OnFailure")):
        await put(client, "PUT", f"/aws/2019-09-25/functions/{name}/event-invoke-config", {
            "MaximumRetryAttempts": 0 if name == "ledger-broken" else 2,
            "DestinationConfig": {outcome: {"Destination": function_arn("ledger-told")}}})


async def put(client, method, path, document):
    return await client.send(method, path, ["Content-Type: application/json"], json.dumps(document).encode())


class Errands:
    """A kind of errand: asked for again and again while instances die, and judged afterwards."""

    PAUSE = 0.2

    def __init__(self, run):
        self.run = run
        self.asked = {}
        self.wrong = []

    def ledger(self, name):
        return Ledger(self.run.folder, name)

    def event(self, name, step):
        return {"ledger": self.run.folder, "run": name, "step": step, "value": len(self.asked)}

    async def ask_all(self):
        client, number = self.run.client(), 0
        while not self.run.stopping:
            name = f"{self.KIND}-{self.run.name}-{os.getpid()}-{number}"
            try:
                await self.ask(client, name, number)
            except (harness.Failure, aws.Refused) as failure:
                self.wrong.append(f"{name}: {failure}")
            number += 1
            await asyncio.sleep(self.PAUSE)
        self.run.repeated += client.repeated
        client.close()

    async def settle(self):
        """Waits until everything is there, and judges it."""
        end = time.monotonic() + self.run.LIMIT
        while time.monotonic() < end and not all(self.is_done(name) for name in self.asked):
            await asyncio.sleep(0.5)
        for name in self.asked:
            self.wrong += self.judge(name)


class Events(Errands):
    """Invocations that are only accepted: each is handled, and its destination told, under one id."""

    KIND = "event"

    async def ask(self, client, name, number):
        function = "ledger-broken" if number % 4 == 3 else "ledger-event"
        event = dict(self.event(name, "event"), broken=function == "ledger-broken")
        # It counts from its answer on: what was not answered is sent again under the same key.
        await client.send(
            "POST", f"{FUNCTIONS}/{function}/invocations",
            ["X-Amz-Invocation-Type: Event", f"Idempotency-Key: {name}"], json.dumps(event).encode())
        self.asked[name] = event

    def is_done(self, name):
        return bool(self.ledger(name).bookings("told"))

    def judge(self, name):
        ledger = self.ledger(name)
        wrong = ledger.judge(name, ["event", "told"])
        if not wrong:
            told = ledger.text(f"told.{ledger.bookings('told')[0]}.booked")
            right = "RetriesExhausted" if self.asked[name]["broken"] else "Success"
            if told != right:
                wrong.append(f"{name}: its destination was told {told} and not {right}")
        return wrong


class Schedules(Errands):
    """Schedules that run once: each starts an execution, once, at its time."""

    KIND = "schedule"
    PAUSE = 1.0

    def __init__(self, run):
        super().__init__(run)
        self.lateness = []

    async def ask(self, client, name, number):
        due = int(time.time()) + 3 + number % 5
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(due))
        await put(client, "POST", f"/aws/schedules/{name}", {
            "ScheduleExpression": f"at({moment})", "FlexibleTimeWindow": {"Mode": "OFF"}, "ClientToken": name,
            "ActionAfterCompletion": "DELETE" if number % 2 else "NONE",
            "Target": {
                "Arn": self.run.part, "RoleArn": ROLE, "Input": json.dumps(self.event(name, "scheduled"))}})
        self.asked[name] = due

    def is_done(self, name):
        return bool(self.ledger(name).bookings("scheduled"))

    def judge(self, name):
        return self.ledger(name).judge(name, ["scheduled"])


class SynchronousRuns(Errands):
    """Express workflows whose callers wait: an answer is the right one; what was not answered is asked for again."""

    KIND = "express"

    async def ask(self, client, name, number):
        event = self.event(name, "express")
        told = await client.states(
            "StartSyncExecution", {"stateMachineArn": self.run.express, "input": json.dumps(event)})
        if told["status"] != "SUCCEEDED" or json.loads(told["output"]) != {"value": event["value"] * 2}:
            self.wrong.append(f"{name}: {told['status']}, {told.get('error')} {told.get('cause')} {told.get('output')}")
        self.asked[name] = event

    def is_done(self, name):
        return bool(self.ledger(name).bookings("express"))

    def judge(self, name):
        return [] if self.is_done(name) else [f"{name} was answered and has booked nothing"]
