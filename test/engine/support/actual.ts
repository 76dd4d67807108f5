import { Rational } from '../../../src/base/rational.ts';
import type { Zone } from '../../../src/base/zone.ts';
import type { TimeLine } from '../../../src/engine/time-line.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Program } from '../../../src/model/program.ts';
import type { TestStep } from '../../../src/model/test.ts';
import { paidOf, refunded } from '../../../src/simulate/testing/paid.ts';

type Expect = Extract<TestStep, { kind: 'expect' }>;
type Posting = Extract<Outcome, { kind: 'posting' }>;

/** What is the case where something is expected. */
export interface Actual {
    readonly isMet: boolean;
    readonly text: string;
}

const FLOWS = {
    earned: 'issued',
    spent: 'spent',
    expired: 'expired',
    'taken back': 'taken back',
    sent: 'sent',
    received: 'received',
} as const;

export function actual(
    program: Program,
    line: TimeLine,
    all: readonly Outcome[],
    { expectation, at, who }: Expect,
    zone: Zone,
): Actual {
    const own = all.filter(({ member }) => member === who);
    switch (expectation.kind) {
        case 'earned':
        case 'spent':
        case 'expired':
        case 'taken back':
        case 'sent':
        case 'received': {
            const { kind, points, by } = expectation;
            const postings = own.filter((each): each is Posting => {
                return (
                    each.kind === 'posting' &&
                    each.points === points &&
                    each.rule !== undefined &&
                    (by === undefined || each.rule === by)
                );
            });
            const sum = (flow: Posting['flow']): bigint =>
                postings.reduce((total, each) => (each.flow === flow ? total + each.amount : total), 0n);
            const restored = kind === 'spent' ? sum('restored') : 0n;
            return amount(sum(FLOWS[kind]) - restored, expectation.amount, decimals(program, points));
        }
        case 'balance':
        case 'pending': {
            const { kind, points } = expectation;
            const units = kind === 'balance' ? line.balance(points) : line.pending(points);
            return amount(units, expectation.amount, decimals(program, points));
        }
        case 'wallet':
            return amount(line.balance(expectation.wallet), expectation.amount, program.currency.decimals);
        case 'tier':
            return { isMet: line.tier(expectation.ladder) === expectation.tier, text: line.tier(expectation.ladder) };
        case 'gets':
        case 'gets message': {
            const then = own.filter(each => at === undefined || zone.dayAt(each.at) === at.day);
            const times = then.reduce((sum, each) => sum + timesIn(each, expectation), 0);
            const isMet = expectation.times === undefined ? times > 0 : times === expectation.times;
            return { isMet, text: `${times} times` };
        }
        case 'pays':
        case 'tax':
        case 'total':
        case 'due':
        case 'discount': {
            const { order } = expectation;
            const purchase = own.findLast(
                each => each.kind === 'purchase' && (order === undefined || each.order === order),
            );
            if (purchase?.kind !== 'purchase') return { isMet: false, text: 'no purchase' };
            const [minor, missing] = paidOf(expectation, purchase);
            if (minor === undefined) return { isMet: false, text: missing };
            return amount(minor, expectation.amount, program.currency.decimals);
        }
        case 'refunded':
            return amount(refunded(own), expectation.amount, program.currency.decimals);
        case 'credited':
            return amount(line.credit(), expectation.amount, program.currency.decimals);
        case 'charged':
            return amount(line.charged(), expectation.amount, program.currency.decimals);
        case 'paid out':
            return amount(line.paidOut(), expectation.amount, program.currency.decimals);
        case 'under': {
            const isMet = line.isUnder(expectation.contract);
            return { isMet, text: isMet ? 'under it' : 'not under it' };
        }
        case 'breaks': {
            const breaches = own.filter(each => each.kind === 'breach' && each.invariant === expectation.invariant);
            return { isMet: breaches.length > 0, text: `broken ${breaches.length} times` };
        }
        case 'metric':
            return { isMet: line.holdsNow(expectation.condition), text: line.explainNow(expectation.condition) };
    }
}

/** Firings of a trigger, comings into a journey; or how often a message is sent. */
function timesIn(
    each: Outcome,
    expectation: Extract<Expect['expectation'], { kind: 'gets' | 'gets message' }>,
): number {
    if (each.kind !== 'trigger' && each.kind !== 'journey') return 0;
    if (expectation.kind === 'gets message')
        return each.actions.filter(action => {
            return (action.kind === 'send' || action.kind === 'ask') && action.message === expectation.message;
        }).length;
    if (each.kind === 'trigger') return each.trigger === expectation.trigger && each.result === 'fired' ? 1 : 0;
    return each.journey === expectation.trigger && each.change === 'entered' && each.group === 'in' ? 1 : 0;
}

const decimals = (program: Program, points: string): number =>
    program.points.find(({ name }) => name === points)?.decimals ?? 0;

function amount(units: bigint, expected: Rational, digits: number): Actual {
    const found = Rational.fromUnits(units, digits);
    return { isMet: found.eq(expected), text: found.toDecimal() };
}
