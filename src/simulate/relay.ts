import type { Instant } from '../base/zone.ts';
import type { Engine } from '../engine/engine.ts';
import { heldUnder, migrationFrom, migrationGaps } from '../engine/migration-gaps.ts';
import { createShared, type Shared } from '../engine/shared.ts';
import type { TimeLine, TimeLineOptions } from '../engine/time-line.ts';
import type { LawBreach } from '../model/documents/simulation.ts';
import type { Program } from '../model/program.ts';

/** Two versions one after the other: members live by the old rules before an instant, by the new ones from it on. */
export function createRelay(old: Engine, next: Engine, from: Instant): Engine {
    const olds = new WeakMap<Shared, Shared>();
    /** What members share goes on from one version to the other. */
    const sharedBefore = (shared: Shared): Shared => {
        const found = olds.get(shared) ?? createShared(old.program, shared.state);
        olds.set(shared, found);
        return found;
    };
    return {
        program: next.program,
        refuses: snapshot => next.refuses(snapshot),
        resume: (snapshot, options) => next.resume(snapshot, options),
        open(member, options) {
            const before =
                options.shared === undefined ? options : { ...options, shared: sharedBefore(options.shared) };
            return relayed(old.open(member, before), { next, from, options });
        },
    };
}

interface Handover {
    readonly next: Engine;
    readonly from: Instant;
    readonly options: TimeLineOptions;
}

/** Whatever concerns an instant from the handover on is asked of the new rules. */
function relayed(first: TimeLine, { next, from, options }: Handover): TimeLine {
    let current = first;
    let isNew = false;
    let earlier: readonly LawBreach[] = [];
    const at = (instant: Instant | undefined): TimeLine => {
        if (isNew || instant === undefined || instant < from) return current;
        current.advance(from - 1);
        earlier = current.lawBreaches();
        current = next.resume(current.snapshot(), options);
        isNew = true;
        return current;
    };
    return {
        member: first.member,
        apply: occurrence => at(occurrence.at).apply(occurrence),
        advance: to => at(to).advance(to),
        finish: to => at(to).finish(to),
        checks: () => current.checks(),
        nextDue() {
            const due = current.nextDue();
            return isNew ? due : Math.min(due ?? from, from);
        },
        dues: () => current.dues(),
        receive: gift => at(gift.at).receive(gift),
        assign: tier => at(tier.at).assign(tier),
        give: (points, amount, when) => at(when).give(points, amount, when),
        change: (fields, when) => at(when).change(fields, when),
        clock: () => current.clock(),
        tier: ladder => current.tier(ladder),
        balance: points => current.balance(points),
        pending: points => current.pending(points),
        debt: points => current.debt(points),
        ledger: points => current.ledger(points),
        credit: () => current.credit(),
        charged: () => current.charged(),
        paidOut: () => current.paidOut(),
        sign: (contract, when) => at(when).sign(contract, when),
        isUnder: (contract, when) => at(when).isUnder(contract, when),
        candidate: (ranking, when, everyone) => at(when).candidate(ranking, when, everyone),
        metric: (metric, window, when) => at(when).metric(metric, window, when),
        missing: (ladder, tier, when) => at(when).missing(ladder, tier, when),
        holdsNow: (condition, when) => at(when).holdsNow(condition, when),
        explainNow: (condition, when) => at(when).explainNow(condition, when),
        lawBreaches: () => [...earlier, ...current.lawBreaches()],
        snapshot: () => current.snapshot(),
    };
}

/** Why members of one version cannot be taken over by another: sentences with a way out; none where they can. */
export function relayGaps(old: Program, next: Program): readonly string[] {
    const moves = migrationFrom(next, old.version ?? null)?.points ?? [];
    const shared = old.points.filter(({ name, pool }) => pool !== undefined && moves.some(({ from }) => from === name));
    const ranked = [old, next].some(({ rankings = [] }) => rankings.length > 0);
    return [
        ...migrationGaps(heldUnder(old), { version: old.version ?? null }, next),
        ...shared.map(({ name }) => `The points '${name}' are shared by groups: shared balances cannot be converted.`),
        ...(ranked ? ['Members are compared with each other: such programs cannot be run one after the other.'] : []),
    ];
}

/** What a report on both versions names: the new program, and what only the old one had. */
export function reportedProgram(old: Program, next: Program): Program {
    return {
        ...next,
        points: withOlder(next.points, old.points),
        ladders: next.ladders.map(ladder => {
            const before = old.ladders.find(({ name }) => name === ladder.name)?.tiers ?? [];
            const gone = before.filter(tier => !ladder.tiers.some(({ name }) => name === tier.name));
            // Where everybody began comes first.
            const [first] = before;
            const base = first !== undefined && gone.includes(first) ? [first] : [];
            return { ...ladder, tiers: [...base, ...ladder.tiers, ...gone.filter(tier => !base.includes(tier))] };
        }),
        earns: withOlder(next.earns, old.earns),
        prices: withOlder(next.prices, old.prices),
        rewards: withOlder(next.rewards, old.rewards),
        contracts: withOlder(next.contracts, old.contracts),
        rebates: withOlder(next.rebates, old.rebates),
        triggers: withOlder(next.triggers, old.triggers),
    };
}

function withOlder<T extends { readonly name: string }>(items: readonly T[], older: readonly T[]): readonly T[] {
    return [...items, ...older.filter(({ name }) => !items.some(each => each.name === name))];
}
