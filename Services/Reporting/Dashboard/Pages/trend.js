// Metrics as tabs, and the chosen one as a chart over time, beside the time before.

import {answers} from './answers.js';
import {Chart} from './chart.js';
import {h, select, tabs, unseen} from './dom.js';
import * as format from './format.js';
import {METRICS, change, currencies} from './metrics.js';
import {Panel, empty} from './panel.js';
import * as ranges from './ranges.js';

const GRAIN_WORDS = {hour: 'By hour', day: 'By day', week: 'By week', month: 'By month'};

export class Trend {
    #totals;
    #series;
    #chart = null;
    #currency = null;
    #options;

    /** `options(state)` tells `metrics`, pairs of a metric and its words, and `filters` beside those of the page. */
    constructor(options) {
        this.#options = options;
        this.#totals = new Panel('Totals', {isQuiet: true, className: 'totals'});
        this.#series = new Panel('Over time', {isQuiet: true, className: 'series'});
        this.node = h('div', {class: 'trend'}, this.#totals.node, this.#series.node);
    }

    stop() {
        this.#totals.stop();
        this.#series.stop();
    }

    update(context) {
        const {metrics, filters} = this.#options(context.state);
        const chosen = metrics.find(([id]) => id === context.state.metric) ?? metrics[0];
        const ids = metrics.map(([id]) => id);
        const totals = answers(context, {metrics: ids, filters}, undefined);
        this.#totals.again = () => this.update(context);
        this.#series.again = this.#totals.again;
        this.#totals.load(async () => this.#tiles(context, metrics, chosen, await totals));
        this.#series.load(async (signal) => {
            const [[now]] = await Promise.all([totals]);
            const place = ids.indexOf(chosen[0]);
            const found = currencies(METRICS[chosen[0]].kind === 'money' ? now.results[0].metrics[place] : []);
            if (!found.includes(this.#currency)) this.#currency = found[0] ?? null;
            return await this.#draw(context, chosen, filters, found, signal);
        });
    }

    #tiles(context, metrics, chosen, [now, before]) {
        const isExact = now.meta.exact && (before?.meta.exact ?? true);
        const options = metrics.map(([id, words], place) => {
            const {kind, label} = METRICS[id];
            const value = now.results[0].metrics[place];
            const was = before?.results[0].metrics[place];
            const main = currencies(value)[0];
            const isEstimated = !isExact && (now.meta.approximate ?? []).includes(id);
            return [id,
                h('span', {class: 'tile-label'}, words ?? label),
                h('span', {class: 'tile-value', title: format.value(kind, value), 'data-metric': id},
                    isEstimated && h('abbr', {title: 'Estimated from a sketch'}, '≈'), format.value(kind, value, true)),
                before && this.#change(id, value, was, main)];
        });
        return tabs('Metric', options, chosen[0], (metric) => context.change({metric}), {class: 'tiles', controls: this.#series.switched});
    }

    #change(id, value, was, currency) {
        const {kind} = METRICS[id];
        const found = change(id, value, was, currency);
        const before = format.value(kind, was);
        if (!found) return h('span', {class: 'change', title: `Before: ${before}`}, unseen(`, before ${before}`), '–');
        const [arrow, words] = {1: ['↑', 'up'], 0: ['→', 'unchanged'], '-1': ['↓', 'down']}[found.direction];
        const tone = found.isGood === null ? '' : found.isGood ? 'good' : 'bad';
        return h('span', {class: `change ${tone}`, title: `Before: ${before}`},
            h('span', {'aria-hidden': 'true'}, `${arrow} `), unseen(`, ${words} `), found.text, unseen(`, before ${before}`));
    }

    async #draw(context, [metric, words], filters, found, signal) {
        const {state, zone} = context;
        const choices = ranges.grains(state.range, zone);
        const grain = choices.includes(state.grain) ? state.grain : choices[0];
        const both = await answers(
            context, {metrics: [metric], dimensions: [`time:${grain}`], filters, labels: true}, signal);
        const {kind, label} = METRICS[metric];
        const points = this.#points(both, {kind, grain, zone});
        const title = `${words ?? label}${this.#currency && kind === 'money' ? ` in ${this.#currency}` : ''}`;
        const canOpen = grain === 'day' || grain === 'month';
        const given = {
            id: this.#options(state).id, label: `${title}, ${GRAIN_WORDS[grain].toLowerCase()}`, points, kind, shape: 'line',
            text: (value, isShort) => format.numberText(kind, value, this.#currency ?? 'EUR', isShort),
            hasBefore: both[1] !== null, names: [title, 'The time before'],
            opens: canOpen ? `look at this ${grain}` : null,
            onOpen: canOpen ? (index) => this.#open(context, grain, points[index].label) : null,
        };
        if (this.#chart) this.#chart.show(given);
        else this.#chart = new Chart(given);
        const bar = h('div', {class: 'chart-bar'}, h('h3', {}, title),
            found.length > 1 && select('Currency', found.map((id) => [id, id]), this.#currency, (currency) => {
                this.#currency = currency;
                this.update(context);
            }),
            choices.length > 1 && select('Divided', choices.map((id) => [id, GRAIN_WORDS[id]]), grain,
                (by) => context.change({grain: by}), {'data-key': 'grain'}),
            this.#chart.button);
        const isNothing = points.every((point) => !point.value);
        return [bar, this.#chart.node, isNothing && kind === 'count' && this.#nothing(context)];
    }

    #points([now, before], {kind, grain, zone}) {
        const absent = kind === 'count' || kind === 'money' ? 0 : null;
        const byLabel = (answer) => new Map((answer?.results ?? []).map((row) => [row.dimensions[0], row.metrics[0]]));
        const [values, olds] = [byLabel(now), byLabel(before)];
        const oldLabels = before?.meta.time_labels ?? [];
        const moment = Date.now();
        const date = ranges.today(zone, moment);
        const isToCome = (label) => label.includes('T') ? Date.parse(label) > moment : label > date;
        const goesOn = Date.parse(now.query.date_range[1]) > moment;
        const labels = now.meta.time_labels;
        const last = labels.findLastIndex((label) => !isToCome(label));
        const read = (map, label) => map.has(label) ? format.number(kind, map.get(label), this.#currency) : absent;
        return labels.map((label, index) => ({
            label, name: format.bucket(label, grain, true), short: format.bucket(label, grain, false),
            value: index > last ? undefined : read(values, label), isGoingOn: goesOn && index === last,
            was: index < oldLabels.length ? read(olds, oldLabels[index]) : undefined,
            wasName: index < oldLabels.length ? format.bucket(oldLabels[index], grain, true) : '',
        }));
    }

    #open(context, grain, label) {
        const date = label.slice(0, 10);
        context.change({range: {from: date, to: grain === 'day' ? date : ranges.lastOfMonth(date)}, grain: null});
    }

    #nothing(context) {
        if (context.state.filters.length > 0) {
            return empty('Nothing fits these filters.', h('button', {
                type: 'button', 'data-key': 'unfilter', on: {click: () => context.change({filters: []})},
            }, 'Remove all filters'));
        }
        const other = (preset, words) => h('button', {
            type: 'button', 'data-key': `try/${preset}`, on: {click: () => context.change({range: {preset}})},
        }, words);
        return empty('Nothing was counted in this time. A new site has its first visitors under Today or Live.',
            other('day', 'Look at today'), other('all', 'Look at all time'),
            h('button', {type: 'button', on: {click: () => context.change({view: 'live', metric: null, grain: null})}}, 'Go to Live'));
    }
}
