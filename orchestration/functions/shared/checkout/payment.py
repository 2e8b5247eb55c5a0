"""The functions of the workflow checkout: a provider of payments that keeps its books in a folder.

The token of the card says how it goes: `tok_declined` is declined, `tok_declined_late` when the money is taken, and anything
else is good for any sum.
"""

import folder


class PaymentDeclined(Exception):
    """The bank says no, for good."""


def authorise(event, context):
    """Reserves money under the order's own reference, so that asking again reserves nothing twice."""
    if event["card"] == "tok_declined":
        raise PaymentDeclined("the card was declined")
    return folder.write_once(
        {"payment": f"pay_{event['reference']}", "amount": event["amount"], "card": event["card"]}, event["folder"],
        "payments", event["reference"], "authorised.json")


def capture(event, context):
    """Takes the money that was reserved, once."""
    authorised = folder.read(event["folder"], "payments", event["reference"], "authorised.json")
    if authorised is None or authorised["card"] == "tok_declined_late":
        raise PaymentDeclined("there is nothing that could be taken")
    return folder.write_once(
        {"payment": authorised["payment"], "captured": authorised["amount"]}, event["folder"], "payments",
        event["reference"], "captured.json")


def void(event, context):
    """Gives back what was reserved or taken; harmless when nothing was."""
    names = ("captured.json", "authorised.json")
    gone = [folder.remove(event["folder"], "payments", event["reference"], name) for name in names]
    return {"wasCaptured": gone[0], "wasAuthorised": gone[1]}
