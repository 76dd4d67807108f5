import { civil, MONTHS } from '../../base/calendar.ts';
import type { Rational } from '../../base/rational.ts';
import { groupDigits, spaced } from '../../base/text.ts';
import type { Program } from '../../model/program.ts';
import type { Expectation, Moment, PaidPart, Person, TestStep } from '../../model/test.ts';

/** How things stand before an example begins; nothing of somebody of whom nothing is said. */
export function sayPerson(
    { name, tiers, balances, stored = [], contracts, referrer }: Person,
    program: Program,
): string[] {
    const who = called(name);
    return [
        ...tiers.map(({ tier }) => `${who} holds ${spaced(tier)}.`),
        ...balances.map(({ points, amount }) => `${who} has ${say(amount)} ${points}.`),
        ...stored.map(({ wallet, amount }) => `${who} has ${money(amount, program)} in ${wallet}.`),
        ...contracts.map(({ contract, from }) => `${who} is under ${spaced(contract)} from ${day(from)} on.`),
        ...(referrer === undefined ? [] : [`${called(referrer)} has recommended us to ${who}.`]),
    ];
}

/** `2 March 2026, Ann: purchase 40 EUR as A1.` */
export function sayStep(step: TestStep, program: Program): string {
    const when = step.at === undefined ? '' : `${moment(step.at)}: `;
    if (step.kind === 'expect')
        return `${when}${sayExpectation(step.expectation, called(step.who), step.not, step.text, program)}.`;
    const what = step.text.replace(/^\d{4}-\d\d-\d\d(?: \d{1,2}:\d\d)? /, '').replace(/^[^:]*: /, '');
    return `${when}${called(step.who)}: ${what}.`;
}

const called = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function day(local: number): string {
    const { year, month, day: number } = civil(local);
    return `${number} ${MONTHS[month - 1] ?? month} ${year}`;
}

function moment({ day: local, minute }: Moment): string {
    if (minute === undefined) return day(local);
    return `${day(local)}, ${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

const say = (amount: Rational): string => groupDigits(amount.toDecimal(6));
const money = (amount: Rational, { currency }: Program): string =>
    `${groupDigits(amount.toFixed(currency.decimals))} ${currency.code}`;

function sayExpectation(expectation: Expectation, who: string, not: boolean, text: string, program: Program): string {
    if (not) return denied(expectation, who) ?? asWritten(text, who);
    switch (expectation.kind) {
        case 'earned':
        case 'spent':
        case 'taken back':
        case 'sent':
        case 'received':
        case 'expired':
            return `${FLOWS[expectation.kind](who, `${say(expectation.amount)} ${expectation.points}`)}${by(expectation.by)}`;
        case 'balance':
            return `${who} can use ${say(expectation.amount)} ${expectation.points}`;
        case 'pending':
            return `${say(expectation.amount)} ${expectation.points} of ${who} can't be used yet`;
        case 'wallet':
            return `${who} has ${money(expectation.amount, program)} in ${expectation.wallet}`;
        case 'tier':
            return `${who} holds ${spaced(expectation.tier)}`;
        case 'gets':
            return `${who} gets ${spaced(expectation.trigger)}${times(expectation.times)}`;
        case 'gets message':
            return `${who} gets “${expectation.message}”${times(expectation.times)}`;
        case 'pays':
            return `${who} pays ${money(expectation.amount, program)}${on(expectation.on)}`;
        case 'tax':
            return `${who} pays ${money(expectation.amount, program)} of tax${on(expectation.on)}`;
        case 'total':
            return `in all, ${who} pays ${money(expectation.amount, program)}`;
        case 'due':
            return `${who} still has to pay ${money(expectation.amount, program)}`;
        case 'refunded':
            return `${who} has got back ${money(expectation.amount, program)}`;
        case 'discount':
            return `${money(expectation.amount, program)} are taken off${by(expectation.by)}${on(expectation.on)}`;
        case 'credited':
            return `${who} has been credited ${money(expectation.amount, program)}`;
        case 'charged':
            return `${who} has been charged ${money(expectation.amount, program)}`;
        case 'paid out':
            return `${who} has been paid ${money(expectation.amount, program)}`;
        case 'under':
            return `${who} is under ${spaced(expectation.contract)}`;
        case 'breaks':
        case 'metric':
            return asWritten(text, who);
    }
}

function denied(expectation: Expectation, who: string): string | undefined {
    if (expectation.kind === 'gets') return `${who} does not get ${spaced(expectation.trigger)}`;
    if (expectation.kind === 'gets message') return `${who} does not get “${expectation.message}”`;
    if (expectation.kind === 'tier') return `${who} does not hold ${spaced(expectation.tier)}`;
    return expectation.kind === 'under' ? `${who} is not under ${spaced(expectation.contract)}` : undefined;
}

const asWritten = (text: string, who: string): string =>
    text.replace(/^\d{4}-\d\d-\d\d(?: \d{1,2}:\d\d)? /, '').replace(/^expect \S+/, who);

const FLOWS: Readonly<
    Record<'earned' | 'spent' | 'expired' | 'taken back' | 'sent' | 'received', (who: string, what: string) => string>
> = {
    earned: (who, what) => `${who} has earned ${what}`,
    spent: (who, what) => `${who} has spent ${what}`,
    expired: (who, what) => `${what} of ${who} have expired`,
    'taken back': (who, what) => `${what} have been taken back from ${who}`,
    sent: (who, what) => `${who} has sent ${what}`,
    received: (who, what) => `${who} has received ${what}`,
};

const by = (rule: string | undefined): string => (rule === undefined ? '' : ` by ${spaced(rule)}`);
const times = (count: number | undefined): string => (count === undefined || count === 1 ? '' : ` ${count} times`);
const on = (part: PaidPart | undefined): string => {
    if (part === undefined) return '';
    return part.kind === 'sku' ? ` for ${part.sku}` : ' for shipping';
};
