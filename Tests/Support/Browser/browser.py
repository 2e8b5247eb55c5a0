"""A real Chromium without a window, driven by its DevTools protocol over a WebSocket, with the standard library alone."""

import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request


def wait(condition, sentence, state=lambda: "", limit=15):
    """Waits until something holds, and says what did not when time is up; `state` tells how things are then."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        value = condition()
        if value:
            print(f"ok   {sentence}")
            return value
        time.sleep(0.05)
    print(f"FAIL {sentence}\n     {state()}")
    sys.exit(1)


class Tab:
    """One page of the browser, driven by its DevTools protocol over a WebSocket."""

    def __init__(self, url):
        host, _, path = url.removeprefix("ws://").partition("/")
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=20)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.stream = self.socket.makefile("rb")
        while self.stream.readline().strip():
            pass
        self.number = 0

    def call(self, method, **parameters):
        self.number += 1
        payload = json.dumps({"id": self.number, "method": method, "params": parameters}).encode()
        mask = os.urandom(4)
        size = len(payload)
        head = b"\x81" + (bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack(">H", size))
        self.socket.sendall(head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload)))
        while True:
            message = json.loads(self.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def receive(self):
        text = b""
        while True:
            first, second = self.stream.read(2)
            size = second & 0x7F
            if size == 126:
                size = struct.unpack(">H", self.stream.read(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self.stream.read(8))[0]
            text += self.stream.read(size)
            if first & 0x80:
                return text

    def run(self, code):
        result = self.call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{code}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def go(self, url):
        self.call("Page.navigate", url=url)
        wait(lambda: self.run("document.readyState == 'complete' && location.href") == url, f"{url} is loaded")

    def click(self, selector):
        """Clicks as a person does, so that the browser counts an interaction."""
        x, y = self.run(
            f"(() => {{ const r = document.querySelector('{selector}').getBoundingClientRect();"
            "return [r.x + r.width / 4, r.y + r.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


class Browser:
    """The program, for the time of a `with`, in a profile of its own."""

    def __init__(self, chromium):
        self.profile = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            [
                chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--no-proxy-server", "--hide-scrollbars", "--remote-debugging-port=0", f"--user-data-dir={self.profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)

    def tab(self):
        """The one page that it has opened."""
        ports = os.path.join(self.profile, "DevToolsActivePort")
        wait(lambda: os.path.exists(ports) and open(ports).read().count("\n") >= 1, "the browser is there", limit=60)
        port = open(ports).read().split()[0]
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        pages = json.load(opener.open(f"http://127.0.0.1:{port}/json/list"))
        return Tab(next(page for page in pages if page["type"] == "page")["webSocketDebuggerUrl"])
