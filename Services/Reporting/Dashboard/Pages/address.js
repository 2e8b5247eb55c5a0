// What is looked at stands in the page's address, so that it can be sent, kept and gone back to.

import {PRESETS} from './ranges.js';

export const VIEWS = [
    ['overview', 'Overview'], ['orders', 'Orders'], ['funnels', 'Funnels'], ['retention', 'Retention'], ['live', 'Live'],
];
const OPERATORS = ['is', 'is_not', 'contains', 'contains_not'];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A filter as `is~visit:source~Google~Bing`. */
function writeFilter({operator, dimension, values}) {
    return [operator, dimension, ...values].map((part) => encodeURIComponent(part).replaceAll('~', '%7E')).join('~')
        .replaceAll('%3A', ':').replaceAll('%2F', '/');
}

function readFilter(text) {
    try {
        const [operator, dimension, ...values] = text.split('~').map(decodeURIComponent);
        return OPERATORS.includes(operator) && dimension && values.length > 0 ? {operator, dimension, values} : null;
    } catch {
        // Somebody has edited the address.
        return null;
    }
}

/** Reads the page's address. */
export function readAddress(search = location.search) {
    const query = new URLSearchParams(search);
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
    const preset = query.get('range');
    let range = {preset: PRESETS.some(([id]) => id === preset && id !== 'custom') ? preset : '30d'};
    if (DATE.test(from) && DATE.test(to) && from <= to) range = {from, to};
    const view = query.get('view');
    return {
        site: query.get('site'),
        view: VIEWS.some(([id]) => id === view) ? view : 'overview',
        range,
        compares: query.get('compare') !== 'no',
        metric: query.get('metric'),
        grain: query.get('by'),
        filters: query.getAll('f').map(readFilter).filter(Boolean),
        steps: query.getAll('step').map(readFilter).filter(Boolean),
    };
}

function written(state) {
    const query = new URLSearchParams();
    if (state.site) query.set('site', state.site);
    if (state.view !== 'overview') query.set('view', state.view);
    if (state.range.from) {
        query.set('from', state.range.from);
        query.set('to', state.range.to);
    } else if (state.range.preset !== '30d') {
        query.set('range', state.range.preset);
    }
    if (!state.compares) query.set('compare', 'no');
    if (state.metric) query.set('metric', state.metric);
    if (state.grain) query.set('by', state.grain);
    for (const filter of state.filters) query.append('f', writeFilter(filter));
    for (const step of state.steps) query.append('step', writeFilter(step));
    const text = query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%7E', '~');
    return `${location.pathname}${text ? '?' : ''}${text}`;
}

/** Writes it, as a step of the history that the back button undoes. */
export function writeAddress(state, isFirst = false) {
    const address = written(state);
    if (address === location.pathname + location.search) return;
    if (isFirst) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
}
