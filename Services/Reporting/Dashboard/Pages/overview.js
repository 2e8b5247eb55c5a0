// What happened: the metrics over time, and where visitors came from, what they saw, where they are and what they did.

import {Breakdown} from './breakdown.js';
import {h} from './dom.js';
import {topMetrics} from './metrics.js';
import {Trend} from './trend.js';

export class Overview {
    #parts;

    constructor() {
        const trend = new Trend((state) => ({id: 'overview', metrics: topMetrics(state.filters), filters: []}));
        const cards = [
            new Breakdown('Sources', [
                ['visit:source', 'Sources'], ['visit:channel', 'Channels'], ['visit:utm_campaign', 'Campaigns'],
                ['visit:referrer', 'Referrers'],
            ], {nothing: {'visit:utm_campaign': 'No visit in this time came by a link with utm_campaign.'}}),
            new Breakdown('Pages', [['event:page', 'Top'], ['visit:entry_page', 'Entry'], ['visit:exit_page', 'Exit']]),
            new Breakdown('Places', [['visit:country', 'Countries'], ['visit:region', 'Regions'], ['visit:city', 'Cities']], {
                nothing: Object.fromEntries(['country', 'region', 'city'].map((part) => [
                    `visit:${part}`, 'No places are known. They come from a file of networks: geography.file of reporting.',
                ])),
            }),
            new Breakdown('Devices', [['visit:device', 'Devices'], ['visit:browser', 'Browsers'], ['visit:os', 'Systems']]),
            new Breakdown('Goals', [['event:goal', 'Goals'], ['event:name', 'Events']], {
                nothing: {'event:goal': 'No goal was reached. Goals are declared in the site’s rules: POST /v1/sites/{site}/rules.'},
            }),
        ];
        this.#parts = [trend, ...cards];
        this.node = h('div', {class: 'view'}, trend.node, h('div', {class: 'cards mixed'}, cards.map((card) => card.node)));
    }

    update(context) {
        for (const part of this.#parts) part.update(context);
    }

    stop() {
        for (const part of this.#parts) part.stop();
    }
}
