// The filters that hold: as chips that can be turned round and removed, and a form for another one.

import {answer} from './answers.js';
import {DIMENSIONS, label, words} from './dimensions.js';
import {h, replace, select} from './dom.js';

const OPERATORS = [['is', 'is'], ['is_not', 'is not'], ['contains', 'contains'], ['contains_not', 'does not contain']];
const OPPOSITE = {is: 'is_not', is_not: 'is', contains: 'contains_not', contains_not: 'contains'};

/** The filters with another one; values of the same kind become one filter. */
export function withFilter(filters, added) {
    const same = filters.find((each) => each.dimension === added.dimension && each.operator === added.operator);
    if (!same) return [...filters, added];
    const values = [...new Set([...same.values, ...added.values])];
    return filters.map((each) => each === same ? {...same, values} : each);
}

export class FilterBar {
    #context;
    #dialog = null;

    constructor() {
        this.node = h('div', {class: 'filters', role: 'group', 'aria-label': 'Filters'});
    }

    update(context) {
        this.#context = context;
        const {filters} = context.state;
        replace(this.node, filters.map((filter) => this.#chip(filter)),
            h('button', {type: 'button', class: 'quiet add', 'data-key': 'add-filter', on: {click: () => this.#ask()}}, '+ Filter'),
            filters.length > 1 && h('button', {
                type: 'button', class: 'quiet', 'data-key': 'clear', on: {click: () => context.change({filters: []})},
            }, 'Clear all'));
    }

    #chip(filter) {
        const {change, state} = this.#context;
        const operator = OPERATORS.find(([id]) => id === filter.operator)[1];
        const values = filter.values.map((value) => words(filter.dimension, value)).join(' or ');
        const name = `${label(filter.dimension)} ${operator} ${values}`;
        const others = state.filters.filter((each) => each !== filter);
        const turned = {...filter, operator: OPPOSITE[filter.operator]};
        return h('span', {class: 'chip'},
            h('button', {
                type: 'button', class: 'chip-words', title: 'Turn it round', 'aria-label': `${name}. Turn it round`,
                on: {click: () => change({filters: state.filters.map((each) => each === filter ? turned : each)})},
            }, h('span', {class: 'dim'}, label(filter.dimension), ` ${operator} `), values),
            h('button', {
                type: 'button', class: 'chip-remove', 'aria-label': `Remove the filter ${name}`,
                on: {click: () => { change({filters: others}); this.node.querySelector('.add')?.focus(); }},
            }, h('span', {'aria-hidden': 'true'}, '×')));
    }

    #ask() {
        let dimension = 'visit:source';
        const value = h('input', {type: 'text', required: true, list: 'filter-values', 'aria-label': 'Value', autocomplete: 'off'});
        const known = h('datalist', {id: 'filter-values'});
        const operator = select('Operator', OPERATORS, 'is', () => {});
        const property = h('input', {type: 'text', 'aria-label': 'Name of the property', placeholder: 'Property', hidden: true});
        const suggest = async () => {
            const of = dimension === 'event:props:' ? `event:props:${property.value.trim()}` : dimension;
            if (of === 'event:props:') return;
            // Without suggestions one types; what is wrong is told by the report itself.
            const found = await answer({...this.#context, heard() {}}, {metrics: ['visitors'], dimensions: [of], limit: 50})
                .catch(() => null);
            known.replaceChildren(...(found?.results ?? []).map((row) => h('option', {value: row.dimensions[0]}, words(of, row.dimensions[0]))));
        };
        property.addEventListener('change', suggest);
        const options = [...Object.entries(DIMENSIONS).map(([id, {label: name}]) => [id, name]), ['event:props:', 'Property…']];
        const close = () => this.#dialog.close();
        this.#dialog = h('dialog', {'aria-label': 'Add a filter', on: {close: () => this.#dialog.remove()}},
            h('form', {
                method: 'dialog', class: 'stack', on: {
                    submit: () => {
                        const of = dimension === 'event:props:' ? dimension + property.value.trim() : dimension;
                        const added = {operator: operator.value, dimension: of, values: [value.value]};
                        this.#context.change({filters: withFilter(this.#context.state.filters, added)});
                    },
                },
            },
            h('h2', {}, 'Add a filter'),
            h('div', {class: 'row'}, select('What', options, dimension, (id) => {
                dimension = id;
                property.hidden = id !== 'event:props:';
                property.required = id === 'event:props:';
                suggest();
            }), property, operator, value, known),
            h('div', {class: 'row end'}, h('button', {type: 'button', on: {click: close}}, 'Cancel'),
                h('button', {type: 'submit', class: 'main'}, 'Add'))));
        document.body.append(this.#dialog);
        this.#dialog.showModal();
        suggest();
    }
}
