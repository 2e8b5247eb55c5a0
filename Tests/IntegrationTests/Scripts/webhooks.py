"""Kills instances of events while they deliver webhooks to a server of its own, which verifies and counts.

    webhooks.py ORRERY, with MESH_URL and MESH_TOKEN

The last line says `all is well`.
"""

import collections
import http.server
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from standardwebhooks import Webhook

ORRERY = sys.argv[1]
TOPIC = f"hooks-{os.getpid()}"
PARTITIONS = 4
received = []
secret = None


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        event = Webhook(secret).verify(body, {name.lower(): value for name, value in self.headers.items()})
        received.append((self.headers["webhook-id"], event["logpartition"], event["logoffset"], event["data"]["n"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def call(method, path, document=None, key=None):
    headers = {"Authorization": f"Bearer {os.environ['MESH_TOKEN']}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    end = time.monotonic() + 60
    while True:
        request = urllib.request.Request(
            os.environ["MESH_URL"] + path, method=method, headers=headers,
            data=None if document is None else json.dumps(document).encode())
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null")
        except (urllib.error.HTTPError, OSError) as error:
            # An instance has just died; who names its request may send it again.
            if time.monotonic() > end or getattr(error, "code", 503) < 500:
                raise
            time.sleep(0.1)


def ready():
    status = json.loads(subprocess.run([ORRERY, "status", "--json"], capture_output=True, check=True).stdout)
    return [one["pid"] for one in status["instances"] if one["service"] == "events" and one["state"] == "ready"]


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
call("POST", "/v1/topics", {"name": TOPIC, "partitions": PARTITIONS}, key=TOPIC)
secret = call("PUT", f"/v1/topics/{TOPIC}/webhooks/hook", {"url": f"http://127.0.0.1:{server.server_port}/"})["secret"]

chance = random.Random(os.getpid())
number = killed = 0
end, next_kill = time.monotonic() + 12, time.monotonic() + 2
while time.monotonic() < end:
    records = [{"key": f"k{(number + n) % 40}", "value": {"n": number + n}} for n in range(5)]
    call("POST", f"/v1/topics/{TOPIC}/records", {"records": records}, key=f"{TOPIC}-{number}")
    number += len(records)
    if time.monotonic() > next_kill:
        pids = ready()
        if len(pids) == 2:
            os.kill(chance.choice(pids), signal.SIGKILL)
            killed += 1
            next_kill = time.monotonic() + 4
assert killed >= 2, killed
limit = time.monotonic() + 60
while len({n for _, _, _, n in received}) < number and time.monotonic() < limit:
    time.sleep(0.1)
counts = collections.Counter(n for _, _, _, n in received)
missing = sorted(set(range(number)) - set(counts))
assert not missing, (missing[:20], number, call("GET", f"/v1/topics/{TOPIC}/webhooks/hook"))
# Each death may repeat the one record of each partition whose answer was not written down.
repeated = sum(counts.values()) - number
assert repeated <= killed * PARTITIONS, (repeated, killed)
assert all(len({told for told, _, _, m in received if m == n}) == 1 for n, count in counts.items() if count > 1)
for partition in range(PARTITIONS):
    offsets = [offset for _, at, offset, _ in received if at == partition]
    order = list(dict.fromkeys(offsets))
    assert order == sorted(order), (partition, order)
print(f"{number} events, {killed} instances killed, {repeated} repeated")
call("DELETE", f"/v1/topics/{TOPIC}")
print("all is well")
