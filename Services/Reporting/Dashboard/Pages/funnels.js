// How many visitors take steps one after another, and the ways that visits take through the pages.

import {ask} from './api.js';
import {answer, apiFilters} from './answers.js';
import {DIMENSIONS, NONE, isOfVisits, words} from './dimensions.js';
import {h, select, unseen} from './dom.js';
import * as format from './format.js';
import {Panel, empty} from './panel.js';
import {Paths} from './paths.js';
import * as ranges from './ranges.js';

const SHOPPING = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'];
const KINDS = [['event:page', 'Page'], ['event:goal', 'Goal'], ['event:name', 'Event']];
const WINDOWS = [['3600', 'within an hour'], ['86400', 'within a day'], ['604800', 'within a week'], ['2592000', 'within 30 days']];
const ORDERS = [['loose', 'with anything between'], ['strict', 'with nothing between']];
const MOST = 10;

export class Funnels {
    #funnel = new Panel('Funnel', {className: 'card whole'});
    #paths = new Paths();
    #window = '604800';
    #order = 'loose';
    #breakdown = '';
    #context = null;
    #known = h('div', {});

    constructor() {
        this.node = h('div', {class: 'view'}, this.#funnel.node, this.#paths.node, this.#known);
    }

    stop() {
        this.#funnel.stop();
        this.#paths.stop();
    }

    update(context) {
        this.#context = context;
        this.#funnel.load((signal) => this.#load(context, signal));
        this.#paths.update(context);
    }

    async #load(context, signal) {
        const [pages, goals, names] = await Promise.all(KINDS.map(async ([dimension]) => {
            const found = await answer(
                {...context, state: {...context.state, filters: []}},
                {metrics: ['visitors'], dimensions: [dimension], limit: 50}, signal);
            return found.results.map((row) => row.dimensions[0]).filter((value) => value !== NONE);
        }));
        this.#known.replaceChildren(...[['page', pages], ['goal', goals], ['name', names]].map(([id, values]) =>
            h('datalist', {id: `steps-${id}`}, values.map((value) => h('option', {value})))));
        const steps = context.state.steps.length >= 2 ? context.state.steps : this.#usual(pages, goals, names);
        const editor = this.#editor(steps);
        if (steps.length < 2) {
            return [editor, empty('A funnel needs two steps or more: add what visitors do one after another.')];
        }
        const filters = apiFilters(context.state.filters.filter((filter) => isOfVisits(filter.dimension)));
        const found = await ask('funnels', {
            site_id: context.site.site, date_range: ranges.dateRange(context.state.range, context.zone),
            steps: steps.map((step) => [...apiFilters([step]), ...filters]), window_seconds: Number(this.#window),
            order: this.#order, ...(this.#breakdown && {breakdown: this.#breakdown}),
        }, signal);
        context.heard(found.meta);
        const left = context.state.filters.length - filters.length;
        return [editor, left > 0 && h('p', {class: 'note'}, 'Filters by pages, goals and events do not hold here: the steps say what happens.'),
            this.#result(steps, found.results.steps), found.results.groups && this.#groups(steps, found.results.groups)];
    }

    /** What one would look at first: a shop's steps, else from the page that most see to the goal that most reach. */
    #usual(pages, goals, names) {
        const shopping = SHOPPING.filter((name) => names.includes(name));
        if (shopping.length >= 2) return shopping.map((name) => ({operator: 'is', dimension: 'event:name', values: [name]}));
        const steps = [];
        if (pages.length > 0) steps.push({operator: 'is', dimension: 'event:page', values: [pages[0]]});
        if (goals.length > 0) steps.push({operator: 'is', dimension: 'event:goal', values: [goals[0]]});
        else if (pages.length > 1) steps.push({operator: 'is', dimension: 'event:page', values: [pages[1]]});
        return steps;
    }

    #change(steps) {
        this.#context.change({steps});
    }

    #editor(steps) {
        const set = (place, step) => this.#change(steps.map((each, index) => index === place ? step : each));
        const rows = steps.map((step, place) => h('li', {},
            select(`Step ${place + 1}, what`, KINDS, step.dimension,
                (dimension) => set(place, {...step, dimension}), {'data-key': `kind/${place}`}),
            h('input', {
                type: 'text', value: step.values[0], 'aria-label': `Step ${place + 1}`, 'data-key': `step/${place}`,
                list: `steps-${step.dimension.slice(6)}`, on: {
                    change: (event) => { if (event.target.value) set(place, {...step, values: [event.target.value]}); },
                },
            }),
            h('button', {
                type: 'button', class: 'quiet', 'aria-label': `Remove step ${place + 1}`, 'data-key': `remove/${place}`,
                disabled: steps.length <= 2, on: {click: () => this.#change(steps.filter((_, index) => index !== place))},
            }, '×')));
        const last = steps.at(-1) ?? {operator: 'is', dimension: 'event:page', values: ['/']};
        const control = (label, options, value, put) => select(label, options, value, (id) => {
            put(id);
            this.update(this.#context);
        }, {'data-key': label});
        return h('details', {class: 'editor', open: this.isOpen, on: {toggle: (event) => { this.isOpen = event.target.open; }}},
            h('summary', {'data-key': 'steps'}, 'Change the steps'),
            h('ol', {}, rows),
            h('div', {class: 'row'},
                h('button', {type: 'button', 'data-key': 'add', disabled: steps.length >= MOST, on: {click: () => this.#change([...steps, last])}}, 'Add a step'),
                control('Window', WINDOWS, this.#window, (id) => { this.#window = id; }),
                control('Order', ORDERS, this.#order, (id) => { this.#order = id; }),
                control('Divided', [['', 'not divided'], ...['visit:source', 'visit:channel', 'visit:device', 'visit:country']
                    .map((id) => [id, `by ${DIMENSIONS[id].label.toLowerCase()}`])], this.#breakdown, (id) => { this.#breakdown = id; })));
    }

    #name(step) {
        return words(step.dimension, step.values.join(' or '));
    }

    #result(steps, counted) {
        if (counted[0].visitors === 0) return empty('Nobody took the first step in this time.');
        return h('ol', {class: 'funnel'}, steps.map((step, place) => {
            const {visitors, of_first: ofFirst, of_previous: ofPrevious} = counted[place];
            const lost = place === 0 ? 0 : counted[place - 1].visitors - visitors;
            const bar = h('div', {class: 'funnel-bar', 'aria-hidden': 'true'}, h('div', {}));
            bar.firstChild.style.setProperty('--share', `${ofFirst ?? 0}%`);
            return h('li', {},
                place > 0 && h('p', {class: 'lost'}, `${format.percent(ofPrevious ?? 0)} go on, `, h('span', {}, `${format.count(lost)} leave`)),
                h('p', {class: 'funnel-step'},
                    h('span', {class: 'step-name'}, h('span', {class: 'dim'}, `${KINDS.find(([id]) => id === step.dimension)?.[1] ?? step.dimension} `),
                        this.#name(step)),
                    h('span', {class: 'number'}, h('strong', {}, format.count(visitors)), unseen(' visitors, '),
                        h('span', {class: 'dim'}, ` ${format.percent(ofFirst ?? 0)}`), unseen(' of the first step'))),
                bar);
        }));
    }

    #groups(steps, groups) {
        return h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'The funnel, divided'},
            h('table', {class: 'plain'},
                h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, DIMENSIONS[this.#breakdown].label),
                    steps.map((step) => h('th', {scope: 'col', class: 'number'}, this.#name(step))),
                    h('th', {scope: 'col', class: 'number'}, 'Of the first'))),
                h('tbody', {}, groups.slice(0, 20).map((group) => h('tr', {},
                    h('th', {scope: 'row'}, words(this.#breakdown, group.value)),
                    group.steps.map((step) => h('td', {class: 'number'}, format.count(step.visitors))),
                    h('td', {class: 'number'}, format.percent(group.steps.at(-1).of_first ?? 0)))))));
    }
}
