// A card of the greatest values of a dimension. A click on one filters by it.

import {answer} from './answers.js';
import {openDetails} from './details.js';
import {NONE, label, words} from './dimensions.js';
import {h, tabs} from './dom.js';
import * as format from './format.js';
import {METRICS, currencies, scope} from './metrics.js';
import {Panel, empty} from './panel.js';
import {withFilter} from './filters.js';

const ROWS = 9;

/** The metrics of a card: first that by which its rows are put in order. */
export function cardMetrics(dimension, filters) {
    if (dimension === 'event:goal') return ['visitors', 'events', 'conversion_rate'];
    if (dimension === 'event:name') return ['visitors', 'events'];
    return scope(filters) === 'goal' ? ['visitors', 'group_conversion_rate'] : ['visitors', 'percentage'];
}

/** The rows of a card as a table; each is a button where `onChoose` is given. */
export function rowTable({dimension, caption, metrics, rows, isExact = true, onChoose}) {
    const first = METRICS[metrics[0]].kind;
    const currency = first === 'money' ? currencies(rows.flatMap((row) => row.metrics[0]))[0] : null;
    const size = (row) => Math.max(0, format.number(first, row.metrics[0], currency) ?? 0);
    const most = Math.max(1, ...rows.map(size));
    return h('table', {class: 'rows'}, h('caption', {class: 'unseen'}, caption),
        h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, label(dimension)),
            metrics.map((metric) => h('th', {scope: 'col', class: 'number'}, METRICS[metric].label)))),
        h('tbody', {}, rows.map((row) => {
            const value = row.dimensions[0];
            const content = [h('span', {class: 'bar', 'aria-hidden': 'true'}), h('span', {class: 'name', title: value}, words(dimension, value))];
            content[0].style.setProperty('--share', `${(size(row) / most * 100).toFixed(1)}%`);
            return h('tr', {}, h('th', {scope: 'row'}, onChoose
                ? h('button', {
                    type: 'button', 'data-key': `${dimension}/${value}`, title: `Filter by ${value}`,
                    on: {click: () => onChoose(value)},
                }, content) : h('span', {class: 'still'}, content)),
            metrics.map((metric, place) => h('td', {class: `number${place > 0 ? ' second' : ''}`},
                metric === 'visitors' && !isExact ? '≈ ' : '', format.value(METRICS[metric].kind, row.metrics[place], true))));
        })));
}

export class Breakdown {
    #panel;
    #tabs;
    #chosen;
    #options;
    #bar = h('div', {class: 'card-tabs'});
    #more;
    #context = null;

    /** `dimensions` are its tabs; `options` may hold `metrics`, `filters` and the words for `nothing`. */
    constructor(heading, dimensions, options = {}) {
        this.#options = options;
        this.#tabs = dimensions;
        this.#chosen = dimensions[0][0];
        this.#more = h('button', {
            type: 'button', class: 'quiet', 'data-key': `all/${heading}`,
            on: {click: () => openDetails(this.#context, this.#chosen, this.#options.filters)},
        }, 'All', h('span', {class: 'unseen'}, ` of ${heading}`));
        this.#panel = new Panel(heading, {actions: [this.#bar, this.#more], className: 'card'});
        this.node = this.#panel.node;
    }

    stop() { this.#panel.stop(); }

    update(context) {
        this.#context = context;
        const dimension = this.#chosen;
        if (this.#tabs.length > 1) {
            const had = this.#bar.contains(document.activeElement);
            this.#bar.replaceChildren(tabs(this.#panel.heading.textContent, this.#tabs, dimension, (id) => {
                this.#chosen = id;
                this.update(this.#context);
            }, {controls: this.#panel.switched}));
            if (had) this.#bar.querySelector('[aria-selected=true]').focus();
        }
        const metrics = this.#options.metrics ?? cardMetrics(dimension, context.state.filters);
        this.#panel.load(async (signal) => {
            const found = await answer(
                context, {metrics, dimensions: [dimension], filters: this.#options.filters, limit: ROWS + 1}, signal);
            // What has no campaign is no campaign; what has no source came directly.
            const isKnown = (row) => row.dimensions[0] !== NONE || dimension === 'visit:source' || dimension === 'visit:channel';
            const rows = found.results.filter(isKnown).slice(0, ROWS);
            if (rows.length === 0) return empty(this.#options.nothing?.[dimension] ?? 'Nothing in this time.');
            return rowTable({
                dimension, metrics, rows, isExact: found.meta.exact, caption: label(dimension),
                onChoose: (value) => context.change({
                    filters: withFilter(context.state.filters, {operator: 'is', dimension, values: [value]}),
                }),
            });
        });
    }
}
