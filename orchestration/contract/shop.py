#!/usr/bin/env python3
"""Plays random sequences of requests against the shop of a running mesh and holds it against a model.

Hypothesis chooses the sequences and shortens those that fail. After every step no answer was a 5xx, the stock's invariants
hold, and the stock is what the model says. Usage: shop.py ADDRESS TOKEN [--examples N] [--steps N]; the token is an admin's.
"""

import argparse
import http.client
import itertools
import json
import sys
import urllib.parse
import uuid

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule, run_state_machine_as_test

ADDRESS = {"name": "Ada Lovelace", "line1": "12 St James's Square", "city": "London", "postalCode": "SW1Y 4JH", "country": "GB"}
RUN = uuid.uuid4().hex[:8]
NUMBERS = itertools.count()


class Client:
    def __init__(self, address, token):
        parts = urllib.parse.urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self.token = token

    def send(self, method, path, document=None, admin=False, **fields):
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        if admin:
            headers["Authorization"] = f"Bearer {self.token}"
        body = None
        if document is not None:
            headers.setdefault("Content-Type", "application/json")
            body = json.dumps(document)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # A kept connection that the server closed between two requests.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status < 500, f"{method} {path} was answered with {answer.status}: {content[:400]!r}"
        return answer.status, dict((name.lower(), value) for name, value in answer.getheaders()), json.loads(content) if content else None


CLIENT = None


class Shop(RuleBasedStateMachine):
    """What a shop's people and its buyers do, in any order."""

    skus = Bundle("skus")
    carts = Bundle("carts")
    checkouts = Bundle("checkouts")
    orders = Bundle("orders")
    reservations = Bundle("reservations")

    def __init__(self):
        super().__init__()
        self.on_hand = {}
        self.reserved = {}
        self.held = {}

    def available(self, sku):
        return self.on_hand[sku] - self.reserved[sku]

    # What the shop's people do

    @rule(target=skus, units=st.integers(0, 6), amount=st.integers(0, 10_000), variants=st.integers(0, 2))
    def product(self, units, amount, variants):
        sku = f"ST-{RUN}-{next(NUMBERS)}"
        names = [f"{sku}-{number}" for number in range(variants)]
        status, _, product = CLIENT.send("POST", "/v1/products", {
            "sku": sku, "title": "Stateful", "category": "stateful", "price": {"amount": amount, "currency": "EUR"},
            "variants": [{"sku": name, "options": {"size": name[-1]}} for name in names]}, admin=True)
        assert status == 201, product
        sold = names or [sku]
        for one in sold:
            self.on_hand[one] = self.reserved[one] = 0
            if units:
                self.receive(one, units)
        return multiple(*sold)

    @rule(sku=skus, units=st.integers(-4, 6).filter(bool))
    def receive(self, sku, units):
        status, _, answer = CLIENT.send(
            "POST", f"/v1/stock/{sku}/movements", {"quantity": units, "reason": "received" if units > 0 else "lost"}, admin=True)
        assert status == (201 if self.available(sku) + units >= 0 else 409), answer
        if status == 201:
            self.on_hand[sku] += units

    @rule(sku=skus, units=st.integers(0, 8), stale=st.booleans())
    def count(self, sku, units, stale):
        _, fields, _ = CLIENT.send("GET", f"/v1/stock/{sku}")
        tag = '"999999"' if stale else fields["etag"]
        status, _, answer = CLIENT.send("PUT", f"/v1/stock/{sku}", {"onHand": units}, admin=True, If_Match=tag)
        expected = 412 if stale else 200 if units >= self.reserved[sku] else 409
        assert status == expected, answer
        if status == 200:
            self.on_hand[sku] = units

    @rule(target=reservations, basket=st.lists(st.tuples(skus, st.integers(1, 4)), min_size=1, max_size=4))
    def reserve(self, basket):
        wanted = {}
        for sku, quantity in basket:
            wanted[sku] = wanted.get(sku, 0) + quantity
        identifier = reservation_id()
        request = {"reference": "stateful", "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in basket]}
        fits = all(quantity <= self.available(sku) for sku, quantity in wanted.items())
        for repeated in (False, True):
            status, _, answer = CLIENT.send("PUT", f"/v1/reservations/{identifier}", request, admin=True)
            assert status == ((200 if repeated else 201) if fits else 409), answer
        if not fits:
            return multiple()
        for sku, quantity in wanted.items():
            self.reserved[sku] += quantity
        self.held[identifier] = wanted
        return identifier

    @rule(identifier=consumes(reservations), ending=st.sampled_from(["commit", "release"]), claimed=st.booleans())
    def end_reservation(self, identifier, ending, claimed):
        steps = (["claim"] if claimed else []) + [ending, ending]
        for step in steps:
            status, _, answer = CLIENT.send("POST", f"/v1/reservations/{identifier}/{step}", admin=True)
            assert status == 200, answer
        other = "release" if ending == "commit" else "commit"
        assert CLIENT.send("POST", f"/v1/reservations/{identifier}/{other}", admin=True)[0] == 409
        for sku, quantity in self.held.pop(identifier).items():
            self.reserved[sku] -= quantity
            if ending == "commit":
                self.on_hand[sku] -= quantity

    # What buyers do

    @rule(target=carts, basket=st.lists(st.tuples(skus, st.integers(1, 3)), max_size=3))
    def cart(self, basket):
        status, _, cart = CLIENT.send("POST", "/v1/carts", {"currency": "EUR"})
        assert status == 201, cart
        lines = {}
        for sku, quantity in basket:
            lines[sku] = quantity
            status, _, answer = CLIENT.send(
                "PUT", f"/v1/carts/{cart['id']}/lines/{sku}", {"quantity": quantity}, Cart_Secret=cart["secret"])
            assert status == 200, answer
        return cart["id"], cart["secret"], lines

    @rule(target=checkouts, cart=consumes(carts))
    def checkout(self, cart):
        identifier, secret, lines = cart
        key = f"{RUN}-{next(NUMBERS)}"
        fits = all(quantity <= self.available(sku) for sku, quantity in lines.items())
        first = self.ask_checkout(identifier, secret, key)
        expected = (400, 409, 422) if not lines else (201,) if fits else (409,)
        assert first[0] in expected, first
        if first[0] != 201:
            return multiple()
        for sku, quantity in lines.items():
            self.on_hand[sku] -= quantity
        return first[1], identifier, secret, key, lines

    def ask_checkout(self, identifier, secret, key, email="ada@example.org"):
        status, _, answer = CLIENT.send(
            "POST", f"/v1/carts/{identifier}/checkout",
            {"email": email, "shippingAddress": ADDRESS, "payment": {"method": "invoice"}}, Cart_Secret=secret,
            Idempotency_Key=key)
        return status, answer

    @rule(target=orders, checkout=consumes(checkouts), another=st.booleans())
    def repeat_checkout(self, checkout, another):
        order, identifier, secret, key, lines = checkout
        status, again = self.ask_checkout(identifier, secret, key)
        assert (status, again["id"]) == (201, order["id"]), again
        assert self.ask_checkout(identifier, secret, key, email="grace@example.org")[0] == 422
        if another:
            assert self.ask_checkout(identifier, secret, f"{key}-other")[0] == 409
        return order, lines

    @rule(one=consumes(orders), repeated=st.booleans())
    def cancel(self, one, repeated):
        order, lines = one
        for _ in range(2 if repeated else 1):
            status, _, answer = CLIENT.send("POST", f"/v1/orders/{order['id']}/cancel", {}, admin=True)
            assert status == 200, answer
        for sku, quantity in lines.items():
            self.on_hand[sku] += quantity

    @rule(one=consumes(orders))
    def ship_and_deliver(self, one):
        order, _ = one
        assert CLIENT.send("POST", f"/v1/orders/{order['id']}/deliver", {}, admin=True)[0] == 409
        assert CLIENT.send("POST", f"/v1/orders/{order['id']}/ship", {}, admin=True)[0] == 200
        assert CLIENT.send("POST", f"/v1/orders/{order['id']}/cancel", {}, admin=True)[0] == 409
        status, _, answer = CLIENT.send("POST", f"/v1/orders/{order['id']}/deliver", {}, admin=True)
        assert (status, answer["state"]) == (200, "delivered"), answer

    # What must hold after each of it

    @invariant()
    def stock_adds_up(self):
        status, _, found = CLIENT.send("GET", "/v1/stock/invariants", admin=True)
        assert status == 200 and found["violations"] == [], found

    @invariant()
    def stock_is_what_was_done(self):
        for sku, units in self.on_hand.items():
            _, _, level = CLIENT.send("GET", f"/v1/stock/{sku}")
            assert (level["onHand"], level["reserved"]) == (units, self.reserved[sku]), (sku, level, units, self.reserved[sku])


def reservation_id():
    """An id as the mesh makes them: a prefix and a UUIDv7 in Crockford's base32."""
    number = (uuid.uuid4().int & ~(0xF << 76)) | (7 << 76)
    digits = ""
    for _ in range(26):
        number, digit = divmod(number, 32)
        digits = "0123456789abcdefghjkmnpqrstvwxyz"[digit] + digits
    return f"rsv_{digits}"


def main():
    global CLIENT
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="the gateway's, such as http://127.0.0.1:8080")
    parser.add_argument("token", help="an admin's access token")
    parser.add_argument("--examples", type=int, default=30, help="sequences to play (30)")
    parser.add_argument("--steps", type=int, default=30, help="steps of a sequence at most (30)")
    options = parser.parse_args()
    CLIENT = Client(options.address, options.token)
    chosen = settings(
        max_examples=options.examples, stateful_step_count=options.steps, deadline=None, database=None, derandomize=True,
        print_blob=False, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Shop, settings=chosen)
    print(f"{options.examples} sequences held.")


if __name__ == "__main__":
    sys.exit(main())
