"""Verifies the signatures of a message and takes it apart: the message is a file, the keys are a JSON object of names and
records. What it finds is written as JSON."""

import email
import email.policy
import json
import sys

import dkim

message = open(sys.argv[1], "rb").read()
records = json.loads(sys.argv[2])


def look_up(name, timeout=5):
    return records.get(name.decode().rstrip("."), "").encode()


verifier = dkim.DKIM(message)
count = sum(1 for name, _ in verifier.headers if name.lower() == b"dkim-signature")


def is_good(index):
    try:
        return verifier.verify(idx=index, dnsfunc=look_up)
    except dkim.DKIMException:
        return False


verified = [is_good(index) for index in range(count)]
parsed = email.message_from_bytes(message, policy=email.policy.SMTPUTF8)
bodies = [part for part in parsed.walk() if not part.is_multipart()]
print(json.dumps({
    "verified": verified,
    "fields": {name: str(value) for name, value in parsed.items()},
    "types": [part.get_content_type() for part in bodies],
    "bodies": [part.get_content().replace("\r\n", "\n") for part in bodies],
    "defects": [str(defect) for part in parsed.walk() for defect in part.defects],
    "longest": max(len(line) for line in message.split(b"\r\n")),
}))
