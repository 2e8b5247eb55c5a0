// The ways that visits take from page to page.

import {ask} from './api.js';
import {apiFilters} from './answers.js';
import {isOfVisits} from './dimensions.js';
import {h, select} from './dom.js';
import * as format from './format.js';
import {Panel, empty} from './panel.js';
import * as ranges from './ranges.js';

const LENGTHS = [2, 3, 4, 5, 6].map((length) => [String(length), `${length} pages`]);

export class Paths {
    #panel = new Panel('Paths', {className: 'card whole'});
    #anchor = '';
    #direction = 'next';
    #length = '4';

    get node() { return this.#panel.node; }

    stop() { this.#panel.stop(); }

    update(context) {
        this.#panel.load(async (signal) => {
            const {state, site, zone} = context;
            const found = await ask('paths', {
                site_id: site.site, date_range: ranges.dateRange(state.range, zone), direction: this.#direction,
                length: Number(this.#length), ...(this.#anchor && {anchor: this.#anchor}),
                filters: apiFilters(state.filters.filter((filter) => isOfVisits(filter.dimension))),
            }, signal);
            context.heard(found.meta);
            const {paths, visits} = found.results;
            this.#panel.control(this.#controls(context));
            return paths.length > 0
                ? this.#table(paths.slice(0, 12), visits) : empty('No visit took such a path in this time.');
        });
    }

    #controls(context) {
        const set = (put) => (value) => {
            put(value);
            this.update(context);
        };
        const isNext = this.#direction === 'next';
        return [
            select('Direction', [['next', 'On from'], ['previous', 'Back from']], this.#direction,
                set((id) => { this.#direction = id; }), {'data-key': 'direction'}),
            h('input', {
                type: 'text', value: this.#anchor, list: 'steps-page', 'aria-label': 'Page', 'data-key': 'anchor',
                placeholder: isNext ? 'where visits begin' : 'where visits end',
                on: {change: (event) => set((text) => { this.#anchor = text.trim(); })(event.target.value)},
            }),
            select('Length', LENGTHS, this.#length, set((id) => { this.#length = id; }), {'data-key': 'length'}),
        ];
    }

    #table(paths, visits) {
        const most = Math.max(1, ...paths.map((path) => path.visits));
        return h('table', {class: 'rows'}, h('caption', {class: 'unseen'}, 'The most frequent paths'),
            h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Pages'), h('th', {scope: 'col', class: 'number'}, 'Visits'),
                h('th', {scope: 'col', class: 'number'}, 'Share'))),
            h('tbody', {}, paths.map((path) => {
                const bar = h('span', {class: 'bar', 'aria-hidden': 'true'});
                bar.style.setProperty('--share', `${(path.visits / most * 100).toFixed(1)}%`);
                const arrow = this.#direction === 'next' ? ' → ' : ' ← ';
                return h('tr', {}, h('th', {scope: 'row'}, h('span', {class: 'still'}, bar,
                    h('span', {class: 'name'}, path.pages.flatMap((page, place) => place === 0
                        ? [page] : [h('span', {class: 'dim'}, arrow), page])))),
                h('td', {class: 'number'}, format.count(path.visits)),
                h('td', {class: 'number second'}, format.percent(path.visits / visits * 100)));
            })));
    }
}
