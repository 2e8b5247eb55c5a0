// Runs the collector script against a small stand-in for a browser and checks what it sends.
//
//     node collect_script.mjs SCRIPT
//
// SCRIPT is the script as it is served. Each check is a sentence; the exit status is 1 when one fails.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const code = readFileSync(process.argv[2], 'utf8');

class Emitter {
    listeners = {};
    addEventListener(type, listener) { (this.listeners[type] ??= []).push(listener); }
    emit(type, event = {}) { for (const listener of this.listeners[type] ?? []) listener({ type, ...event }); }
}

/// A browser with one page on which the script was loaded.
class Browser {
    now = 1_795_262_400_000;
    timers = [];
    sent = [];
    observers = {};
    status = 200;
    offline = false;

    constructor({ dataset = { site: 'shop' }, url = 'https://shop.test/start', navigator = {}, storage = {}, early } = {}) {
        const browser = this;
        this.window = new Emitter();
        this.document = Object.assign(new Emitter(), {
            currentScript: { dataset, src: 'https://events.test/collect.js' },
            referrer: 'https://search.test/', title: 'Start', visibilityState: 'visible', jar: '',
            hasFocus: () => true, documentElement: { scrollHeight: 4000 },
        });
        Object.defineProperty(this.document, 'cookie', {
            get() { return this.jar.split(';')[0]; },
            set(text) { this.jar = text; },
        });
        this.location = new URL(url);
        this.storage = storage;
        Object.assign(this.window, { localStorage: storage, scrollY: 0, innerHeight: 800, orrery: early });
        const go = (state, title, next) => { browser.location.href = new URL(next, browser.location).href; };
        const sandbox = {
            window: this.window, document: this.document, location: this.location, URL, Uint8Array, Array,
            navigator: {
                language: 'en-GB', onLine: true,
                sendBeacon: (target, body) => { browser.sent.push({ by: 'beacon', target, ...JSON.parse(body) }); return true; },
                ...navigator,
            },
            screen: { width: 1920, height: 1080 }, crypto: globalThis.crypto, sessionStorage: {},
            history: { pushState: go, replaceState: go },
            performance: { getEntriesByType: () => [{ responseStart: 120.4, activationStart: 0 }] },
            PerformanceObserver: class {
                constructor(take) { this.take = take; }
                observe(options) { browser.observers[options.type] = this.take; }
            },
            Date: { now: () => browser.now },
            setTimeout: (run, delay) => browser.timers.push({ at: browser.now + delay, run }),
            clearTimeout: (id) => { if (id) browser.timers[id - 1] = undefined; },
            fetch: (target, options) => {
                if (browser.offline) return Promise.reject(new Error('offline'));
                browser.sent.push({ by: 'fetch', target, ...JSON.parse(options.body) });
                return Promise.resolve({ status: browser.status });
            },
        };
        this.history = sandbox.history;
        vm.runInNewContext(code, sandbox);
    }

    /// Lets time pass; timers that are due are run.
    async pass(milliseconds) {
        this.now += milliseconds;
        for (let place = 0; place < this.timers.length; place++) {
            const timer = this.timers[place];
            if (!timer || timer.at > this.now) continue;
            this.timers[place] = undefined;
            timer.run();
        }
        await new Promise((resolve) => setImmediate(resolve));
    }

    hide() {
        this.document.visibilityState = 'hidden';
        this.document.emit('visibilitychange');
        this.window.emit('pagehide');
    }

    entry(type, ...entries) { this.observers[type]({ getEntries: () => entries }); }

    click(href, more = {}) {
        const link = Object.assign(new URL(href), { host: new URL(href).host });
        const anchor = { href: link.href, protocol: link.protocol, pathname: link.pathname, host: link.host };
        this.document.emit(more.type ?? 'click', { target: { closest: () => anchor }, ...more });
    }

    get events() { return this.sent.flatMap((envelope) => envelope.events); }
    named(name) { return this.events.filter((event) => event.name === name); }
}

const checks = {
    async 'It is under 3 KB compressed'() {
        assert.ok(gzipSync(code, { level: 9 }).length < 3072, `${gzipSync(code, { level: 9 }).length} bytes`);
    },
    async 'A page view says where, from where, and on what'() {
        const browser = new Browser({ url: 'https://shop.test/start?utm_source=x#part' });
        await browser.pass(300);
        const [envelope] = browser.sent;
        assert.equal(envelope.target, 'https://events.test/v1/collect');
        assert.equal(envelope.site, 'shop');
        assert.equal(envelope.language, 'en-GB');
        assert.equal(envelope.screen, '1920x1080');
        assert.equal(envelope.visitor, undefined);
        const [view] = envelope.events;
        assert.equal(view.name, 'page_view');
        assert.equal(view.url, 'https://shop.test/start?utm_source=x');
        assert.equal(view.referrer, 'https://search.test/');
        assert.equal(view.title, 'Start');
        assert.match(view.id, /^[0-9a-f]{32}$/);
        assert.ok(view.at <= envelope.sentAt);
    },
    async 'No cookie is set unless the page asks for one'() {
        const browser = new Browser();
        await browser.pass(300);
        assert.equal(browser.document.jar, '');
    },
    async 'With a cookie the visitor is known again, and the session too'() {
        const browser = new Browser({ dataset: { site: 'shop', cookie: '' } });
        await browser.pass(300);
        browser.window.orrery.track('again');
        await browser.pass(300);
        assert.match(browser.document.jar, /^_orr=[0-9a-f]{32};path=\/;max-age=34186698;samesite=lax;secure$/);
        assert.equal(browser.sent[0].visitor, browser.sent[1].visitor);
        assert.match(browser.sent[0].session, /^[0-9a-f]{32}$/);
    },
    async 'Do Not Track and Global Privacy Control are told, and leave nothing on the device'() {
        for (const navigator of [{ doNotTrack: '1' }, { globalPrivacyControl: true }]) {
            const browser = new Browser({ dataset: { site: 'shop', cookie: '' }, navigator });
            browser.status = 503;
            await browser.pass(300);
            assert.equal(browser.sent[0].visitor, undefined);
            assert.equal(browser.sent[0].doNotTrack, 'doNotTrack' in navigator);
            assert.equal(browser.sent[0].globalPrivacyControl, 'globalPrivacyControl' in navigator);
            assert.deepEqual(browser.storage, {});
            assert.match(browser.document.jar, /^_orr=;path=\/;max-age=0/);
        }
    },
    async 'Where consent is asked for, nothing is sent before it is given'() {
        const browser = new Browser({ dataset: { site: 'shop', cookie: '', consent: '' } });
        await browser.pass(5000);
        assert.equal(browser.sent.length, 0);
        assert.equal(browser.document.jar, '');
        browser.window.orrery.consent('granted');
        assert.equal(browser.sent[0].consent, 'granted');
        assert.ok(browser.sent[0].visitor);
        const next = new Browser({ dataset: { site: 'shop', consent: '' }, storage: browser.storage });
        await next.pass(300);
        assert.equal(next.sent[0].consent, 'granted');
    },
    async 'Who refuses leaves no id, and what was kept goes'() {
        const browser = new Browser({ dataset: { site: 'shop', cookie: '' }, storage: { _orrq: '[]' } });
        browser.window.orrery.consent('denied');
        await browser.pass(300);
        assert.equal(browser.sent.at(-1).consent, 'denied');
        assert.equal(browser.sent.at(-1).visitor, undefined);
        assert.deepEqual(browser.storage, { _orrc: 'denied' });
    },
    async 'Navigation without loading is a page view, with the page before as referrer'() {
        const browser = new Browser();
        await browser.pass(2000);
        browser.history.pushState({}, '', '/next');
        browser.history.replaceState({}, '', '/next');
        browser.history.pushState({}, '', '/next#part');
        await browser.pass(300);
        const views = browser.named('page_view');
        assert.deepEqual(views.map((view) => view.url), ['https://shop.test/start', 'https://shop.test/next']);
        assert.equal(views[1].referrer, 'https://shop.test/start');
        const [engagement] = browser.named('engagement');
        assert.equal(engagement.url, 'https://shop.test/start');
        assert.equal(engagement.properties.engagement_time_msec, 2000);
        browser.location.href = 'https://shop.test/start';
        browser.window.emit('popstate');
        await browser.pass(300);
        assert.equal(browser.named('page_view').length, 3);
    },
    async 'A page that comes back from the cache is viewed again'() {
        const browser = new Browser();
        browser.window.emit('pageshow', { persisted: false });
        browser.window.emit('pageshow', { persisted: true });
        await browser.pass(300);
        assert.equal(browser.named('page_view').length, 2);
    },
    async 'Only time that a page is seen and has the focus counts'() {
        const browser = new Browser();
        await browser.pass(1000);
        browser.document.hasFocus = () => false;
        browser.window.emit('blur');
        await browser.pass(60_000);
        browser.document.hasFocus = () => true;
        browser.window.emit('focus');
        await browser.pass(500);
        browser.hide();
        assert.equal(browser.named('engagement')[0].properties.engagement_time_msec, 1500);
        assert.equal(browser.sent.at(-1).by, 'beacon');
        assert.equal(browser.named('engagement').length, 1);
    },
    async 'Scrolling is told at each mark once, and how far with the engagement'() {
        const browser = new Browser();
        await browser.pass(300);
        for (const place of [400, 1300, 1200, 2400, 2400]) {
            browser.window.scrollY = place;
            browser.window.emit('scroll');
        }
        browser.hide();
        assert.deepEqual(browser.named('scroll').map((event) => event.properties.percent_scrolled), [25, 50, 75]);
        assert.equal(browser.named('engagement')[0].properties.percent_scrolled, 80);
    },
    async 'Links out and downloads are events, links within are none'() {
        const browser = new Browser();
        browser.click('https://other.test/page');
        browser.click('https://shop.test/files/Price-List.PDF?x=1');
        browser.click('https://shop.test/within');
        browser.click('mailto:a@b.test');
        browser.click('https://other.test/middle', { type: 'auxclick', button: 1 });
        browser.click('https://other.test/right', { type: 'auxclick', button: 2 });
        await browser.pass(300);
        assert.deepEqual(
            browser.named('outbound_click').map((event) => event.properties.link_url),
            ['https://other.test/page', 'https://other.test/middle']);
        assert.equal(browser.named('file_download')[0].properties.file_extension, 'pdf');
        assert.equal(browser.events.length, 4);
    },
    async 'A purchase has its revenue and items beside its properties'() {
        const browser = new Browser();
        const items = [{ sku: 'lamp', price: 19.99, quantity: 1 }];
        browser.window.orrery.track('purchase', { revenue: 19.99, currency: 'EUR', orderId: 'o1', items, coupon: 'X' });
        await browser.pass(300);
        const [purchase] = browser.named('purchase');
        assert.equal(purchase.revenue, 19.99);
        assert.equal(purchase.orderId, 'o1');
        assert.deepEqual(purchase.items, items);
        assert.deepEqual(purchase.properties, { coupon: 'X' });
    },
    async 'Calls that were made before the script was there are not lost'() {
        const browser = new Browser({ early: [['track', 'early', { a: 1 }], ['identify', 'u1', { plan: 'pro' }]] });
        await browser.pass(300);
        assert.deepEqual(browser.named('early')[0].properties, { a: 1 });
        assert.deepEqual(browser.named('identify')[0].traits, { plan: 'pro' });
        assert.equal(browser.sent[0].user, 'u1');
    },
    async 'What the server could not take, or the network not carry, is sent again, by the same id'() {
        for (const fail of [(b) => { b.status = 503; }, (b) => { b.offline = true; }]) {
            const browser = new Browser();
            fail(browser);
            await browser.pass(300);
            const kept = JSON.parse(browser.storage._orrq);
            assert.deepEqual(kept.map((event) => event.name), ['page_view']);
            const next = new Browser({ storage: browser.storage });
            await next.pass(300);
            assert.equal(next.events[0].id, kept[0].id);
            assert.equal(next.sent[0].events.length, 2);
            assert.equal(next.storage._orrq, undefined);
        }
    },
    async 'What is refused is not sent again, and no more than a hundred events wait'() {
        const browser = new Browser();
        browser.status = 400;
        await browser.pass(300);
        assert.equal(browser.storage._orrq, undefined);
        browser.offline = true;
        for (let place = 0; place < 150; place++) browser.window.orrery.track('e' + place);
        await browser.pass(300);
        const kept = JSON.parse(browser.storage._orrq);
        assert.equal(kept.length, 100);
        assert.equal(kept.at(-1).name, 'e149');
    },
    async 'Leaving while offline keeps the events'() {
        const browser = new Browser({ navigator: { onLine: false } });
        browser.offline = true;
        browser.hide();
        await browser.pass(1);
        assert.ok(JSON.parse(browser.storage._orrq).some((event) => event.name === 'page_view'));
    },
    async 'Core Web Vitals are told once, when the page is hidden'() {
        const browser = new Browser();
        browser.entry('paint', { name: 'first-paint', startTime: 1 }, { name: 'first-contentful-paint', startTime: 300.6 });
        browser.entry('largest-contentful-paint', { startTime: 800 }, { startTime: 1200.2 });
        browser.entry(
            'layout-shift', { startTime: 100, value: 0.1 }, { startTime: 500, value: 0.05 },
            { startTime: 600, value: 9, hadRecentInput: true }, { startTime: 3000, value: 0.02 });
        browser.entry('event', { interactionId: 1, duration: 40 }, { interactionId: 1, duration: 64 }, { duration: 900 });
        browser.entry('event', { interactionId: 2, duration: 48 });
        browser.hide();
        browser.hide();
        assert.equal(browser.named('web_vitals').length, 1);
        assert.deepEqual(browser.named('web_vitals')[0].properties, { ttfb: 120, fcp: 301, lcp: 1200, cls: 0.15, inp: 64 });
    },
    async 'A layout window ends after a second of rest or five seconds'() {
        const browser = new Browser();
        browser.entry('layout-shift', ...[0, 900, 1800, 2700, 3600, 4500, 5400].map((startTime) => ({ startTime, value: 0.1 })));
        browser.hide();
        assert.equal(browser.named('web_vitals')[0].properties.cls, 0.6);
    },
    async 'A page that is only prerendered is not viewed until it is shown'() {
        const browser = new PrerenderingBrowser();
        await browser.pass(300);
        assert.equal(browser.sent.length, 0);
        browser.document.emit('prerenderingchange');
        await browser.pass(300);
        assert.equal(browser.named('page_view').length, 1);
    },
    async 'A manual page sends only what it is told to'() {
        const browser = new Browser({ dataset: { site: 'shop', manual: '' } });
        browser.history.pushState({}, '', '/next');
        await browser.pass(300);
        assert.equal(browser.named('page_view').length, 0);
        browser.window.orrery.page();
        await browser.pass(300);
        assert.equal(browser.named('page_view')[0].url, 'https://shop.test/next');
    },
    async 'Fragments are pages where the site says so'() {
        const browser = new Browser({ dataset: { site: 'shop', hash: '' } });
        browser.location.href = 'https://shop.test/start#two';
        browser.window.emit('hashchange');
        await browser.pass(300);
        assert.deepEqual(browser.named('page_view').map((view) => view.url).at(-1), 'https://shop.test/start#two');
    },
};

/// A browser that loads the page before somebody goes to it.
class PrerenderingBrowser extends Browser {
    constructor() {
        // The property is there for every document while this one is made.
        Object.defineProperty(Emitter.prototype, 'prerendering', { value: true, configurable: true });
        try { super(); } finally { delete Emitter.prototype.prerendering; }
    }
}

let failures = 0;
for (const [sentence, check] of Object.entries(checks)) {
    try {
        await check();
        console.log(`ok   ${sentence}`);
    } catch (error) {
        failures += 1;
        console.log(`FAIL ${sentence}\n${error.stack}`);
    }
}
console.log(`${Object.keys(checks).length - failures} of ${Object.keys(checks).length} held`);
process.exit(failures ? 1 : 0);
