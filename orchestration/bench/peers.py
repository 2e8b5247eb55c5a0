"""What the benchmarks share: processes pinned to a core, load against them, and their own account of CPU time."""

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERVER_CORE = 0
LOAD_CORE = 1
TICKS = os.sysconf("SC_CLK_TCK")
PACKAGES = {
    "taskset": "util-linux",
    "h2load": "nghttp2-client",
    "nghttpd": "nghttp2-server",
    "wrk": "wrk",
    "haproxy": "haproxy",
    "kcat": "kcat",
    "nats-server": "nats-server",
    "nginx": "nginx-light",
    "redis-server": "redis-server",
}


class BenchError(Exception):
    """What keeps a benchmark from giving a figure, in words for the terminal."""


def tool(name):
    """The path of a program, which Debian also puts where users do not look."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin")
    if path is None:
        raise BenchError(f"{name} is missing: apt-get install {PACKAGES.get(name, name)}")
    return path


def require_cores():
    """The server and the load need a core each, or they measure each other."""
    if os.cpu_count() < 2:
        raise BenchError("two cores are needed: one for the server, one for the load")


def build(product):
    """Builds a product for release and returns its path."""
    command = ["swift", "build", "-c", "release", "--product", product]
    print(" ".join(command), file=sys.stderr)
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr).returncode != 0:
        raise BenchError(f"{product} does not build")
    path = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return os.path.join(path.stdout.strip(), product)


def free_port():
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A server pinned to a core, in a process group of its own, ended with the `with` block."""

    def __init__(self, command, core=SERVER_CORE, port=None, environment=None):
        self.command = [tool("taskset"), "-c", str(core), *command]
        self.port = port
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        announces = self.port is None
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.PIPE if announces else subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self.environment, start_new_session=True, text=True)
        try:
            if announces:
                self.port = self._announced_port()
            self._await_port()
        except BenchError:
            self.__exit__()
            raise
        return self

    def _announced_port(self):
        """Servers that choose their port print `listening PORT`."""
        for line in self.process.stdout:
            match = re.match(r"listening (\d+)", line)
            if match:
                return int(match.group(1))
        raise BenchError(f"{self.command[3]} ended before it listened")

    def _await_port(self):
        limit = time.monotonic() + 10
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                raise BenchError(f"{self.command[3]} ended with {self.process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise BenchError(f"{self.command[3]} does not listen on {self.port}")

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def cpu_seconds(self):
        """User and system time of the process and those that it started, by the kernel's account."""
        return sum(_cpu_ticks(pid) for pid in _family(self.process.pid)) / TICKS

    def resident_megabytes(self):
        """Resident memory of the process and those that it started."""
        pages = 0
        for pid in _family(self.process.pid):
            try:
                with open(f"/proc/{pid}/statm") as statm:
                    pages += int(statm.read().split()[1])
            except OSError:
                continue
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _stat(pid):
    with open(f"/proc/{pid}/stat") as stat:
        # The name may hold spaces and brackets; the fields after its last bracket do not.
        return stat.read().rpartition(")")[2].split()


def _cpu_ticks(pid):
    try:
        fields = _stat(pid)
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def cpu_seconds(pid):
    """User and system time of a process so far; 0 when there is none."""
    return _cpu_ticks(pid) / TICKS


def _family(root):
    """The process and all that descend from it."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents.setdefault(int(_stat(entry)[1]), []).append(int(entry))
            except OSError:
                continue
    family, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        family.append(pid)
        waiting.extend(parents.get(pid, []))
    return family


def load_h2(port, path, seconds, connections=8, streams=32):
    """Requests over HTTP/2 with prior knowledge. Returns (done, failed)."""
    output = _load([
        tool("h2load"), "-D", str(seconds), "-c", str(connections), "-m", str(streams), f"http://127.0.0.1:{port}{path}"])
    match = re.search(r"requests: .*?, (\d+) done, (\d+) succeeded, (\d+) failed", output)
    if match is None:
        raise BenchError(f"h2load says nothing of its requests: {output[-500:]}")
    done, succeeded, failed = (int(group) for group in match.groups())
    return done, failed + done - succeeded


def load_h1(port, path, seconds, connections=64):
    """Requests over HTTP/1.1, one at a time on each connection. Returns (done, failed)."""
    output = _load([
        tool("wrk"), "-d", f"{seconds}s", "-c", str(connections), "-t", "1", f"http://127.0.0.1:{port}{path}"])
    match = re.search(r"(\d+) requests in", output)
    if match is None:
        raise BenchError(f"wrk says nothing of its requests: {output[-500:]}")
    bad = sum(int(count) for count in re.findall(r"Non-2xx or 3xx responses: (\d+)", output))
    for counts in re.findall(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output):
        bad += sum(int(count) for count in counts)
    return int(match.group(1)), bad


def _load(command):
    done = subprocess.run(
        [tool("taskset"), "-c", str(LOAD_CORE), *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise BenchError(f"{os.path.basename(command[0])} failed: {done.stdout[-500:]}")
    return done.stdout


def measure(name, process, load, path, seconds):
    """Warms a running server up, loads it, and gives the row of its figures."""
    load(process.port, path, 1)
    cpu, began = process.cpu_seconds(), time.monotonic()
    done, failed = load(process.port, path, seconds)
    elapsed, used = time.monotonic() - began, process.cpu_seconds() - cpu
    if done == 0 or failed > 0:
        raise BenchError(f"{name}: {failed} of {done} requests failed")
    return {
        "name": name,
        "requestsPerSecond": round(done / elapsed),
        "cpuMicrosecondsPerRequest": round(used / done * 1e6, 2),
        "cpuShare": round(used / elapsed, 2),
        "residentMegabytes": round(process.resident_megabytes(), 1),
    }


def best_of(rounds, seconds, path, servers):
    """Measures servers in turns, and gives the cheapest row of each: other work on the machine only ever makes one dearer.

    `servers` are (name, function that makes a Process, function that loads it).
    """
    best = {}
    for _ in range(rounds):
        for name, server, load in servers:
            with server() as process:
                row = measure(name, process, load, path, seconds)
            if name not in best or row["cpuMicrosecondsPerRequest"] < best[name]["cpuMicrosecondsPerRequest"]:
                best[name] = row
    return [best[name] for name, _, _ in servers]


def arguments(name, description, binary):
    """What every benchmark takes on its command line."""
    parser = argparse.ArgumentParser(prog=f"orrery bench {name}", description=description)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement (default 3)")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each server, taken in turns (default 5)")
    parser.add_argument("--binary", help=f"the built {binary}; without it, it is built for release")
    return parser.parse_args()


def report(title, rows, ratios, as_json):
    """Prints the figures, as a table or as JSON."""
    if as_json:
        print(json.dumps({"bench": title, "rows": rows, "ratios": ratios}, indent=2))
        return
    print(f"\n{title}: server on core {SERVER_CORE}, load on core {LOAD_CORE}\n")
    print(f"{'':38}{'requests/s':>12}{'CPU/request':>14}{'of a core':>11}{'resident':>11}")
    for row in rows:
        print(
            f"{row['name']:38}{row['requestsPerSecond']:>12,}{row['cpuMicrosecondsPerRequest']:>11.2f} µs"
            f"{row['cpuShare'] * 100:>9.0f} %{row['residentMegabytes']:>8.1f} MB")
    print()
    for ratio in ratios:
        mark = "reached" if ratio["reached"] else "MISSED"
        print(f"{ratio['name']}: {ratio['value']} (goal {ratio['goal']}: {mark})")


def ratio(name, value, at_least=None, at_most=None):
    """One comparison with its goal."""
    reached = value >= at_least if at_least is not None else value <= at_most
    goal = f"≥ {at_least}" if at_least is not None else f"≤ {at_most}"
    return {"name": name, "value": round(value, 2), "goal": goal, "reached": reached}


def main(run):
    """Runs a benchmark as a program; missing tools end it with their names."""
    try:
        run()
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
