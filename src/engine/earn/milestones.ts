import { Rational } from '../../base/rational.ts';
import { greater } from '../../base/whole.ts';
import type { Basis, Earn, Give } from '../../model/earn.ts';
import { allHold, holds } from '../evaluate.ts';
import { lineScope } from '../goods.ts';
import { type Ask, applyLimits, type Grant } from '../limits.ts';
import { giftKey } from '../rulebook.ts';
import type { Running } from '../running.ts';
import type { Scope } from '../scope.ts';
import { metricAt, type View } from '../view.ts';
import { rangeOf } from '../windows.ts';
import { whyNotLooking } from './occasion.ts';
import type { Occasion } from './rules.ts';

type Milestone = Extract<Basis, { kind: 'milestone' }>;

export interface Milestones {
    readonly grants: readonly Grant[];
    /** Marks that were reached, by key of the gift. */
    readonly reached: ReadonlyMap<string, bigint>;
}

/**
 * Gifts for marks that a metric reaches with this event. Within one window a mark is paid once: a metric that a
 * return has lowered does not reach it again.
 */
export function milestones(running: Running, occasion: Occasion, before: View, after: View): Milestones {
    const reached = new Map<string, bigint>();
    const grants = (running.book.earnsOn.get(occasion.facts.event) ?? []).flatMap(rule => {
        if (!rule.gives.some(({ basis }) => basis.kind === 'milestone') || !looks(running, rule, occasion)) return [];
        const asks = rule.gives.flatMap((give, index) => {
            const key = giftKey(rule.name, index);
            const marks = isGiven(running, give, occasion) ? passedMarks(running, give, key, before, after) : 0n;
            if (marks > 0n) reached.set(key, marks);
            return marks > 0n ? [askFor(give, key, marks)] : [];
        });
        return applyLimits(rule, asks, occasion.used, running.book);
    });
    return { grants, reached };
}

const scopeOfOccasion = ({ pieces }: Occasion): Scope => pieces[0].scope;

function looks(running: Running, rule: Earn, occasion: Occasion): boolean {
    const scope = scopeOfOccasion(occasion);
    if (whyNotLooking(running, rule, occasion) !== undefined) return false;
    if (!allHold(rule.when, scope, running.program)) return false;
    const line = lineScope(scope, running.program);
    return rule.where.length === 0 || occasion.goods.some(each => allHold(rule.where, line.at(each), running.program));
}

function isGiven(running: Running, { basis, condition }: Give, occasion: Occasion): boolean {
    if (basis.kind !== 'milestone') return false;
    return condition === undefined || holds(condition, scopeOfOccasion(occasion), running.program);
}

function passedMarks(running: Running, { basis }: Give, key: string, before: View, after: View): bigint {
    if (basis.kind !== 'milestone') return 0n;
    const marksAt = (view: View): bigint => marksIn(basis, metricAt(running, view, basis.metric, basis.window));
    const passed = marksAt(after) - greater(marksAt(before), paidMarks(running, key, basis, before));
    return greater(passed, 0n);
}

function marksIn({ at, thenEvery }: Milestone, value: unknown): bigint {
    if (!(value instanceof Rational) || value.lt(at)) return 0n;
    return thenEvery === undefined || thenEvery.sign() <= 0 ? 1n : 1n + value.sub(at).div(thenEvery).floor();
}

function paidMarks(running: Running, key: string, { window }: Milestone, view: View): bigint {
    const range = rangeOf(window, view.at, running.place);
    if (range === undefined) return 0n;
    let sum = 0n;
    for (const { at, serial, count } of running.state.marks.get(key) ?? []) {
        if (at >= range.from && at < range.until && serial < view.asOf) sum += count;
    }
    return sum;
}

function askFor(give: Give, key: string, marks: bigint): Ask {
    const amount = give.amount.mul(Rational.of(marks));
    const most = give.atMost === undefined ? amount : amount.min(give.atMost);
    return { give, key, parts: [{ amount: most, units: Rational.ONE }] };
}
