extension CollectScript {
    /// The script as it is written. Comments stand on lines of their own and no text goes over a line's end, so that
    /// ``served`` can leave out comments and indentation without knowing the language.
    ///
    /// A page has it by `<script defer src="https://HOST/collect.js" data-site="SITE"></script>`. Attributes:
    /// `data-cookie` lets it keep an id for 13 months (without it visitors are counted by the day), `data-consent` makes
    /// it wait for `orrery.consent('granted')` or `'denied'`, `data-hash` counts fragments as pages, `data-manual` sends
    /// no page views by itself, `data-api` is another address to send to.
    static let source = #"""
        (function (w, d, n) {
        var script = d.currentScript;
        var options = script.dataset;
        var address = new URL(script.src, location);
        var site = options.site || address.searchParams.get('site');
        var target = options.api || address.origin + '/v1/collect';
        // What visitors and their browsers asked for: without these no id and no retry is kept on the device.
        var doNotTrack = n.doNotTrack == '1';
        var globalPrivacyControl = !!n.globalPrivacyControl;
        var consent, user, store, queue = [], timer;
        // Storage throws where it is switched off.
        try { store = w.localStorage; consent = store._orrc } catch (e) {}
        function keeps() {
            return store && !doNotTrack && !globalPrivacyControl && consent != 'denied' &&
                (consent || !('consent' in options));
        }
        function unique() {
            return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (b) {
                return (b + 256).toString(16).slice(1);
            }).join('');
        }

        // The device's id, if the page wants one and nobody objects; the session's lives as long as the tab.
        function visitor() {
            if (!('cookie' in options) || !keeps()) return;
            var found = /(?:^|; )_orr=(\w+)/.exec(d.cookie);
            var id = found ? found[1] : unique();
            d.cookie = '_orr=' + id + ';path=/;max-age=34186698;samesite=lax' +
                (location.protocol == 'https:' ? ';secure' : '');
            return id;
        }
        function session() {
            try { return sessionStorage._orrs = sessionStorage._orrs || unique() } catch (e) {}
        }
        function forget() {
            d.cookie = '_orr=;path=/;max-age=0';
            try { delete store._orrq; delete sessionStorage._orrs } catch (e) {}
        }

        // What could not be sent waits in storage for the next page or connection; ids keep it from counting twice.
        function keep(events) {
            if (keeps()) try { store._orrq = JSON.stringify(kept().concat(events).slice(-100)) } catch (e) {}
        }
        function kept() {
            try { return JSON.parse(store._orrq || '[]') } catch (e) { return [] }
        }
        function flush(leaving) {
            clearTimeout(timer);
            timer = 0;
            if ('consent' in options && !consent) return;
            var events = kept().concat(queue);
            if (!events.length) return;
            queue = [];
            try { delete store._orrq } catch (e) {}
            var id = visitor();
            var body = JSON.stringify({
                site: site, sentAt: Date.now(), visitor: id, session: id && session(), user: user,
                language: n.language, screen: screen.width + 'x' + screen.height, consent: consent,
                doNotTrack: doNotTrack, globalPrivacyControl: globalPrivacyControl, events: events
            });
            if (leaving && n.onLine !== false && n.sendBeacon && n.sendBeacon(target, body)) return;
            fetch(target, { method: 'POST', body: body, keepalive: leaving, credentials: 'omit' }).then(function (answer) {
                if (answer.status >= 500 || answer.status == 429) keep(events);
            }, function () { keep(events) });
        }

        var url, referrer = d.referrer;
        function track(name, details) {
            var event = { id: unique(), name: name, at: Date.now(), url: url, referrer: referrer, title: d.title };
            var properties = Object.assign({}, details);
            ['revenue', 'currency', 'orderId', 'items', 'traits', 'relatedId'].forEach(function (key) {
                if (key in properties) event[key] = properties[key];
                delete properties[key];
            });
            event.properties = properties;
            queue.push(event);
            if (queue.length > 200) queue.shift();
            timer = timer || setTimeout(flush, 200);
        }

        // Engagement: the time that a page is seen and has the focus, and how far it was scrolled.
        var seen = 0, since = 0, depth = 0;
        function watch() {
            var now = Date.now();
            if (since) seen += now - since;
            since = d.visibilityState == 'visible' && d.hasFocus() ? now : 0;
        }
        function scrolled() {
            var height = d.documentElement.scrollHeight;
            var now = height ? Math.min(100, Math.round((w.scrollY + w.innerHeight) / height * 100)) : 100;
            [25, 50, 75, 90].forEach(function (mark) {
                // What is seen without scrolling is no scrolling.
                if (depth && depth < mark && now >= mark) track('scroll', { percent_scrolled: mark });
            });
            depth = Math.max(depth, now);
        }
        function engaged() {
            watch();
            if (url && seen > 0) track('engagement', { engagement_time_msec: seen, percent_scrolled: depth });
            seen = 0;
        }
        function page(force) {
            var now = location.href;
            if (!('hash' in options)) now = now.split('#')[0];
            if (now == url && force !== true) return;
            engaged();
            if (url && now != url) referrer = url;
            url = now;
            depth = 0;
            track('page_view');
            setTimeout(scrolled, 100);
        }

        // Core Web Vitals, told once when the page is first hidden.
        var vitals = {}, shift = 0, shiftStart, shiftEnd, slow = {}, interactions = 0;
        function observe(type, take, more) {
            try {
                new PerformanceObserver(function (list) { list.getEntries().forEach(take) })
                    .observe(Object.assign({ type: type, buffered: true }, more));
            } catch (e) {}
        }
        var navigation = performance.getEntriesByType('navigation')[0] || {};
        function sinceStart(time) {
            return Math.max(0, Math.round(time - (navigation.activationStart || 0)));
        }
        if (navigation.responseStart) vitals.ttfb = sinceStart(navigation.responseStart);
        observe('paint', function (e) {
            if (e.name == 'first-contentful-paint') vitals.fcp = sinceStart(e.startTime);
        });
        observe('largest-contentful-paint', function (e) { vitals.lcp = sinceStart(e.startTime) });
        // Shifts within a second of each other, five seconds at most, count together; the worst such window is told.
        observe('layout-shift', function (e) {
            if (e.hadRecentInput) return;
            if (!(e.startTime - shiftEnd < 1000 && e.startTime - shiftStart < 5000)) {
                shift = 0;
                shiftStart = e.startTime;
            }
            shiftEnd = e.startTime;
            shift += e.value;
            vitals.cls = Math.max(vitals.cls || 0, Math.round(shift * 1e4) / 1e4);
        });
        function interaction(e) {
            if (!e.interactionId) return;
            if (!slow[e.interactionId]) interactions++;
            slow[e.interactionId] = Math.max(slow[e.interactionId] || 0, e.duration);
        }
        observe('event', interaction, { durationThreshold: 16 });
        observe('first-input', interaction);
        function tellVitals() {
            // One of each fifty interactions may be slower.
            var worst = Object.values(slow).sort(function (a, b) { return b - a })[Math.floor(interactions / 50)];
            if (worst) vitals.inp = Math.round(worst);
            if (vitals.fcp) vitals.cls = vitals.cls || 0;
            if (Object.keys(vitals).length) track('web_vitals', vitals);
            tellVitals = function () {};
        }

        var files = /\.(7z|apk|avi|csv|dmg|docx?|epub|exe|gz|iso|key|mov|mp[34]|msi|odt|pdf|pkg|pptx?|rar|rtf|tar|txt|wav|webm|wmv|xlsx?|xml|zip)$/i;
        function clicked(e) {
            var link = e.target.closest && e.target.closest('a[href]');
            if (!link || !/^http/.test(link.protocol) || e.type == 'auxclick' && e.button != 1) return;
            var file = files.exec(link.pathname);
            if (file) track('file_download', { link_url: link.href, file_extension: file[1].toLowerCase() });
            else if (link.host != location.host) track('outbound_click', { link_url: link.href });
        }
        function hidden() {
            scrolled();
            engaged();
            tellVitals();
            flush(true);
        }

        var api = {
            track: track,
            page: function () { page(true) },
            identify: function (id, traits) {
                user = id;
                track('identify', { traits: traits });
            },
            consent: function (state) {
                consent = state;
                if (state == 'denied') forget();
                try { store._orrc = state } catch (e) {}
                flush();
            },
            push: function (call) { api[call[0]].apply(api, call.slice(1)) }
        };
        function start() {
            if (doNotTrack || globalPrivacyControl) forget();
            ['pushState', 'replaceState'].forEach(function (name) {
                var original = history[name];
                history[name] = function () {
                    var result = original.apply(this, arguments);
                    if (!manual) page();
                    return result;
                };
            });
            var manual = 'manual' in options;
            if (!manual) {
                page();
                w.addEventListener('popstate', page);
                if ('hash' in options) w.addEventListener('hashchange', page);
            } else url = location.href;
            w.addEventListener('pageshow', function (e) { if (e.persisted && !manual) page(true) });
            ['focus', 'blur', 'pageshow'].forEach(function (type) { w.addEventListener(type, watch) });
            w.addEventListener('scroll', scrolled, { passive: true });
            w.addEventListener('online', function () { flush() });
            w.addEventListener('pagehide', hidden);
            d.addEventListener('visibilitychange', function () {
                if (d.visibilityState == 'hidden') hidden(); else watch();
            });
            d.addEventListener('click', clicked, true);
            d.addEventListener('auxclick', clicked, true);
            watch();
            // Calls that the page made before this script was there.
            var early = w.orrery;
            w.orrery = api;
            if (Array.isArray(early)) early.forEach(api.push);
        }
        if (d.prerendering) d.addEventListener('prerenderingchange', start, { once: true }); else start();
        })(window, document, navigator);
        """#
}
