#!/usr/bin/env python3
"""A small JSON answer through one Hummingbird router: our transport beside Hummingbird's own servers.

Each server has core 0 and one event loop, the load has core 1; CPU per request is the server's own account.
"""

import argparse

import peers


def run():
    parser = argparse.ArgumentParser(prog="orrery bench transport", description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--seconds", type=int, default=5, help="length of each measurement (default 5)")
    parser.add_argument("--binary", help="the built TransportBench; without it, it is built")
    arguments = parser.parse_args()
    peers.require_cores()
    binary = arguments.binary or peers.build("TransportBench")

    servers = [
        ("mesh h2", ["mesh"], peers.load_h2),
        ("mesh h1", ["mesh"], peers.load_h1),
        ("hummingbird h2", ["hummingbird", "http2"], peers.load_h2),
        ("hummingbird h1", ["hummingbird", "http1"], peers.load_h1),
    ]
    rows = []
    for name, command, load in servers:
        with peers.Process([binary, *command]) as server:
            rows.append(peers.measure(name, server, load, "/json", arguments.seconds))
    cost = {row["name"]: row["cpuMicrosecondsPerRequest"] for row in rows}
    ratios = [
        peers.ratio("requests per core, mesh h2 : hummingbird h2", cost["hummingbird h2"] / cost["mesh h2"], at_least=8),
        peers.ratio("requests per core, mesh h2 : hummingbird h1", cost["hummingbird h1"] / cost["mesh h2"], at_least=3),
        peers.ratio("CPU µs per request, mesh h2", cost["mesh h2"], at_most=9),
    ]
    peers.report("transport", rows, ratios, arguments.json)


if __name__ == "__main__":
    peers.main(run)
