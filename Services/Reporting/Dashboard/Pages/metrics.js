// What is counted: the words, the kind of its values, and which of it goes with which filters.

import {isOfEvents} from './dimensions.js';
import * as format from './format.js';

export const METRICS = {
    visitors: {label: 'Visitors', kind: 'count'},
    visits: {label: 'Visits', kind: 'count'},
    pageviews: {label: 'Page views', kind: 'count'},
    events: {label: 'Events', kind: 'count'},
    views_per_visit: {label: 'Views per visit', kind: 'number'},
    bounce_rate: {label: 'Bounce rate', kind: 'percent', isLessBetter: true},
    visit_duration: {label: 'Visit duration', kind: 'duration'},
    scroll_depth: {label: 'Scroll depth', kind: 'percent'},
    time_on_page: {label: 'Time on page', kind: 'duration'},
    percentage: {label: 'Share', kind: 'percent'},
    conversion_rate: {label: 'Conversion rate', kind: 'percent'},
    group_conversion_rate: {label: 'Conversion rate', kind: 'percent'},
    average_revenue: {label: 'Average', kind: 'money'},
    total_revenue: {label: 'Revenue', kind: 'money'},
};

/** What the filters make of the metrics: `goal`, `event`, `page` or `visit`. */
export function scope(filters) {
    if (filters.some((filter) => filter.dimension === 'event:goal')) return 'goal';
    if (filters.some((filter) => isOfEvents(filter.dimension))) return 'event';
    return filters.some((filter) => filter.dimension === 'event:page') ? 'page' : 'visit';
}

/** The metrics at the top of the overview, each with what it is called there. */
export function topMetrics(filters) {
    switch (scope(filters)) {
    case 'goal': return [
        ['visitors', 'Unique conversions'], ['events', 'Total conversions'], ['conversion_rate'], ['total_revenue'],
        ['average_revenue', 'Average revenue'],
    ];
    case 'event': return [['visitors'], ['visits'], ['events'], ['total_revenue']];
    case 'page': return [
        ['visitors'], ['visits'], ['pageviews'], ['bounce_rate'], ['time_on_page'], ['scroll_depth'], ['total_revenue'],
    ];
    default: return [
        ['visitors'], ['visits'], ['pageviews'], ['bounce_rate'], ['visit_duration'], ['total_revenue'],
    ];
    }
}

/** How a value has changed, as words and whether that is good; null where it cannot be told. */
export function change(metric, now, before, currency) {
    const {kind, isLessBetter} = METRICS[metric];
    const [new_, old] = [format.number(kind, now, currency), format.number(kind, before, currency)];
    if (new_ === null || old === null) return null;
    let size;
    let unit = '%';
    if (kind === 'percent') {
        size = new_ - old;
        unit = ' pp';
    } else {
        if (old === 0) return null;
        size = (new_ - old) / Math.abs(old) * 100;
    }
    const rounded = Math.abs(size) >= 10 || kind !== 'percent' ? Math.round(size) : Math.round(size * 10) / 10;
    const direction = Math.sign(rounded);
    return {
        direction, text: `${Math.abs(rounded).toLocaleString(format.locale)}${unit}`,
        isGood: direction === 0 ? null : (direction > 0) !== Boolean(isLessBetter),
    };
}

/** The currencies of amounts, the one with the most first; none of what is no money. */
export function currencies(amounts) {
    return (Array.isArray(amounts) ? [...amounts] : []).sort((one, other) => other.amount - one.amount).map((amount) => amount.currency);
}
