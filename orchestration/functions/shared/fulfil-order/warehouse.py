"""The functions of the workflow fulfil-order. What happened to an order is a document in the folder that the order names."""

import os
import time

import folder


class OutOfStock(Exception):
    """A shelf holds fewer units than are ordered."""


class CarrierUnavailable(Exception):
    """The carrier does not answer; it may later."""


def ask(event, context):
    """Leaves a question for a person; `approve` beside the workflow answers it with the token."""
    return folder.write_once(
        {"order": event["order"], "question": event["question"], "token": event["token"]}, event["folder"], "questions",
        f"{event['order']}.json")


def pick(event, context):
    """Takes goods from their shelves. `shelves` in the input says what they hold; without it there is always enough."""
    shelves = event.get("shelves")
    for line in event["lines"]:
        if shelves is not None and shelves.get(line["sku"], 0) < line["quantity"]:
            raise OutOfStock(f"{line['sku']}: {shelves.get(line['sku'], 0)} of {line['quantity']}")
    return _note(event, "picked", {"units": sum(line["quantity"] for line in event["lines"])})


def pack(event, context):
    """Parcels of at most ten units."""
    units = sum(line["quantity"] for line in event["lines"])
    return _note(event, "packed", {"parcels": [min(10, units - first) for first in range(0, units, 10)]})


def ship(event, context):
    """Hands the parcels over. The order's own number is the carrier's reference, so nothing is sent twice."""
    if os.path.exists(folder.path(event["folder"], "carrier-is-down")):
        raise CarrierUnavailable("the carrier does not answer")
    return _note(event, "shipped", {"tracking": f"TRK-{event['order']}", "parcels": len(event["parcels"]), "at": time.time()})


def track(event, context):
    """Where the parcels are: the carrier of this example needs three seconds."""
    shipped = folder.read(event["folder"], "orders", event["order"], "shipped.json")
    if shipped is None:
        return {"state": "unknown"}
    return {"state": "delivered" if time.time() - shipped["at"] >= 3 else "underway", "tracking": shipped["tracking"]}


def restock(event, context):
    """Puts goods back that were picked; harmless when none were."""
    return {"wasPicked": folder.remove(event["folder"], "orders", event["order"], "picked.json")}


def _note(event, what, document):
    return folder.write_once(document, event["folder"], "orders", event["order"], f"{what}.json")
