// What was sold: orders and revenue over time, and what brought the buyers.

import {ask} from './api.js';
import {apiFilters} from './answers.js';
import {Breakdown} from './breakdown.js';
import {DIMENSIONS, words} from './dimensions.js';
import {h, select} from './dom.js';
import * as format from './format.js';
import {currencies} from './metrics.js';
import {Panel, empty} from './panel.js';
import * as ranges from './ranges.js';
import {Trend} from './trend.js';

// What our collector, GA4, Segment and Snowplow call an order.
const ORDERS = [['is', 'event:name', ['purchase']]];
const MODELS = [
    ['last_non_direct', 'Last visit that came from somewhere'], ['last', 'Last visit'], ['first', 'First visit'],
    ['linear', 'All visits alike'], ['position_based', 'First and last most'], ['time_decay', 'Later visits more'],
];

export class Orders {
    #parts;
    #credits;
    #model = 'last_non_direct';
    #dimension = 'visit:source';

    constructor() {
        const trend = new Trend(() => ({
            id: 'orders', filters: ORDERS,
            metrics: [['total_revenue'], ['events', 'Orders'], ['average_revenue', 'Average order'], ['visitors', 'Buyers']],
        }));
        this.#credits = new Panel('What brought them', {className: 'card wide-card'});
        const options = {
            metrics: ['total_revenue', 'events'], filters: ORDERS,
        };
        const cards = [
            new Breakdown('Countries', [['visit:country', 'Countries'], ['visit:city', 'Cities']], options),
            new Breakdown('Devices', [['visit:device', 'Devices'], ['visit:browser', 'Browsers'], ['visit:os', 'Systems']], options),
        ];
        this.#parts = [trend, ...cards];
        this.node = h('div', {class: 'view'}, trend.node,
            h('div', {class: 'cards pairs'}, this.#credits.node, cards.map((card) => card.node)));
    }

    update(context) {
        for (const part of this.#parts) part.update(context);
        this.#update(context);
    }

    stop() {
        for (const part of [...this.#parts, this.#credits]) part.stop();
    }

    #update(context) {
        this.#credits.load(async (signal) => {
            const {state, site, zone} = context;
            const found = await ask('attribution', {
                site_id: site.site, date_range: ranges.dateRange(state.range, zone), dimension: this.#dimension,
                conversion: [...ORDERS, ...apiFilters(state.filters)], model: this.#model, lookback_days: 30,
            }, signal);
            context.heard(found.meta);
            const {credits, conversions} = found.results;
            const dimensions = ['visit:source', 'visit:channel', 'visit:utm_campaign', 'visit:entry_page'];
            this.#credits.control(
                select('Divided by', dimensions.map((id) => [id, DIMENSIONS[id].plural]), this.#dimension, (id) => {
                    this.#dimension = id;
                    this.#update(context);
                }, {'data-key': 'dimension'}),
                select('Credit goes to', MODELS, this.#model, (id) => {
                    this.#model = id;
                    this.#update(context);
                }, {'data-key': 'model'}));
            if (conversions === 0) {
                return empty('No order in this time. Orders are events named purchase with revenue and currency; '
                    + 'the collector sends one with orrery.track(\'purchase\', {revenue: 19.99, currency: \'EUR\', orderId: \'…\'}).');
            }
            return this.#table(credits.slice(0, 12));
        });
    }

    #table(credits) {
        const currency = currencies(credits.flatMap((credit) => credit.revenue))[0];
        const size = (credit) => credit.revenue.find((amount) => amount.currency === currency)?.amount ?? 0;
        const most = Math.max(1, ...credits.map(size));
        return h('table', {class: 'rows'}, h('caption', {class: 'unseen'}, 'Revenue by what brought the buyers'),
            h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, DIMENSIONS[this.#dimension].label),
                h('th', {scope: 'col', class: 'number'}, 'Revenue'), h('th', {scope: 'col', class: 'number'}, 'Orders'))),
            h('tbody', {}, credits.map((credit) => {
                const bar = h('span', {class: 'bar', 'aria-hidden': 'true'});
                bar.style.setProperty('--share', `${(size(credit) / most * 100).toFixed(1)}%`);
                return h('tr', {},
                    h('th', {scope: 'row'}, h('span', {class: 'still'}, bar, h('span', {class: 'name'}, words(this.#dimension, credit.value)))),
                    h('td', {class: 'number'}, format.value('money', credit.revenue)),
                    h('td', {class: 'number second'}, format.value('number', credit.conversions)));
            })));
    }
}
