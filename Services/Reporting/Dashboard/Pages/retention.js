// Who comes back, by when they came first.

import {ask} from './api.js';
import {apiFilters} from './answers.js';
import {isOfVisits} from './dimensions.js';
import {h, select} from './dom.js';
import * as format from './format.js';
import {Panel, empty} from './panel.js';
import * as ranges from './ranges.js';

const GRAINS = [['day', 'By day'], ['week', 'By week'], ['month', 'By month']];
const KINDS = [['exact', 'Back in that very period'], ['unbounded', 'Back then or later']];
const PERIODS = {day: 8, week: 8, month: 7};

export class Retention {
    #panel = new Panel('Retention', {className: 'card whole'});
    #grain = null;
    #kind = 'exact';

    constructor() {
        this.node = h('div', {class: 'view'}, this.#panel.node);
    }

    stop() { this.#panel.stop(); }

    update(context) {
        const grain = this.#grain ?? this.#usual(context);
        this.#panel.load(async (signal) => {
            const {state, site, zone} = context;
            const found = await ask('retention', {
                site_id: site.site, date_range: ranges.dateRange(state.range, zone), grain, periods: PERIODS[grain], kind: this.#kind,
                birth: apiFilters(state.filters),
                comeback: apiFilters(state.filters.filter((filter) => isOfVisits(filter.dimension))),
            }, signal);
            context.heard(found.meta);
            const set = (put) => (id) => {
                put(id);
                this.update(context);
            };
            this.#panel.control(
                select('Cohorts', GRAINS, grain, set((id) => { this.#grain = id; }), {'data-key': 'grain'}),
                select('Counted', KINDS, this.#kind, set((id) => { this.#kind = id; }), {'data-key': 'kind'}));
            const cohorts = found.results.filter((cohort) => cohort.size > 0);
            if (cohorts.length === 0) return empty('Nobody came for the first time in this time.');
            const isNobody = cohorts.every((cohort) => cohort.periods.slice(1).every((period) => period.visitors === 0));
            return [isNobody && h('p', {class: 'note'},
                'Nobody came back. Without the collector’s cookie (data-cookie) a visitor is known for one day only.'),
            this.#table(cohorts, grain)];
        });
    }

    #usual({state, zone}) {
        const range = ranges.days(state.range, zone);
        if (!range) return 'month';
        const length = ranges.daysBetween(...range) + 1;
        return length <= 14 ? 'day' : length <= 120 ? 'week' : 'month';
    }

    #table(cohorts, grain) {
        // No cohort is old enough for the rest.
        const count = Math.max(...cohorts.map((cohort) => Math.min(cohort.periods.length, cohort.complete_periods + 1)));
        const places = Array.from({length: count}, (_, place) => place);
        const unit = grain.charAt(0).toUpperCase() + grain.slice(1);
        const all = cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
        // Only who could be back by now is a part of the mean.
        const mean = (place) => {
            const able = cohorts.filter((cohort) => cohort.complete_periods > place);
            const size = able.reduce((sum, cohort) => sum + cohort.size, 0);
            return size === 0 ? null : able.reduce((sum, cohort) => sum + cohort.periods[place].visitors, 0) / size * 100;
        };
        return h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Cohorts'},
            h('table', {class: 'cohorts'}, h('caption', {class: 'unseen'}, `Share of visitors who are back, by the ${grain} of their first visit`),
                h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'First visit'), h('th', {scope: 'col', class: 'number'}, 'Visitors'),
                    places.map((place) => h('th', {scope: 'col', class: 'number'}, place === 0 ? unit : `+${place}`)))),
                h('tbody', {}, this.#row('All', all, places.map(mean)),
                    cohorts.map((cohort) => this.#row(
                        grain === 'month' ? format.monthLong(cohort.date) : format.dayShort(cohort.date), cohort.size, places.map((place) => this.#share(cohort, place)),
                        (place) => cohort.periods[place]?.visitors, cohort.complete_periods)))));
    }

    /** A period that has not begun has no value. */
    #share(cohort, place) {
        if (place > cohort.complete_periods || !cohort.periods[place]) return null;
        return cohort.periods[place].visitors / cohort.size * 100;
    }

    #row(name, size, shares, visitors = () => undefined, complete = Infinity) {
        return h('tr', {}, h('th', {scope: 'row'}, name), h('td', {class: 'number'}, format.count(size)),
            shares.map((share, place) => {
                if (share === null) return h('td', {});
                const cell = h('td', {
                    class: `number heat${place >= complete ? ' going-on' : ''}`,
                    title: visitors(place) === undefined ? null
                        : `${format.count(visitors(place))} visitors${place >= complete ? ', so far' : ''}`,
                }, format.percent(share));
                // Half of the colour at most, so that the same ink can be read on all of it.
                cell.style.setProperty('--heat', `${(Math.min(100, share) / 2).toFixed(1)}%`);
                return cell;
            }));
    }
}
