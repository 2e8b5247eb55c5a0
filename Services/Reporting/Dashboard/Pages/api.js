// Questions to the reports. Nothing is asked but what anybody may ask of the same API.

import {isEnding, keep, refresh, session} from './session.js';

/** What the server refused, or that it could not be reached. */
export class Refusal extends Error {
    constructor(status, problem, wait) {
        super(problem.detail ?? problem.title ?? 'The server gave no reason.');
        this.status = status;
        this.code = problem.code;
        this.fields = (problem.errors ?? []).map((error) => `${error.field}: ${error.message}`);
        this.wait = wait;
    }
}

/** Is called when nobody is signed in any more. */
export const ended = {handler: () => {}};

const PATIENCE = 3;

async function once(path, options) {
    if (isEnding()) await refresh();
    const headers = {...options.headers, authorization: `Bearer ${session()?.access ?? ''}`};
    try {
        return await fetch(path, {...options, headers, credentials: 'omit', cache: 'no-store'});
    } catch (error) {
        if (error.name === 'AbortError') throw error;
        throw new Refusal(0, {detail: 'The server cannot be reached. Is the mesh up?', code: 'unreachable'});
    }
}

function pause(seconds, signal) {
    return new Promise((done, fail) => {
        const timer = setTimeout(done, seconds * 1000);
        signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            fail(signal.reason);
        }, {once: true});
    });
}

async function send(path, options = {}) {
    for (let attempt = 1; ; attempt += 1) {
        let response = await once(path, options);
        if (response.status === 401 && await refresh()) response = await once(path, options);
        if (response.ok) return response;
        const problem = await response.json().catch(() => ({}));
        if (response.status === 401 && session()) {
            keep(null);
            ended.handler();
        }
        // Too many questions wait just now; theirs are answered in some seconds.
        const wait = Number(response.headers.get('retry-after') ?? 1);
        if (response.status === 503 && attempt < PATIENCE && wait <= 5) {
            await pause(wait, options.signal);
            continue;
        }
        throw new Refusal(response.status, problem, wait);
    }
}

function posted(body, signal, accept = 'application/json') {
    return {method: 'POST', headers: {'content-type': 'application/json', accept}, body: JSON.stringify(body), signal};
}

/** Asks a report (`query`, `funnels`, `retention`, `paths`, `attribution`). */
export async function ask(report, body, signal) {
    return await (await send(`/v1/reports/${report}`, posted(body, signal))).json();
}

/** Asks for rows as a file. */
export async function askForFile(body) {
    return await (await send('/v1/reports/query', posted(body, undefined, 'text/csv'))).blob();
}

export async function askLive(site, signal) {
    return await (await send(`/v1/reports/sites/${encodeURIComponent(site)}/realtime`, {signal})).json();
}

/** All sites that the caller may read. */
export async function askForSites() {
    const sites = [];
    let cursor = '';
    do {
        const page = await (await send(`/v1/reports/sites?limit=100${cursor}`)).json();
        sites.push(...page.items);
        cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : '';
    } while (cursor);
    return sites;
}
