#!/usr/bin/env python3
"""Workflows and functions as their callers meet them, beside DBOS on SQLite in the same run.

A mesh of release programs, two instances of each service, load included, shares the machine's cores. Every workflow here is
durable: its steps are on disk before the next begins, as DBOS keeps them. DBOS runs in its own process and calls its steps
as functions of that process; ours go through the gateway, the orchestrator, the functions service and a handler's process.
The rate of durable transitions is therefore measured twice: of an orchestrator whose functions answer in its own process,
as the peer's do, and of the mesh.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

import peers
import workflow_scale

sys.path.insert(0, os.path.join(peers.ROOT, "orchestration", "chaos"))
import harness  # noqa: E402 (found beside the trials)

# What the peer runs on, and what runs the handlers in Python.
PACKAGES = ["dbos>=3.4,<4", "awslambdaric>=4.2,<5"]
ROLE = "arn:aws:iam::000000000000:role/orrery"
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:"
PASS_GOAL, TASK_GOAL = 1.0, 5.0
TRANSITION_GOAL, RATIO_GOAL = 10_000, 20
WARM_GOAL, COLD_GOAL, COLD_PYTHON_GOAL = 0.3, 30, 150


def chain(count, state):
    """A definition of so many states of a kind, one after the other."""
    states = {}
    for number in range(count):
        follows = {"End": True} if number == count - 1 else {"Next": f"S{number + 1}"}
        states[f"S{number}"] = {**state, **follows}
    return json.dumps({"StartAt": "S0", "States": states})


class Client:
    """One connection to the mesh's AWS APIs."""

    def __init__(self, address, token):
        parts = urllib.parse.urlsplit(address)
        self.connection = harness.Connection(parts.hostname, parts.port)
        self.authorization = f"Authorization: Bearer {token}"

    async def states(self, operation, document, *more):
        headers = [self.authorization, "Content-Type: application/x-amz-json-1.0", f"X-Amz-Target: AWSStepFunctions.{operation}", *more]
        return await self.send("POST", "/aws/", headers, json.dumps(document).encode())

    async def functions(self, method, path, document=None):
        body = b"" if document is None else json.dumps(document).encode()
        return await self.send(method, "/aws" + path, [self.authorization, "Content-Type: application/json"], body)

    async def send(self, method, path, headers, body):
        status, _, answer = await self.connection.request(method, path, headers, body)
        if status >= 300:
            raise peers.BenchError(f"{method} {path} was answered with {status}: {answer[:300].decode()}")
        return json.loads(answer) if answer else None


class Bench:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.token = mesh.run("token", "--role", "admin").stdout.strip()
        self.client = Client(mesh.address, self.token)

    async def machine(self, name, definition, kind="STANDARD"):
        made = await self.client.states(
            "CreateStateMachine", {"name": name, "definition": definition, "roleArn": ROLE, "type": kind})
        return made["stateMachineArn"]

    async def timed(self, count, work):
        """The times of so many calls after a few that warm up, in milliseconds."""
        times = []
        for number in range(-20, count):
            begun = time.perf_counter()
            await work(number)
            if number >= 0:
                times.append((time.perf_counter() - begun) * 1000)
        return quantiles(times)

    async def finish(self, machine, client=None):
        """Starts an execution and waits until it has ended."""
        client = client or self.client
        arn = (await client.states("StartExecution", {"stateMachineArn": machine, "input": "{}"}))["executionArn"]
        while True:
            told = await client.states("DescribeExecution", {"executionArn": arn}, "Prefer: wait=10")
            if told["status"] == "SUCCEEDED":
                return
            if told["status"] != "RUNNING":
                raise peers.BenchError(f"an execution is {told['status']}: {told.get('error')} {told.get('cause')}")

    async def sync(self, machine):
        told = await self.client.states("StartSyncExecution", {"stateMachineArn": machine, "input": "{}"})
        if told["status"] != "SUCCEEDED":
            raise peers.BenchError(f"an execution is {told['status']}: {told.get('error')} {told.get('cause')}")

    async def latencies(self):
        passes, tasks = chain(5, {"Type": "Pass"}), chain(5, {"Type": "Task", "Resource": FUNCTION + "echo"})
        express = [await self.machine(f"{name}-express", text, "EXPRESS") for name, text in (("passes", passes), ("tasks", tasks))]
        standard = [await self.machine(name, text) for name, text in (("passes", passes), ("tasks", tasks))]
        count = self.options.executions
        return {
            "passesExpress": await self.timed(count, lambda _: self.sync(express[0])),
            "passes": await self.timed(count, lambda _: self.finish(standard[0])),
            "tasksExpress": await self.timed(count, lambda _: self.sync(express[1])),
            "tasks": await self.timed(count, lambda _: self.finish(standard[1])),
        }, standard[1]

    async def throughput(self):
        """Task states that were begun, carried out and written down, a second."""
        machine = await self.machine("chain", chain(20, {"Type": "Task", "Resource": FUNCTION + "echo"}))
        clients = [Client(self.mesh.address, self.token) for _ in range(64)]
        return await chains(machine, clients, self.options.chains)

    async def invocations(self):
        path = "/2015-03-31/functions/echo"
        count = self.options.executions
        return {
            # The same way to the same service, without a handler at its end.
            "withoutHandler": await self.timed(count, lambda _: self.client.functions("GET", path + "/configuration")),
            "warm": await self.timed(count, lambda _: self.client.functions("POST", path + "/invocations", {"a": 1})),
            "cold": await self.cold("echo"),
            "coldPython": await self.cold("echo-python"),
        }

    async def cold(self, name):
        """First calls: a changed configuration has no process yet."""
        path, times = f"/2015-03-31/functions/{name}", []
        for number in range(self.options.starts):
            await self.client.functions(
                "PUT", path + "/configuration", {"Environment": {"Variables": {"BENCH_NUMBER": str(number)}}})
            begun = time.perf_counter()
            await self.client.functions("POST", path + "/invocations", {"a": 1})
            times.append((time.perf_counter() - begun) * 1000)
        return quantiles(times)


async def chains(machine, clients, count):
    """Runs so many executions of twenty tasks each, one after the other for each client; tasks a second."""
    numbers = iter(range(count))

    async def work(client):
        for _ in numbers:
            arn = (await client.states("StartExecution", {"stateMachineArn": machine, "input": "{}"}))["executionArn"]
            while (told := await client.states("DescribeExecution", {"executionArn": arn}, "Prefer: wait=10"))["status"] == "RUNNING":
                pass
            if told["status"] != "SUCCEEDED":
                raise peers.BenchError(f"an execution is {told['status']}: {told.get('error')} {told.get('cause')}")

    begun = time.perf_counter()
    await asyncio.gather(*(work(client) for client in clients))
    return count * 20 / (time.perf_counter() - begun)


async def engine(program, count):
    """Tasks a second of one orchestrator whose functions answer in its own process."""
    port = peers.free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        flags = ["--data-dir", folder, "--http-port", str(port), "--aws-callers", "anybody"]
        process = subprocess.Popen([program, *flags], stdout=subprocess.DEVNULL)
        try:
            client = Client(address, "")
            definition = chain(20, {"Type": "Task", "Resource": FUNCTION + "echo"})
            request = {"name": "chain", "definition": definition, "roleArn": ROLE}
            machine = await until_served(process, lambda: client.states("CreateStateMachine", request))
            clients = [Client(address, "") for _ in range(256)]
            await until_served(process, lambda: chains(machine["stateMachineArn"], clients[:1], 1))
            await chains(machine["stateMachineArn"], clients, 256)
            return await chains(machine["stateMachineArn"], clients, count)
        finally:
            process.terminate()
            process.wait()


async def until_served(process, work):
    """Tries again until an orchestrator that has just been started takes the call."""
    end = time.monotonic() + 20
    while True:
        try:
            return await work()
        except (OSError, peers.BenchError) as error:
            if process.poll() is not None or time.monotonic() > end:
                raise peers.BenchError(f"the orchestrator does not serve: {error}") from error
            await asyncio.sleep(0.1)


def built(product):
    """The path of a program of this benchmark, built for release if need be."""
    programs = os.environ.get("ORRERY_BIN", "")
    if not programs or os.path.realpath(programs) == os.path.realpath(os.path.join(peers.ROOT, ".build", "release")):
        return peers.build(product)
    path = os.path.join(programs, product)
    if not os.path.exists(path):
        raise peers.BenchError(f"there is no built {product} in {programs}")
    return path


def quantiles(times):
    times = sorted(times)
    at = lambda share: round(times[min(len(times) - 1, int(len(times) * share))], 2)
    return {"p50": at(0.5), "p90": at(0.9), "p99": at(0.99)}


def function_folders(folder):
    """The functions that are measured: one that answers what it was given, in Swift and in Python."""
    built("EchoFunction")
    for name, manifest, code in [
        ("echo", {"runtime": "provided.al2023", "program": "EchoFunction"}, None),
        ("echo-python", {"runtime": "python3.11", "handler": "app.handler"}, "def handler(event, context):\n    return event\n"),
    ]:
        path = os.path.join(folder, name)
        os.makedirs(path)
        with open(os.path.join(path, "function.json"), "w") as file:
            json.dump(manifest, file)
        if code:
            with open(os.path.join(path, "app.py"), "w") as file:
                file.write(code)
        yield path


def python():
    """The Python of an environment of the bench's own."""
    environment = os.path.join(peers.ROOT, ".build", "bench-python")
    program = os.path.join(environment, "bin", "python")
    needed = [program, "-c", "import dbos, awslambdaric"]
    if not os.path.exists(program) or subprocess.run(needed, stderr=subprocess.DEVNULL, check=False).returncode:
        print("Installing DBOS and awslambdaric into .build/bench-python", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        subprocess.run([program, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return program


def mesh_file(folder, program):
    """The mesh as it is, but with a Python that can run handlers."""
    with open(os.path.join(peers.ROOT, "orchestration", "mesh.yaml")) as file:
        before, block, after = re.split(r"(^  functions:\n(?:    .*\n)*)", file.read(), maxsplit=1, flags=re.M)
    if "    environment:\n" not in block:
        block += "    environment:\n"
    block = block.replace("    environment:\n", f"    environment:\n      HANDLERS_PYTHON: {program}\n")
    path = os.path.join(folder, "mesh.yaml")
    with open(path, "w") as file:
        file.write(before + block + after)
    return path


def peer(program, workflows):
    """The figures of DBOS."""
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(peers.ROOT, "orchestration", "bench", "dbos_peer.py")
        done = subprocess.run([program, script, folder, str(workflows)], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


async def measure(mesh, options):
    bench = Bench(mesh, options)
    latencies, _ = await bench.latencies()
    return {"latencies": latencies, "taskTransitionsPerSecond": round(await bench.throughput()), "invocations": await bench.invocations()}


def ratios_of(ours, theirs):
    latencies, invocations = ours["latencies"], ours["invocations"]
    rate, steps = ours["engineTransitionsPerSecond"], max(theirs["stepsPerSecond"], theirs["stepsPerSecondConcurrent"])
    return [
        peers.ratio("five Pass states, express, start to result, p50 ms", latencies["passesExpress"]["p50"], at_most=PASS_GOAL),
        peers.ratio("five function tasks, express, start to result, p50 ms", latencies["tasksExpress"]["p50"], at_most=TASK_GOAL),
        peers.ratio("five function tasks, each step on disk, p50 ms", latencies["tasks"]["p50"], at_most=TASK_GOAL),
        peers.ratio("durable task transitions/s of an orchestrator", rate, at_least=TRANSITION_GOAL),
        peers.ratio("task transitions/s, ours : DBOS' steps/s", rate / steps, at_least=RATIO_GOAL),
        peers.ratio("warm invoke over a call without a handler, p50 ms", invocations["warm"]["p50"] - invocations["withoutHandler"]["p50"], at_most=WARM_GOAL),
        peers.ratio("cold start, Swift, p99 ms", invocations["cold"]["p99"], at_most=COLD_GOAL),
        peers.ratio("cold start, Python, p99 ms", invocations["coldPython"]["p99"], at_most=COLD_PYTHON_GOAL),
    ]


def report(ours, theirs, ratios):
    print(f"\nworkflow: two instances of each service and the load on {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}\n")
    print(f"{'':44}{'p50':>9}{'p90':>9}{'p99':>9}   ms")
    rows = [
        ("five Pass states, express", ours["latencies"]["passesExpress"]), ("five Pass states, standard", ours["latencies"]["passes"]),
        ("five function tasks, express", ours["latencies"]["tasksExpress"]), ("five function tasks, standard", ours["latencies"]["tasks"]),
        ("a call without a handler", ours["invocations"]["withoutHandler"]), ("invoke, warm", ours["invocations"]["warm"]),
        ("invoke, cold, Swift", ours["invocations"]["cold"]), ("invoke, cold, Python", ours["invocations"]["coldPython"])]
    for name, row in rows:
        print(f"{name:44}{row['p50']:>9.2f}{row['p90']:>9.2f}{row['p99']:>9.2f}")
    print(f"{'five steps of DBOS':44}{theirs['milliseconds50']:>9.2f}{'':9}{theirs['milliseconds99']:>9.2f}\n")
    print(f"{ours['engineTransitionsPerSecond']:,} task transitions/s of one orchestrator whose functions are its own, "
          f"{ours['taskTransitionsPerSecond']:,} through the mesh and handlers' processes; DBOS {theirs['stepsPerSecond']:,} steps/s alone, "
          f"{theirs['stepsPerSecondConcurrent']:,} from 16 threads\n")
    for one in ratios:
        print(f"{one['name']}: {one['value']} (goal {one['goal']}: {'reached' if one['reached'] else 'MISSED'})")


def run():
    parser = argparse.ArgumentParser(prog="orchestration/orrery bench workflow", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--executions", type=int, default=300, help="calls of each latency (default 300)")
    parser.add_argument("--chains", type=int, default=500, help="executions of twenty tasks each for the rate (default 500)")
    parser.add_argument("--starts", type=int, default=50, help="cold starts of each kind (default 50)")
    parser.add_argument("--peer", type=int, default=200, help="workflows of DBOS (default 200)")
    parser.add_argument("--part", choices=["mesh", *workflow_scale.PARTS], default="mesh", help="what is measured (default mesh)")
    workflow_scale.options(parser)
    options = parser.parse_args()
    if options.part != "mesh":
        workflow_scale.run(options)
        return
    mesh = harness.Mesh(True)
    program = python()
    with tempfile.TemporaryDirectory() as folder:
        folders = list(function_folders(folder))
        try:
            mesh.up("--no-seed", "--mesh", mesh_file(folder, program))
            mesh.run("function", "deploy", *folders)
            ours = asyncio.run(measure(mesh, options))
        except harness.Failure as failure:
            raise peers.BenchError(str(failure)) from failure
        finally:
            mesh.down()
    ours["engineTransitionsPerSecond"] = round(asyncio.run(engine(built("WorkflowBench"), options.chains * 4)))
    theirs = peer(program, options.peer)
    ratios = ratios_of(ours, theirs)
    if options.json:
        print(json.dumps({"bench": "workflow", "orrery": ours, "DBOS": theirs, "ratios": ratios}, indent=2))
        return
    report(ours, theirs, ratios)


if __name__ == "__main__":
    peers.main(run)
