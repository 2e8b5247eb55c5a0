"""Signs in to the dashboard of a running mesh as a person does, and sees one visitor.

    python3 dashboard.py URL CHROMIUM EMAIL PASSWORD SITE
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Support" / "Browser"))
import browser  # noqa: E402

url, chromium, email, password, site = sys.argv[1:]


def enter(tab, selector, text):
    tab.run(f"document.querySelector('{selector}').value = {json.dumps(text)}")


with browser.Browser(chromium) as program:
    tab = program.tab()
    for domain in ("Page", "Runtime"):
        tab.call(f"{domain}.enable")

    def wait(code, sentence):
        browser.wait(lambda: tab.run(code), sentence, lambda: tab.run("document.body.innerText"), limit=40)

    tab.go(url + "/dashboard?range=day")
    wait("!!document.querySelector('#email')", "who is not signed in is asked to")
    enter(tab, "#email", email)
    enter(tab, "#password", "wrong " + password)
    tab.run("document.querySelector('.signin button.main').click()")
    wait("document.querySelector('.problem').textContent !== ''", "a wrong password is told")
    enter(tab, "#password", password)
    tab.run("document.querySelector('.signin button.main').click()")
    wait("document.querySelector('h1')?.textContent === " + json.dumps(site), "the reader sees the one site that names them")
    wait("document.querySelector('[data-metric=pageviews]')?.title === '1'", "the page view is counted")
    wait("!!document.querySelector('[data-key=\"event:page//lamps\"]')", "and its page is shown")
    tab.run("document.querySelector('.out').click()")
    wait("!!document.querySelector('#email') && sessionStorage.length === 0", "who signs out leaves nothing behind")
print("passed")
