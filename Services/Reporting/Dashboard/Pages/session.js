// Who is signed in, in this tab alone: tokens are kept in its session storage and go with it.

const KEY = 'orrery.session';
let held = null;

/** What proves who asks, or null. */
export function session() {
    if (held) return held;
    try {
        held = JSON.parse(sessionStorage.getItem(KEY));
    } catch {
        // Storage is switched off: it is held by this page alone.
    }
    return held;
}

export function keep(tokens) {
    held = tokens;
    try {
        if (tokens) sessionStorage.setItem(KEY, JSON.stringify(tokens));
        else sessionStorage.removeItem(KEY);
    } catch {
        // As above.
    }
}

function fromAnswer(answer) {
    return {access: answer.accessToken, refresh: answer.refreshToken, until: Date.now() + answer.expiresIn * 1000};
}

async function post(path, body) {
    return await fetch(path, {
        method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body), credentials: 'omit',
    });
}

/** Signs in with identity. Returns null, or what went wrong. */
export async function signIn(email, password) {
    let response;
    try {
        response = await post('/v1/sessions', {email, password});
    } catch {
        return 'The server cannot be reached. Is the mesh up?';
    }
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
        const wait = response.headers.get('retry-after');
        return (answer.detail ?? 'That did not work.') + (wait ? ` Try again in ${wait} s.` : '');
    }
    keep(fromAnswer(answer));
    return null;
}

/** Takes an access token or an API key as it is. */
export function useToken(token) {
    keep({access: token});
}

let refreshing = null;

/** Renews the access token; whoever asks meanwhile waits for the same. Returns whether there is another one. */
export function refresh() {
    refreshing ??= renew().finally(() => { refreshing = null; });
    return refreshing;
}

async function renew() {
    const before = session();
    if (!before?.refresh) return false;
    let response;
    try {
        response = await post('/v1/sessions/refresh', {refreshToken: before.refresh});
    } catch {
        return false;
    }
    if (!response.ok) return false;
    keep(fromAnswer(await response.json()));
    return true;
}

/** Whether the token ends within the next seconds. */
export function isEnding() {
    const current = session();
    return Boolean(current?.refresh && current.until - Date.now() < 20_000);
}

/** Ends the session there and here. */
export async function signOut() {
    const current = session();
    keep(null);
    if (!current?.refresh) return;
    try {
        await fetch('/v1/sessions/current', {
            method: 'DELETE', headers: {authorization: `Bearer ${current.access}`}, credentials: 'omit',
        });
    } catch {
        // It ends by itself, then.
    }
}
