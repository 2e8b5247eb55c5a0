#!/usr/bin/env python3
"""Sells a few units to many buyers while instances are killed, and counts what was sold, paid and refused."""

# Every buyer is a guest who fills a cart and checks out through the gateway, and does what a good client does: what was not
# answered, or with a failure that may pass, is sent again under the same Idempotency-Key. Meanwhile instances of all services
# are killed at random, and the stock's invariants are asked for again and again. Standard library only.

import asyncio
import collections
import json
import os
import random
import signal
import time
import urllib.parse

import harness

NAMES = ["one-unit", "baskets"]
ADDRESS = {"name": "Ada Lovelace", "line1": "12 St James's Square", "city": "London", "postalCode": "SW1Y 4JH", "country": "GB"}


class Refused(Exception):
    """A final answer that is no success."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status, self.code, self.problem = status, problem.get("code"), problem


class Shopper:
    """One connection with the manners of a good client."""

    # A minute of trying: longer than any instance is away.
    PATIENCE = 60.0

    def __init__(self, address):
        parts = urllib.parse.urlsplit(address)
        self.connection = harness.Connection(parts.hostname, parts.port)
        self.repeated = 0

    async def send(self, method, path, document=None, headers=()):
        """The document of a success, with its status and fields.

        Raises Refused for a refusal, harness.Failure when no answer came for a minute.
        """
        body = b"" if document is None else json.dumps(document).encode()
        fields = list(headers) + (["Content-Type: application/json"] if body else [])
        end, pause, last = time.monotonic() + self.PATIENCE, 0.02, ""
        while time.monotonic() < end:
            try:
                status, answered, answer = await asyncio.wait_for(self.connection.request(method, path, fields, body), 30)
            except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
                self.connection.close()
                last = f"{type(error).__name__}: {error}"
            else:
                if status < 400:
                    return status, answered, json.loads(answer) if answer else None
                problem = json.loads(answer) if answered.get("content-type", "").endswith("json") else {"detail": answer[:200].decode()}
                if status < 500 and status != 429 and problem.get("code") != "idempotency_in_progress":
                    raise Refused(status, problem)
                last = f"{status} {problem}"
            self.repeated += 1
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)
        raise harness.Failure(f"{method} {path} was not answered within {self.PATIENCE:.0f} s; last: {last}")

    async def buy(self, basket, key):
        """Fills a cart and checks out. Returns the paid order; raises Refused."""
        _, _, cart = await self.send("POST", "/v1/carts", {"currency": "EUR"}, [f"Idempotency-Key: {key}-cart"])
        secret = [f"Cart-Secret: {cart['secret']}"]
        for sku, quantity in basket.items():
            await self.send("PUT", f"/v1/carts/{cart['id']}/lines/{sku}", {"quantity": quantity}, secret)
        status, fields, order = await self.send(
            "POST", f"/v1/carts/{cart['id']}/checkout",
            {"email": f"{key}@example.org", "shippingAddress": ADDRESS, "payment": {"method": "invoice"}},
            secret + [f"Idempotency-Key: {key}"])
        end = time.monotonic() + self.PATIENCE
        while status == 202:
            if time.monotonic() > end:
                raise harness.Failure(f"the checkout {fields.get('location')} did not end within {self.PATIENCE:.0f} s")
            await asyncio.sleep(0.1)
            _, _, checkout = await self.send("GET", fields["location"], headers=secret)
            if checkout["state"] == "failed":
                raise Refused(409, {"code": checkout["failure"], "detail": "told by the checkout"})
            if checkout["state"] == "paid":
                return {"id": checkout["orderId"]}
        return order


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.run = f"{os.getpid()}-{int(time.time())}"
        self.seed = options.seed if options.seed is not None else random.randrange(1 << 32)
        self.token = ""

    def prepare(self):
        self.token = self.mesh.run("token", "--role", "admin").stdout.strip()

    def admin(self, method, path, document=None):
        body = b"" if document is None else json.dumps(document).encode()
        headers = [f"Authorization: Bearer {self.token}"] + (["Content-Type: application/json"] if body else [])
        end = time.monotonic() + 60
        while True:
            try:
                status, _, answer = harness.http(self.mesh.address, method, path, headers, body)
                if status < 400:
                    return json.loads(answer) if answer else None
                problem = f"{status} {answer[:300]!r}"
                if status < 500 and status != 429:
                    raise harness.Failure(f"{method} {path} was answered with {problem}")
            except (OSError, asyncio.IncompleteReadError) as error:
                problem = f"{type(error).__name__}: {error}"
            if time.monotonic() > end:
                raise harness.Failure(f"{method} {path} was not answered within a minute; last: {problem}")
            time.sleep(0.1)

    def stock_up(self, skus, units):
        for number, sku in enumerate(skus):
            self.admin("POST", "/v1/products", {
                "sku": sku, "title": f"Trial article {number}", "category": "trials", "price": {"amount": 100 + number, "currency": "EUR"}})
            self.admin("POST", f"/v1/stock/{sku}/movements", {"quantity": units, "reason": "received"})

    def one_unit(self):
        """Many buyers, one unit: exactly one of them gets it."""
        buyers = 60 if self.options.short else self.options.rounds or 1000
        sku = f"LAST-{self.run}"
        self.stock_up([sku], 1)
        return self.sell("one", {sku: 1}, [{sku: 1}] * buyers)

    def baskets(self):
        """200 units of 20 articles, and many more wishes for mixed baskets of them."""
        attempts = 300 if self.options.short else self.options.rounds or 10_000
        chance = random.Random(self.seed)
        skus = [f"MIX-{self.run}-{number}" for number in range(20)]
        self.stock_up(skus, 10)
        wishes = [
            {sku: chance.randint(1, 3) for sku in chance.sample(skus, chance.randint(1, 4))} for _ in range(attempts)]
        return self.sell("mix", {sku: 10 for sku in skus}, wishes)

    def sell(self, name, units, wishes):
        paid, refused, strange, repeated = [], collections.Counter(), [], 0
        checks = {"asked": 0, "violations": [], "killed": collections.Counter()}

        async def shop(numbers):
            nonlocal repeated
            shopper = Shopper(self.mesh.address)
            for number in numbers:
                try:
                    paid.append(await shopper.buy(wishes[number], f"{name}-{self.run}-{number}"))
                except Refused as refusal:
                    refused[f"{refusal.status} {refusal.code}"] += 1
                    if (refusal.status, refusal.code) != (409, "insufficient_stock"):
                        strange.append(str(refusal))
                except harness.Failure as failure:
                    strange.append(str(failure))
            repeated += shopper.repeated
            shopper.connection.close()

        async def everybody():
            stopping = asyncio.Event()
            beside = [asyncio.create_task(asyncio.to_thread(self.kill, stopping, checks)),
                      asyncio.create_task(asyncio.to_thread(self.watch, stopping, checks))]
            numbers = iter(range(len(wishes)))
            try:
                await asyncio.gather(*(shop(numbers) for _ in range(32)))
            finally:
                stopping.set()
                await asyncio.gather(*beside)

        begun = time.monotonic()
        asyncio.run(everybody())
        took = time.monotonic() - begun
        for service in ("catalog", "orders", "identity", "gateway"):
            self.mesh.wait_ready(service, 2)
        wrong = strange[:5] + self.settled(units, paid)
        report = {
            "buyers": len(wishes), "paid": len(paid), "refused": dict(refused), "repeated": repeated, "seconds": round(took, 1),
            "killed": dict(checks["killed"]), "invariantChecks": checks["asked"], "violations": checks["violations"][:3],
            "seed": self.seed, "wrong": wrong[:10]}
        good = not wrong and not checks["violations"] and len(paid) + sum(refused.values()) == len(wishes) and checks["asked"] > 0
        if name == "one":
            good = good and len(paid) == 1
        return report, good, f"{len(paid)} paid orders of {len(wishes)} buyers, {sum(checks['killed'].values())} kills"

    def kill(self, stopping, checks):
        """Kills instances, never the last one of a service."""
        chance = random.Random(self.seed + 1)
        while not stopping.is_set():
            time.sleep(chance.uniform(0.1, 0.6))
            service = chance.choice(["catalog", "orders", "orders", "catalog", "identity", "gateway"])
            ready = [one for one in self.mesh.instances(service) if one["state"] == "ready"]
            if len(ready) < 2:
                continue
            try:
                os.kill(chance.choice(ready)["pid"], signal.SIGKILL)
                checks["killed"][service] += 1
            except ProcessLookupError:
                continue

    def watch(self, stopping, checks):
        """Asks for the stock's invariants, ten times a second."""
        while not stopping.is_set():
            found = self.admin("GET", "/v1/stock/invariants")
            checks["asked"] += 1
            checks["violations"] += found["violations"]
            time.sleep(0.1)

    def settled(self, units, paid):
        """What does not add up when all is quiet: the store's book against the buyers' receipts."""
        wrong = []
        if self.admin("GET", "/v1/stock/invariants")["violations"]:
            wrong.append("the stock's invariants are broken at the end")
        sold = collections.Counter()
        for order in paid:
            told = self.admin("GET", f"/v1/orders/{order['id']}")
            if told["state"] != "paid" or told["payment"]["captured"] != told["total"]:
                wrong.append(f"the order {order['id']} is {told['state']} with {told['payment']} of {told['total']}")
            for line in told["lines"]:
                sold[line["sku"]] += line["quantity"]
        if len({order["id"] for order in paid}) != len(paid):
            wrong.append("two buyers hold the same order")
        for sku, count in units.items():
            stock = self.admin("GET", f"/v1/stock/{sku}")
            if stock["reserved"] != 0 or stock["onHand"] != count - sold[sku]:
                wrong.append(f"{sku}: {sold[sku]} of {count} sold, but the stock says {stock}")
        booked = self.orders_with(set(units))
        if booked != {order["id"] for order in paid}:
            wrong.append(f"{len(booked)} orders are booked as paid, {len(paid)} buyers hold one")
        return wrong

    def orders_with(self, skus):
        """The paid orders of these articles, as the orders' book has them."""
        found, path = set(), "/v1/orders?state=paid&limit=100"
        cursor = ""
        while True:
            page = self.admin("GET", path + (f"&cursor={cursor}" if cursor else ""))
            found |= {one["id"] for one in page["items"] if any(line["sku"] in skus for line in one["lines"])}
            cursor = page.get("nextCursor")
            if not cursor:
                return found

    def parts(self):
        return {"one-unit": self.one_unit, "baskets": self.baskets}


if __name__ == "__main__":
    harness.run("oversell", __doc__, Trials, NAMES)
