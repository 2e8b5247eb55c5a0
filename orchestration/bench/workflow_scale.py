"""What grows with the number of executions, of tasks and of transitions: the parts of `bench workflow` that need
orchestrators alone, without gateway and functions.

waiting   so many executions that wait (a day's timer, an activity's worker, somebody with a task token), started by the API:
          memory of the processes and bytes on disk for each, then kill -9 of all instances, and how long after the start
          of a new one a due timer has fired, a task of before has been taken up, and a new task has been done
flat      one execution of pure states in the profile without limits, and chains of tasks over a store that grows, with the
          time of each stretch
dispatch  the dispatcher of an instance with tasks that cost nothing: how many it hands out, and how long they wait at a rate
"""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import peers

PARTS = ["waiting", "flat", "dispatch"]
ROLE = "arn:aws:iam::000000000000:role/orrery"
RESIDENT_GOAL, RESTART_GOAL = 2048, 2.0
DISPATCH_GOAL, DISPATCH_WAIT_GOAL = 30_000, 45
# The slowest stretch may take so many times the first one's time.
FLAT_GOAL = 1.25
# A task that the orchestrator does itself, durably, and without any other service.
OWN_TASK = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:listActivities", "Arguments": {"MaxResults": 1}}


def options(parser):
    """Adds what these parts take."""
    parser.add_argument("--waiting", type=int, default=1_000_000, help="executions that wait (default 1,000,000)")
    parser.add_argument("--transitions", type=int, default=10_000_000, help="transitions of pure states (default 10,000,000)")
    parser.add_argument("--tasks", type=int, default=200_000, help="transitions of tasks over a growing store (default 200,000)")
    parser.add_argument("--data", help="a folder for the stores; without it, one that is removed afterwards")


def program(name):
    """A release program: of ORRERY_BIN, or built."""
    folder = os.environ.get("ORRERY_BIN")
    if folder and os.path.exists(os.path.join(folder, name)):
        return os.path.join(folder, name)
    return peers.build(name)


class Orchestrator:
    """An instance of the orchestrator, by itself."""

    def __init__(self, binary, data, name):
        self.log = open(os.path.join(data, f"{name}.log"), "w+")
        self.begun = time.time()
        self.process = subprocess.Popen(
            [binary, "--data-dir", data, "--http-port", "0", "--aws-callers", "anybody", "--executions-profile", "unbounded",
             "--service-instance", name, "--log-format", "json"], stdout=self.log, stderr=self.log, start_new_session=True)
        self.connection = None

    def await_ready(self):
        """Waits until it takes executions."""
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                raise peers.BenchError(f"an orchestrator ended with {self.process.returncode}")
            with open(self.log.name) as log:
                found = re.search(r'"port":"?(\d+)', log.read())
            if found:
                self.port = int(found.group(1))
                if self.get("/health/ready") == 200:
                    return self
            time.sleep(0.005)
        raise peers.BenchError("an orchestrator is not ready within a minute")

    def get(self, path):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0

    def call(self, operation, document):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AWSStepFunctions.{operation}"}
        try:
            self.connection.request("POST", "/aws", json.dumps(document).encode(), headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # It was closed while nobody used it.
            self.connection.close()
            self.connection.request("POST", "/aws", json.dumps(document).encode(), headers)
            answer = self.connection.getresponse()
        body = json.loads(answer.read() or b"null")
        if answer.status != 200:
            raise peers.BenchError(f"{operation} was answered with {answer.status}: {body}")
        return body

    def machine(self, name, definition):
        return self.call("CreateStateMachine", {"name": name, "definition": json.dumps(definition), "roleArn": ROLE})["stateMachineArn"]

    def start(self, machine, data="{}"):
        return self.call("StartExecution", {"stateMachineArn": machine, "input": data})["executionArn"]

    def memory(self):
        """Bytes that it holds itself, without the pages of files, which the system takes back when it likes."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"RssAnon:\s+(\d+)", status.read()).group(1)) * 1024

    def cpu(self):
        fields = peers._stat(self.process.pid)
        return (int(fields[11]) + int(fields[12])) / peers.TICKS

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()


# ----------------------------------------------------------------------------------------------------------------------
# Executions that wait


def start_many(instance, machine, count, folder):
    """Starts executions by the API, many at a time."""
    body = os.path.join(folder, f"start-{instance.port}.json")
    with open(body, "w") as file:
        json.dump({"stateMachineArn": machine, "input": "{}"}, file)
    done = subprocess.run(
        [peers.tool("h2load"), "-n", str(count), "-c", "4", "-m", "64", "-d", body, "-H", "content-type: application/x-amz-json-1.0",
         "-H", "x-amz-target: AWSStepFunctions.StartExecution", f"http://127.0.0.1:{instance.port}/aws"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    found = re.search(r"status codes: (\d+) 2xx", done.stdout)
    if not found or int(found.group(1)) != count:
        raise peers.BenchError(f"not all executions were started: {done.stdout[-400:]}")


def disk(data):
    return sum(os.path.getsize(os.path.join(data, name)) for name in os.listdir(data) if name.startswith("orchestrator.sqlite"))


def waiting(settings, data):
    binary = program("orchestrator")
    instances = [Orchestrator(binary, data, f"orchestrator-{number}").await_ready() for number in (1, 2)]
    try:
        first = instances[0]
        activity = first.call("CreateActivity", {"name": "somebody"})["activityArn"]
        token = {**OWN_TASK, "Resource": OWN_TASK["Resource"] + ".waitForTaskToken", "End": True}
        kinds = [
            ("a day's timer", 0.8, {"Type": "Wait", "Seconds": 86_400, "End": True}),
            ("an activity", 0.1, {"Type": "Task", "Resource": activity, "End": True}),
            ("a task token", 0.1, token)]
        machines = [first.machine(f"waits-{number}", jsonata(state)) for number, (_, _, state) in enumerate(kinds)]
        # The first ones make the caches and the pools, which do not grow.
        for machine in machines:
            for instance in instances:
                start_many(instance, machine, 1000, data)
        time.sleep(4)
        before, size = sum(one.memory() for one in instances), disk(data)
        begun = time.monotonic()
        for (name, share, _), machine in zip(kinds, machines):
            count = int(settings.waiting * share / 2)
            threads = [threading.Thread(target=start_many, args=(one, machine, count, data)) for one in instances]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            print(f"{2 * count:,} executions that wait for {name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
        elapsed = time.monotonic() - begun
        # What waited for less than the residence is forgotten.
        time.sleep(4)
        resident = sum(one.memory() for one in instances) - before
        on_disk = disk(data) - size
        restart = restarted(binary, data, instances)
    finally:
        for one in instances:
            one.kill()
    return {
        "executions": settings.waiting, "startedPerSecond": round(settings.waiting / elapsed),
        "residentBytesEach": round(resident / settings.waiting), "diskBytesEach": round(on_disk / settings.waiting), **restart}


def jsonata(state):
    return {"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": state}}


def restarted(binary, data, instances):
    """Kills all at once with tasks under way, and looks at what the next one does, and when."""
    first = instances[0]
    due = {"QueryLanguage": "JSONata", "StartAt": "W", "States": {
        "W": {"Type": "Wait", "Seconds": 2, "Next": "T"}, "T": {**OWN_TASK, "End": True}}}
    busy = {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
        "T": {**OWN_TASK, "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "E"}], "Default": "T"},
        "E": {"Type": "Succeed"}}}
    busy_arn, due_machine = first.start(first.machine("busy", busy)), first.machine("due", due)
    time.sleep(1)
    due_arn = first.start(due_machine)
    time.sleep(0.5)
    for one in instances:
        os.killpg(one.process.pid, signal.SIGKILL)
    for one in instances:
        one.kill()
    # The timer's moment passes while nobody runs.
    time.sleep(2)
    begun = time.time()
    instances[:] = [Orchestrator(binary, data, "orchestrator-3")]
    new = instances[0].await_ready()
    ready = time.time() - begun
    while new.call("DescribeExecution", {"executionArn": due_arn})["status"] == "RUNNING":
        time.sleep(0.005)
    events = new.call("GetExecutionHistory", {"executionArn": due_arn, "maxResults": 100})["events"]
    moments = {event["type"]: event["timestamp"] - begun for event in events}
    limit = time.monotonic() + 30
    resumed = []
    while not resumed and time.monotonic() < limit:
        resumed = events_since(new, busy_arn, begun)
    if not resumed:
        raise peers.BenchError("a task that was under way has not been taken up")
    new.call("StopExecution", {"executionArn": busy_arn})
    return {
        "restart": {
            "ready": round(ready, 3), "timerFired": round(moments["WaitStateExited"], 3),
            "taskDone": round(moments["TaskSucceeded"], 3), "pendingTaskDone": round(min(resumed), 3)}}


def events_since(instance, arn, moment):
    """How long after a moment the events of an execution were that came since, the newest first."""
    found, request = [], {"executionArn": arn, "maxResults": 1000, "reverseOrder": True}
    while True:
        page = instance.call("GetExecutionHistory", request)
        found += [event["timestamp"] - moment for event in page["events"] if event["timestamp"] > moment]
        if page["events"][-1]["timestamp"] <= moment or "nextToken" not in page:
            return found
        request["nextToken"] = page["nextToken"]


# ----------------------------------------------------------------------------------------------------------------------
# What each transition costs as they become many


def flat(settings, data):
    binary = program("orchestrator")
    instance = Orchestrator(binary, data, "orchestrator-1").await_ready()
    try:
        return {"pure": pure(instance, settings.transitions), "tasks": tasks(instance, settings.tasks, data), "bytes": disk(data)}
    finally:
        instance.kill()


def pure(instance, transitions):
    """A loop of two states, Pass and Choice, until so many have been entered."""
    rounds = transitions // 2
    machine = instance.machine("loop", {"QueryLanguage": "JSONata", "StartAt": "Count", "States": {
        "Count": {"Type": "Pass", "Assign": {"n": "{% $exists($states.input.n) ? $states.input.n + 1 : 1 %}"},
                  "Output": {"n": "{% $exists($states.input.n) ? $states.input.n + 1 : 1 %}"}, "Next": "Again"},
        "Again": {"Type": "Choice", "Choices": [{"Condition": f"{{% $states.input.n < {rounds} %}}", "Next": "Count"}], "Default": "Done"},
        "Done": {"Type": "Succeed"}}})
    return stretches(instance, instance.start(machine), transitions, per_event=0.5, unit=max(1, transitions // 10))


def tasks(instance, transitions, data):
    """One execution of tasks, one after the other, each durable."""
    machine = instance.machine("task-loop", {"QueryLanguage": "JSONata", "StartAt": "T", "States": {
        "T": {**OWN_TASK, "Output": {"n": "{% $exists($states.input.n) ? $states.input.n + 1 : 1 %}"}, "Next": "Again"},
        "Again": {"Type": "Choice", "Choices": [{"Condition": f"{{% $states.input.n < {transitions} %}}", "Next": "T"}], "Default": "Done"},
        "Done": {"Type": "Succeed"}}})
    # Five events of the task and two of the choice for each.
    return stretches(instance, instance.start(machine), transitions, per_event=1 / 7, unit=max(1, transitions // 10))


def stretches(instance, arn, transitions, per_event, unit):
    """Watches an execution, and tells when it passed each multiple of `unit` transitions, by the times of its events."""
    passed, cpu, ended = [], [instance.cpu()], False
    newest = lambda: instance.call("GetExecutionHistory", {"executionArn": arn, "maxResults": 1, "reverseOrder": True})["events"][0]
    begun = instance.call("DescribeExecution", {"executionArn": arn})["startDate"]
    last = (0, begun)
    while not ended:
        event = newest()
        ended = event["type"] in ("ExecutionSucceeded", "ExecutionFailed")
        if event["type"] == "ExecutionFailed":
            raise peers.BenchError(f"an execution failed: {event}")
        done, at = event["id"] * per_event, event["timestamp"]
        while len(passed) < transitions // unit and (done >= (len(passed) + 1) * unit or ended):
            goal = (len(passed) + 1) * unit
            share = min(1, (goal - last[0]) / max(done - last[0], 1))
            passed.append(last[1] + share * (at - last[1]))
            cpu.append(instance.cpu())
            took = passed[-1] - (passed[-2] if len(passed) > 1 else begun)
            print(f"{goal:>12,}: {took:8.2f} s, {took / unit * 1e6:8.2f} µs each, {cpu[-1] - cpu[-2]:6.1f} s of CPU", file=sys.stderr)
        last = (done, at)
        time.sleep(0.05)
    times = [b - a for a, b in zip([begun] + passed, passed)]
    return {
        "transitions": transitions, "unit": unit, "seconds": [round(one, 2) for one in times],
        "cpuSeconds": [round(b - a, 2) for a, b in zip(cpu, cpu[1:])], "memoryMegabytes": round(instance.memory() / 1e6)}


# ----------------------------------------------------------------------------------------------------------------------
# How fast tasks are handed out


def dispatch(settings, data):
    done = subprocess.run([program("DispatchBench"), str(DISPATCH_GOAL)], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


# ----------------------------------------------------------------------------------------------------------------------


def measure(part, settings):
    """The figures of a part."""
    data = settings.data or tempfile.mkdtemp(prefix="orrery-bench-")
    os.makedirs(data, exist_ok=True)
    try:
        return {"waiting": waiting, "flat": flat, "dispatch": dispatch}[part](settings, data)
    finally:
        if not settings.data:
            shutil.rmtree(data, ignore_errors=True)


def ratios_of(part, figures):
    """The figures beside their goals."""
    if part == "waiting":
        restart = figures["restart"]
        return [
            peers.ratio("resident bytes for each waiting execution", figures["residentBytesEach"], at_most=RESIDENT_GOAL),
            peers.ratio("start of an instance to the first due timer, s", restart["timerFired"], at_most=RESTART_GOAL),
            peers.ratio("start of an instance to the end of a task of before, s", restart["pendingTaskDone"], at_most=RESTART_GOAL)]
    if part == "flat":
        return [
            peers.ratio(f"{name}, CPU of the last tenth : of the second", figures[kind]["cpuSeconds"][-1] / max(figures[kind]["cpuSeconds"][1], 0.01), at_most=FLAT_GOAL)
            for kind, name in (("pure", "transitions of pure states"), ("tasks", "transitions of tasks"))]
    return [
        peers.ratio("tasks handed out a second from a backlog", figures["backlogPerSecond"], at_least=DISPATCH_GOAL),
        peers.ratio(f"waiting at {figures['rate']:,} a second, p99 ms", figures["p99Milliseconds"], at_most=DISPATCH_WAIT_GOAL)]


def run(settings):
    """Measures a part and prints its figures."""
    figures = measure(settings.part, settings)
    ratios = ratios_of(settings.part, figures)
    if settings.json:
        print(json.dumps({"bench": "workflow", "part": settings.part, "orrery": figures, "ratios": ratios}, indent=2))
        return
    print(f"\nworkflow, {settings.part}: {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}\n")
    print(json.dumps(figures, indent=2) + "\n")
    for one in ratios:
        print(f"{one['name']}: {one['value']} (goal {one['goal']}: {'reached' if one['reached'] else 'MISSED'})")
