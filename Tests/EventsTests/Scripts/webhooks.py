"""Receives a webhook and verifies it with the library of Standard Webhooks, unmodified.

    python3 webhooks.py URL

URL is where events are, which takes the token `admin`. The last line says `passed`.
"""

import http.server
import json
import queue
import sys
import threading
import urllib.request

from standardwebhooks import Webhook, WebhookVerificationError

URL = sys.argv[1]
RECEIVED = queue.Queue()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        RECEIVED.put((dict(self.headers.items()), body))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def call(method, path, document=None):
    request = urllib.request.Request(
        URL + path, method=method, data=None if document is None else json.dumps(document).encode(),
        headers={"Authorization": "Bearer admin", "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def verified(secret, headers, body):
    return Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})


def refused(secret, headers, body):
    try:
        verified(secret, headers, body)
    except WebhookVerificationError:
        return True
    return False


def publish(value):
    call("POST", "/v1/topics/orders/records", {"records": [{"key": "ada", "value": value}]})
    return RECEIVED.get(timeout=20)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
call("POST", "/v1/topics", {"name": "orders"})
hook = "/v1/topics/orders/webhooks/billing"
first = call("PUT", hook, {"url": f"http://127.0.0.1:{server.server_port}/in"})["secret"]

headers, body = publish({"n": 1, "name": "J\u00fcrgen"})
event = verified(first, headers, body)
assert event["data"] == {"n": 1, "name": "J\u00fcrgen"} and event["type"] and event["timestamp"], event
assert refused(first, headers, body.replace(b'"n"', b'"m"')) and refused("whsec_" + "A" * 32, headers, body)

rotated = call("POST", hook + "/secrets", {"overlapSeconds": 3600})
assert rotated["secret"] != first and len(rotated["secretsRetireAt"]) == 1, rotated
headers, body = publish({"n": 2})
assert verified(first, headers, body)["data"] == verified(rotated["secret"], headers, body)["data"] == {"n": 2}

last = call("POST", hook + "/secrets", {"overlapSeconds": 0})
headers, body = publish({"n": 3})
assert verified(last["secret"], headers, body) and refused(first, headers, body) is False
assert refused(rotated["secret"], headers, body), "a secret without an overlap signs no more"

report = call("POST", hook + "/test")
headers, body = RECEIVED.get(timeout=20)
assert report["isDelivered"] and report["status"] == 200, report
assert verified(last["secret"], headers, body)["type"] == "orrery.webhook.test"
print("passed")
