// Charts of one value over time: drawn in SVG, to hover, to walk along with arrow keys, and to read as a table.

import {h, replace, s} from './dom.js';

const LABEL_WIDTH = 62;
const TOP = 12;
const BOTTOM = 26;
const TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

// Which charts are shown as tables, so that they stay so when they are drawn anew.
const tables = new Set();

/** A step for an axis that gives at most five. */
function stepFor(most, kind) {
    const rough = most / 4;
    if (kind === 'duration') return TIMES.find((step) => step >= rough) ?? Math.ceil(rough / 86_400) * 86_400;
    const size = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map((part) => part * size).find((each) => each >= rough * 0.999);
    return kind === 'count' ? Math.max(1, Math.ceil(step)) : step;
}

function scaleFor(values, kind) {
    const most = Math.max(0, ...values);
    const least = Math.min(0, ...values);
    const step = stepFor(Math.max(most, -least) || (kind === 'money' ? 10_000 : 4), kind);
    const ticks = [];
    for (let tick = Math.floor(least / step) * step; tick < most + step * 0.001 || ticks.length < 2; tick += step) {
        ticks.push(tick);
    }
    if (ticks.at(-1) < most) ticks.push(ticks.at(-1) + step);
    return ticks;
}

/** The pieces of a line between points that have no value. */
function pieces(places) {
    const found = [];
    let piece = [];
    for (const place of [...places, null]) {
        if (place) {
            piece.push(place);
        } else if (piece.length > 0) {
            found.push(piece);
            piece = [];
        }
    }
    return found;
}

function path(places) {
    return places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/**
 * A chart.
 *
 * - `id`: what it is, the same whenever it is drawn.
 * - `label`: what it shows, in words.
 * - `points`: each with `name`, `short`, `value`, and if it is compared `was` and `wasName`; `isGoingOn` where it is not over.
 * - `kind`, `text(value, isShort)`: of its values.
 * - `shape`: `line` or `bars`.
 * - `onOpen(index)`: what a click or Enter on a point does, if anything; `opens` says so.
 */
export class Chart {
    #given;
    #at = null;
    #isSure = true;
    #plot;
    #tip;
    #button;
    #frame;

    constructor(given) {
        this.#tip = h('div', {class: 'tip', 'aria-hidden': 'true', hidden: true});
        this.#plot = h('div', {
            class: 'plot', tabindex: 0, role: 'slider', 'aria-orientation': 'horizontal', 'data-key': `plot/${given.id}`,
            on: {
                keydown: (event) => this.#press(event),
                pointermove: (event) => this.#point(event),
                pointerdown: (event) => this.#point(event),
                // A finger has left when it is lifted; what it has chosen stays.
                pointerleave: (event) => { if (event.pointerType !== 'touch') this.#choose(null); },
                focus: () => { if (this.#at === null) this.#choose(this.#given.points.length - 1); },
                blur: () => this.#choose(null),
                click: () => { if (this.#at !== null && this.#isSure) this.#given.onOpen?.(this.#at); },
            },
        });
        this.#frame = h('div', {class: 'plot-frame'}, this.#plot, this.#tip);
        this.#button = h('button', {
            type: 'button', class: 'quiet', 'data-key': `table/${given.id}`, on: {click: () => this.#toggle()},
        });
        this.node = h('figure', {class: 'chart'});
        new ResizeObserver(() => this.#draw()).observe(this.#frame);
        this.show(given);
    }

    /** The button that shows the same as a table. */
    get button() { return this.#button; }

    /** Shows other points. */
    show(given) {
        this.#given = given;
        this.#at = null;
        this.#lay();
    }

    #toggle() {
        const {id} = this.#given;
        if (!tables.delete(id)) tables.add(id);
        this.#lay();
    }

    #lay() {
        const isTable = tables.has(this.#given.id);
        this.#button.textContent = isTable ? 'Show as chart' : 'Show as table';
        this.#button.setAttribute('aria-pressed', String(isTable));
        replace(this.node, isTable ? this.#table() : this.#frame, this.#legend(isTable));
        this.#plot.setAttribute('aria-label',
            `${this.#given.label}. Use the arrow keys to read each point${this.#given.opens ? `, Enter to ${this.#given.opens}` : ''}.`);
        this.#plot.setAttribute('aria-valuemin', 1);
        this.#plot.setAttribute('aria-valuemax', Math.max(1, this.#given.points.length));
        this.#say(this.#given.points.length - 1);
        this.#draw();
    }

    #legend(isTable) {
        const {hasBefore, names} = this.#given;
        if (!hasBefore || isTable) return null;
        return h('figcaption', {class: 'legend'},
            h('span', {class: 'key now'}, names[0]), h('span', {class: 'key before'}, names[1]));
    }

    #table() {
        const {points, text, label, hasBefore, names, unit} = this.#given;
        return h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${label}, as a table`},
            h('table', {class: 'plain'}, h('caption', {class: 'unseen'}, label),
                h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, unit ?? 'Time'),
                    h('th', {scope: 'col', class: 'number'}, names[0]),
                    hasBefore && h('th', {scope: 'col', class: 'number'}, names[1]))),
                h('tbody', {}, points.filter((point) => point.value !== undefined).map((point) => h('tr', {},
                    h('th', {scope: 'row'}, point.name),
                    h('td', {class: 'number'}, text(point.value)),
                    hasBefore && h('td', {class: 'number'}, text(point.was ?? null)))))));
    }

    #say(index) {
        const point = this.#given.points[index];
        if (!point) return;
        const {text, hasBefore} = this.#given;
        const was = hasBefore && point.was !== undefined && point.was !== null ? `, before ${text(point.was)}` : '';
        this.#plot.setAttribute('aria-valuenow', index + 1);
        this.#plot.setAttribute('aria-valuetext',
            `${point.name}: ${point.value === undefined ? 'still to come' : text(point.value)}${point.isGoingOn ? ' so far' : ''}${was}`);
    }

    #press(event) {
        const last = this.#given.points.length - 1;
        const at = this.#at ?? last;
        const next = {
            ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, Home: 0, End: last,
            PageUp: at + 7, PageDown: at - 7,
        }[event.key];
        if (event.key === 'Escape') return this.#choose(null);
        if (event.key === 'Enter' && this.#at !== null) return this.#given.onOpen?.(this.#at);
        if (next === undefined) return undefined;
        event.preventDefault();
        return this.#choose(Math.min(last, Math.max(0, next)));
    }

    #point(event) {
        const {points} = this.#given;
        if (points.length === 0 || !this.geometry) return;
        const x = event.clientX - this.#plot.getBoundingClientRect().left;
        let nearest = 0;
        for (let index = 1; index < points.length; index += 1) {
            if (Math.abs(this.geometry.x(index) - x) < Math.abs(this.geometry.x(nearest) - x)) nearest = index;
        }
        // The first touch of a point shows it, the second opens it.
        if (event.type === 'pointerdown') this.#isSure = event.pointerType !== 'touch' || this.#at === nearest;
        this.#choose(nearest);
    }

    #choose(index) {
        this.#at = index;
        const svg = this.#plot.firstElementChild;
        svg?.querySelector('.cross')?.remove();
        const point = this.#given.points[index];
        this.#tip.hidden = !point;
        if (!point || !svg) return;
        this.#say(index);
        const {x, y, height} = this.geometry;
        const cross = s('g', {class: 'cross'}, s('line', {x1: x(index), x2: x(index), y1: TOP, y2: height - BOTTOM}));
        for (const [value, kind] of [[point.was, 'before'], [point.value, 'now']]) {
            if (typeof value === 'number') cross.append(s('circle', {class: kind, cx: x(index), cy: y(value), r: 4.5}));
        }
        svg.append(cross);
        this.#showTip(point, x(index));
    }

    #showTip(point, x) {
        const {text, hasBefore, opens} = this.#given;
        replace(this.#tip, h('div', {class: 'tip-name'}, `${point.name}${point.isGoingOn ? ' (so far)' : ''}`),
            h('div', {class: 'tip-row now'}, h('strong', {}, point.value === undefined ? '–' : text(point.value))),
            hasBefore && typeof point.was === 'number' && h('div', {class: 'tip-row before'},
                h('span', {}, text(point.was)), h('span', {class: 'dim'}, point.wasName)),
            opens && h('div', {class: 'tip-hint'}, `Click to ${opens}`));
        const width = this.#frame.clientWidth;
        const own = this.#tip.offsetWidth;
        const left = x + 14 + own > width ? Math.max(0, x - 14 - own) : x + 14;
        this.#tip.style.setProperty('transform', `translate(${left}px, ${TOP}px)`);
    }

    #draw() {
        const width = this.#plot.clientWidth;
        const height = this.#plot.clientHeight;
        if (width === 0 || height === 0) return;
        const {points, kind, text, shape} = this.#given;
        const values = points.flatMap((point) => [point.value, point.was]).filter((value) => typeof value === 'number');
        const ticks = scaleFor(values, kind);
        const left = Math.max(...ticks.map((tick) => text(tick, true).length)) * 7 + 12;
        const inner = width - left - 10;
        const band = inner / Math.max(1, points.length);
        const isBars = shape === 'bars';
        const x = (index) => isBars || points.length === 1
            ? left + band * (index + 0.5) : left + inner * index / (points.length - 1);
        const y = (value) => TOP + (height - TOP - BOTTOM) * (1 - (value - ticks[0]) / (ticks.at(-1) - ticks[0]));
        this.geometry = {x, y, height};
        const svg = s('svg', {width, height, 'aria-hidden': 'true', focusable: 'false'});
        for (const tick of ticks) {
            svg.append(s('line', {class: tick === 0 ? 'axis' : 'rule', x1: left, x2: width - 10, y1: y(tick), y2: y(tick)}),
                s('text', {class: 'tick', x: left - 8, y: y(tick) + 4, 'text-anchor': 'end'}, text(tick, true)));
        }
        const stride = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor(inner / LABEL_WIDTH))));
        points.forEach((point, index) => {
            if (index % stride !== 0) return;
            const end = index === 0 && !isBars && points.length > 1 ? 'start' : x(index) + 24 > width ? 'end' : 'middle';
            svg.append(s('text', {class: 'tick', x: x(index), y: height - 7, 'text-anchor': end}, point.short));
        });
        svg.append(isBars ? this.#bars(x, y, band) : this.#lines(x, y));
        this.#plot.replaceChildren(svg);
        if (this.#at !== null) this.#choose(this.#at);
    }

    #bars(x, y, band) {
        const width = Math.max(2, band * 0.7);
        return s('g', {class: 'bars'}, this.#given.points.map((point, index) => typeof point.value === 'number'
            ? s('rect', {
                x: x(index) - width / 2, width, y: Math.min(y(point.value), y(0)), rx: Math.min(2, width / 4),
                height: Math.abs(y(0) - y(point.value)), class: point.isGoingOn ? 'going-on' : null,
            }) : null));
    }

    #lines(x, y) {
        const {points} = this.#given;
        const places = (member) => points.map((point, index) =>
            typeof point[member] === 'number' ? [x(index), y(point[member])] : null);
        const group = s('g', {class: 'lines'});
        for (const piece of pieces(places('was'))) group.append(s('path', {class: 'before', d: path(piece)}));
        const now = places('value');
        for (const piece of pieces(now)) {
            if (piece.length === 1) {
                group.append(s('circle', {class: 'lone', cx: piece[0][0], cy: piece[0][1], r: 3.5}));
                continue;
            }
            group.append(s('path', {
                class: 'area', d: `${path(piece)}L${piece.at(-1)[0].toFixed(1)} ${y(0)}L${piece[0][0].toFixed(1)} ${y(0)}Z`,
            }));
            const going = points.findIndex((point) => point.isGoingOn);
            // What is not over yet is not as sure as the rest.
            const isOpen = going > 0 && now[going] && piece.at(-1) === now[going];
            group.append(s('path', {class: 'now', d: path(isOpen ? piece.slice(0, -1) : piece)}));
            if (isOpen) group.append(s('path', {class: 'now going-on', d: path(piece.slice(-2))}));
        }
        return group;
    }
}
