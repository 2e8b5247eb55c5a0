#!/usr/bin/env python3
"""The gateway beside Debian's haproxy and nginx, in front of the same small answer.

Each proxy has core 0 and one thread; the load and the servers behind have core 1. CPU per request is the proxy's own
account. nghttpd is behind every way to HTTP/2; it speaks no HTTP/1.1, so a second nginx is behind the ways to that.
"""

import os
import tempfile

import peers

PATH = "/bench/answer.json"
ANSWER = '{"message":"Hello from the backend"}'


class Bench:
    """The folder of a run, its configuration files, and the two servers behind."""

    def __init__(self, folder, gateway):
        self.folder = folder
        self.gateway = gateway
        self.h2_backend = peers.free_port()
        self.h1_backend = peers.free_port()

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def backends(self):
        self.file("www" + PATH, ANSWER)
        return (
            peers.Process(
                [peers.tool("nghttpd"), "--no-tls", "-d", os.path.join(self.folder, "www"), str(self.h2_backend)],
                core=peers.LOAD_CORE, port=self.h2_backend),
            self.nginx("backend", self.h1_backend, f"return 200 '{ANSWER}';", core=peers.LOAD_CORE),
        )

    def nginx(self, name, port, location, protocol="", core=peers.SERVER_CORE):
        temporary = "\n".join(
            f"{kind}_temp_path {self.folder}/{name}-{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        path = self.file(f"{name}.conf", f"""
            daemon off;
            worker_processes 1;
            pid {self.folder}/{name}.pid;
            error_log /dev/null;
            events {{ worker_connections 4096; }}
            http {{
                access_log off;
                keepalive_requests 1000000000;
                {temporary}
                upstream backend {{
                    server 127.0.0.1:{self.h1_backend};
                    keepalive 128;
                    keepalive_requests 1000000000;
                }}
                server {{
                    listen 127.0.0.1:{port} {protocol};
                    location / {{ {location} }}
                }}
            }}
        """)
        return peers.Process([peers.tool("nginx"), "-e", "/dev/null", "-c", path], core=core, port=port)

    def nginx_proxy(self, protocol=""):
        location = 'proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection "";'
        return self.nginx("proxy", peers.free_port(), location, protocol)

    def haproxy(self, front, back):
        port = peers.free_port()
        backend = f"127.0.0.1:{self.h2_backend} proto h2" if back == "h2" else f"127.0.0.1:{self.h1_backend}"
        path = self.file("haproxy.cfg", f"""
            global
                nbthread 1
                maxconn 4096
            defaults
                mode http
                http-reuse always
                timeout connect 5s
                timeout client 60s
                timeout server 60s
            frontend front
                bind 127.0.0.1:{port} {'proto h2' if front == 'h2' else ''}
                default_backend back
            backend back
                server one {backend}
        """.replace("            ", "") + "\n")
        return peers.Process([peers.tool("haproxy"), "-db", "-f", path], port=port)

    def our_gateway(self):
        port = peers.free_port()
        path = self.file("routes.yaml", "\n".join([
            "routes:", "  - prefix: /bench", "    service: backend", "upstreams:",
            f"  backend: ['127.0.0.1:{self.h2_backend}']", ""]))
        return peers.Process(
            [self.gateway, "--config", path, "--edge-port", str(port), "--event-loops", "1", "--log-level", "error",
             "--data-dir", self.folder],
            # As the supervisor starts it.
            port=port, environment={"GLIBC_TUNABLES": "glibc.malloc.tcache_count=512"})


def run():
    arguments = peers.arguments("gateway", __doc__.split("\n", maxsplit=1)[0], "gateway")
    peers.require_cores()
    binary = arguments.binary or peers.build("gateway")

    with tempfile.TemporaryDirectory(prefix="orrery-bench-") as folder:
        bench = Bench(folder, binary)
        # nginx's worker is another user where the master is root.
        os.chmod(folder, 0o755)
        proxies = [
            ("gateway h2 to h2", bench.our_gateway, peers.load_h2),
            ("haproxy h2 to h2", lambda: bench.haproxy("h2", "h2"), peers.load_h2),
            ("gateway h1 to h2", bench.our_gateway, peers.load_h1),
            ("haproxy h1 to h2", lambda: bench.haproxy("h1", "h2"), peers.load_h1),
            ("haproxy h1 to h1", lambda: bench.haproxy("h1", "h1"), peers.load_h1),
            ("nginx h1 to h1", bench.nginx_proxy, peers.load_h1),
            ("nginx h2 to h1", lambda: bench.nginx_proxy("http2"), peers.load_h2),
        ]
        h2_backend, h1_backend = bench.backends()
        with h2_backend, h1_backend:
            rows = peers.best_of(arguments.rounds, arguments.seconds, PATH, proxies)

    cost = {row["name"]: row["cpuMicrosecondsPerRequest"] for row in rows}
    ratios = [
        peers.ratio(
            "CPU per request h2 to h2, gateway : haproxy", cost["gateway h2 to h2"] / cost["haproxy h2 to h2"], at_most=2.0),
        peers.ratio(
            "CPU per request, gateway h1 to h2 : nginx h1 to h1", cost["gateway h1 to h2"] / cost["nginx h1 to h1"],
            at_most=1.0),
    ]
    peers.report("gateway", rows, ratios, arguments.json)


if __name__ == "__main__":
    peers.main(run)
