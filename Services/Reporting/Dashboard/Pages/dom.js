// Elements made by hand: no text ever becomes markup, so that what a visitor sends can do nothing here.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === undefined || value === null || value === false) continue;
        if (name === 'on') {
            for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
        } else if (name === 'value') {
            node.value = value;
        } else {
            node.setAttribute(name, value === true ? '' : value);
        }
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

/** An element of HTML. `on` holds handlers, absent and false attributes are left out. */
export function h(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

/** An element of SVG. */
export function s(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Text that only a screen reader says. */
export function unseen(text) {
    return h('span', {class: 'unseen'}, text);
}

/** A drop-down list. `options` are pairs of a value and its words. */
export function select(label, options, value, onChange, attributes = {}) {
    const node = h('select', {
        'aria-label': label, ...attributes, on: {change: () => onChange(node.value)},
    }, options.map(([id, words]) => h('option', {value: id}, words)));
    node.value = value;
    return node;
}

/** A row of tabs that switches what is in a panel: one stop of the tab key, arrows go along. */
export function tabs(label, options, chosen, onChoose, {controls, ...attributes}) {
    const buttons = options.map(([id, ...content]) => h('button', {
        type: 'button', role: 'tab', 'aria-selected': String(id === chosen), tabindex: id === chosen ? 0 : -1,
        'aria-controls': controls, 'data-key': `${label}/${id}`, on: {click: () => onChoose(id)},
    }, content));
    return h('div', {
        role: 'tablist', 'aria-label': label, ...attributes,
        on: {
            keydown(event) {
                const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};
                const at = buttons.indexOf(document.activeElement);
                let next = null;
                if (event.key in steps) next = (at + steps[event.key] + buttons.length) % buttons.length;
                if (event.key === 'Home') next = 0;
                if (event.key === 'End') next = buttons.length - 1;
                if (next === null || at < 0) return;
                event.preventDefault();
                buttons[next].focus();
                buttons[next].click();
            },
        },
    }, buttons);
}

/** Puts other children into a node; what had the focus keeps it where its `data-key` is there again. */
export function replace(node, ...children) {
    const next = children.flat(Infinity).filter(Boolean);
    // What is there already stays untouched, with the focus in it.
    if (next.length === node.childNodes.length && next.every((child, place) => child === node.childNodes[place])) return;
    const key = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    node.replaceChildren(...next);
    if (key === undefined) return;
    const again = node.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? node;
    if (again === node && !node.hasAttribute('tabindex')) node.tabIndex = -1;
    again.focus({preventScroll: true});
}

/** Says something to who does not see the page. */
export function tell(words) {
    document.getElementById('news').textContent = words;
}
