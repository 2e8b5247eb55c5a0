#!/usr/bin/env python3
"""A service as far as a probe needs it: over TLS and HTTP/2 (RFC 9113) it answers every request with 200."""

import os
import socket
import ssl
import threading

TLS = os.environ["TLS_DIR"]
SETTINGS = b"\0\0\0\4\0\0\0\0\0"
SETTINGS_CONFIRMED = b"\0\0\0\4\1\0\0\0\0"
PONG = b"\0\0\x08\6\1\0\0\0\0"
# HEADERS of one byte that end both the headers and the stream, and `:status: 200` of the static table.
HEADERS, OK = b"\0\0\1\1\5", b"\x88"


def read(stream, count):
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def serve(plain, context):
    try:
        with context.wrap_socket(plain, server_side=True) as connection:
            stream = connection.makefile("rb")
            read(stream, len(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
            connection.sendall(SETTINGS)
            while True:
                head = read(stream, 9)
                payload = read(stream, int.from_bytes(head[:3], "big"))
                kind, confirms = head[3], head[4] & 1
                if kind == 1:
                    connection.sendall(HEADERS + head[5:] + OK)
                if kind == 4 and not confirms:
                    connection.sendall(SETTINGS_CONFIRMED)
                if kind == 6 and not confirms:
                    connection.sendall(PONG + payload)
    except (OSError, EOFError):
        pass


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{TLS}/cert.pem", f"{TLS}/key.pem")
    context.set_alpn_protocols(["h2"])
    listener = socket.socket(fileno=3)
    listener.setblocking(True)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0], context), daemon=True).start()


main()
