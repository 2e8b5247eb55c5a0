// The dashboard: who is signed in, what is looked at, and the view that shows it.

import {readAddress, writeAddress, VIEWS} from './address.js';
import {askForSites, askLive, ended} from './api.js';
import {h, replace, tell} from './dom.js';
import {FilterBar} from './filters.js';
import * as format from './format.js';
import {Funnels} from './funnels.js';
import {Header} from './header.js';
import {Live} from './live.js';
import {Orders} from './orders.js';
import {Overview} from './overview.js';
import * as ranges from './ranges.js';
import {Retention} from './retention.js';
import {session, signOut} from './session.js';
import {showSignIn} from './signin.js';

const MAKERS = {overview: Overview, orders: Orders, funnels: Funnels, retention: Retention, live: Live};
const GLANCE = 15_000;

const root = document.getElementById('app');

class Dashboard {
    #sites;
    #state = readAddress();
    #header = new Header(() => leave());
    #filters = new FilterBar();
    #main = h('main', {id: 'main', tabindex: -1});
    #view = null;
    #viewName = null;
    #timer;
    #meta = null;

    constructor(sites) {
        this.#sites = sites;
        replace(root, this.#header.node, this.#main);
        this.onPop = () => {
            this.#state = readAddress();
            this.#show();
        };
        addEventListener('popstate', this.onPop);
        if (!sites.some((site) => site.site === this.#state.site)) this.#state.site = this.#remembered();
        writeAddress(this.#state, true);
        this.#show();
        this.#glance();
    }

    end() {
        removeEventListener('popstate', this.onPop);
        clearTimeout(this.#timer);
        this.#view?.stop();
    }

    /** The site that was looked at last, else the first. */
    #remembered() {
        let known = null;
        try {
            known = localStorage.getItem('orrery.site');
        } catch {
            // Nothing is remembered, then.
        }
        return this.#sites.find((site) => site.site === known)?.site ?? this.#sites[0].site;
    }

    #context() {
        const state = this.#state;
        const site = this.#sites.find((each) => each.site === state.site) ?? this.#sites[0];
        return {
            state, site, sites: this.#sites, zone: site.timeZone,
            change: (patch) => this.#change(patch),
            heard: (meta) => { if (state === this.#state) this.#hear(meta, site); },
        };
    }

    #change(patch) {
        this.#state = {...this.#state, ...patch};
        writeAddress(this.#state);
        if (patch.site) {
            try {
                localStorage.setItem('orrery.site', patch.site);
            } catch {
                // It is not remembered, then.
            }
            this.#glance();
        }
        this.#show();
    }

    #show() {
        const context = this.#context();
        const {state, site, zone} = context;
        const title = VIEWS.find(([id]) => id === state.view)[1];
        document.title = `${site.site} · ${title} · Orrery`;
        this.#header.update(context);
        if (this.#viewName !== state.view) {
            this.#view?.stop();
            this.#view = new MAKERS[state.view]();
            this.#viewName = state.view;
            replace(this.#main, state.view !== 'live' && this.#filters.node, this.#view.node);
            scrollTo(0, 0);
        }
        this.#meta = null;
        this.#filters.update(context);
        this.#view.update(context);
        const filters = state.filters.length;
        tell(`${title} of ${site.site}, ${ranges.words(state.range, zone)}${filters > 0 ? `, ${filters} filters` : ''}`);
    }

    /** The oldest and least exact of what is shown counts for all of it. */
    #hear(meta, site) {
        const known = this.#meta;
        this.#meta = {
            watermark: known && known.watermark < meta.watermark && this.#viewName !== 'live' ? known.watermark : meta.watermark,
            isExact: (known?.isExact ?? true) && meta.exact,
            error: meta.standard_error ?? known?.error ?? 0,
        };
        const moment = Date.parse(this.#meta.watermark);
        this.#header.showFreshness(this.#meta, moment === 0 ? 'nothing counted yet'
            : Date.now() - moment < 60_000 ? `counted up to ${format.clock(moment, site.timeZone)}` : `counted up to ${format.ago(Date.now() - moment)}`);
    }

    async #glance() {
        clearTimeout(this.#timer);
        const {site} = this.#state;
        if (!document.hidden) {
            try {
                const found = await askLive(site);
                if (site === this.#state.site) this.#header.showNow(found.results.totals[0].metrics[0]);
            } catch {
                this.#header.showNow(null);
            }
        }
        clearTimeout(this.#timer);
        if (dashboard === this || dashboard === null) this.#timer = setTimeout(() => this.#glance(), GLANCE);
    }
}

let dashboard = null;

async function enter() {
    try {
        const sites = await askForSites();
        if (sites.length === 0) return lonely('There is no site to show. An administrator can describe one (POST /v1/sites) and '
            + 'name your account as a reader of its reports (PUT /v1/reports/sites/{site}).');
        dashboard?.end();
        dashboard = new Dashboard(sites);
    } catch (error) {
        // Who is not signed in is asked to by then.
        if (error.status !== 401) lonely(error.message);
    }
    return undefined;
}

/** A page of a few words. */
function lonely(words) {
    replace(root, h('main', {id: 'main', class: 'lonely'}, h('p', {role: 'alert'}, words),
        h('div', {class: 'row'}, h('button', {type: 'button', class: 'main', on: {click: enter}}, 'Try again'),
            h('button', {type: 'button', on: {click: leave}}, 'Sign in as somebody else'))));
}

async function leave() {
    await signOut();
    close();
}

function close(reason) {
    dashboard?.end();
    dashboard = null;
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    document.title = 'Orrery reports';
    showSignIn(root, enter, reason);
}

ended.handler = () => close('You are not signed in any more, or the token is not known here.');
if (session()) enter();
else close();
