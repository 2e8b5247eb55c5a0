#!/usr/bin/env python3
"""Sends shoppers of known tastes through the gateway, and holds the experiment's report against what they like."""

# Every shopper likes products of one taste much, of another one a little, and some of them better than others. The tastes are
# known to the simulation alone: categories do not tell of them. The shoppers look around first; then models are trained, and an
# experiment answers half of them by what is recommended, the other half by what is popular. They click and buy what they are
# shown as they like it; halfway models are trained again. Stated beforehand: the share of answers with a click is at least
# MARGIN better, with the 95 % interval above 0, and the report counts exactly what the shoppers did. Standard library only.

import asyncio
import json
import os
import random
import time

import harness
from oversell import Refused, Shopper

NAMES = ["popularity"]
MARGIN = 0.30
TASTES = 6
SHOWN = 5
# Programs are no visitors, by what they call themselves.
BROWSER = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Product:
    def __init__(self, site, number, chance):
        self.sku = f"{site}-{number}"
        self.taste = number % TASTES
        # Of equal tastes, some products are better than others: those are popular.
        self.quality = chance.uniform(0.6, 1.0)
        self.category = f"{site}/{chance.choice(['north', 'south', 'east', 'west'])}"


class Person:
    def __init__(self, site, number, chance):
        self.visitor = f"{site}-v{number}"
        first, second = chance.sample(range(TASTES), 2)
        self.likes = {first: 0.8, second: 0.2}
        self.seen = set()
        self.chance = random.Random(chance.random())
        self.variant = None
        self.visits = 0

    def liking(self, product):
        """How probably the product is clicked when it is looked at."""
        return 0.01 + 0.5 * product.quality * self.likes.get(product.taste, 0)

    def look_around(self, products, count):
        """What is found without anybody's recommendation."""
        weights = [self.liking(product) for product in products]
        return list({product.sku: product for product in self.chance.choices(products, weights, k=count)}.values())

    def clicks(self, shown):
        """What lies lower is looked at less often."""
        return [product for place, product in enumerate(shown)
                if self.chance.random() < self.liking(product) / (1 + 0.15 * place)]


class Book:
    """What the shoppers of a variant did, as only the simulation knows."""

    def __init__(self):
        self.units, self.answers, self.clicked, self.clicking = set(), 0, 0, set()
        self.liking = self.best = 0.0

    def note(self, person, shown, products, clicks):
        self.units.add(person.visitor)
        self.answers += 1
        if clicks:
            self.clicked += 1
            self.clicking.add(person.visitor)
        self.liking += sum(person.liking(product) for product in shown)
        unseen = sorted((person.liking(p) for p in products if p.sku not in person.seen), reverse=True)
        self.best += sum(unseen[:SHOWN])

    @property
    def rate(self):
        return self.clicked / max(1, self.answers)


class Trials:
    def __init__(self, mesh, options):
        self.mesh, self.options = mesh, options
        self.seed = options.seed if options.seed is not None else random.randrange(1 << 32)
        self.chance = random.Random(self.seed)
        self.site = f"tastes-{os.getpid()}"
        self.people = [Person(self.site, n, self.chance) for n in range(120 if options.short else 600)]
        self.products = [Product(self.site, n, self.chance) for n in range(72 if options.short else 180)]
        self.by_sku = {product.sku: product for product in self.products}
        self.rounds = options.rounds or (4 if options.short else 8)
        self.books = {"popularity": Book(), "recommended": Book()}
        self.moved = 0
        self.token = ""

    # ------------------------------------------------------------------------------------------------------------------
    # Requests

    async def each(self, things, work, connections=8):
        """Does the work for each thing, on a few connections at once."""
        waiting = list(things)

        async def one():
            shopper = Shopper(self.mesh.address)
            while waiting:
                await work(shopper, waiting.pop(0))
            shopper.connection.close()

        await asyncio.gather(*(one() for _ in range(connections)))

    def admin(self, method, path, document=None, account=True):
        async def once():
            shopper = Shopper(self.mesh.address)
            headers = [f"Authorization: Bearer {self.token}"] if account else [BROWSER]
            try:
                return (await shopper.send(method, path, document, headers))[2]
            finally:
                shopper.connection.close()

        return asyncio.run(once())

    async def collect(self, shopper, person, events):
        await shopper.send(
            "POST", "/v1/collect", {"site": self.site, "visitor": person.visitor, "events": events}, [BROWSER])

    def event(self, person, name, product):
        return {"name": name, "id": f"{person.visitor}-{person.visits}-{name}-{product.sku}", "items": [{"sku": product.sku}]}

    def until(self, words, read, limit=60.0):
        end = time.monotonic() + limit
        while True:
            found = read()
            if found is not None:
                return found
            if time.monotonic() > end:
                raise harness.Failure(f"not reached within {limit:.0f} s: {words}")
            time.sleep(0.1)

    # ------------------------------------------------------------------------------------------------------------------
    # The shop and its people

    def prepare(self):
        self.token = self.mesh.run("token", "--role", "admin").stdout.strip()
        self.admin("POST", "/v1/sites", {
            "id": self.site, "domains": [f"{self.site}.example"], "timeZone": "UTC", "identity": "device"})
        asyncio.run(self.each(self.products, self.sell))
        asyncio.run(self.each(self.people, self.look_around))

    async def sell(self, shopper, product):
        authorization = f"Authorization: Bearer {self.token}"
        await shopper.send("POST", "/v1/products", {
            "sku": product.sku, "title": f"Title of {product.sku}", "category": product.category,
            "price": {"amount": 1999, "currency": "EUR"}}, [f"Idempotency-Key: {product.sku}", authorization])
        await shopper.send("PUT", f"/v1/stock/{product.sku}", {"onHand": 100}, ['If-Match: "0"', authorization])

    async def look_around(self, shopper, person):
        found = person.look_around(self.products, 8)
        await self.collect(shopper, person, [self.event(person, "view_item", product) for product in found])
        person.seen |= {product.sku for product in found}

    async def visit(self, shopper, person):
        person.visits += 1
        _, _, answer = await shopper.send(
            "GET", f"/v1/recommendations?visitor={person.visitor}&limit={SHOWN}&category={self.site}", headers=[BROWSER])
        variant = answer["shown"]["variant"]
        self.moved += person.variant not in (None, variant)
        person.variant = variant
        shown = [self.by_sku[item["sku"]] for item in answer["items"]]
        clicks = person.clicks(shown)
        self.books[variant].note(person, shown, self.products, clicks)
        if not clicks:
            return
        bought = [product for product in clicks if person.chance.random() < 0.3]
        await self.collect(
            shopper, person,
            [self.event(person, "view_item", product) for product in clicks]
            + [self.event(person, "purchase", product) for product in bought])
        person.seen |= {product.sku for product in clicks}

    def begin_training(self):
        """The version that is trained; None while a training that began by itself, which knows less, waits or goes on."""
        try:
            return self.admin("POST", "/v1/recommendations/models")["version"]
        except Refused as refusal:
            if refusal.code != "training_waits":
                raise
            return None

    def train(self):
        """Trains models of all that was done until now, and waits until they are served."""
        self.admin("GET", "/v1/recommendations?fresh=true", account=False)
        version = self.until("no other training goes on", self.begin_training)
        trained = self.until("a training", lambda: next(
            (one for one in self.admin("GET", "/v1/recommendations/models")["items"]
             if one["version"] == version and one["state"] not in ("waiting", "training")), None))
        if trained["state"] == "rejected" and not any(
                one["state"] == "live" for one in self.admin("GET", "/v1/recommendations/models")["items"]):
            self.admin("POST", f"/v1/recommendations/models/{version}/promote")
        elif trained["state"] == "failed":
            raise harness.Failure(f"a training has failed: {trained.get('problem')}")
        self.until("models that are served by all", lambda: all(
            self.admin("GET", "/v1/recommendations?limit=1", account=False).get("model") for _ in range(6)) or None)
        return trained["state"]

    # ------------------------------------------------------------------------------------------------------------------
    # The experiment

    def parts(self):
        return {"popularity": self.compare}

    def compare(self):
        trainings = [self.train()]
        name = f"tastes-{os.getpid()}"
        path = f"/v1/recommendations/experiments/{name}"
        self.admin("PUT", path, {
            "description": "Recommendations against what is popular, for shoppers of known tastes.",
            "control": "popularity", "metric": "click", "windowSeconds": 600,
            "variants": [{"name": "popularity", "weight": 1, "lists": {"popular": 1}, "relevance": 1},
                         {"name": "recommended", "weight": 1}]})
        self.admin("POST", f"{path}/start")
        # Both instances have to know of it, before a shopper comes.
        guests = iter(range(10_000))
        self.until("all instances answer by it", lambda: all(self.is_tried(next(guests)) for _ in range(12)) or None)
        for number in range(self.rounds):
            if number == self.rounds // 2:
                trainings.append(self.train())
            asyncio.run(self.each(self.chance.sample(self.people, len(self.people)), self.visit))
        report = self.until("a report of all that was done", lambda: self.complete(path))
        self.admin("POST", f"{path}/stop")
        if not self.options.json:
            print(self.mesh.run("recommender", "experiment", name).stdout, flush=True)
        return self.judge(report, trainings)

    def is_tried(self, number):
        """Whether who just looks in, and never comes again, is answered by the experiment."""
        guest = Person(f"{self.site}-guest", number, self.chance)
        answer = self.admin("GET", f"/v1/recommendations?visitor={guest.visitor}&limit={SHOWN}", account=False)
        if "shown" in answer:
            self.books[answer["shown"]["variant"]].note(guest, [], [], [])
        return "shown" in answer

    def figures(self, report):
        """What the report says of each variant: units, answers, answers with a click, units that have clicked."""
        found = {}
        for variant in report["variants"]:
            click = next(metric for metric in variant["metrics"] if metric["metric"] == "click")
            found[variant["name"]] = [variant["units"], variant["exposures"], click["outcomes"], click["convertedUnits"]]
        return found

    def truth(self):
        return {name: [len(book.units), book.answers, book.clicked, len(book.clicking)] for name, book in self.books.items()}

    def complete(self, path):
        """The report, once it has counted what the shoppers did; at the end of patience as it is then, to be judged."""
        self.patience = getattr(self, "patience", time.monotonic() + 30)
        report = self.admin("GET", f"{path}/report")
        return report if self.figures(report) == self.truth() or time.monotonic() > self.patience else None

    def judge(self, report, trainings):
        click = next(
            metric for variant in report["variants"] if variant["name"] == "recommended"
            for metric in variant["metrics"] if metric["metric"] == "click")
        uplift = click["rateUplift"]
        popular, recommended = self.books["popularity"], self.books["recommended"]
        # Of the liking that the best products for each would have, how much was shown.
        shares = {name: book.liking / max(1e-9, book.best) for name, book in self.books.items()}
        counted = self.figures(report) == self.truth()
        held = {
            "the report counts what was done": counted,
            f"recommendations are clicked {MARGIN:.0%} more often at least": (uplift.get("relative") or 0) >= MARGIN,
            "the 95 % interval lies above 0": uplift["low"] > 0 and (uplift.get("relativeLow") or -1) > 0,
            "what is shown is liked more": shares["recommended"] > shares["popularity"],
            "nobody was moved": self.moved == 0,
            "units are divided as planned": not report["hasSampleRatioMismatch"],
        }
        told = {
            "seed": self.seed, "shoppers": len(self.people), "products": len(self.products), "trainings": trainings,
            "clickRate": {name: round(book.rate, 4) for name, book in self.books.items()},
            "uplift": {key: round(uplift[key], 4) for key in ("relative", "relativeLow", "relativeHigh") if key in uplift},
            "points": {key: round(uplift[key], 4) for key in ("difference", "low", "high", "anytimeLow", "anytimeHigh")},
            "sampleRatioPValue": round(report.get("sampleRatioPValue", 1), 4),
            "shareOfTheBestLiking": {name: round(share, 4) for name, share in shares.items()},
        }
        if not counted:
            told["reported"], told["done"] = self.figures(report), self.truth()
        failed = [words for words, good in held.items() if not good]
        words = f"clicked {uplift.get('relative', 0):.0%} more often than what is popular, stated was {MARGIN:.0%}"
        return told, not failed, f"{words}; does not hold: {', '.join(failed)}" if failed else words


if __name__ == "__main__":
    harness.run("tastes", __doc__, Trials, NAMES)
