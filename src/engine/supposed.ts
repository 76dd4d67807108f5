import type { Rational } from '../base/rational.ts';
import type { Entry } from './log.ts';
import { contribution, postingEntry } from './metrics.ts';
import { postingKey } from './rulebook.ts';
import { declared, type Running } from './running.ts';
import { type Scope, silent } from './scope.ts';
import type { EventFacts, Goods } from './state.ts';

/** What an event would bring to metrics, with the points that it would earn: whole points by currency. */
export function supposedEntries(
    running: Running,
    facts: EventFacts,
    goods: readonly Goods[],
    scope: Scope,
    earned: ReadonlyMap<string, Rational>,
): (metric: string) => readonly Entry[] {
    const known = new Map<string, readonly Entry[]>();
    const quiet = silent(scope);
    return name => {
        const entries = known.get(name) ?? entriesFor(running, name, facts, goods, quiet, earned);
        known.set(name, entries);
        return entries;
    };
}

function entriesFor(
    running: Running,
    name: string,
    facts: EventFacts,
    goods: readonly Goods[],
    scope: Scope,
    earned: ReadonlyMap<string, Rational>,
): readonly Entry[] {
    const metric = declared(running.book.metrics, name);
    const { source } = metric;
    if (source.kind === 'posting') {
        const amount = source.flow === 'earned' ? earned.get(source.points) : undefined;
        return amount === undefined ? [] : [postingEntry(amount, facts.at, facts.serial)];
    }
    if (source.kind !== 'item' && source.kind !== 'event') return [];
    const event = source.kind === 'item' ? 'purchase' : source.event;
    if (event !== facts.event || (event === 'purchase' && goods.length === 0)) return [];
    const entry = contribution(running, metric, facts, goods, scope);
    return entry === undefined ? [] : [entry];
}

/** Whether any metric is over points that are earned. */
export const measuresEarning = ({ book }: Running): boolean =>
    [...book.points.keys()].some(points => book.postingMetrics.has(postingKey(points, 'earned')));
