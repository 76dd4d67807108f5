import { Rational } from '../../base/rational.ts';
import { formatInstant, type Zone } from '../../base/zone.ts';
import { SOMETIME } from '../../engine/ledger.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Points } from '../../model/points.ts';
import type { Program } from '../../model/program.ts';
import { accountsOf } from '../../model/wallet.ts';
import type { Cell } from '../csv.ts';
import { minorText, pointsText } from '../figures/text.ts';

export const ledgerColumns = [
    'member',
    'time',
    'event',
    'entry',
    'rule',
    'points',
    'amount',
    'money',
    'lot',
    'usable_from',
    'expires',
    'asked',
    'limited_by',
    'from',
    'to',
    'detail',
] as const;

type Entry = { readonly [column in (typeof ledgerColumns)[number]]?: Cell };

/**
 * One entry of the ledger file: every movement of points and money, every tier and trigger. `undefined` for outcomes
 * that only explain. Times are local to `zone`, amounts decimal text of whole units.
 */
export function ledgerRow(outcome: Outcome, program: Program, zone: Zone): readonly Cell[] | undefined {
    const entry = entryOf(outcome, program, zone);
    if (entry === undefined) return undefined;
    const { member, at, cause } = outcome;
    const whole: Entry = { member, time: formatInstant(at, zone), event: cause, ...entry };
    return ledgerColumns.map(column => whole[column]);
}

function entryOf(outcome: Outcome, program: Program, zone: Zone): Entry | undefined {
    const money = (minor: bigint): string => minorText(minor, program);
    switch (outcome.kind) {
        case 'posting':
            return postingEntry(outcome, program, zone);
        case 'purchase':
            return { entry: 'purchase', money: money(outcome.paid), detail: outcome.order };
        case 'price':
            return { entry: 'price', money: money(outcome.paid), detail: `${outcome.event}.${outcome.field}` };
        case 'return':
            return { entry: 'return', money: money(-outcome.paid), detail: outcome.order };
        case 'credit':
            return { entry: 'credit', rule: outcome.rule, money: money(outcome.amount), detail: outcome.why };
        case 'charge':
            return { entry: 'charge', rule: outcome.rule, money: money(-outcome.amount), detail: outcome.why };
        case 'payout':
            return { entry: 'payout', rule: outcome.rule, money: money(outcome.amount), detail: outcome.why };
        case 'contract':
            return { entry: 'contract', rule: outcome.contract, to: outcome.change, detail: outcome.why };
        case 'tier':
            return { entry: 'tier', rule: outcome.ladder, from: outcome.from, to: outcome.to, detail: outcome.why };
        case 'trigger':
            return { entry: 'trigger', rule: outcome.trigger, detail: outcome.result };
        case 'redemption': {
            const { reward, granted, value, why } = outcome;
            return { entry: 'redemption', rule: reward, amount: granted, money: money(value), detail: why };
        }
        case 'journey':
            return { entry: 'journey', rule: outcome.journey, detail: `${outcome.group}, ${outcome.change}` };
        case 'transfer': {
            const { points, to, sent, why } = outcome;
            const kind = program.points.find(({ name }) => name === points);
            const amount = kind === undefined ? undefined : pointsText(sent, kind);
            return { entry: 'transfer', points, amount, to, detail: why };
        }
        case 'breach':
            return { entry: 'breach', rule: outcome.invariant, detail: outcome.why };
        case 'watch':
            return {
                entry: 'watch',
                rule: outcome.trigger,
                detail: `${outcome.group}, ${outcome.isBack ? 'came back' : 'did not come back'}`,
            };
        case 'repeated':
            return { entry: 'repeated' };
        case 'event':
        case 'verdict':
        case 'unknown':
            return undefined;
    }
}

function postingEntry(posting: Extract<Outcome, { kind: 'posting' }>, program: Program, zone: Zone): Entry {
    const points = accountsOf(program).find(({ name }) => name === posting.points);
    if (points === undefined) return { entry: posting.flow, points: posting.points };
    const time = (at: number | undefined): string | undefined =>
        at === undefined ? undefined : formatInstant(at, zone);
    return {
        entry: posting.flow,
        rule: posting.rule,
        points: points.name,
        amount: pointsText(posting.amount, points),
        lot: posting.lot,
        usable_from: time(posting.available === SOMETIME ? undefined : posting.available),
        expires: time(posting.expires),
        asked: posting.asked === undefined ? undefined : asked(posting.asked, points),
        limited_by: posting.limitedBy,
        ...(posting.flow === 'received' ? { from: posting.other } : { to: posting.other }),
        detail: posting.account,
    };
}

/** Before limits and rounding: exact where that is short. */
function asked(units: Rational, { decimals }: Points): string {
    const whole = units.div(Rational.of(10n ** BigInt(decimals)));
    const exact = whole.toDecimal(ASKED_DIGITS);
    return exact.includes('/') ? whole.toFixed(ASKED_DIGITS) : exact;
}

const ASKED_DIGITS = 6;
