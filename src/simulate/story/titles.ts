import { plural } from '../../base/text.ts';
import type { Outcome } from '../../model/outcome.ts';
import { sayMinor } from '../say.ts';
import type { Telling } from './narrator.ts';

/** What it was: the event, or what fell due. */
export function titleOf(outcomes: readonly Outcome[], telling: Telling): string {
    const event = outcomes.find(outcome => outcome.kind === 'event');
    if (event === undefined) return dueTitle(outcomes);
    const late = event.late ? ' (came late)' : '';
    return `${eventTitle(event.event, outcomes, telling)}${late}`;
}

function eventTitle(event: string, outcomes: readonly Outcome[], telling: Telling): string {
    const { program, purchases } = telling;
    const purchase = outcomes.find(outcome => outcome.kind === 'purchase');
    if (purchase !== undefined) {
        const order = purchase.order === undefined ? '' : ` ${purchase.order}`;
        return `Purchase${order} for ${sayMinor(purchase.paid, program)}`;
    }
    const back = outcomes.find(outcome => outcome.kind === 'return');
    if (back === undefined) return capital(event.replaceAll('_', ' '));
    const [part] = back.parts;
    const bought = part === undefined ? undefined : purchases.get(part.purchase);
    if (bought === undefined) return `Return of goods for ${sayMinor(back.paid, program)}`;
    const order = bought.order === undefined ? '' : ` from purchase ${bought.order}`;
    return `Return of goods for ${sayMinor(back.paid, program)}${order}, ${sayGap(back.at - bought.at)} after it`;
}

/** Several things may fall due at one moment. */
function dueTitle(outcomes: readonly Outcome[]): string {
    const titles = outcomes.map(dueTitleOf).filter(title => title !== undefined);
    return [...new Set(titles)].join('; ') || 'Time went by';
}

function dueTitleOf(outcome: Outcome): string | undefined {
    switch (outcome.kind) {
        case 'posting':
            return DUE_POSTINGS[outcome.flow];
        case 'tier':
            return outcome.why === 'review' ? `Review of ${outcome.ladder}` : `Change of ${outcome.ladder}`;
        case 'trigger':
        case 'watch':
            return outcome.trigger;
        case 'journey':
            return outcome.journey;
        case 'breach':
            return `A look at ${outcome.invariant}`;
        case 'repeated':
            return 'An event that was known already';
        case 'contract':
            return `Contract ${outcome.contract} ${outcome.change}`;
        case 'credit':
        case 'charge':
        case 'payout':
            return `Account of ${outcome.rule}`;
        case 'event':
        case 'purchase':
        case 'price':
        case 'return':
        case 'redemption':
        case 'transfer':
        case 'verdict':
        case 'unknown':
            return undefined;
    }
}

const DUE_POSTINGS = {
    issued: 'Points given',
    released: 'Points became available',
    spent: 'Points spent',
    expired: 'Points expired',
    'taken back': 'Points taken back',
    restored: 'Points restored',
    reinstated: 'Points reinstated',
    forgiven: 'Points forgiven',
    sent: 'Points sent',
    received: 'Points received',
} as const;

const MINUTE = 60_000;

/** The largest unit that says it well: `12 minutes`, `3 hours`, `40 days`. */
export function sayGap(milliseconds: number): string {
    const minutes = Math.floor(milliseconds / MINUTE);
    if (minutes < 120) return plural(minutes, 'minute');
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
