// Who is there now: the last 30 minutes, as they pass.

import {askLive} from './api.js';
import {rowTable} from './breakdown.js';
import {Chart} from './chart.js';
import {h, replace} from './dom.js';
import * as format from './format.js';
import {Panel, empty} from './panel.js';

const PAUSE = 2000;
const LONGER = 10_000;
const MINUTE = 60_000;
const LISTS = [
    ['Pages', 'pages', 'event:page', ['visitors', 'pageviews']], ['Sources', 'sources', 'visit:source', ['visitors']],
    ['Places', 'countries', 'visit:country', ['visitors']], ['Goals', 'goals', 'event:goal', ['visitors', 'events']],
];

export class Live {
    #head = new Panel('The last 30 minutes', {className: 'card whole live'});
    #cards = LISTS.map(([heading]) => new Panel(heading, {className: 'card'}));
    #timer;
    #isPaused = false;
    #isStopped = false;
    #chart = null;
    #context = null;
    #pause;

    constructor() {
        this.#pause = h('button', {type: 'button', class: 'quiet', 'data-key': 'pause', on: {click: () => this.#toggle()}}, 'Pause');
        this.#head.actions.append(this.#pause);
        this.node = h('div', {class: 'view'}, this.#head.node, h('div', {class: 'cards pairs'}, this.#cards.map((card) => card.node)));
    }

    stop() {
        this.#isStopped = true;
        clearTimeout(this.#timer);
        for (const panel of [this.#head, ...this.#cards]) panel.stop();
    }

    update(context) {
        this.#context = context;
        for (const panel of [this.#head, ...this.#cards]) panel.again = () => this.update(context);
        clearTimeout(this.#timer);
        this.#look();
    }

    #toggle() {
        this.#isPaused = !this.#isPaused;
        this.#pause.textContent = this.#isPaused ? 'Go on' : 'Pause';
        clearTimeout(this.#timer);
        if (!this.#isPaused) this.#look();
    }

    async #look() {
        const context = this.#context;
        const found = askLive(context.site.site);
        let wait = PAUSE;
        await Promise.all([
            this.#head.load(async () => this.#now(context, await found)),
            ...LISTS.map(async ([, member, dimension, metrics], place) => this.#cards[place].load(async () => {
                const rows = (await found).results[member].slice(0, 8);
                return rows.length > 0
                    ? rowTable({dimension, metrics, rows, caption: `${LISTS[place][0]} in the last 30 minutes`}) : empty('Nothing just now.');
            })),
            // The panels say what went wrong; it is tried again, less often.
            found.catch(() => { wait = LONGER; }),
        ]);
        if (this.#isStopped || this.#isPaused || context !== this.#context) return;
        this.#timer = setTimeout(() => this.#next(), wait);
    }

    /** A page that nobody sees asks nothing. */
    #next() {
        if (!document.hidden) return this.#look();
        document.addEventListener('visibilitychange', () => { if (!this.#isStopped) this.#next(); }, {once: true});
        return undefined;
    }

    #now(context, found) {
        context.heard(found.meta);
        const [visitors, pageviews] = found.results.totals[0].metrics;
        const points = this.#points(found, context.zone);
        const given = {
            id: 'live', label: 'Page views by minute', points, kind: 'count', shape: 'bars', unit: 'Minute', hasBefore: false,
            names: ['Page views'], text: (value, isShort) => format.value('count', value, isShort),
        };
        if (!this.#chart) this.#chart = new Chart(given);
        else if (!this.#chart.node.matches(':hover, :focus-within')) this.#chart.show(given);
        if (!this.#chart.button.isConnected) this.#head.actions.append(this.#chart.button);
        this.figures ??= h('div', {class: 'figures'});
        replace(this.figures,
            h('p', {}, h('strong', {class: 'big', 'data-live': 'visitors'}, format.count(visitors)), visitors === 1 ? ' visitor' : ' visitors'),
            h('p', {}, h('strong', {class: 'big'}, format.count(pageviews)), pageviews === 1 ? ' page view' : ' page views'));
        return [this.figures, this.#chart.node];
    }

    #points(found, zone) {
        const counted = new Map(found.results.minutes.map((row) => [Date.parse(row.dimensions[0]), row.metrics]));
        const asked = Date.parse(found.meta.asked_at);
        const last = Math.floor(asked / MINUTE) * MINUTE;
        return Array.from({length: 30}, (_, index) => {
            const minute = last - (29 - index) * MINUTE;
            const name = format.clock(minute, zone).slice(0, 5);
            return {name, short: name, value: counted.get(minute)?.[1] ?? 0, isGoingOn: index === 29};
        });
    }
}
