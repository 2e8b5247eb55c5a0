// The way in: an account of identity, or a token that one has already.

import {h, replace} from './dom.js';
import {signIn, useToken} from './session.js';

/** Shows the form in a node, and calls back when somebody is signed in. `reason` says why it is shown again. */
export function showSignIn(node, onDone, reason = '') {
    const problem = h('p', {class: 'problem', role: 'alert'}, reason);
    const email = h('input', {type: 'email', name: 'email', autocomplete: 'username', required: true, id: 'email'});
    const password = h('input', {
        type: 'password', name: 'password', autocomplete: 'current-password', required: true, id: 'password',
    });
    const token = h('input', {type: 'password', name: 'token', autocomplete: 'off', required: true, id: 'token', spellcheck: 'false'});
    const enter = h('button', {type: 'submit', class: 'main'}, 'Sign in');
    const withAccount = h('form', {
        class: 'stack', on: {
            async submit(event) {
                event.preventDefault();
                enter.disabled = true;
                problem.textContent = await signIn(email.value.trim(), password.value) ?? '';
                enter.disabled = false;
                if (problem.textContent === '') return onDone();
                password.focus();
                return password.select();
            },
        },
    }, h('label', {for: 'email'}, 'E-mail address'), email, h('label', {for: 'password'}, 'Password'), password, problem, enter);
    const withToken = h('form', {
        class: 'stack', on: {
            submit(event) {
                event.preventDefault();
                useToken(token.value.trim());
                onDone();
            },
        },
    }, h('label', {for: 'token'}, 'Access token or API key'), token,
    h('p', {class: 'note'}, 'On the machine of the mesh: ', h('code', {}, 'orchestration/orrery token --role admin'),
        '. An API key needs the scope ', h('code', {}, 'reports:read'), '.'),
    h('button', {type: 'submit'}, 'Use it'));
    replace(node, h('main', {id: 'main', class: 'signin'},
        h('div', {class: 'card'}, h('img', {src: '/dashboard/icon.svg', alt: '', width: 40, height: 40}), h('h1', {}, 'Orrery reports'), withAccount,
            h('details', {}, h('summary', {}, 'With a token instead'), withToken))));
    email.focus();
}
