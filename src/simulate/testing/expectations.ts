import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import type { TestsDocument } from '../../model/documents/tests.ts';
import type { Posting } from '../../model/outcome.ts';
import type { Expectation, TestStep } from '../../model/test.ts';
import { sayMinor, sayPoints, sayTimes } from '../say.ts';
import { gets, getsMessage } from './deliveries.ts';
import { lastOrder } from './orders.ts';
import { paidOf, refunded } from './paid.ts';
import { reasons } from './reasons.ts';
import type { Actor, Stage } from './stage.ts';

type Expected = TestsDocument['tests'][number]['expectations'][number];
type ExpectStep = Extract<TestStep, { kind: 'expect' }>;

/** What was found, and whether it is what was expected. */
export interface Found {
    readonly holds: boolean;
    readonly expected: string;
    readonly actual: string;
}

export function expectationResult(step: ExpectStep, at: Instant, stage: Stage): Expected {
    const actor = stage.actor(step.who);
    const dated = step.at !== undefined && step.at.minute === undefined ? step.at.day : undefined;
    const { holds, expected, actual } = find(step.expectation, { actor, stage, at, day: dated });
    const place = { line: step.span.line + 1, text: step.text };
    const told = { expected: step.not ? `not ${expected}` : expected, actual };
    if (holds !== step.not) return { ...place, status: 'passed', ...told };
    const why = reasons(step.expectation, { actor, stage, at });
    return { ...place, status: 'failed', ...told, ...(why.length === 0 ? {} : { why }) };
}

export interface Looking {
    readonly actor: Actor;
    readonly stage: Stage;
    readonly at: Instant;
}

export interface LookingOn extends Looking {
    /** The day that the expectation names, without an hour. */
    readonly day: number | undefined;
}

function find(expectation: Expectation, looking: LookingOn): Found {
    const { actor, stage, at } = looking;
    const { timeLine } = actor;
    switch (expectation.kind) {
        case 'earned':
        case 'spent':
        case 'expired':
        case 'taken back':
        case 'sent':
        case 'received':
            return points(expectation, posted(expectation, actor), stage);
        case 'balance':
            return points(expectation, timeLine.balance(expectation.points), stage);
        case 'pending':
            return points(expectation, timeLine.pending(expectation.points), stage);
        case 'wallet':
            return money(expectation.amount, timeLine.balance(expectation.wallet), '', stage);
        case 'tier': {
            const held = timeLine.tier(expectation.ladder);
            return { holds: held === expectation.tier, expected: expectation.tier, actual: held };
        }
        case 'gets':
            return gets(expectation, looking);
        case 'gets message':
            return getsMessage(expectation, looking);
        case 'pays':
        case 'tax':
        case 'total':
        case 'due':
        case 'discount': {
            const order = lastOrder(actor, expectation.order);
            const [found, missing] = paidOf(expectation, order);
            return money(expectation.amount, found, missing, stage);
        }
        case 'refunded':
            return money(expectation.amount, refunded(actor.outcomes), '', stage);
        case 'credited':
            return money(expectation.amount, timeLine.credit(), '', stage);
        case 'charged':
            return money(expectation.amount, timeLine.charged(), '', stage);
        case 'paid out':
            return money(expectation.amount, timeLine.paidOut(), '', stage);
        case 'under': {
            const holds = timeLine.isUnder(expectation.contract, at);
            const under = `under ${expectation.contract}`;
            return { holds, expected: under, actual: holds ? under : `not ${under}` };
        }
        case 'breaks': {
            const breaches = actor.outcomes.filter(
                outcome => outcome.kind === 'breach' && outcome.invariant === expectation.invariant,
            );
            const said = breaches.length === 0 ? 'is kept' : `is broken ${sayTimes(breaches.length)}`;
            const { invariant } = expectation;
            return { holds: breaches.length > 0, expected: `${invariant} is broken`, actual: `${invariant} ${said}` };
        }
        case 'metric': {
            const holds = timeLine.holdsNow(expectation.condition, at);
            return {
                holds,
                expected: expectation.condition.text,
                actual: timeLine.explainNow(expectation.condition, at),
            };
        }
    }
}

type PostedExpectation = Extract<
    Expectation,
    { kind: 'earned' | 'spent' | 'expired' | 'taken back' | 'sent' | 'received' }
>;

/** Sums since the test began; what was restored is not spent, what was reinstated has not expired. */
function posted({ kind, points, by }: PostedExpectation, { outcomes }: Actor): bigint {
    const flows: { readonly [kind in PostedExpectation['kind']]: Posting['flow'] } = {
        earned: 'issued',
        spent: 'spent',
        expired: 'expired',
        'taken back': 'taken back',
        sent: 'sent',
        received: 'received',
    };
    return outcomes.reduce((sum, outcome) => {
        if (outcome.kind !== 'posting' || outcome.points !== points) return sum;
        if (by !== undefined && outcome.rule !== by) return sum;
        if (kind === 'spent' && outcome.flow === 'restored') return sum - outcome.amount;
        if (kind === 'expired' && outcome.flow === 'reinstated') return sum - outcome.amount;
        return outcome.flow === flows[kind] ? sum + outcome.amount : sum;
    }, 0n);
}

function points(
    { points: name, amount }: { readonly points: string; readonly amount: Rational },
    actual: bigint,
    { program }: Stage,
): Found {
    const decimals = program.points.find(each => each.name === name)?.decimals ?? 0;
    const found = Rational.fromUnits(actual, decimals);
    return { holds: found.eq(amount), expected: sayPoints(amount, name), actual: sayPoints(found, name) };
}

function money(expected: Rational, actual: bigint | undefined, missing: string, { program }: Stage): Found {
    const { decimals, code } = program.currency;
    const holds = actual !== undefined && Rational.fromUnits(actual, decimals).eq(expected);
    const said = `${expected.toFixed(decimals)} ${code}`;
    return { holds, expected: said, actual: actual === undefined ? missing : sayMinor(actual, program) };
}
