"""Plays the outside: an endpoint of webhooks that verifies with the library of Standard Webhooks, a push service whose browser
decrypts with http-ece, and providers of text messages. It says "PORT n", writes a line of JSON to a file for each request, and
ends when its input does. Paths say how it answers: /hook/STATUS, /push/STATUS, /sms-STATUS-CODE/2010-04-01/…"""

import base64
import http.server
import json
import os
import sys
import threading
import urllib.parse

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from standardwebhooks import Webhook

log = open(sys.argv[1], "a", buffering=1)
browser = ec.generate_private_key(ec.SECP256R1())
auth = os.urandom(16)
secrets = {}


def plain(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def hook(headers, body):
    verified = Webhook(secrets["hook"]).verify(body, {name.lower(): value for name, value in headers.items()})
    return {"kind": "hook", "message": verified, "id": headers["webhook-id"]}


def push(headers, body, port):
    token, key = (part.strip().split("=", 1)[1] for part in headers["authorization"].removeprefix("vapid ").split(","))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(key))
    claims = jwt.decode(token, public, algorithms=["ES256"], audience=f"http://127.0.0.1:{port}")
    text = http_ece.decrypt(body, private_key=browser, auth_secret=auth, version=headers["content-encoding"])
    return {"kind": "push", "message": json.loads(text), "subject": claims["sub"], "ttl": headers["ttl"], "key": key}


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        kind, _, rest = self.path[1:].partition("/")
        status, answer = int(rest) if rest.isdigit() else 200, b""
        try:
            if kind == "hook":
                told = hook(self.headers, body)
            elif kind == "push":
                told = push(self.headers, body, self.server.server_address[1])
            elif kind.startswith("sms"):
                status, code = (int(part) for part in kind.split("-")[1:])
                told = {"kind": kind, "path": rest, "form": dict(urllib.parse.parse_qsl(body.decode())),
                        "authorization": self.headers["authorization"], "token": self.headers["i-twilio-idempotency-token"]}
                document = {"sid": "SM1", "status": "queued"} if status < 300 else {"code": code, "message": "No"}
                answer = json.dumps(document).encode()
            else:
                secrets.update(json.loads(body))
                told = None
        except Exception as error:
            told, status = {"kind": "error", "detail": repr(error)}, 500
        if told:
            log.write(json.dumps(told) + "\n")
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
point = browser.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
print("KEYS", plain(point), plain(auth))
print("PORT", server.server_address[1], flush=True)
server.serve_forever()
