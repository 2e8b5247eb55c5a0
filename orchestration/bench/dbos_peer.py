"""Five-step workflows of DBOS on SQLite: started by bench workflow in an environment that has `dbos`, it prints figures as JSON.

Usage: dbos_peer.py FOLDER WORKFLOWS
"""

import concurrent.futures
import json
import os
import statistics
import sys
import time

from dbos import DBOS, SetWorkflowID

folder, count = sys.argv[1], int(sys.argv[2])
DBOS(config={
    "name": "bench", "system_database_url": f"sqlite:///{os.path.join(folder, 'dbos.sqlite')}", "log_level": "ERROR",
    "run_admin_server": False})


@DBOS.step()
def step(value):
    return value + 1


@DBOS.workflow()
def five(value):
    for _ in range(5):
        value = step(value)
    return value


def run(number):
    with SetWorkflowID(f"run-{number}"):
        begun = time.perf_counter()
        assert five(number) == number + 5
        return time.perf_counter() - begun


def main():
    DBOS.launch()
    for number in range(10):
        run(-1 - number)
    begun = time.perf_counter()
    times = sorted(run(number) for number in range(count))
    alone = time.perf_counter() - begun
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        begun = time.perf_counter()
        list(pool.map(run, range(count, 2 * count)))
        together = time.perf_counter() - begun
    print(json.dumps({
        "milliseconds50": round(statistics.median(times) * 1000, 2),
        "milliseconds99": round(times[int(len(times) * 0.99)] * 1000, 2),
        "workflowsPerSecond": round(count / alone, 1), "stepsPerSecond": round(5 * count / alone, 1),
        "stepsPerSecondConcurrent": round(5 * count / together, 1)}))
    sys.stdout.flush()
    # Its own threads have nothing left to do.
    os._exit(0)


if __name__ == "__main__":
    main()
