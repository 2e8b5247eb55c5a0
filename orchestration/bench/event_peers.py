"""JetStream with file storage and streams of Redis, as the benchmark of events measures them: by their own protocols.

The clients here do no more than a benchmark needs: they send bytes that were made before, and count answers.
"""

import select
import shutil
import socket
import subprocess
import tempfile
import time

import peers

PAYLOAD = b"x" * 256
# Seconds that a peer may say nothing: as long as a disk may take that others are busy with.
PATIENCE = 60


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


def flood(connection, request, window, answers, seconds, reply):
    """Keeps `window` events on their way, a request each, and tells the events acknowledged per second.

    `answers` counts the events that a run of bytes acknowledges; an answer that is cut in two counts once it is whole. To the last answer, so
    that none is left for the next measurement.
    """
    sent = done = 0
    begun = heard = time.monotonic()
    tail, waiting = b"", bytearray()
    connection.setblocking(False)
    while True:
        now = time.monotonic()
        if now - begun < seconds:
            # What does not fit into the socket waits here: a peer that does not read before it has written is not waited for.
            room = window - (sent - done)
            waiting += request * room
            sent += room
        elif done == sent:
            return round(done / (now - begun))
        readable, writable, _ = select.select([connection], [connection] if waiting else [], [], 1)
        if writable:
            del waiting[:connection.send(waiting)]
        if readable:
            data = connection.recv(1 << 20)
            if not data:
                raise peers.BenchError(f"the peer closed its connection after {done:,} of {sent:,} events")
            # Behind what waits, which ends with a whole request.
            waiting += reply(tail + data)
            count, tail = answers(tail + data)
            if count:
                done, heard = done + count, time.monotonic()
        if time.monotonic() - heard > PATIENCE:
            raise peers.BenchError(f"the peer acknowledged {done:,} of {sent:,} events, and then nothing for {PATIENCE} s")


def measured(connection, request, answers, seconds, outstanding, reply=lambda _: b""):
    """Events per second: with as many on their way as make it fastest, with as many as our own clients have, and one after the other."""
    return {
        name: flood(connection, request, window, answers, seconds, reply)
        for name, window in {"batched": 4000, "outstanding": outstanding, "alone": 1}.items()}


def whole_lines(data, mark):
    """How many lines with a mark there are, and what is not a whole line yet."""
    end = data.rfind(b"\n") + 1
    return data.count(mark, 0, end), data[end:]


def nats(seconds, outstanding):
    """JetStream with file storage, which answers before it has synced: every two minutes by default."""
    def command(port, folder):
        return [peers.tool("nats-server"), "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", folder]

    with Server(command) as server:
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.settimeout(30)
        connection.sendall(b'CONNECT {"verbose":false,"pedantic":false,"headers":true}\r\nSUB _INBOX.make 1\r\nSUB _INBOX.ack 2\r\n')
        body = b'{"name":"bench","subjects":["bench"],"storage":"file","retention":"limits","discard":"old"}'
        connection.sendall(b"PUB $JS.API.STREAM.CREATE.bench _INBOX.make %d\r\n%b\r\n" % (len(body), body))
        made = b""
        while b"\r\n" not in made or b'"created"' not in made:
            made += connection.recv(65536)
        request = b"PUB bench _INBOX.ack %d\r\n%b\r\n" % (len(PAYLOAD), PAYLOAD)

        def answers(data):
            refused = data.find(b'"error":')
            if refused >= 0:
                raise peers.BenchError(f"JetStream refused an event: {data[refused:refused + 200].decode('latin-1')}")
            return whole_lines(data, b'"seq":')

        def reply(data):
            # The server looks now and then whether its clients live, and ends the connections of those who say nothing.
            return b"PONG\r\n" * data.count(b"PING\r\n")

        return measured(connection, request, answers, seconds, outstanding, reply)


def redis(seconds, outstanding):
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

        return measured(connection, request, answers, seconds, outstanding)
