"""Runs the workflow shop-science over the orders of most of a year, and asks for what it found; a price is accepted and taken back.

    science.py ORRERY WORKFLOWS, with MESH_URL, MESH_TOKEN and ORRERY_DATA

One order is bought through the gateway; the earlier ones are its copies in the orders' store, with other times, buyers and prices: nobody
can buy in the past. The last line says `all is well`.
"""

import datetime
import glob
import json
import math
import os
import random
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ORRERY, WORKFLOWS = sys.argv[1:]
ADMIN = {"Authorization": f"Bearer {os.environ['MESH_TOKEN']}"}
SKU = "SCIENCE-MUG"
DAY = 86_400_000
chance = random.Random(11)


def call(method, path, document=None, headers=None, status=None):
    headers = {"Content-Type": "application/json", **(headers or {})} if document is not None else headers or {}
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(os.environ["MESH_URL"] + path, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert status in (None, answer.status), f"{method} {path}: {answer.status}"
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        told = error.read().decode()
        assert error.code == status, f"{method} {path}: {error.code} {told}"
        return json.loads(told)


def buy():
    """An order through the gateway."""
    call("POST", "/v1/products",
         {"sku": SKU, "title": "Mug", "category": "science", "price": {"amount": 2000, "currency": "EUR"}},
         {"Idempotency-Key": SKU, **ADMIN})
    call("POST", f"/v1/stock/{SKU}/movements", {"quantity": 30, "reason": "received"}, {"Idempotency-Key": SKU, **ADMIN})
    cart = call("POST", "/v1/carts", {"currency": "EUR"})
    call("PUT", f"/v1/carts/{cart['id']}/lines/{SKU}", {"quantity": 1}, {"Cart-Secret": cart["secret"]})
    address = {"name": "Ada", "line1": "Musterweg 1", "city": "Berlin", "postalCode": "10115", "country": "DE"}
    return call(
        "POST", f"/v1/carts/{cart['id']}/checkout",
        {"email": "ada@example.org", "shippingAddress": address, "payment": {"method": "invoice"}},
        {"Cart-Secret": cart["secret"], "Idempotency-Key": "science-order"})["id"]


def copy(order):
    """Its copies over 240 days, which is what was sold before; returns how many there are."""
    path, = glob.glob(os.path.join(os.environ["ORRERY_DATA"], "**", "orders.sqlite"), recursive=True)
    store = sqlite3.connect(path, timeout=30)
    store.row_factory = sqlite3.Row
    row = dict(store.execute("SELECT * FROM shop_order WHERE id = ?", (order,)).fetchone())
    del row["number"]
    line, = json.loads(row["lines"])
    today = int(time.time() * 1000) // DAY * DAY
    copies = []
    for day in range(240):
        price = [1900, 2100, 1750, 2300, 2000][day // 8 % 5]
        demand = 8 * (price / 2000) ** -2.5 * (1.5 if day % 7 > 4 else 1)
        for place in range(max(1, round(demand * chance.uniform(0.85, 1.15)))):
            customer = chance.randrange(60)
            is_gone = customer % 3 == 0 and day > 60 + 2 * customer
            at = today - (240 - day) * DAY + place * 60_000
            quantity = chance.choice([1, 1, 2])
            line.update(quantity=quantity, unitPrice={"amount": price, "currency": "EUR"},
                        total={"amount": quantity * price, "currency": "EUR"})
            # The last letters of an id are random.
            letters = "".join(chance.choices("0123456789abcdefghjkmnpqrstvwxyz", k=11))
            is_cancelled = day == 200 and place > 0 or chance.random() < 0.06
            copies.append({
                **row, "id": order[:-11] + letters, "account": None if is_gone else f"acc_science{customer}",
                "secret_digest": None, "lines": json.dumps([line]), "total": quantity * price, "captured": 0,
                "refunding": 0, "refunded": 0, "invoice_number": None, "state": "cancelled" if is_cancelled else "delivered",
                "placed_at": at, "paid_at": at, "updated_at": at})
    names = list(copies[0])
    with store:
        store.executemany(
            f"INSERT INTO shop_order ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})", copies)
    store.close()
    return len(copies)


def run():
    """The output of a run of the workflow."""
    settings = {"mostSegments": 3, "seedings": 1, "churnHorizon": 45}
    done = subprocess.run(
        [WORKFLOWS, "shop-science", json.dumps({"settings": settings})], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout[done.stdout.index("{"):])


def ask(path, **options):
    return call("GET", f"/v1/insights/{path}", headers=ADMIN, **options)


def price():
    return call("POST", "/v1/prices/quote", {"currency": "EUR", "lines": [{"sku": SKU, "quantity": 1}]})["lines"][0]


def judged(page, figure):
    """The back-test stands beside the naive baseline, and the version beside both."""
    test = page["result"]["backtest"]
    measure, = [one for one in test["measures"] if one["name"] == figure]
    assert all(math.isfinite(measure[name]) for name in ("value", "baseline")) and test["cases"] > 0, test
    assert page["dataThrough"] == THROUGH, page["dataThrough"]
    return test["beatsBaseline"]


assert ask("segments", status=404)["code"] == "run_not_found"
call("GET", "/v1/insights/segments", status=401)
THROUGH = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT00:00:00.000Z")
count = copy(buy())
first = run()
assert first["state"] == "live" and first["sales"] == count, first
assert [one["task"] for one in first["results"]] == ["segments", "demand", "anomalies", "prices", "customers"], first

segments = ask("segments")
judged(segments, "RMSE")
members = ask("members?limit=1000")["items"]
assert len({one["customer"] for one in members}) == len(members) >= 40, len(members)
for segment in segments["items"]:
    name = urllib.parse.quote(segment["segment"])
    assert segment["customers"] == len(ask(f"members?limit=1000&segment={name}")["items"]), segment
assert ask(f"members/{members[0]['customer']}")["items"] == [members[0]]

demand = ask(f"demand/{SKU}")
assert judged(demand, "MASE"), demand["result"]
mug, = demand["items"]
assert len(mug["days"]) == 14 and mug["history"] == 240 and mug["onHand"] == 29, mug
assert mug["reorder"]["quantity"] > 0 and mug["reorder"]["point"] > 29, mug["reorder"]
assert [one["sku"] for one in ask("demand?reorder=order")["items"]] == [SKU]

anomalies = ask("anomalies?metric=orders.cancelled")
assert judged(anomalies, "F1")
day = datetime.datetime.fromisoformat(THROUGH.replace("Z", "+00:00")) - datetime.timedelta(days=40)
worst = max(anomalies["items"], key=lambda one: one["score"])
assert worst["time"][:10] == day.strftime("%Y-%m-%d") and worst["value"] > worst["expected"] + 3, anomalies["items"]

customers = ask("customers?limit=1000")
assert judged(customers, "log loss"), customers["result"]
scores = [one["churn"] for one in customers["items"]]
assert scores == sorted(scores, reverse=True) and len(scores) == len(members)
gone = ask("customers/acc_science0")["items"][0]
assert gone["churn"] > 0.8 and gone["alive"] < 0.2 and gone["purchase"] < 0.2, gone

advice = ask(f"prices/{SKU}")
judged(advice, "RMSE")
mug, = advice["items"]
assert -3.5 < mug["elasticity"] < -1.5 and mug["suggested"] < mug["price"] and "decision" not in mug, mug
before = price()["unitPrice"]["amount"]
assert before == 2000
accepted = call("POST", f"/v1/insights/prices/{SKU}/accept", headers=ADMIN)
assert accepted["decision"]["state"] == "accepted" and accepted["decision"]["run"] == first["run"], accepted
call("POST", f"/v1/insights/prices/{SKU}/accept", headers=ADMIN)
assert price()["unitPrice"]["amount"] == mug["suggested"] and price()["ruleIds"] == [accepted["decision"]["rule"]]
audit = call("GET", f"/v1/price-audit?sku={SKU}&limit=10", headers=ADMIN)["items"]
assert any(accepted["decision"]["rule"] in json.dumps(one) for one in audit), audit

# Another night: nothing is doubled, and the earlier one is still there under its name.
second = run()
assert second["run"] != first["run"] and second["sales"] == count
runs = {one["run"]: one for one in ask("runs")["items"]}
assert (runs[first["run"]]["state"], runs[second["run"]]["state"]) == ("retired", "live"), runs
assert runs[first["run"]]["results"][0]["items"] == runs[second["run"]]["results"][0]["items"]
assert ask(f"members?limit=1000&run={first['run']}")["items"] == ask("members?limit=1000")["items"] == members
assert ask(f"prices/{SKU}")["items"][0]["decision"]["state"] == "accepted"
withdrawn = call("POST", f"/v1/insights/prices/{SKU}/withdraw", headers=ADMIN)
assert withdrawn["state"] == "withdrawn" and price()["unitPrice"]["amount"] == before, withdrawn

# What is unusual is told to those who administer, once: of both nights it is the same.
subprocess.run([ORRERY, "workflow", "deploy", "anomaly-alerts"], check=True, capture_output=True)
told = []
for _ in range(2):
    started = subprocess.run(
        [ORRERY, "workflow", "start", "anomaly-alerts", "--input", '{"days": 60, "critical": 3}', "--wait"],
        check=True, capture_output=True, text=True)
    told.append(json.loads(started.stdout[started.stdout.index("{"):]))
alerts = call("GET", "/v1/notifications/alerts?limit=100", headers=ADMIN)["items"]
mine = [one for one in alerts if one["source"] == "anomaly-alerts"]
assert told[0]["opened"] == len(mine) > 0 and told[1] == {"opened": 0, "told": 0}, told
alert, = [one for one in mine if one["key"] == f"orders.cancelled/{worst['time']}"]
assert alert["severity"] == "critical" and alert["group"] == "orders" and alert["count"] == 2, alert
assert alert["values"]["look"] == "GET /v1/insights/anomalies?metric=orders.cancelled", alert

# The recommender's models, by functions of a workflow, while one of its instances is killed.
call("POST", "/v1/sites", {"id": "science", "domains": ["science.example"], "timeZone": "UTC", "identity": "device"}, ADMIN)
for visitor in range(24):
    events = [{"name": "view_item", "id": f"science-{visitor}-{place}", "items": [{"sku": f"T{visitor % 3}-{(visitor // 3 + place) % 6}"}]}
              for place in range(5)]
    call("POST", "/v1/collect", {"site": "science", "visitor": f"v{visitor}", "events": events},
         {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"})
call("GET", "/v1/recommendations?fresh=true")
subprocess.run([ORRERY, "workflow", "deploy", "train-recommender"], check=True, capture_output=True)
end = time.monotonic() + 60
while True:
    try:
        asked = call("POST", "/v1/recommendations/models", headers=ADMIN)
        break
    except AssertionError as refusal:
        # One that the recommender has begun by itself.
        assert "training_waits" in str(refusal) and time.monotonic() < end, refusal
    time.sleep(0.1)
subprocess.run([ORRERY, "kill", "recommender"], check=True, capture_output=True)
end = time.monotonic() + 60
while True:
    try:
        model = call("GET", f"/v1/recommendations/models/{asked['version']}", headers=ADMIN)
        if model["state"] not in ("waiting", "training"):
            break
    except AssertionError as refusal:
        assert ": 50" in str(refusal), refusal
    assert time.monotonic() < end, model
    time.sleep(0.1)
assert model["state"] == "live" and model["interactions"] > 50 and model["checksum"], model
listed = subprocess.run([ORRERY, "workflow", "list", "train-recommender"], check=True, capture_output=True, text=True)
assert f"model-{asked['version']}" in listed.stdout and "SUCCEEDED" in listed.stdout, listed.stdout
print("all is well")
