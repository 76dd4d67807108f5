import { Rational } from '../../../../src/base/rational.ts';
import type { MemberHistory } from '../../../../src/engine/compiled/columns-of.ts';
import type { Line, Occurrence } from '../../../../src/model/occurrence.ts';
import type { Value } from '../../../../src/model/value.ts';
import { startOfDay } from './both.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
export const ZONE = 'Europe/Berlin';

/** A year of six members who buy, give back, visit, enrol and redeem: the same numbers in every run. */
export function shoppers(): readonly MemberHistory[] {
    const draw = drawing(7);
    return Array.from({ length: 6 }, (_, number) => shopper(number, draw));
}

/** Park and Miller's generator: whole numbers below a limit. */
function drawing(seed: number): (below: number) => number {
    let state = seed;
    return below => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
    };
}

function shopper(number: number, draw: (below: number) => number): MemberHistory {
    const id = `m${number}`;
    const orders: string[] = [];
    let at = startOfDay(ZONE, '2026-01-02') + (8 + number) * 60 * MINUTE;
    const occurrences = Array.from({ length: 16 }, (_, sequence): Occurrence => {
        at += draw(22 * 24 * 60) * MINUTE;
        const plain = { ...BASE, id: `${id}-${sequence}`, member: id, at, sequence };
        const kind = draw(10);
        if (kind < 6) {
            orders.push(plain.id);
            const store: readonly [string, Value][] = draw(4) === 0 ? [] : [['store', `s${draw(3)}`]];
            const lines = Array.from({ length: 1 + draw(3) }, (_line, index) => lineOf(index, draw));
            return { ...plain, event: 'purchase', fields: new Map(store), lines, order: plain.id };
        }
        if (kind < 8) return { ...plain, event: 'visit', fields: visit(at, draw) };
        const order = orders[draw(Math.max(1, orders.length))];
        if (kind < 9 && number % 3 !== 0 && order !== undefined)
            return { ...plain, event: 'return', order, lines: [{ ...lineOf(0, draw), quantity: Rational.ONE }] };
        if (kind < 9) return { ...plain, event: 'enrolment' };
        return { ...plain, event: 'redemption', redeems: [{ reward: 'R', times: 1 + draw(2) }] };
    });
    return { member: memberOf(id, number), occurrences };
}

const BASE = {
    fields: new Map<string, Value>(),
    lines: [],
    order: undefined,
    tenders: undefined,
    redeems: [],
    shipping: undefined,
} as const;

const visit = (at: number, draw: (below: number) => number): ReadonlyMap<string, Value> =>
    new Map<string, Value>([
        ['n', Rational.of(draw(4))],
        ['until', Math.floor(at / DAY) + 20],
    ]);

function lineOf(index: number, draw: (below: number) => number): Line {
    return {
        index,
        sku: 'XYZ'[index] ?? 'X',
        quantity: Rational.of(1 + draw(3)),
        price: Rational.fromUnits(BigInt(100 + draw(1500)), 2),
        paid: false,
        cost: undefined,
        tax: undefined,
        giftCard: false,
        fields: new Map<string, Value>([
            ['cat', `c${index % 2}`],
            ['weight', Rational.fromUnits(BigInt(5 + index), 1)],
        ]),
    };
}

const day = (date: string): number => Math.floor(Date.parse(date) / DAY);

function memberOf(id: string, number: number): MemberHistory['member'] {
    const birthday: readonly [string, Value][] =
        number === 5 ? [] : [['birthday', day(`1990-0${1 + number}-2${number}`)]];
    return {
        id,
        joined: number === 0 ? undefined : day(`2025-0${1 + number}-15`),
        referrer: undefined,
        fields: new Map<string, Value>([
            ...birthday,
            ['tags', new Set([number % 2 === 1 ? 'x' : 'y'])],
            ['kind', number % 2 === 1 ? 'gold' : 'blue'],
        ]),
    };
}
