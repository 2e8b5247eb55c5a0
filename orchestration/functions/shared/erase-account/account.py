"""The functions of the workflow erase-account. A holder of data is a folder with one document for each account."""

import os

import folder


class LegalHold(Exception):
    """The law wants something kept; it is not erased, and the certificate says so."""


def find(event, context):
    """Who holds something of the account."""
    holders = folder.path(event["folder"], "holders")
    names = sorted(os.listdir(holders)) if os.path.isdir(holders) else []
    return {"holders": [n for n in names if folder.read(holders, n, f"{event['account']}.json") is not None]}


def erase(event, context):
    """Erases what one holder has; nothing to erase is as good."""
    holder = folder.path(event["folder"], "holders", event["holder"])
    document = folder.read(holder, f"{event['account']}.json")
    if document is not None and document.get("keepUntil"):
        raise LegalHold(document["keepUntil"])
    return {"holder": event["holder"], "erased": folder.remove(holder, f"{event['account']}.json")}


def verify(event, context):
    """Who still holds something, apart from those who have to."""
    return {"left": [h for h in find(event, context)["holders"] if h not in event["kept"]]}


def certify(event, context):
    """A certificate without anything that tells of the person but the number of the account."""
    certificate = {"account": event["account"], "erased": event["erased"], "kept": event["kept"]}
    return folder.write_once(certificate, event["folder"], "certificates", f"{event['account']}.json")
