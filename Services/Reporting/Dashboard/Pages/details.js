// All values of a dimension with more metrics: to search, to put in order, and to take along as a file.

import {answer, question} from './answers.js';
import {askForFile} from './api.js';
import {DIMENSIONS, isOfEvents, label, words} from './dimensions.js';
import {h, replace, tell} from './dom.js';
import {withFilter} from './filters.js';
import * as format from './format.js';
import {METRICS, scope} from './metrics.js';

const PAGE = 100;
const PATIENCE = 250;

function metricsFor(dimension, filters) {
    const kind = scope(filters);
    if (dimension === 'event:goal') return ['visitors', 'events', 'conversion_rate', 'total_revenue', 'average_revenue'];
    if (isOfEvents(dimension)) return ['visitors', 'events', 'total_revenue'];
    if (kind === 'goal') return ['visitors', 'events', 'group_conversion_rate', 'total_revenue'];
    if (kind === 'event') return ['visitors', 'visits', 'events', 'total_revenue'];
    if (dimension === 'event:page') return ['visitors', 'pageviews', 'bounce_rate', 'time_on_page', 'scroll_depth'];
    return ['visitors', 'visits', 'bounce_rate', 'visit_duration', 'total_revenue'];
}

/** Opens the dialog. */
export function openDetails(context, dimension, filters = []) {
    const details = new Details(context, dimension, filters);
    document.body.append(details.node);
    details.node.showModal();
    details.load();
}

class Details {
    #context;
    #dimension;
    #filters;
    #metrics;
    #order;
    #rows = [];
    #hasMore = false;
    #running = null;
    #timer;
    #search;
    #body = h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Rows'});
    #more;

    constructor(context, dimension, filters) {
        this.#context = context;
        this.#dimension = dimension;
        this.#filters = filters;
        this.#metrics = metricsFor(dimension, context.state.filters);
        this.#order = [this.#metrics[0], 'desc'];
        const heading = DIMENSIONS[dimension]?.plural ?? label(dimension);
        this.#search = h('input', {
            type: 'search', placeholder: 'Search', 'aria-label': `Search ${heading.toLowerCase()}`, on: {
                input: () => {
                    clearTimeout(this.#timer);
                    this.#timer = setTimeout(() => this.load(), PATIENCE);
                },
            },
        });
        this.#more = h('button', {type: 'button', hidden: true, on: {click: () => this.load(this.#rows.length)}}, 'Show more');
        this.node = h('dialog', {class: 'wide', 'aria-label': `All ${heading.toLowerCase()}`, on: {close: () => this.#end()}},
            h('header', {class: 'row'}, h('h2', {}, heading), this.#search,
                h('button', {type: 'button', on: {click: () => this.#save()}}, 'Save as CSV'),
                h('button', {type: 'button', class: 'main', on: {click: () => this.node.close()}}, 'Close')),
            this.#body, this.#more);
    }

    #end() {
        this.#running?.abort();
        clearTimeout(this.#timer);
        this.node.remove();
    }

    #parts(limit, offset) {
        const text = this.#search.value.trim();
        const filters = text === '' ? [] : [['contains', this.#dimension, [text], {case_sensitive: false}]];
        return {
            metrics: this.#metrics, dimensions: [this.#dimension], filters: [...this.#filters, ...filters],
            order: [this.#order], limit, offset,
        };
    }

    async load(offset = 0) {
        this.#running?.abort();
        const running = new AbortController();
        this.#running = running;
        this.#body.setAttribute('aria-busy', 'true');
        try {
            const found = await answer(this.#context, this.#parts(PAGE + 1, offset), running.signal);
            this.#hasMore = found.results.length > PAGE;
            this.#rows = [...(offset > 0 ? this.#rows : []), ...found.results.slice(0, PAGE)];
            replace(this.#body, this.#rows.length > 0 ? this.#table() : h('p', {class: 'empty'}, 'Nothing fits.'));
            tell(`${this.#rows.length} rows`);
        } catch (error) {
            if (running.signal.aborted) return;
            replace(this.#body, h('p', {class: 'refused'}, error.message));
        }
        this.#more.hidden = !this.#hasMore;
        this.#body.setAttribute('aria-busy', 'false');
    }

    #table() {
        const arrow = this.#order[1] === 'desc' ? ' ↓' : ' ↑';
        return h('table', {class: 'plain'},
            h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, label(this.#dimension)), this.#metrics.map((metric) => {
                const isOrder = this.#order[0] === metric;
                const sort = isOrder ? (this.#order[1] === 'desc' ? 'descending' : 'ascending') : null;
                return h('th', {scope: 'col', class: 'number', 'aria-sort': sort}, h('button', {
                    type: 'button', class: 'quiet', 'data-key': metric, on: {
                        click: () => {
                            this.#order = [metric, isOrder && this.#order[1] === 'desc' ? 'asc' : 'desc'];
                            this.load();
                        },
                    },
                }, METRICS[metric].label, isOrder && h('span', {'aria-hidden': 'true'}, arrow)));
            }))),
            h('tbody', {}, this.#rows.map((row) => h('tr', {},
                h('th', {scope: 'row'}, h('button', {
                    type: 'button', class: 'link', on: {click: () => this.#choose(row.dimensions[0])},
                }, words(this.#dimension, row.dimensions[0]))),
                this.#metrics.map((metric, place) => h('td', {class: 'number'},
                    format.value(METRICS[metric].kind, row.metrics[place])))))));
    }

    #choose(value) {
        this.node.close();
        const added = {operator: 'is', dimension: this.#dimension, values: [value]};
        this.#context.change({filters: withFilter(this.#context.state.filters, added)});
    }

    async #save() {
        try {
            const file = await askForFile(question(this.#context, this.#parts(10_000, 0)));
            const link = h('a', {
                href: URL.createObjectURL(file), download: `${this.#context.site.site}-${this.#dimension.replace(':', '-')}.csv`,
            });
            link.click();
            URL.revokeObjectURL(link.href);
        } catch (error) {
            replace(this.#body, h('p', {class: 'refused'}, error.message));
        }
    }
}
