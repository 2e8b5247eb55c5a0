// From what is looked at to questions, and the same question about the time before.

import {ask} from './api.js';
import * as ranges from './ranges.js';

export function apiFilters(filters) {
    return filters.map(({operator, dimension, values}) => operator.startsWith('contains')
        ? [operator, dimension, values, {case_sensitive: false}] : [operator, dimension, values]);
}

/** A question for `/v1/reports/query`; `parts.filters` are added to those of the page. */
export function question({state, site, zone}, parts) {
    return {
        site_id: site.site,
        date_range: parts.range ?? ranges.dateRange(state.range, zone),
        metrics: parts.metrics,
        dimensions: parts.dimensions ?? [],
        filters: [...apiFilters(state.filters), ...(parts.filters ?? [])],
        ...(parts.order && {order_by: parts.order}),
        ...(parts.labels && {include: {time_labels: true}}),
        ...(parts.limit && {pagination: {limit: parts.limit, offset: parts.offset ?? 0}}),
    };
}

/** Asks, and tells the page how fresh and exact the answer is. */
export async function answer(context, parts, signal) {
    const result = await ask('query', question(context, parts), signal);
    context.heard(result.meta);
    return result;
}

/** Asks about the range and, if the page compares, about the time before. Returns both answers; the second may be null. */
export async function answers(context, parts, signal) {
    const {state, zone} = context;
    const now = answer(context, parts, signal);
    if (!state.compares) return [await now, null];
    const range = ranges.days(state.range, zone);
    const goesOn = state.range.preset === '24h' || (range && range[0] === range[1] && range[0] === ranges.today(zone));
    // What the time before is follows from the range itself, unless it is a day that goes on.
    const answered = goesOn ? (await now).query.date_range : null;
    const before = ranges.rangeBefore(state.range, zone, answered);
    if (!before) return [await now, null];
    // A series is drawn beside the whole day before.
    const whole = goesOn && parts.labels && range ? [ranges.plusDays(range[0], -1), ranges.plusDays(range[0], -1)] : before;
    return await Promise.all([now, answer(context, {...parts, range: whole}, signal)]);
}
