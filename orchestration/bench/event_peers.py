"""JetStream with file storage and streams of Redis, as the benchmark of events measures them: by their own protocols.

The clients here do no more than a benchmark needs: they send bytes that were made before, and count answers.
"""

import shutil
import socket
import subprocess
import tempfile
import time

import peers

PAYLOAD = b"x" * 256


class Server:
    """A peer in a folder of its own, ended with the `with` block."""

    def __init__(self, command):
        self.port = peers.free_port()
        self.folder = tempfile.mkdtemp(prefix="orrery-bench-")
        self.command = command(self.port, self.folder)

    def __enter__(self):
        self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.__exit__()
                    raise peers.BenchError(f"{self.command[0]} does not listen") from None
                time.sleep(0.05)

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def flood(connection, request, batch, window, answers, seconds):
    """Keeps `window` requests of `batch` events on their way, and tells the events acknowledged per second.

    `answers` counts the events that a run of bytes acknowledges; an answer that is cut in two counts once it is whole.
    """
    sent = done = 0
    begun = time.monotonic()
    tail = b""
    # To the last answer, so that none is left for the next measurement.
    while time.monotonic() - begun < seconds or done < sent:
        room = window - (sent - done) // batch
        if room > 0 and time.monotonic() - begun < seconds:
            connection.sendall(request * room)
            sent += room * batch
        data = connection.recv(1 << 20)
        if not data:
            raise peers.BenchError("a peer closed its connection")
        count, tail = answers(tail + data)
        done += count
    return round(done / (time.monotonic() - begun))


def whole_lines(data, mark):
    """How many lines with a mark there are, and what is not a whole line yet."""
    end = data.rfind(b"\n") + 1
    return data.count(mark, 0, end), data[end:]


def nats(seconds):
    """JetStream, which answers before it has synced: every two minutes by default."""
    def command(port, folder):
        return [peers.tool("nats-server"), "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", folder]

    with Server(command) as server:
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.settimeout(30)
        connection.recv(65536)
        connection.sendall(b'CONNECT {"verbose":false,"pedantic":false,"headers":true}\r\nSUB _INBOX.make 1\r\nSUB _INBOX.ack 2\r\n')
        body = b'{"name":"bench","subjects":["bench"],"storage":"file","retention":"limits","discard":"old"}'
        connection.sendall(b"PUB $JS.API.STREAM.CREATE.bench _INBOX.make %d\r\n%b\r\n" % (len(body), body))
        made = b""
        while b"\r\n" not in made or b'"created"' not in made:
            made += connection.recv(65536)
        request = b"PUB bench _INBOX.ack %d\r\n%b\r\n" % (len(PAYLOAD), PAYLOAD)

        def answers(data):
            return whole_lines(data, b'"seq":')

        return {
            "batched": flood(connection, request, 1, 4000, answers, seconds),
            "single": flood_alone(connection, request, answers, seconds)}


def flood_alone(connection, request, answers, seconds):
    """One event after the other, each acknowledged before the next."""
    return flood(connection, request, 1, 1, answers, seconds)


def redis(seconds):
    """Streams of Redis whose file is synced before each answer."""
    def command(port, folder):
        return [
            peers.tool("redis-server"), "--bind", "127.0.0.1", "--port", str(port), "--dir", folder, "--save", "",
            "--appendonly", "yes", "--appendfsync", "always"]

    with Server(command) as server:
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.settimeout(30)
        request = b"*5\r\n$4\r\nXADD\r\n$5\r\nbench\r\n$1\r\n*\r\n$1\r\nv\r\n$%d\r\n%b\r\n" % (len(PAYLOAD), PAYLOAD)

        def answers(data):
            return whole_lines(data, b"$")

        return {
            "batched": flood(connection, request, 1, 4000, answers, seconds),
            "single": flood_alone(connection, request, answers, seconds)}
