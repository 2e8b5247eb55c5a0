// A part of the page that asks something and shows the answer, or what to do when there is none.

import {h, replace, tell} from './dom.js';

let number = 0;

export class Panel {
    #body;
    #running;
    #work;
    #hasShown = false;

    /** What the button does that is shown with an error: it asks the same again. */
    again = () => this.load(this.#work);

    /** `heading` is shown, or only said when `isQuiet`; `actions` stand beside it. */
    constructor(heading, {isQuiet = false, actions = [], className = ''} = {}) {
        number += 1;
        const id = `panel-${number}`;
        this.heading = h('h2', {id, class: isQuiet ? 'unseen' : null}, heading);
        this.actions = h('div', {class: 'actions'}, actions);
        this.#body = h('div', {class: 'body', id: `${id}-body`});
        this.node = h('section', {class: `panel ${className}`, 'aria-labelledby': id},
            h('header', {class: isQuiet && actions.length === 0 ? 'unseen' : 'panel-head'}, this.heading, this.actions),
            this.#body);
    }

    /** The id of what tabs switch. */
    get switched() { return this.#body.id; }

    /** Shows what `work` makes; it is given a signal that ends it when something newer is asked. */
    async load(work) {
        this.#running?.abort();
        const running = new AbortController();
        this.#running = running;
        this.#work = work;
        this.node.setAttribute('aria-busy', 'true');
        if (!this.#hasShown) this.#body.replaceChildren(h('div', {class: 'waiting'}));
        try {
            const nodes = await work(running.signal);
            if (running.signal.aborted) return;
            replace(this.#body, nodes);
            this.#hasShown = true;
        } catch (error) {
            if (running.signal.aborted) return;
            replace(this.#body, this.#refused(error));
            this.#hasShown = false;
        }
        this.node.setAttribute('aria-busy', 'false');
    }

    /** Puts controls beside the heading; what had the focus keeps it. */
    control(...nodes) {
        replace(this.actions, nodes);
    }

    /** Ends what is asked, when the view is left. */
    stop() {
        this.#running?.abort();
    }

    #refused(error) {
        const advice = {
            too_many_events: 'Choose a shorter time above.', too_many_groups: 'Choose a shorter time above.',
            site_not_found: 'Choose another site above, or ask an administrator to name your account as a reader of it.',
        }[error.code];
        tell(`${this.heading.textContent}: ${error.message}`);
        if (error.status === undefined) console.error(error);
        return h('div', {class: 'refused', role: 'group'},
            h('p', {}, h('strong', {}, 'This could not be answered. '), error.message),
            (error.fields ?? []).map((field) => h('p', {class: 'small'}, field)),
            advice && h('p', {}, advice),
            h('button', {type: 'button', 'data-key': 'again', on: {click: () => this.again()}}, 'Try again'));
    }
}

/** What is shown where there is nothing: why, and what one can do. */
export function empty(words, ...actions) {
    return h('div', {class: 'empty'}, h('p', {}, words), actions);
}
