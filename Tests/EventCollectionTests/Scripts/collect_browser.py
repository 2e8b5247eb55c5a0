"""Loads the collector script into a real Chromium and checks that each thing it promises arrives.

    python3 collect_browser.py SCRIPT [CHROMIUM]

SCRIPT is the script as it is served, CHROMIUM the browser's program (`chromium`). Nothing but the standard library is
needed. The exit status is 1 when something does not arrive.
"""

import http.server
import json
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Support" / "Browser"))
import browser  # noqa: E402

PAGE = """<!doctype html><html lang="en"><head><title>%(title)s</title>
<script defer src="/collect.js" data-site="shop" %(options)s></script></head>
<body style="margin:0"><div id="top"></div><h1>Shop</h1>
<button id="slow" style="width:200px;height:50px">slow</button>
<a id="out" href="http://127.0.0.2:%(port)d/away" style="display:block;height:30px">away</a>
<a id="file" href="/files/list.pdf" style="display:block;height:30px">list</a>
<div style="height:6000px">long</div>
<script>
document.getElementById('slow').onclick = () => { const end = performance.now() + 80; while (performance.now() < end); };
for (const id of ['out', 'file']) document.getElementById(id).addEventListener('click', (e) => e.preventDefault());
setTimeout(() => { document.getElementById('top').style.height = '120px'; }, 400);
</script></body></html>"""


class Site(http.server.BaseHTTPRequestHandler):
    """The shop's pages, and the collector that they send to."""

    protocol_version = "HTTP/1.1"
    script = b""
    envelopes = []
    status = 200

    def do_GET(self):
        if self.path == "/collect.js":
            return self.answer(200, "text/javascript", self.script)
        if self.path.startswith("/favicon"):
            return self.answer(404, "text/plain", b"")
        options = "data-cookie" if self.path.startswith("/cookie") else ""
        if self.path.startswith("/consent"):
            options = "data-cookie data-consent"
        page = PAGE % {"title": self.path, "options": options, "port": self.server.server_port}
        self.answer(200, "text/html", page.encode())

    def do_POST(self):
        envelope = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if Site.status == 200:
            envelope["type"] = self.headers["content-type"]
            Site.envelopes.append(envelope)
        self.answer(Site.status, "application/json", b"{}")

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def wait(condition, sentence):
    return browser.wait(condition, sentence, lambda: json.dumps(Site.envelopes)[-3000:])


def events(name):
    return [event for envelope in Site.envelopes for event in envelope["events"] if event["name"] == name]


def check(tab, base):
    for domain in ("Page", "Runtime"):
        tab.call(f"{domain}.enable")
    tab.call("Emulation.setFocusEmulationEnabled", enabled=True)

    tab.go(base + "/?utm_source=test")
    view = wait(lambda: events("page_view"), "a page view arrives")[0]
    assert view["url"] == base + "/?utm_source=test" and view["title"] == "/?utm_source=test", view
    envelope = Site.envelopes[0]
    assert envelope["site"] == "shop" and "visitor" not in envelope and "x" in envelope["screen"], envelope
    assert envelope["type"].startswith("text/plain"), envelope
    assert tab.run("document.cookie") == "", "a cookie was set"
    # The shift comes of itself; only then is the page touched, as shifts after input do not count.
    wait(lambda: tab.run("document.getElementById('top').offsetHeight") == 120, "the page shifts")
    tab.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    tab.click("#slow")
    tab.click("#out")
    wait(lambda: events("outbound_click"), "a link out arrives")
    tab.click("#file")
    assert wait(lambda: events("file_download"), "a download arrives")[0]["properties"]["file_extension"] == "pdf"
    tab.run("window.scrollTo(0, 3000)")
    wait(lambda: {e["properties"]["percent_scrolled"] for e in events("scroll")} >= {25, 50}, "scrolling arrives")
    tab.run("orrery.track('purchase', {revenue: 19.99, currency: 'EUR', orderId: 'o1', items: [{sku: 'a'}]})")
    assert wait(lambda: events("purchase"), "a purchase arrives")[0]["orderId"] == "o1"
    tab.run("history.pushState({}, '', '/inner')")
    inner = wait(lambda: events("page_view")[1:], "navigation without loading arrives")[0]
    assert inner["referrer"] == base + "/?utm_source=test", inner
    engagement = wait(lambda: events("engagement"), "engagement arrives")[0]["properties"]
    assert engagement["engagement_time_msec"] > 0 and engagement["percent_scrolled"] > 40, engagement

    tab.go(base + "/cookie")
    vitals = wait(lambda: events("web_vitals"), "Core Web Vitals arrive when the page is left")[0]["properties"]
    assert vitals["cls"] > 0 and vitals["inp"] >= 80 and vitals["fcp"] > 0 and vitals["lcp"] >= vitals["fcp"], vitals
    assert "ttfb" in vitals, vitals
    print(f"     {vitals}")

    first = wait(lambda: [e for e in Site.envelopes if e.get("visitor")], "with a cookie a visitor has an id")[0]
    tab.go(base + "/cookie?again")
    wait(
        lambda: [e["visitor"] for e in Site.envelopes if e.get("visitor")].count(first["visitor"]) >= 2,
        "the visitor is known again")

    Site.status = 503
    tab.run("orrery.track('late')")
    wait(lambda: tab.run("(localStorage._orrq || '').includes('late')"), "what the server cannot take is kept")
    Site.status = 200
    tab.go(base + "/cookie?later")
    wait(lambda: len(events("late")) == 1, "it is sent with the next page, once")

    tab.go(base + "/consent")
    count = len(Site.envelopes)
    tab.run("orrery.track('asked')")
    tab.run("new Promise((done) => setTimeout(done, 600))")
    assert not events("asked"), "something was sent before consent"
    tab.run("orrery.consent('granted')")
    wait(lambda: events("asked"), "events wait for consent and arrive with it")
    assert Site.envelopes[count]["consent"] == "granted"

    tab.call(
        "Page.addScriptToEvaluateOnNewDocument",
        source="Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    tab.go(base + "/cookie?private")
    private = wait(lambda: [e for e in Site.envelopes if e["globalPrivacyControl"]], "Global Privacy Control is told")
    assert all("visitor" not in e for e in private), private
    assert "_orr" not in tab.run("document.cookie"), "a cookie was left"
    ids = [event["id"] for envelope in Site.envelopes for event in envelope["events"]]
    assert len(ids) == len(set(ids)), "an event came twice"


def main():
    with open(sys.argv[1], "rb") as file:
        Site.script = file.read()
    chromium = sys.argv[2] if len(sys.argv) > 2 else "chromium"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with browser.Browser(chromium) as program:
        check(program.tab(), f"http://127.0.0.1:{server.server_port}")
    print("everything arrived")


if __name__ == "__main__":
    main()
