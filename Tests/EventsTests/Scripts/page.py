"""Serves a page that measures itself with the collector's script, and opens it in a browser.

    python3 page.py URL CHROMIUM

URL is where the collector is; the page is of another origin. The last line says `passed`: the browser has closed the page.
"""

import http.server
import subprocess
import sys
import tempfile
import threading

URL, CHROMIUM = sys.argv[1], sys.argv[2]
PAGE = f"""<!doctype html><html lang="en"><head><title>Shop</title>
<script defer src="{URL}/collect.js" data-site="shop"></script></head>
<body><h1>Shop</h1></body></html>"""


class Site(http.server.BaseHTTPRequestHandler):
    """The shop's one page."""

    def do_GET(self):
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=server.serve_forever, daemon=True).start()
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    command = [
        CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--no-proxy-server", f"--user-data-dir={profile}", "--virtual-time-budget=4000", "--dump-dom",
        f"http://127.0.0.1:{server.server_port}/inner?utm_source=test",
    ]
    document = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
assert "<h1>Shop</h1>" in document, document
print("passed")
