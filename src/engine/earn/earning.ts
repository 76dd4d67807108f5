import { Rational } from '../../base/rational.ts';
import type { Window } from '../../model/expression.ts';
import { withLines } from '../goods.ts';
import { type Grant, usedBefore } from '../limits.ts';
import { declared, type Running } from '../running.ts';
import type { Before, Counter, EventFacts, Goods } from '../state.ts';
import { measuresEarning, supposedEntries } from '../supposed.ts';
import { metricAt, scopeOf, type View } from '../view.ts';
import type { Payment } from './base.ts';
import { crossingPieces } from './crossing.ts';
import { milestones } from './milestones.ts';
import type { Moved } from './moved.ts';
import { roundOff } from './round-off.ts';
import { earn, type Occasion } from './rules.ts';

/** An event that earns. */
export interface EarningEvent {
    readonly facts: EventFacts;
    readonly goods: readonly Goods[];
    readonly payment: Payment | undefined;
    /** What members share is noted here as it is asked. */
    readonly before: Before | undefined;
    /** Set when an event of the past is worked out again, for what is kept of it: all is as it was then. */
    readonly isAgain: boolean;
    readonly verdict: Occasion['verdict'];
    readonly onUnknown: Occasion['onUnknown'];
}

/** What an event gives, exact and after limits. Nothing is changed by working it out. */
export interface Result {
    readonly earned: readonly Grant[];
    readonly milestones: readonly Grant[];
    readonly counters: ReadonlyMap<string, Counter>;
    readonly marks: ReadonlyMap<string, bigint>;
}

export function earningOf(running: Running, event: EarningEvent): Result {
    const { facts, goods, before } = event;
    const view: View = {
        at: facts.at,
        asOf: facts.serial,
        facts,
        before: event.isAgain ? before : undefined,
        supposed: undefined,
        expiringOn: undefined,
        onUnknown: undefined,
    };
    const seen = scopeOf(running, view);
    const scope = facts.order === undefined ? seen : withLines(seen, goods, running.program);
    const supposing = (earned: readonly Grant[]): View => ({
        ...view,
        supposed: supposedEntries(running, facts, goods, scope, pointsOf(running, earned)),
    });
    const occasion: Occasion = {
        facts,
        goods,
        payment: event.payment,
        pieces: [{ weight: Rational.ONE, scope }],
        used: usedBefore(running, facts.at, facts.serial, before),
        isUsedUp: event.isAgain ? budget => before?.usedUp?.has(budget) ?? false : undefined,
        counters: (event.isAgain ? before?.counts : undefined) ?? running.state.counts,
        moved: (metric, window) => movedBy(running, view, supposing([]), metric, window),
        verdict: undefined,
        onUnknown: undefined,
    };
    const crosses = running.program.ladders.some(({ crossing }) => crossing !== 'old tier');
    // What a crossing ladder measures may be points that this event earns: they are those of the tier held.
    const first = crosses && measuresEarning(running) ? earn(running, occasion).grants : [];
    const pieces = crosses ? crossingPieces(running, view, supposing(first), scope) : occasion.pieces;
    const { verdict, onUnknown } = event;
    const { grants, counters } = earn(running, { ...occasion, pieces, verdict, onUnknown });
    const { grants: gifts, reached } = milestones(running, occasion, view, supposing(grants));
    return { earned: grants, milestones: gifts, counters, marks: reached };
}

/** A measure that is not known is nothing yet. */
function movedBy(running: Running, before: View, after: View, metric: string, window: Window): Moved {
    const at = (view: View): Rational => {
        const value = metricAt(running, view, metric, window);
        return value instanceof Rational ? value : Rational.ZERO;
    };
    return { from: at(before), to: at(after) };
}

/** Whole points by currency, as they will be posted to the member. */
function pointsOf(running: Running, grants: readonly Grant[]): Map<string, Rational> {
    const points = new Map<string, Rational>();
    if (grants.length === 0 || !measuresEarning(running)) return points;
    const own = grants.filter(({ give }) => give.to === 'member');
    for (const { kind, unit, amount } of roundOff(own, running.book)) {
        if (kind !== 'points') continue;
        const whole = Rational.fromUnits(amount, declared(running.book.points, unit).decimals);
        points.set(unit, (points.get(unit) ?? Rational.ZERO).add(whole));
    }
    return points;
}
