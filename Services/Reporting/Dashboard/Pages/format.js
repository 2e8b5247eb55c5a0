// Values as people read them.

// The words here are English, so numbers and dates are too; the reader's kind of it.
export const locale = navigator.language.startsWith('en') ? navigator.language : 'en-GB';

const whole = new Intl.NumberFormat(locale, {maximumFractionDigits: 0});
const short = new Intl.NumberFormat(locale, {notation: 'compact', maximumSignificantDigits: 3});
const tenths = new Intl.NumberFormat(locale, {maximumFractionDigits: 1});
const hundredths = new Intl.NumberFormat(locale, {maximumFractionDigits: 2});
const regions = new Intl.DisplayNames([locale], {type: 'region', fallback: 'code'});
const moneyFormats = new Map();

export const nothing = '–';

/** How many minor units a currency's unit has, as its digits. */
function moneyFormat(currency) {
    if (!moneyFormats.has(currency)) {
        const full = new Intl.NumberFormat(locale, {style: 'currency', currency});
        const digits = full.resolvedOptions().maximumFractionDigits;
        const brief = new Intl.NumberFormat(locale, {
            style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 3,
        });
        const round = new Intl.NumberFormat(locale, {style: 'currency', currency, maximumFractionDigits: 0});
        moneyFormats.set(currency, {full, brief, round, unit: 10 ** digits});
    }
    return moneyFormats.get(currency);
}

/** An amount in minor units. */
export function money(amount, currency, isShort = false) {
    const {full, brief, round, unit} = moneyFormat(currency);
    const value = amount / unit;
    if (!isShort) return full.format(value);
    if (Math.abs(value) >= 10_000) return brief.format(value);
    return (Number.isInteger(value) ? round : full).format(value);
}

export function count(value, isShort = false) {
    return isShort && Math.abs(value) >= 10_000 ? short.format(value) : whole.format(value);
}

/** Seconds as `1m 12s`. */
export function duration(seconds) {
    const rounded = Math.round(seconds);
    const hours = Math.floor(rounded / 3600);
    const minutes = Math.floor(rounded / 60) % 60;
    if (hours > 0) return `${hours}h ${String(minutes).padStart(2, '0')}m`;
    return minutes > 0 ? `${minutes}m ${String(rounded % 60).padStart(2, '0')}s` : `${rounded}s`;
}

export function percent(value) {
    return `${tenths.format(value)}%`;
}

/** A metric's value of a kind (`count`, `percent`, `duration`, `money`, `number`); amounts of several currencies side by side. */
export function value(kind, given, isShort = false) {
    if (given === null || given === undefined) return nothing;
    switch (kind) {
    case 'percent': return percent(given);
    case 'duration': return duration(given);
    case 'number': return hundredths.format(given);
    case 'money':
        if (!Array.isArray(given)) return nothing;
        return given.length === 0
            ? nothing : given.map(({amount, currency}) => money(amount, currency, isShort)).join(' + ');
    default: return count(given, isShort);
    }
}

/** What a value is as one number; of money, the amount in one currency. */
export function number(kind, given, currency) {
    if (given === null || given === undefined) return null;
    if (kind !== 'money') return given;
    return given.find((amount) => amount.currency === currency)?.amount ?? 0;
}

/** The same as text. */
export function numberText(kind, given, currency, isShort = false) {
    if (given === null || given === undefined) return nothing;
    return kind === 'money' ? money(given, currency, isShort) : value(kind, given, isShort);
}

export function country(code) {
    try {
        return regions.of(code);
    } catch {
        // Not every value is a code of ISO 3166.
        return code;
    }
}

// A date of the site's calendar is no moment; it is drawn as one at noon in UTC, so that no zone moves it.
function noon(date) {
    return new Date(`${date}T12:00:00Z`);
}

function dateFormat(options) {
    const format = new Intl.DateTimeFormat(locale, {timeZone: 'UTC', ...options});
    return (date) => format.format(noon(date));
}

export const dayShort = dateFormat({day: 'numeric', month: 'short'});
export const dayLong = dateFormat({weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'});
export const dayPlain = dateFormat({day: 'numeric', month: 'short', year: 'numeric'});
export const monthShort = dateFormat({month: 'short'});
export const monthLong = dateFormat({month: 'long', year: 'numeric'});

/** The label of a bucket of time, for an axis or in full. It is of the site's clocks already. */
export function bucket(label, grain, isLong) {
    if (label.includes('T')) {
        const clock = label.slice(11, 16);
        return isLong ? `${dayLong(label.slice(0, 10))}, ${clock}` : clock;
    }
    if (grain === 'month') return isLong ? monthLong(label) : monthShort(label);
    if (grain === 'week' && isLong) return `Week of ${dayPlain(label)}`;
    return isLong ? dayLong(label) : dayShort(label);
}

/** A moment by the clocks of a place. */
export function clock(moment, zone) {
    return new Intl.DateTimeFormat(locale, {timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit'})
        .format(moment);
}

/** How long ago something was, roughly. */
export function ago(milliseconds) {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 90) return `${seconds} s ago`;
    if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
    if (seconds < 172_800) return `${Math.round(seconds / 3600)} h ago`;
    return `${Math.round(seconds / 86_400)} days ago`;
}
