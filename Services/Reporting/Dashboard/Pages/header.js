// The bar at the top: which site, which part, which time, who is there now; and the colours.

import {VIEWS} from './address.js';
import {h, replace, select} from './dom.js';
import * as ranges from './ranges.js';

// The parts that have something to compare.
const COMPARED = ['overview', 'orders'];
const THEMES = [['', 'Auto'], ['light', 'Light'], ['dark', 'Dark']];

function theme() {
    return document.documentElement.dataset.theme ?? '';
}

function setTheme(name) {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    try {
        if (name) localStorage.setItem('orrery.theme', name);
        else localStorage.removeItem('orrery.theme');
    } catch {
        // It holds until the page is left.
    }
}

export class Header {
    #site = h('div', {class: 'site'});
    #nav = h('nav', {'aria-label': 'Parts of the report'});
    #range = h('div', {class: 'range', role: 'group', 'aria-label': 'Time'});
    #live = h('a', {class: 'there', href: '#', 'data-key': 'now', hidden: true});
    #fresh = h('span', {class: 'fresh'});
    #context = null;

    constructor(onSignOut) {
        this.#live.addEventListener('click', (event) => {
            event.preventDefault();
            this.#context.change({view: 'live', metric: null, grain: null});
        });
        this.node = h('header', {class: 'top'},
            h('div', {class: 'top-row'},
                h('img', {src: '/dashboard/icon.svg', alt: '', width: 26, height: 26}), this.#site, this.#live, this.#fresh,
                h('div', {class: 'gap'}),
                select('Colours', THEMES, theme(), setTheme, {class: 'subtle'}),
                h('button', {type: 'button', class: 'quiet out', on: {click: onSignOut}}, 'Sign out')),
            h('div', {class: 'top-row'}, this.#nav, h('div', {class: 'gap'}), this.#range));
    }

    update(context) {
        this.#context = context;
        const {state, sites, site, change} = context;
        replace(this.#site, h('h1', {class: sites.length === 1 ? null : 'unseen'}, site.site), sites.length > 1 && select(
            'Site', sites.map((each) => [each.site, each.site]), site.site, (id) => change({site: id, filters: [], steps: []}),
            {'data-key': 'site'}));
        replace(this.#nav, VIEWS.map(([id, words]) => h('a', {
            href: `?site=${encodeURIComponent(site.site)}&view=${id}`, 'aria-current': id === state.view ? 'page' : null, 'data-key': `view/${id}`,
            on: {
                click: (event) => {
                    // Another tab or window is the browser's own business.
                    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                    event.preventDefault();
                    change({view: id, metric: null, grain: null});
                },
            },
        }, words)));
        this.#range.hidden = state.view === 'live';
        this.#showRange();
    }

    #showRange() {
        const {state, zone, change} = this.#context;
        const {range} = state;
        const step = (steps, words, arrow) => {
            const next = ranges.shifted(range, zone, steps);
            const isToCome = next && next.from > ranges.today(zone);
            return h('button', {
                type: 'button', class: 'quiet step', 'aria-label': words, 'data-key': words, disabled: !next || isToCome,
                on: {click: () => change({range: next})},
            }, arrow);
        };
        const options = range.from
            ? [['chosen', ranges.words(range, zone)], ...ranges.PRESETS] : ranges.PRESETS;
        replace(this.#range,
            COMPARED.includes(state.view) && h('label', {class: 'check'}, h('input', {
                type: 'checkbox', checked: state.compares, 'data-key': 'compare', disabled: range.preset === 'all',
                on: {change: (event) => change({compares: event.target.checked})},
            }), 'Compare'),
            step(-1, 'The time before', '‹'),
            select('Time', options, range.from ? 'chosen' : range.preset, (id) => this.#choose(id), {'data-key': 'range'}),
            step(1, 'The time after', '›'));
    }

    #choose(id) {
        if (id === 'chosen') return;
        if (id !== 'custom') {
            this.#context.change({range: {preset: id}, grain: null});
            return;
        }
        const {state, zone, change} = this.#context;
        const today = ranges.today(zone);
        const [from, to] = ranges.days(state.range, zone) ?? [ranges.plusDays(today, -29), today];
        const input = (label, value) => h('input', {type: 'date', 'aria-label': label, value, max: today, required: true});
        const [first, last] = [input('First day', from), input('Last day', to)];
        const dialog = h('dialog', {'aria-label': 'Choose days', on: {close: () => { dialog.remove(); this.#showRange(); }}},
            h('form', {
                method: 'dialog', class: 'stack', on: {
                    submit: (event) => {
                        if (first.value > last.value) {
                            event.preventDefault();
                            last.setCustomValidity('The last day lies before the first.');
                            last.reportValidity();
                            return;
                        }
                        change({range: {from: first.value, to: last.value}, grain: null});
                    },
                },
            }, h('h2', {}, 'Choose days'), h('div', {class: 'row'}, first, h('span', {}, 'to'), last),
            h('div', {class: 'row end'},
                h('button', {type: 'button', on: {click: () => dialog.close()}}, 'Cancel'),
                h('button', {type: 'submit', class: 'main'}, 'Show'))));
        last.addEventListener('input', () => last.setCustomValidity(''));
        document.body.append(dialog);
        dialog.showModal();
    }

    /** Who was there in the last 30 minutes; null when it is not known. */
    showNow(visitors) {
        this.#live.hidden = visitors === null;
        replace(this.#live, h('span', {class: 'dot', 'aria-hidden': 'true'}), visitors === null ? '' : `${visitors} in 30 min`,
            h('span', {class: 'unseen'}, ', visitors; go to Live'));
    }

    /** How fresh and how exact what is shown is. */
    showFreshness({watermark, isExact, error}, words) {
        this.#fresh.className = `fresh${isExact ? '' : ' estimated'}`;
        const how = isExact ? 'exact' : `estimated ±${(error * 100).toFixed(1)}%`;
        this.#fresh.title = `Everything that was taken in before ${watermark} is counted. ${isExact
            ? 'All counts are exact.' : 'Large counts of visitors are estimated from a sketch.'}`;
        this.#fresh.textContent = `${words}, ${how}`;
    }
}
