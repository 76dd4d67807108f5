import type { Engine } from '../engine/engine.ts';
import { createShared, type Shared } from '../engine/shared.ts';
import { readShared, toSnapshot } from '../engine/snapshot.ts';
import type { TimeLine } from '../engine/time-line.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Outcome } from '../model/outcome.ts';
import { TimeOrder } from '../simulate/time-order.ts';
import { type Happened, type PointsMoved, type PricedBasket, Teller } from './told.ts';

/** What a purchase would come to. Amounts are exact, as text. */
export interface Quote extends PricedBasket {
    /** What the member would earn and spend by it. */
    readonly points: readonly PointsMoved[];
    /** Tiers that it would lead to, by ladder. */
    readonly tiers: Readonly<Record<string, string>>;
    /** For every rule that looks at a purchase: whether it applied, and why or why not. */
    readonly reasons: readonly { readonly rule: string; readonly applied: boolean; readonly why: string }[];
    /** All that would happen, in its order. */
    readonly happened: readonly Happened[];
}

interface World {
    readonly engine: Engine;
    readonly shared: Shared;
    readonly lines: ReadonlyMap<string, TimeLine>;
}

/** The purchase happens to copies of the member and of those who share something with them. */
export function quoteOf(purchase: Occurrence, { engine, shared, lines }: World): Quote {
    const { program } = engine;
    const copied = createShared(program, readShared(toSnapshot(shared.state)));
    const order = new TimeOrder();
    const outcomes: Outcome[] = [];
    for (const id of together(purchase.member, shared, lines)) {
        const line = lines.get(id);
        if (line === undefined) continue;
        const sink = (outcome: Outcome): void => {
            if (id === purchase.member && outcome.cause === purchase.id) outcomes.push(outcome);
        };
        const touched = (member: string): void => order.touch(member);
        order.add(engine.resume(line.snapshot(), { sink, explain: true, shared: copied, touched }));
    }
    order.apply(purchase);
    const teller = new Teller(program);
    const happened = outcomes.map(outcome => withoutCause(teller.tell(outcome)));
    const priced = outcomes.find(outcome => outcome.kind === 'purchase');
    return {
        ...(priced === undefined ? NOTHING : teller.basket(priced)),
        points: happened.filter(each => each.kind === 'points'),
        tiers: Object.fromEntries(happened.flatMap(each => (each.kind === 'tier' ? [[each.ladder, each.to]] : []))),
        reasons: happened.flatMap(each =>
            each.kind === 'verdict' ? [{ rule: each.rule, applied: each.applied, why: each.why }] : [],
        ),
        happened: happened.filter(each => each.kind !== 'verdict'),
    };
}

/** The purchase has no id: it has not happened. */
const withoutCause = ({ cause: _, ...happened }: Happened): Happened => happened;

/** Not so much as a price: the member is not one any more, or the program is not in force. */
const NOTHING: PricedBasket = { lines: [], gross: '0', discount: '0', paid: '0', net: '0', discounts: [] };

/** The member, and those of the same groups. */
function together(member: string, { state }: Shared, lines: ReadonlyMap<string, TimeLine>): ReadonlySet<string> {
    const groups = [...state.pools.members.values()].filter(group => group.has(member));
    return new Set([member, ...groups.flatMap(group => [...group].filter(each => lines.has(each)))]);
}
