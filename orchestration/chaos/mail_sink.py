"""A server of mail that fails at random, and writes a line of JSON for each message that it has read to its end."""

# Its first argument is a JSON object: `log`, `seed`, and `certificate` with `key` when it is to offer STARTTLS. It says "PORT n",
# and ends when its input does. Needs Debian's python3-aiosmtpd.

import asyncio
import hashlib
import json
import os
import random
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, syntax

settings = json.loads(sys.argv[1])
log = open(settings["log"], "a", buffering=1)
chance = random.Random(settings["seed"])


def happens(share):
    return chance.random() < share


def field(content, name):
    for line in content.split(b"\r\n\r\n", 1)[0].replace(b"\r\n ", b" ").split(b"\r\n"):
        if line.lower().startswith(name + b":"):
            return line.split(b":", 1)[1].strip().decode()
    return None


class Handler:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        responses.insert(1, "250-PIPELINING")
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if happens(0.005):
            server.transport.abort()
        if happens(0.01):
            return "451 4.3.0 Not now"
        envelope.mail_from = address
        return "250 2.1.0 Ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 No such mailbox"
        if happens(0.03):
            return "450 4.2.1 Try again"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        end = "taken"
        if recipient.startswith("spam"):
            end = "refused"
        elif happens(0.02):
            end = "busy"
        elif happens(0.01):
            end = "dropped"
        if happens(0.02):
            await asyncio.sleep(chance.uniform(0.1, 0.5))
        # It is written down before it is answered: who dies in between gets no answer, and the recipient the mail.
        log.write(json.dumps({
            "end": end, "recipient": recipient, "id": field(envelope.content, b"message-id"),
            "key": field(envelope.content, b"subject"), "hash": hashlib.sha256(envelope.content).hexdigest()[:16]}) + "\n")
        if end == "dropped":
            server.transport.abort()
        return {"taken": "250 2.0.0 Queued", "refused": "554 5.7.1 Refused", "busy": "451 4.3.2 Busy", "dropped": "250 2.0.0 Queued"}[end]


class Server(SMTP):
    def connection_made(self, transport):
        super().connection_made(transport)
        if happens(0.02):
            self.transport.abort()

    @syntax("STARTTLS", when="tls_context")
    async def smtp_STARTTLS(self, arg):
        if happens(0.1):
            await self.push("454 4.7.0 TLS is not available")
        elif happens(0.1):
            self.transport.abort()
        else:
            await super().smtp_STARTTLS(arg)


def server():
    context = None
    if settings.get("certificate"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(settings["certificate"], settings["key"])
    return Server(Handler(), tls_context=context, loop=loop)


threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
# What a peer that was killed leaves behind is no news here.
loop.set_exception_handler(lambda loop, context: None)
listener = loop.run_until_complete(loop.create_server(server, "127.0.0.1", 0, backlog=256))
print("PORT", listener.sockets[0].getsockname()[1], flush=True)
loop.run_forever()
