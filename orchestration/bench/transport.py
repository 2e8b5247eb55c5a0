#!/usr/bin/env python3
"""A small JSON answer through one Hummingbird router: our transport beside Hummingbird's own servers.

Each server has core 0 and one event loop, the load has core 1; CPU per request is the server's own account.
"""

import peers


def run():
    arguments = peers.arguments("transport", __doc__.split("\n", maxsplit=1)[0], "TransportBench")
    peers.require_cores()
    binary = arguments.binary or peers.build("TransportBench")

    def server(*command):
        return lambda: peers.Process([binary, *command])

    rows = peers.best_of(arguments.rounds, arguments.seconds, "/json", [
        ("mesh h2", server("mesh"), peers.load_h2),
        ("mesh h1", server("mesh"), peers.load_h1),
        ("hummingbird h2", server("hummingbird", "http2"), peers.load_h2),
        ("hummingbird h1", server("hummingbird", "http1"), peers.load_h1),
    ])
    cost = {row["name"]: row["cpuMicrosecondsPerRequest"] for row in rows}
    ratios = [
        peers.ratio("requests per core, mesh h2 : hummingbird h2", cost["hummingbird h2"] / cost["mesh h2"], at_least=8),
        peers.ratio("requests per core, mesh h2 : hummingbird h1", cost["hummingbird h1"] / cost["mesh h2"], at_least=3),
        peers.ratio("CPU µs per request, mesh h2", cost["mesh h2"], at_most=9),
    ]
    peers.report("transport", rows, ratios, arguments.json)


if __name__ == "__main__":
    peers.main(run)
