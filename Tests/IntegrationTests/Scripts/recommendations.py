"""Shops through the gateway: a click changes the next answer, and killed instances lose no signal and count none twice.

    recommendations.py ORRERY, with MESH_URL and MESH_TOKEN

The last line says `all is well`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

ORRERY = sys.argv[1]
SITE = f"shop-{os.getpid()}"
ADMIN = {"Authorization": f"Bearer {os.environ['MESH_TOKEN']}"}
chance = random.Random(os.getpid())


def call(method, path, document=None, headers=None):
    # What programs call themselves is no visitor's.
    headers = {
        "Content-Type": "application/json", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0",
        **(headers or {})}
    end = time.monotonic() + 60
    while True:
        request = urllib.request.Request(
            os.environ["MESH_URL"] + path, method=method, headers=headers,
            data=None if document is None else json.dumps(document).encode())
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null")
        except (urllib.error.HTTPError, OSError) as error:
            # An instance has just died; what is sent twice has the same key or id.
            if time.monotonic() > end or getattr(error, "code", 503) < 500:
                told = error.read().decode() if isinstance(error, urllib.error.HTTPError) else ""
                raise AssertionError(f"{method} {path}: {error} {told}") from error
            time.sleep(0.05)


def until(words, read, limit=60):
    end = time.monotonic() + limit
    while True:
        found = read()
        if found:
            return found
        assert time.monotonic() < end, f"not reached: {words}"
        time.sleep(0.02)


def collect(visitor, *events):
    call("POST", "/v1/collect", {"site": SITE, "visitor": visitor, "events": list(events)})


def event(name, number, *skus):
    return {"name": name, "id": f"{SITE}-{number}", "items": [{"sku": sku} for sku in skus]}


def recommend(query):
    return call("GET", f"/v1/recommendations?{query}")


def begin():
    """Asks for a training: None while another one, which the recommender may begin by itself, waits or goes on."""
    try:
        return call("POST", "/v1/recommendations/models", headers=ADMIN)["version"]
    except AssertionError as error:
        if "training_waits" not in str(error):
            raise


def ready():
    status = json.loads(subprocess.run([ORRERY, "status", "--json"], capture_output=True, check=True).stdout)
    return [one["pid"] for one in status["instances"] if one["service"] == "recommender" and one["state"] == "ready"]


call("POST", "/v1/sites",
     {"id": SITE, "domains": [f"{SITE}.example"], "timeZone": "UTC", "identity": "device"}, ADMIN)
tastes = [[f"{SITE}-{taste}{number}" for number in range(4)] for taste in "abc"]
counted = f"{SITE}-counted"
for sku in [sku for taste in tastes for sku in taste] + [counted]:
    call("POST", "/v1/products",
         {"sku": sku, "title": f"Title of {sku}", "category": f"{SITE}/{'counted' if sku == counted else sku[-2]}",
          "price": {"amount": 1999, "currency": "EUR"}},
         {"Idempotency-Key": sku, **ADMIN})
    call("PUT", f"/v1/stock/{sku}", {"onHand": 5}, {"If-Match": '"0"', **ADMIN})

# A population of known tastes, then a training.
for shopper in range(30):
    # One of the taste is left for each to find.
    seen = chance.sample(tastes[shopper % 3], 3)
    collect(f"{SITE}-v{shopper}",
            *[event("view_item", f"{shopper}-{n}", sku) for n, sku in enumerate(seen)],
            event("purchase", f"{shopper}-order", seen[0]))
assert recommend("fresh=true")["fresh"] is True
version = until("no other training goes on", begin)
trained = until("a training", lambda: next(
    (one for one in call("GET", "/v1/recommendations/models", headers=ADMIN)["items"]
     if one["version"] == version and one["state"] not in ("waiting", "training")), None))
assert trained["state"] in ("live", "rejected"), trained
if trained["state"] == "rejected":
    call("POST", f"/v1/recommendations/models/{version}/promote", headers=ADMIN)
until("the models are served", lambda: all(recommend("limit=1").get("model") == version for _ in range(8)))

# The population gets what it likes, which what is popular cannot know.
category = f"category={SITE}"
def chart():
    return [one["sku"] for one in call("GET", f"/v1/recommendations/popular?limit=20&{category}")["items"]]


# Each instance knows all that is sold and was looked at.
until("the charts", lambda: all(len(chart()) == 12 for _ in range(8)))
popular = chart()
own = theirs = 0
for shopper in range(30):
    taste = tastes[shopper % 3]
    items = recommend(f"visitor={SITE}-v{shopper}&limit=1&{category}")["items"]
    own += bool(items) and items[0]["sku"] in taste
    theirs += popular[0] in taste
print(f"of 30 shoppers {own} are shown their taste first, by popularity {theirs}")
assert own >= theirs + 15, (own, theirs)

# One click, and the next answer is another.
for taste in tastes:
    visitor = f"{SITE}-new-{taste[0]}"
    collect(visitor, event("view_item", visitor, taste[0]))
    begin = time.monotonic()
    answer = recommend(f"visitor={visitor}&limit=3&fresh=true&{category}")
    assert answer["fresh"] is True, answer
    assert {one["sku"] for one in answer["items"]} <= set(taste[1:]) | {counted}, (taste, answer)
    assert answer["items"][0]["sku"] in taste[1:], answer
    assert answer["items"][0]["reason"].get("sku") == taste[0], answer
    print(f"seen {1000 * (time.monotonic() - begin):.0f} ms after the click")
    # The other instance has it as well, without being told to wait.
    for _ in range(4):
        assert recommend(f"visitor={visitor}&limit=3&{category}")["items"][0]["sku"] in taste[1:]

# Bought is bought, and sold out is sold out.
buyer = f"{SITE}-buyer"
collect(buyer, event("purchase", buyer, tastes[0][0]))
answer = recommend(f"visitor={buyer}&limit=20&fresh=true&{category}")
assert tastes[0][0] not in [one["sku"] for one in answer["items"]], answer
call("PUT", f"/v1/stock/{tastes[0][1]}", {"onHand": 0}, {"If-Match": '"1"', **ADMIN})
until("what is sold out is gone", lambda: all(
    tastes[0][1] not in [one["sku"] for one in recommend(f"limit=50&{category}")["items"]] for _ in range(4)))

# Views while instances are killed: one, the other, both.
sent = 0
for kills in (1, 2):
    pids = until("two instances", lambda: pids if len(pids := ready()) == 2 else None)
    for batch in range(10):
        collect(f"{SITE}-many{batch}", *[event("view_item", f"kill-{sent + n}", counted) for n in range(10)])
        sent += 10
        if batch == 4:
            for pid in chance.sample(pids, kills):
                os.kill(pid, signal.SIGKILL)


def views():
    items = call("GET", f"/v1/recommendations/popular?category={SITE}/counted")["items"]
    return round(items[0]["score"]) if items else 0


until("an answer to which all is counted", lambda: recommend("fresh=true")["fresh"])
until(f"{sent} views", lambda: views() == sent)
print(f"{sent} views counted once")
print("all is well")
