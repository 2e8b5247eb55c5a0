#!/usr/bin/env python3
"""The shop as its users meet it: products through the gateway, and checkouts that are on disk.

A whole mesh of release programs, two instances of each service, load included, shares the machine's cores. Syncs are counted by
the stores themselves: each commit of a group is one.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time

import peers

sys.path.insert(0, os.path.join(peers.ROOT, "orchestration", "chaos"))
import harness  # noqa: E402 (found beside the trials)
import oversell  # noqa: E402

PRODUCT_GOAL = 45_000
CHECKOUT_GOAL = 300
SYNC_GOAL = 2.0


def products(mesh, seconds, rounds):
    """Requests per second of one product over HTTP/2, the best round."""
    page = json.loads(harness.http(mesh.address, "GET", "/v1/products?limit=1")[2])
    address = mesh.address + "/v1/products/" + page["items"][0]["id"]
    best = 0
    for _ in range(rounds):
        output = subprocess.run(
            [peers.tool("h2load"), "-D", str(seconds), "--warm-up-time", "1", "-c", "8", "-m", "32", address], capture_output=True,
            text=True).stdout
        found = re.search(r"requests: .*?, (\d+) done, (\d+) succeeded, (\d+) failed", output)
        rate = re.search(r"finished in [\d.]+s, ([\d.]+) req/s", output)
        if not found or not rate or found.group(1) != found.group(2):
            raise peers.BenchError(f"products failed: {output[-500:]}")
        best = max(best, float(rate.group(1)))
    return best


def commits(mesh):
    """The commits of all stores of catalog and orders since they started, read as Prometheus would."""
    folder, total = os.path.join(mesh.folder, "pki", "orrery"), 0
    for one in mesh.instances("catalog") + mesh.instances("orders"):
        text = subprocess.run(
            # Certificates of the mesh name services, not hosts.
            ["curl", "-sS", "--fail", "--insecure", "--cert", os.path.join(folder, "cert.pem"), "--key",
             os.path.join(folder, "key.pem"), f"https://127.0.0.1:{one['port']}/metrics"],
            capture_output=True, text=True, check=True).stdout
        total += sum(float(count) for count in re.findall(r"^mesh_store_group_size_count(?:\{[^}]*\})? ([\d.e+]+)", text, re.M))
    return total


def checkouts(mesh, count, buyers):
    """Buys `count` single articles, and tells the rate, the times, and the commits of each order."""
    trials = oversell.Trials(mesh, argparse.Namespace(seed=1, short=False, rounds=None))
    trials.prepare()
    skus = [f"BENCH-{os.getpid()}-{number}" for number in range(20)]
    trials.stock_up(skus, count)
    times, failures = [], []

    async def fill(shopper, number):
        _, _, cart = await shopper.send("POST", "/v1/carts", {"currency": "EUR"}, [f"Idempotency-Key: bench-{os.getpid()}-{number}"])
        secret = [f"Cart-Secret: {cart['secret']}"]
        await shopper.send("PUT", f"/v1/carts/{cart['id']}/lines/{skus[number % 20]}", {"quantity": 1}, secret)
        return cart["id"], secret

    async def everybody(work):
        numbers = iter(range(count))
        shoppers = [oversell.Shopper(mesh.address) for _ in range(buyers)]

        async def one(shopper):
            for number in numbers:
                await work(shopper, number)
            shopper.connection.close()

        await asyncio.gather(*(one(shopper) for shopper in shoppers))

    carts = [None] * count

    async def prepare(shopper, number):
        carts[number] = await fill(shopper, number)

    async def buy(shopper, number):
        cart, secret = carts[number]
        begun = time.monotonic()
        status, _, answer = await shopper.send(
            "POST", f"/v1/carts/{cart}/checkout",
            {"email": "bench@example.org", "shippingAddress": oversell.ADDRESS, "payment": {"method": "invoice"}},
            secret + [f"Idempotency-Key: bench-buy-{os.getpid()}-{number}"])
        times.append(time.monotonic() - begun)
        if status != 201:
            failures.append(f"{status} {answer}")

    asyncio.run(everybody(prepare))
    before, begun = commits(mesh), time.monotonic()
    asyncio.run(everybody(buy))
    elapsed, synced = time.monotonic() - begun, commits(mesh) - before
    if failures:
        raise peers.BenchError(f"{len(failures)} of {count} checkouts failed: {failures[0]}")
    times.sort()
    return {
        "checkoutsPerSecond": round(count / elapsed, 1), "syncsPerOrder": round(synced / count, 2), "buyers": buyers,
        "medianMilliseconds": round(statistics.median(times) * 1000, 1),
        "p99Milliseconds": round(times[int(len(times) * 0.99)] * 1000, 1)}


def run():
    parser = argparse.ArgumentParser(prog="orchestration/orrery bench shop", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement of products (default 3)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of products, of which the best counts (default 3)")
    parser.add_argument("--checkouts", type=int, default=3000, help="how many orders are placed (default 3000)")
    parser.add_argument("--buyers", type=int, default=48, help="how many buyers check out at the same time (default 48)")
    options = parser.parse_args()

    mesh = harness.Mesh(True)
    try:
        mesh.up()
        rate = products(mesh, options.seconds, options.rounds)
        bought = checkouts(mesh, options.checkouts, options.buyers)
    except (harness.Failure, oversell.Refused, subprocess.CalledProcessError) as failure:
        raise peers.BenchError(str(failure)) from failure
    finally:
        mesh.down()
    ratios = [
        peers.ratio("products a second through the gateway, HTTP/2", rate, at_least=PRODUCT_GOAL),
        peers.ratio("checkouts a second", bought["checkoutsPerSecond"], at_least=CHECKOUT_GOAL),
        peers.ratio("syncs an order", bought["syncsPerOrder"], at_most=SYNC_GOAL)]
    if options.json:
        print(json.dumps({"bench": "shop", "products": {"requestsPerSecond": round(rate)}, "checkout": bought, "ratios": ratios}, indent=2))
        return
    print(f"\nshop: two instances of each service and the load on {os.cpu_count()} cores\n")
    print(f"products      {rate:>10,.0f} requests/s")
    print(f"checkouts     {bought['checkoutsPerSecond']:>10,.0f} a second, {bought['buyers']} buyers; median {bought['medianMilliseconds']} ms, "
          f"p99 {bought['p99Milliseconds']} ms; {bought['syncsPerOrder']} syncs an order\n")
    for ratio in ratios:
        print(f"{ratio['name']}: {ratio['value']} (goal {ratio['goal']}: {'reached' if ratio['reached'] else 'MISSED'})")


if __name__ == "__main__":
    peers.main(run)
