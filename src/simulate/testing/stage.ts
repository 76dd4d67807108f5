import { invariant } from '../../base/invariant.ts';
import type { Instant, Zone } from '../../base/zone.ts';
import { createEngine } from '../../engine/engine.ts';
import { createShared } from '../../engine/shared.ts';
import type { TimeLine } from '../../engine/time-line.ts';
import type { Announcement } from '../../model/announcement.ts';
import type { ListPrice } from '../../model/contract.ts';
import type { Occurrence } from '../../model/occurrence.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Person } from '../../model/test.ts';
import type { Watch } from '../coverage/coverage.ts';
import { rankingsOf } from '../rankings.ts';
import { TimeOrder } from '../time-order.ts';
import { memberZone } from '../zone.ts';

/** The people of a test, and what has happened to them so far. */
export interface Stage {
    readonly program: Program;
    readonly advance: (to: Instant) => void;
    /** Nothing more comes. */
    readonly finish: (at: Instant) => void;
    /** `name`: given to the order by the test, `as A1`. */
    readonly apply: (occurrence: Occurrence, name: string | undefined) => void;
    readonly actor: (who: string) => Actor;
}

export interface Actor {
    readonly timeLine: TimeLine;
    readonly zone: Zone;
    /** Since the test began, in order; what the test sets up is not among them. */
    readonly outcomes: readonly Outcome[];
    /** Ids of purchases by the names of their orders. */
    readonly orders: ReadonlyMap<string, string>;
}

interface Opened extends Actor {
    readonly outcomes: Outcome[];
    readonly orders: Map<string, string>;
}

/** What a test knows beside its people. */
export interface Surroundings {
    readonly prices?: readonly ListPrice[];
    readonly announced?: readonly Announcement[];
    /** Hears of everything but what the test sets up. */
    readonly watch?: Watch | undefined;
}

/** `begins`: start of the day of the first step. People hold what the test says from then on. */
export function openStage(
    program: Program,
    people: readonly Person[],
    begins: Instant,
    { prices, announced, watch }: Surroundings = {},
): Stage {
    const engine = createEngine(program, prices, announced);
    const shared = createShared(program);
    const order = new TimeOrder(rankingsOf(program, shared, { begins, everyone: true }));
    const actors = new Map<string, Opened>();
    let hasBegun = false;
    for (const person of people) {
        const outcomes: Outcome[] = [];
        const timeLine = engine.open(memberOf(person), {
            sink(outcome) {
                outcomes.push(outcome);
                if (hasBegun) watch?.take(outcome);
            },
            explain: true,
            observer: watch?.observer,
            shared,
            gift: (to, gift) => order.receive(to, gift),
            touched: member => order.touch(member),
            begins,
        });
        setUp(timeLine, person, program, begins);
        outcomes.length = 0;
        order.add(timeLine);
        actors.set(person.name, { timeLine, outcomes, zone: memberZone(program, person), orders: new Map() });
    }
    hasBegun = true;
    const actor = (who: string): Opened => {
        const found = actors.get(who);
        invariant(found !== undefined, `'${who}' is a person of the test`);
        return found;
    };
    return {
        program,
        advance: to => {
            order.advance(to);
            for (const { timeLine } of actors.values()) timeLine.advance(to);
        },
        finish: at => {
            for (const { timeLine } of actors.values()) timeLine.finish(at);
        },
        apply(occurrence, name) {
            if (name !== undefined) actor(occurrence.member).orders.set(name, occurrence.id);
            order.apply(occurrence);
        },
        actor,
    };
}

function memberOf({ name, joined, referrer, fields }: Person) {
    return { id: name, joined, referrer, fields };
}

function setUp(
    timeLine: TimeLine,
    { tiers, balances, stored = [] }: Person,
    { points, currency }: Program,
    at: Instant,
): void {
    for (const { wallet, amount } of stored) timeLine.give(wallet, amount.toUnits(currency.decimals, 'half up'), at);
    for (const { ladder, tier } of tiers) timeLine.assign({ ladder, tier, at });
    for (const { points: name, amount } of balances) {
        const decimals = points.find(each => each.name === name)?.decimals ?? 0;
        timeLine.give(name, amount.toUnits(decimals, 'down'), at);
    }
}
