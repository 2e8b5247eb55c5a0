#!/usr/bin/env python3
"""Sends mail through Debian's servers of mail, those that are installed (postfix, exim4, opensmtpd), and reads what they have kept.

Each server runs from a folder of its own, on a port of its own, with STARTTLS where it can, and keeps what comes for example.org. A mesh sends it
mails of every kind, signed; each has to be accepted, to be in the mailbox, and to verify with python3-dkim. Nothing of the machine's own
mail is touched. Debian installs one server at a time: `apt-get install postfix`, then `exim4-daemon-light`, then `opensmtpd`; a file
/usr/sbin/policy-rc.d that ends with 101 keeps them from starting.
"""

import argparse
import base64
import email
import email.policy
import glob
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import peers

sys.path.insert(0, os.path.join(peers.ROOT, "orchestration", "chaos"))
import harness  # noqa: E402 (found beside the trials)

COUNT = 200
KEEPER = "nobody"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A server of mail in a folder."""

    SCHEME = "smtp+starttls"

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.box = self.path("box")
        self.process = None
        os.makedirs(folder)
        os.chmod(folder, 0o755)
        os.makedirs(self.box)
        shutil.chown(self.box, KEEPER)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost", "-keyout", self.path("key.pem"), "-out", self.path("crt.pem")], check=True,
            capture_output=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def spawn(self, *command):
        self.process = subprocess.Popen(command, stdout=open(self.path("out"), "w"), stderr=subprocess.STDOUT)

    def wait(self):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as one:
                    if one.recv(3) == b"220":
                        return
            except OSError:
                time.sleep(0.1)
        with open(self.path("out"), encoding="utf-8") as out:
            raise peers.BenchError(f"{self.NAME} does not answer: {out.read()[-600:]}")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()

    def mails(self):
        for path in glob.glob(self.path("box/**/*"), recursive=True):
            if os.path.isfile(path) and os.path.basename(os.path.dirname(path)) in ("new", "cur"):
                with open(path, "rb") as file:
                    yield file.read()


class Postfix(Server):
    NAME, PROGRAM = "postfix", "/usr/sbin/postfix"

    def start(self):
        os.makedirs(self.path("etc"))
        keeper = pwd.getpwnam(KEEPER)
        self.write("etc/main.cf", f"""
compatibility_level = 3.6
queue_directory = {self.path("queue")}
data_directory = {self.path("data")}
maillog_file = {self.path("log")}
maillog_file_prefixes = {self.folder}
myhostname = localhost
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_tls_security_level = may
smtpd_tls_cert_file = {self.path("crt.pem")}
smtpd_tls_key_file = {self.path("key.pem")}
smtputf8_enable = yes
virtual_mailbox_domains = example.org
virtual_mailbox_base = {self.folder}
virtual_mailbox_maps = static:box/
virtual_minimum_uid = 1
virtual_uid_maps = static:{keeper.pw_uid}
virtual_gid_maps = static:{keeper.pw_gid}
""")
        with open("/etc/postfix/master.cf", encoding="utf-8") as file:
            lines = [line.replace(" y ", " n ", 1) if line[:1].isalpha() else line for line in file.read().split("\n")]
        self.write("etc/master.cf", "\n".join(
            f"127.0.0.1:{self.port} inet n - n - - smtpd" if line.startswith("smtp ") and " inet " in line
            else line.replace("-       -       y ", "-       -       n ") for line in lines))
        os.makedirs(self.path("queue"))
        os.makedirs(self.path("data"))
        shutil.chown(self.path("data"), "postfix")
        done = subprocess.run([self.PROGRAM, "-c", self.path("etc"), "start"], capture_output=True, text=True)
        self.write("out", done.stdout + done.stderr)

    def stop(self):
        subprocess.run([self.PROGRAM, "-c", self.path("etc"), "stop"], capture_output=True)


class Exim(Server):
    NAME, PROGRAM = "exim4", "/usr/sbin/exim4"

    def start(self):
        os.makedirs(self.path("spool"))
        # With a file of its own (-C) it keeps no privilege: it delivers as who it is.
        for name in ("spool", "box", "crt.pem", "key.pem"):
            shutil.chown(self.path(name), "Debian-exim", "Debian-exim")
        self.spawn(self.PROGRAM, "-bdf", "-q1s", "-oX", f"127.0.0.1.{self.port}", "-C", self.write("conf", f"""
primary_hostname = localhost
spool_directory = {self.path("spool")}
log_file_path = {self.path("spool")}/%slog
pid_file_path = {self.path("spool")}/pid
domainlist local_domains = example.org
tls_advertise_hosts = *
tls_certificate = {self.path("crt.pem")}
tls_privatekey = {self.path("key.pem")}
smtputf8_advertise_hosts = *
acl_smtp_rcpt = rcpt
acl_smtp_data = data
deliver_drop_privilege = true
smtp_accept_max = 100
smtp_accept_max_per_connection = 1000
smtp_accept_queue_per_connection = 0
begin acl
rcpt:
  accept domains = +local_domains
  deny
data:
  accept
begin routers
keep:
  driver = accept
  domains = +local_domains
  transport = keep
begin transports
keep:
  driver = appendfile
  maildir_format
  directory = {self.box}
begin retry
* * F,1h,1m
"""))


class OpenSMTPD(Server):
    NAME, PROGRAM = "opensmtpd", "/usr/sbin/smtpd"
    # The one of Debian 12 (6.8.0p2, with OpenSSL 3) fails in every handshake, whoever calls: "EVP lib".
    SCHEME = "smtp+plain"

    def start(self):
        self.spawn(self.PROGRAM, "-d", "-f", self.write("conf", f"""
table readers {{ "@example.org" = "{KEEPER}" }}
listen on 127.0.0.1 port {self.port} hostname localhost
action "keep" maildir "{self.box}" virtual <readers>
match from any for domain "example.org" action "keep"
"""))


SERVERS = [Postfix, Exim, OpenSMTPD]


def content(number):
    """Mails of every kind that notifications have."""
    kinds = [
        {"subject": f"Plain {number}", "text": "Hello\n"},
        {"subject": f"F\u00fcr dich \u2014 {number} \U0001f600", "text": "Gr\u00fc\u00dfe\n.\n..\n. dots\n" + "\u00e4" * 300},
        {"subject": "Long " + "words of a subject " * 20 + str(number), "text": "x" * 5000 + "\nFrom here\n"},
        {"subject": f"Page {number}", "text": "Text", "html": "<p>" + "Page &auml; \u00e4 " * 400 + "</p>"},
    ]
    return kinds[number % len(kinds)]


def send(mesh, token, count):
    """Asks for the mails, and waits until all have gone or were given up."""
    headers = [f"Authorization: Bearer {token}", "Content-Type: application/json"]
    begun, states, last = time.monotonic(), {}, {}
    for number in range(count):
        document = {
            "key": f"m-{number}", "category": "offers", "recipients": [{"email": f"r{number}@example.org", "name": "J\u00f6rg Beispiel"}],
            "channels": ["email"], "content": content(number)}
        status, _, answer = harness.http(mesh.address, "POST", "/v1/notifications", headers, json.dumps(document).encode())
        if status != 202:
            raise peers.BenchError(f"a notification was answered with {status}: {answer[:300]!r}")
        one = json.loads(answer)["deliveries"][0]
        last[one["id"]] = one
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for identity, one in last.items():
            if one["state"] == "pending":
                status, _, answer = harness.http(mesh.address, "GET", f"/v1/notifications/deliveries/{identity}", headers)
                if status == 200:
                    last[identity] = json.loads(answer)
        if all(one["state"] != "pending" for one in last.values()):
            break
        time.sleep(0.1)
    for one in last.values():
        states[one["state"]] = states.get(one["state"], 0) + 1
    problems = sorted({one.get("problem") or "" for one in last.values()} - {""})
    return states, problems[:3], time.monotonic() - begun


def verify(mails, public):
    """How many of the mails say what they should, and how many have a signature that verifies."""
    import dkim

    read, verified = set(), 0
    for mail in mails:
        parsed = email.message_from_bytes(mail, policy=email.policy.default)
        number = int(parsed["To"].addresses[0].username[1:])
        wanted = content(number)
        text = parsed.get_body(("plain",)).get_content()
        if parsed["Subject"] == wanted["subject"].strip() and text.replace("\r\n", "\n").rstrip("\n") == wanted["text"].rstrip("\n"):
            read.add(number)
        record = b"v=DKIM1; k=rsa; p=" + public
        verified += dkim.verify(mail, dnsfunc=lambda name, timeout=5: record)
    return len(read), verified


def measure(kind, folder, count):
    server = kind(os.path.join(folder, kind.NAME))
    key = server.path("dkim.pem")
    subprocess.run(["openssl", "genrsa", "-traditional", "-out", key, "2048"], check=True, capture_output=True)
    public = subprocess.run(["openssl", "rsa", "-in", key, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
    os.environ.update(
        MAIL_SERVERS=f"{server.SCHEME}://localhost:{server.port}", MAIL_TRUST=server.path("crt.pem"),
        MAIL_DKIM=f"example.com:s1:{key}", MAIL_FROM="Shop <shop@example.com>", PUBLIC_URL="https://shop.example.com")
    server.start()
    mesh = harness.Mesh(True)
    try:
        server.wait()
        mesh.up()
        states, problems, seconds = send(mesh, mesh.run("token", "--role", "admin").stdout.strip(), count)
        end = time.monotonic() + 30
        while len(list(server.mails())) < states.get("sent", 0) and time.monotonic() < end:
            time.sleep(0.2)
        mails = list(server.mails())
        read, verified = verify(mails, base64.b64encode(public))
        return {
            "asked": count, "states": states, "problems": problems, "kept": len(mails), "readBack": read, "verified": verified,
            "seconds": round(seconds, 1)}
    finally:
        mesh.down()
        server.stop()


def main():
    parser = argparse.ArgumentParser(prog="orchestration/orrery bench mailers", description=__doc__.strip().split("\n")[0])
    parser.add_argument("--count", type=int, default=COUNT, help=f"mails to each server ({COUNT})")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    there = [kind for kind in SERVERS if os.path.exists(kind.PROGRAM)]
    results, folder = {}, tempfile.mkdtemp(prefix="orrery-mailers-")
    os.chmod(folder, 0o755)
    try:
        for kind in SERVERS:
            results[kind.NAME] = measure(kind, folder, options.count) if kind in there else {"notRun": "it is not installed"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        for name, result in results.items():
            print(f"{name}: {json.dumps(result)}")
    good = all(one.get("asked") == one.get("verified") == one.get("readBack") == one.get("kept") for one in results.values() if "asked" in one)
    sys.exit(0 if good and there else 1)


if __name__ == "__main__":
    main()
