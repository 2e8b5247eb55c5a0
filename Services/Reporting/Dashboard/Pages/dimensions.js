// By what reports are divided and filtered, as people call it.

import {country} from './format.js';

export const DIMENSIONS = {
    'visit:channel': {label: 'Channel', plural: 'Channels', none: 'Unassigned'},
    'visit:source': {label: 'Source', plural: 'Sources', none: 'Direct'},
    'visit:utm_campaign': {label: 'Campaign', plural: 'Campaigns'},
    'visit:utm_medium': {label: 'Medium', plural: 'Media'},
    'visit:referrer': {label: 'Referrer', plural: 'Referrers', none: 'None'},
    'event:page': {label: 'Page', plural: 'Pages'},
    'visit:entry_page': {label: 'Entry page', plural: 'Entry pages'},
    'visit:exit_page': {label: 'Exit page', plural: 'Exit pages'},
    'visit:country': {label: 'Country', plural: 'Countries', words: country},
    'visit:region': {label: 'Region', plural: 'Regions'},
    'visit:city': {label: 'City', plural: 'Cities'},
    'visit:device': {label: 'Device', plural: 'Devices', words: capitalized},
    'visit:browser': {label: 'Browser', plural: 'Browsers'},
    'visit:os': {label: 'System', plural: 'Systems'},
    'event:goal': {label: 'Goal', plural: 'Goals'},
    'event:name': {label: 'Event', plural: 'Events'},
    'event:hostname': {label: 'Host', plural: 'Hosts'},
};

function capitalized(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

export const NONE = '(none)';

export function label(dimension) {
    return DIMENSIONS[dimension]?.label ?? dimension.replace('event:props:', '');
}

/** A value for people. */
export function words(dimension, value) {
    const known = DIMENSIONS[dimension];
    if (value === NONE) return known?.none ?? 'Not known';
    return known?.words ? known.words(value) : value;
}

/** Whether it tells single events apart, so that whole visits cannot be divided by it. */
export function isOfEvents(dimension) {
    return dimension.startsWith('event:') && dimension !== 'event:page' && dimension !== 'event:hostname';
}

export function isOfVisits(dimension) {
    return dimension.startsWith('visit:');
}
