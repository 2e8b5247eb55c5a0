"""Listens to a topic through the mesh's gateway over a WebSocket, which it opens byte by byte.

    websocket.py, with MESH_URL and MESH_TOKEN

The last line says `all is well`.
"""

import json
import os
import socket
import struct
import urllib.parse
import urllib.request

URL = urllib.parse.urlsplit(os.environ["MESH_URL"])
TOKEN = os.environ["MESH_TOKEN"]
TOPIC = f"socket-{os.getpid()}"


def call(method, path, document=None):
    request = urllib.request.Request(
        os.environ["MESH_URL"] + path, method=method, data=None if document is None else json.dumps(document).encode(),
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


class Client:
    def __init__(self, query):
        self.stream = socket.create_connection((URL.hostname, URL.port), timeout=30)
        self.stream.sendall(
            f"GET /v1/topics/{TOPIC}/partitions/0/records?{query} HTTP/1.1\r\nHost: {URL.netloc}\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Authorization: Bearer {TOKEN}\r\n\r\n".encode())
        self.file = self.stream.makefile("rb")
        self.status = self.file.readline().decode().strip()
        self.fields = {}
        while line := self.file.readline().strip():
            name, _, value = line.decode().partition(":")
            self.fields[name.lower()] = value.strip()

    def frame(self):
        head, length = self.file.read(2)
        if length == 126:
            length, = struct.unpack(">H", self.file.read(2))
        elif length == 127:
            length, = struct.unpack(">Q", self.file.read(8))
        return head & 15, self.file.read(length)

    def record(self):
        kind, payload = self.frame()
        assert kind == 1, (kind, payload)
        return json.loads(payload)["record"]

    def send(self, kind, payload=b""):
        self.stream.sendall(bytes([0x80 | kind, 0x80 | len(payload), 0, 0, 0, 0]) + payload)


call("POST", "/v1/topics", {"name": TOPIC})
call("POST", f"/v1/topics/{TOPIC}/records", {"records": [{"value": n} for n in range(3)]})
client = Client("offset=1")
assert client.status.startswith("HTTP/1.1 101"), (client.status, client.fields)
assert client.fields["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", client.fields
assert [client.record()["value"] for _ in range(2)] == [1, 2]
call("POST", f"/v1/topics/{TOPIC}/records", {"records": [{"value": "late", "key": "k"}]})
late = client.record()
assert late["value"] == "late" and late["offset"] == 3, late
client.send(9, b"are you there")
assert client.frame() == (10, b"are you there")
client.send(8, struct.pack(">H", 1000))
assert client.frame() == (8, struct.pack(">H", 1000))
assert client.file.read() == b"", "the connection ends"
assert Client("offset=99").status.startswith("HTTP/1.1 416")

# More than any buffer on the way takes: it waits for a client that does not read, and is all there.
block = "x" * 60_000
for _ in range(10):
    call("POST", f"/v1/topics/{TOPIC}/records", {"records": [{"value": block} for _ in range(40)]})
slow = Client("from=earliest")
offsets = [slow.record()["offset"] for _ in range(404)]
assert offsets == list(range(404)), offsets
call("DELETE", f"/v1/topics/{TOPIC}")
print("all is well")
