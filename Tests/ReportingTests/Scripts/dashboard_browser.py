"""Uses the dashboard in a real Chromium as a person would, and holds what it shows against what the API tells.

    python3 dashboard_browser.py [--images FOLDER] URL CHROMIUM

URL is where reporting is; `admin` is a token there, the site `shop` has two months of events. With `--images` the pictures of the
README are taken into FOLDER. Nothing but the standard library is needed. The exit status is 1 when something is not so.
"""

import argparse
import base64
import json
import pathlib
import sys
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Support" / "Browser"))
import browser  # noqa: E402

MOST_BYTES = 300_000


class Page:
    """The dashboard in a tab."""

    def __init__(self, url, tab, images):
        self.url, self.tab, self.images = url, tab, images
        for domain in ("Page", "Runtime", "Log", "Network"):
            tab.call(f"{domain}.enable")
        # Everything that the browser refuses or the page throws is kept until the end.
        tab.call("Page.addScriptToEvaluateOnNewDocument", source="""
            window.complaints = [];
            addEventListener('error', (event) => complaints.push(String(event.message)));
            addEventListener('unhandledrejection', (event) => complaints.push(String(event.reason)));
            document.addEventListener('securitypolicyviolation', (event) => complaints.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
            const error = console.error;
            console.error = (...words) => { complaints.push(words.join(' ')); error(...words); };
        """)
        self.size(1280, 900)
        self.colours("light")

    def size(self, width, height, scale=1, mobile=False):
        self.tab.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile)

    def colours(self, scheme, motion="no-preference"):
        self.tab.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": motion}])

    def go(self, path):
        """Loads an address, which the page may write otherwise."""
        self.run("window.isLeaving = true")
        self.tab.call("Page.navigate", url=self.url + path)
        self.wait("!window.isLeaving && document.readyState === 'complete'", f"{path} is loaded")

    def run(self, code):
        return self.tab.run(code)

    def text(self, selector):
        return self.run(f"document.querySelector({json.dumps(selector)})?.textContent ?? null")

    def wait(self, code, sentence, limit=30):
        return browser.wait(
            lambda: self.run(f"Boolean({code})"), sentence, lambda: self.run("document.body.innerText.slice(0, 3000) + JSON.stringify(complaints)"), limit)

    def settled(self, sentence="the page is at rest"):
        self.wait("!document.querySelector('[aria-busy=true], .waiting') && !!document.querySelector('.panel')", sentence)

    def key(self, name, code=0):
        codes = {"ArrowLeft": 37, "ArrowRight": 39, "Home": 36, "End": 35, "Enter": 13, "Tab": 9, "Escape": 27}
        for kind in ("keyDown", "keyUp"):
            extra = {"text": "\r"} if name == "Enter" and kind == "keyDown" else {}
            self.tab.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=codes[name], **extra)

    def press(self, selector):
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def picture(self, name):
        if not self.images:
            return
        # What is drawn while letters are loaded or colours change is not what people see.
        self.run("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 400)))")
        data = base64.b64decode(self.tab.call("Page.captureScreenshot", format="png")["data"])
        assert len(data) < MOST_BYTES, f"{name} has {len(data)} bytes"
        self.images.mkdir(parents=True, exist_ok=True)
        (self.images / f"dashboard-{name}.png").write_bytes(data)
        print(f"     {name}: {len(data)} bytes")

    def ask(self, metrics, dimensions=(), filters=(), date_range="30d", limit=20):
        question = {
            "site_id": "shop", "metrics": list(metrics), "dimensions": list(dimensions), "filters": list(filters),
            "date_range": date_range, "pagination": {"limit": limit},
        }
        return self.post("/v1/reports/query", question)["results"]

    def post(self, path, question):
        request = urllib.request.Request(
            self.url + path, json.dumps(question).encode(),
            {"content-type": "application/json", "authorization": "Bearer admin"})
        return json.load(urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request))

    def tile(self, metric):
        return self.run(f"document.querySelector('[data-metric={metric}]')?.title ?? null")

    def number(self, metric):
        return int("".join(letter for letter in self.tile(metric) if letter.isdigit()))


def sign_in(page):
    page.go("/dashboard?site=shop")
    page.wait("!!document.querySelector('#email')", "who is not signed in is asked to")
    page.run("document.querySelector('details').open = true")
    page.run("document.querySelector('#token').value = ''")
    page.press(".signin details button")
    assert page.text(".tiles") is None
    page.run("document.querySelector('#token').value = 'admin'")
    page.press(".signin details button")
    page.wait("document.querySelectorAll('.tiles [role=tab]').length >= 6", "with a token the report is there")
    page.settled()


def totals(page):
    metrics = ["visitors", "visits", "pageviews"]
    told = dict(zip(metrics, page.ask(metrics)[0]["metrics"]))
    for metric in metrics:
        assert page.number(metric) == told[metric], f"{metric}: {page.tile(metric)} is shown, {told[metric]} is told"
    rate = page.ask(["bounce_rate"])[0]["metrics"][0]
    assert page.tile("bounce_rate") == f"{round(rate, 1):g}%", f"{page.tile('bounce_rate')} is not {rate}"
    revenue = page.ask(["total_revenue"])[0]["metrics"][0]
    assert page.number("total_revenue") == revenue[0]["amount"], f"{page.tile('total_revenue')} is not {revenue}"
    for heading, dimension in [("Sources", "visit:source"), ("Pages", "event:page"), ("Places", "visit:country")]:
        for row in page.ask(["visitors"], [dimension], limit=3):
            name = row["dimensions"][0]
            if name == "(none)":
                continue
            shown = page.run(
                f"document.querySelector('[data-key=\"{dimension}/{name}\"]').closest('tr').querySelector('td').textContent")
            assert int(shown.replace(",", "")) == row["metrics"][0], f"{heading}: {name} has {shown}, not {row['metrics']}"
    assert "exact" in page.text(".fresh") and "counted up to" in page.text(".fresh"), page.text(".fresh")
    print("ok   the numbers are those of the API")


def chart(page):
    days = page.ask(["visitors"], ["time:day"], limit=50)
    page.run("document.querySelector('.plot').focus()")
    page.key("Home")
    first = page.run("document.querySelector('.plot').getAttribute('aria-valuetext')")
    assert f": {days[0]['metrics'][0]}, before " in first, f"{first} is not {days[0]}"
    page.key("ArrowRight")
    second = page.run("document.querySelector('.plot').getAttribute('aria-valuetext')")
    assert f": {days[1]['metrics'][0]}, before " in second, f"{second} is not {days[1]}"
    assert page.run("!document.querySelector('.tip').hidden && document.querySelector('.tip strong').textContent") == str(
        days[1]["metrics"][0])
    page.run("document.activeElement.blur()")
    box = page.run("(() => { const r = document.querySelector('.plot').getBoundingClientRect(); return [r.x + r.width * .62, r.y + r.height / 2]; })()")
    page.tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
    page.wait("!document.querySelector('.tip').hidden && !!document.querySelector('.cross')", "hovering shows a point")
    page.picture("light")
    page.tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=4, y=4)

    page.press("[data-key='table/overview']")
    rows = page.run("[...document.querySelectorAll('.chart tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))")
    assert [int(row[1].replace(",", "")) for row in rows] == [row["metrics"][0] for row in days], rows
    assert page.run("document.querySelector('[data-key=\"table/overview\"]').getAttribute('aria-pressed')") == "true"
    page.press("[data-key='table/overview']")
    print("ok   the chart is walked through by keys, and read as a table")


def tabs(page):
    page.run("document.querySelector('.tiles [aria-selected=true]').focus()")
    page.key("ArrowRight")
    page.wait("location.search.includes('metric=visits')", "an arrow key chooses the next metric, which the address keeps")
    page.settled()
    chosen = page.run("document.activeElement.dataset.key")
    assert chosen == "Metric/visits", f"the focus is on {chosen}"
    assert page.text(".chart-bar h3") == "Visits"
    page.key("ArrowLeft")
    page.settled()


def filters(page):
    source = next(row for row in page.ask(["visitors"], ["visit:source"]) if row["dimensions"][0] != "(none)")
    name = source["dimensions"][0]
    page.press(f"[data-key='visit:source/{name}']")
    page.wait(f"document.querySelector('.chip')?.textContent.includes('Source is {name}')", "a click on a row is a filter")
    page.settled()
    told = page.ask(["visitors"], filters=[["is", "visit:source", [name]]])[0]["metrics"][0]
    assert page.number("visitors") == told, f"{page.tile('visitors')} is not {told}"
    assert f"f=is~visit:source~{name}" in page.run("location.search"), page.run("location.search")
    page.press(".chip-words")
    page.wait("document.querySelector('.chip').textContent.includes('is not')", "a click on a chip turns it round")
    page.settled()
    told = page.ask(["visitors"], filters=[["is_not", "visit:source", [name]]])[0]["metrics"][0]
    assert page.number("visitors") == told, f"{page.tile('visitors')} is not {told}"
    page.run("history.back()")
    page.wait("!document.querySelector('.chip').textContent.includes('is not')", "the back button takes it back")
    page.press(".chip-remove")
    page.wait("!document.querySelector('.chip')", "a chip is removed")
    page.settled()
    page.press("[data-key='event:goal/Purchase']")
    page.wait("!!document.querySelector('[data-metric=conversion_rate]')", "a goal has metrics of its own")
    page.settled()
    told = page.ask(["visitors", "events"], filters=[["is", "event:goal", ["Purchase"]]])[0]["metrics"]
    assert [page.number("visitors"), page.number("events")] == told, told
    page.press(".chip-remove")
    page.settled()
    page.press("[data-key='all/Pages']")
    page.wait("document.querySelectorAll('dialog tbody tr').length > 5", "all pages are in a dialog")
    page.run("(() => { const search = document.querySelector('dialog input'); search.value = 'JOURNAL'; search.dispatchEvent(new Event('input')); })()")
    page.wait("document.querySelectorAll('dialog tbody tr').length === 2", "which can be searched")
    # The first is the search field's own: it is emptied.
    page.key("Escape")
    page.key("Escape")
    page.wait("!document.querySelector('dialog')", "Escape closes it")


def colours(page):
    page.run("(() => { const s = document.querySelector('[aria-label=Colours]'); s.value = 'dark'; s.dispatchEvent(new Event('change')); })()")
    ground = page.run("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(14, 17, 22)", ground
    page.picture("dark")
    page.go("/dashboard?site=shop")
    page.settled("the page is there again, still signed in")
    assert page.run("getComputedStyle(document.documentElement).backgroundColor") == ground, "the choice was forgotten"
    page.run("(() => { const s = document.querySelector('[aria-label=Colours]'); s.value = ''; s.dispatchEvent(new Event('change')); })()")
    assert page.run("getComputedStyle(document.documentElement).backgroundColor") == "rgb(245, 246, 248)"
    page.colours("dark")
    assert page.run("getComputedStyle(document.documentElement).backgroundColor") == ground, "the system's choice does not count"
    page.colours("light", motion="reduce")
    assert page.run("getComputedStyle(document.querySelector('.dot')).animationName") == "none", "it moves although nobody wants it"
    page.colours("light")
    print("ok   light and dark, by choice and by the system")


def orders(page):
    page.press("[data-key='view/orders']")
    page.wait("document.querySelector('[data-metric=events]')", "orders are shown")
    page.settled()
    told = page.ask(["total_revenue", "events", "visitors"], filters=[["is", "event:name", ["purchase"]]])[0]["metrics"]
    assert [page.number("events"), page.number("visitors")] == told[1:], told
    assert page.number("total_revenue") == told[0][0]["amount"], told
    page.picture("orders")


def funnels(page):
    page.press("[data-key='view/funnels']")
    page.wait("document.querySelectorAll('.funnel li').length === 4", "a shop's funnel is there by itself")
    page.settled()
    steps = ["view_item", "add_to_cart", "begin_checkout", "purchase"]
    told = page.post("/v1/reports/funnels", {
        "site_id": "shop", "date_range": "30d", "window_seconds": 604800,
        "steps": [[["is", "event:name", [step]]] for step in steps],
    })["results"]["steps"]
    shown = page.run("[...document.querySelectorAll('.funnel strong')].map((each) => Number(each.textContent.replace(/,/g, '')))")
    assert shown == [step["visitors"] for step in told] and shown[0] > shown[3] > 0, f"{shown} is not {told}"
    page.picture("funnel")
    page.run("(() => { const i = document.querySelector('[data-key=\"step/1\"]'); i.value = 'newsletter'; i.dispatchEvent(new Event('change')); })()")
    page.wait("location.search.includes('step=is~event:name~newsletter')", "its steps are changed, and kept in the address")
    page.settled()


def retention(page):
    page.press("[data-key='view/retention']")
    page.wait("document.querySelectorAll('.cohorts tbody tr').length >= 4", "cohorts are shown")
    page.settled()
    told = page.post("/v1/reports/retention", {"site_id": "shop", "date_range": "30d", "grain": "week", "periods": 8})["results"]
    shown = page.run("[...document.querySelectorAll('.cohorts tbody tr')].slice(1).map((row) => row.cells[1].textContent)")
    assert [int(size.replace(",", "")) for size in shown] == [row["size"] for row in told if row["size"]], f"{shown} is not {told}"
    page.picture("retention")


def live(page):
    page.press("[data-key='view/live']")
    page.wait("Number(document.querySelector('[data-live=visitors]')?.textContent) > 0", "somebody is there now")
    page.wait("document.querySelectorAll('.bars rect').length > 0", "minutes are drawn")
    page.wait("performance.getEntriesByType('resource').filter((each) => each.name.includes('/realtime')).length > 3", "it is asked again by itself")
    page.picture("live")
    page.press("[data-key=pause]")
    assert page.text("[data-key=pause]") == "Go on", page.text("[data-key=pause]")


def phone(page):
    page.size(390, 844, 2, mobile=True)
    page.go("/dashboard?site=shop&range=7d")
    page.settled("it is there on a phone")
    wide = page.run("document.documentElement.scrollWidth")
    assert wide <= 390, f"the page is {wide} wide"
    small = page.run("[...document.querySelectorAll('button, select')].filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 32).map((each) => each.textContent)")
    assert not small, f"too small to touch: {small}"
    page.picture("phone")
    for view in ("orders", "funnels", "retention", "live"):
        page.go(f"/dashboard?site=shop&view={view}")
        page.settled(f"{view} too")
        wide = page.run("document.documentElement.scrollWidth")
        assert wide <= 390, f"{view} is {wide} wide"
    page.size(1280, 900)


def names(page):
    """Everything that one can use has a name that is said, and no two things have the same id."""
    for view in ("overview", "orders", "funnels", "retention", "live"):
        page.go(f"/dashboard?site=shop&view={view}")
        page.settled(f"{view} is there")
        tree = page.tab.call("Accessibility.getFullAXTree")["nodes"]
        roles = {"button", "combobox", "textbox", "searchbox", "checkbox", "link", "slider", "tab", "table", "region", "tablist", "ComboBox"}
        for node in tree:
            role = node.get("role", {}).get("value")
            if node.get("ignored") or role not in roles:
                continue
            assert node.get("name", {}).get("value", "").strip(), f"{view}: a {role} without a name: {json.dumps(node)[:400]}"
        twice = page.run("(() => { const ids = [...document.querySelectorAll('[id]')].map((each) => each.id); return ids.filter((id, at) => ids.indexOf(id) !== at); })()")
        assert not twice, f"{view}: ids are there twice: {twice}"
        assert page.run("document.querySelectorAll('h1').length") == 1


def nothing(page):
    page.go("/dashboard?site=journal")
    page.settled()
    assert "Nothing was counted in this time" in page.run("document.body.innerText"), "an empty site says nothing"
    page.press("[data-key='try/day']")
    page.wait("location.search.includes('range=day')", "what is said to do can be done")
    page.settled()
    page.go("/dashboard?site=shop&f=is~visit:nonsense~x")
    page.wait("document.querySelectorAll('.refused').length > 2", "what cannot be answered says so")
    assert "filters[0][1]" in page.text(".refused"), page.text(".refused")
    page.press(".chip-remove")
    page.wait("!document.querySelector('.refused')", "and is mended by removing the filter")
    page.settled()


def sign_out(page):
    complaints = page.run("complaints")
    assert not complaints, f"the browser complains: {complaints}"
    page.run("sessionStorage.setItem('orrery.session', JSON.stringify({access: ''}))")
    page.go("/dashboard?site=shop&range=7d")
    page.wait("!!document.querySelector('#email') && document.querySelector('[role=alert]').textContent.includes('not signed in any more')",
              "who is not known any more is asked to sign in again")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=pathlib.Path)
    parser.add_argument("url")
    parser.add_argument("chromium", nargs="?", default="chromium")
    options = parser.parse_args()
    with browser.Browser(options.chromium) as program:
        page = Page(options.url, program.tab(), options.images)
        sign_in(page)
        for part in (totals, chart, tabs, filters, colours, orders, funnels, retention, live, phone, names, nothing, sign_out):
            part(page)
    print("passed")


if __name__ == "__main__":
    main()
