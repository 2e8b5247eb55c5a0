// Which days a report is about, by the clocks of the site, and which days it is compared with.

import {dayPlain, dayShort, monthLong} from './format.js';

export const PRESETS = [
    ['day', 'Today'], ['yesterday', 'Yesterday'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'],
    ['30d', 'Last 30 days'], ['91d', 'Last 91 days'], ['month', 'This month'], ['lastmonth', 'Last month'],
    ['year', 'This year'], ['12mo', 'Last 12 months'], ['all', 'All time'], ['custom', 'Custom…'],
];

const DAY = 86_400_000;

/** The day of a moment by the clocks of a place, as `2026-11-21`. */
export function today(zone, now = Date.now()) {
    const parts = new Intl.DateTimeFormat('en-US', {
        timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit',
    }).formatToParts(now);
    const part = (type) => parts.find((each) => each.type === type).value;
    return `${part('year')}-${part('month')}-${part('day')}`;
}

export function plusDays(date, days) {
    return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

export function daysBetween(from, to) {
    return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

function firstOfMonth(date, months = 0) {
    const [year, month] = date.split('-').map(Number);
    return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

export function lastOfMonth(date) {
    return plusDays(firstOfMonth(date, 1), -1);
}

/** First and last day of a choice; null where it does not go by days. */
export function days(choice, zone, now = Date.now()) {
    if (choice.from) return [choice.from, choice.to];
    const now_ = today(zone, now);
    switch (choice.preset) {
    case 'day': return [now_, now_];
    case 'yesterday': return [plusDays(now_, -1), plusDays(now_, -1)];
    // As the API has it: whole days, so that they can be compared.
    case '7d': return [plusDays(now_, -7), plusDays(now_, -1)];
    case '30d': return [plusDays(now_, -30), plusDays(now_, -1)];
    case '91d': return [plusDays(now_, -91), plusDays(now_, -1)];
    case 'month': return [firstOfMonth(now_), now_];
    case 'lastmonth': return [firstOfMonth(now_, -1), plusDays(firstOfMonth(now_), -1)];
    case 'year': return [`${now_.slice(0, 4)}-01-01`, now_];
    case '12mo': return [firstOfMonth(now_, -12), plusDays(firstOfMonth(now_), -1)];
    default: return null;
    }
}

/** A choice as the API takes it: `date_range`. */
export function dateRange(choice, zone) {
    return days(choice, zone) ?? choice.preset;
}

/** The time before, as long; null for all time. `answered` is what the API made of the range. */
export function rangeBefore(choice, zone, answered, now = Date.now()) {
    if (choice.preset === 'all') return null;
    const [from, to] = days(choice, zone, now) ?? [];
    if (from && !(from === to && to === today(zone, now))) {
        const length = daysBetween(from, to) + 1;
        return [plusDays(from, -length), plusDays(from, -1)];
    }
    // A day that goes on is compared with the same hours of the day before; the last second counts as a whole.
    const begin = Date.parse(answered[0]);
    const end = Math.min(Date.parse(answered[1]), now);
    const second = (moment) => new Date(Math.floor(moment / 1000) * 1000).toISOString();
    return [second(begin - DAY), second(Math.max(end - DAY - 1000, begin - DAY))];
}

/** The same length of time, one step on or back. */
export function shifted(choice, zone, steps) {
    const [from, to] = days(choice, zone) ?? [];
    if (!from) return null;
    if (from.endsWith('-01') && (to === lastOfMonth(from) || choice.preset === 'month')) {
        const first = firstOfMonth(from, steps);
        return {from: first, to: lastOfMonth(first)};
    }
    const length = (daysBetween(from, to) + 1) * steps;
    return {from: plusDays(from, length), to: plusDays(to, length)};
}

export function words(choice, zone) {
    const known = PRESETS.find(([id]) => id === choice.preset);
    if (!choice.from) return known?.[1] ?? choice.preset;
    if (choice.from === choice.to) return dayPlain(choice.from);
    if (choice.from.endsWith('-01') && choice.to === lastOfMonth(choice.from)) return monthLong(choice.from);
    const isSameYear = choice.from.slice(0, 4) === choice.to.slice(0, 4);
    return `${(isSameYear ? dayShort : dayPlain)(choice.from)} – ${dayPlain(choice.to)}`;
}

/** How finely a range may be divided, the one that is taken by itself first. */
export function grains(choice, zone) {
    const range = days(choice, zone);
    if (choice.preset === '24h') return ['hour'];
    if (!range) return ['month', 'week', 'day'];
    const length = daysBetween(...range) + 1;
    if (length <= 2) return ['hour', 'day'];
    if (length <= 14) return ['day', 'hour'];
    if (length <= 93) return ['day', 'week'];
    if (length <= 370) return ['week', 'day', 'month'];
    return length <= 2900 ? ['month', 'week', 'day'] : ['month'];
}
