"""A server of mail that does what the recipients' names ask for. Its settings are a JSON object, the first argument; it writes
"PORT n", and a line of JSON to a file for each thing that happened. It ends when its input does."""

import asyncio
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult, syntax

settings = json.loads(sys.argv[1])
log = open(settings["log"], "a", buffering=1)
greylisted = set()


def note(**what):
    log.write(json.dumps(what) + "\n")


class Handler:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        note(event="hello", secured=session.ssl is not None)
        if settings.get("pipelining"):
            responses.insert(1, "250-PIPELINING")
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name.startswith("grey") and address not in greylisted:
            greylisted.add(address)
            return "450 4.7.1 Try again"
        if name.startswith("full"):
            return "452 4.2.2 Mailbox full"
        if name.startswith("nobody"):
            return "550 5.1.1 No such mailbox"
        if name.startswith("gone"):
            server.transport.abort()
            return "421 4.3.0 Gone"
        envelope.rcpt_tos.append(address)
        note(event="recipient", recipients=[address])
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        names = [address.split("@")[0] for address in envelope.rcpt_tos]
        text = envelope.content.decode("utf-8", "surrogateescape")
        note(event="mail", sender=envelope.mail_from, recipients=envelope.rcpt_tos, content=text,
             options=envelope.mail_options, peer=session.peer[1], user=session.auth_data and session.auth_data.decode())
        if any(name.startswith("drop") for name in names):
            server.transport.abort()
        if any(name.startswith("slow") for name in names):
            await asyncio.sleep(3600)
        if any(name.startswith("busy") for name in names):
            return "451 4.3.2 Busy"
        if any(name.startswith("spam") for name in names):
            return "554 5.7.1 Refused"
        return "250 2.0.0 Queued"


class Server(SMTP):
    @syntax("STARTTLS", when="tls_context")
    async def smtp_STARTTLS(self, arg):
        if settings.get("starttls") == "refuse":
            await self.push("454 4.7.0 TLS is not available")
        elif settings.get("starttls") == "drop":
            self.transport.abort()
        elif settings.get("starttls") == "inject":
            await self.push("220 Go\r\n250 Injected")
        else:
            await super().smtp_STARTTLS(arg)


def authenticate(server, session, envelope, mechanism, data):
    note(event="auth", mechanism=mechanism)
    good = data.login == b"orrery" and data.password == "gehe\u00efm".encode()
    return AuthResult(success=good, handled=good, auth_data=data.login)


def server():
    context = None
    if settings.get("certificate"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(settings["certificate"], settings["key"])
    return Server(
        Handler(), enable_SMTPUTF8=settings.get("international", True), tls_context=context, loop=loop,
        auth_required=bool(settings.get("auth")), authenticator=authenticate if settings.get("auth") else None,
        auth_require_tls=False, auth_exclude_mechanism=["PLAIN"] if settings.get("auth") == "login" else [],
        data_size_limit=settings.get("size", 1 << 20))


threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
listener = loop.run_until_complete(loop.create_server(server, "127.0.0.1", 0))
print("PORT", listener.sockets[0].getsockname()[1], flush=True)
loop.run_forever()
