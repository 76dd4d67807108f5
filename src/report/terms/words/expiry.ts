import { spoken } from '../../../base/text.ts';
import type { GiftLife } from '../../../model/earn.ts';
import type { Expression } from '../../../model/expression.ts';
import type { Expiry, PendingUntil } from '../../../model/points.ts';
import { sayDay, sayDuration, sayMonthDay } from './amounts.ts';

/** What comes after `they`: `are valid for 12 months after they were earned, through the end of that month`. */
export function sayExpiry(expiry: Expiry | GiftLife): string {
    switch (expiry.kind) {
        case 'never':
            return 'do not expire';
        case 'after': {
            const end = expiry.endOf === undefined ? '' : `, through the end of that ${expiry.endOf}`;
            return `are valid for ${sayDuration(expiry.after)} after they were earned${end}`;
        }
        case 'on':
            return `are valid through the next ${sayMonthDay(expiry.day)}${later(expiry.yearsLater)}`;
        case 'inactive': {
            const what = expiry.event === undefined ? 'neither earned nor spent any' : `had no ${spoken(expiry.event)}`;
            return `expire all together when you have ${what} for ${sayDuration(expiry.after)}`;
        }
        case 'through':
            return `are valid through ${sayDay(expiry.day)}`;
        case 'through field':
            return `are valid through the day that is said ${saidBy(expiry.value)}`;
    }
}

const saidBy = (value: Expression): string =>
    value.kind === 'event field' ? `with the ${spoken(value.event)}` : 'of you';

/** `from 4 December 2026 on`. */
export function sayUntil(until: PendingUntil): string {
    switch (until.kind) {
        case 'day':
            return `from ${sayDay(until.day)} on`;
        case 'yearly':
            return `from the next ${sayMonthDay(until.day)} on`;
        case 'event':
            return `after the next ${spoken(until.event)}`;
    }
}

function later(years: number): string {
    if (years === 0) return '';
    return years === 1 ? ' of the year after' : ` ${years} years later`;
}
