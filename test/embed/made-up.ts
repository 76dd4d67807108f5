import fc from 'fast-check';
import type { EventGiven, Given, LineGiven, MemberGiven } from '../../src/embed/index.ts';
import type { Field } from '../../src/model/event.ts';
import type { Program } from '../../src/model/program.ts';

export const BEGINS = Date.parse('2026-01-01T00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const PEOPLE = ['ann', 'bob', 'eve'] as const;

/** Events of any program: purchases and returns, and whatever it declares, with values that its types allow. */
export function historyOf(program: Program): fc.Arbitrary<readonly EventGiven[]> {
    const kinds = program.events.filter(({ everybody, name }) => everybody !== true && !PSEUDO.has(name));
    const step = fc.record({
        kind: fc.oneof(
            { weight: 4, arbitrary: fc.constant('purchase') },
            fc.constantFrom('return', 'redemption', 'group_joined', 'points_sent', 'contract_signed'),
            { weight: 3, arbitrary: fc.constantFrom(...kinds.map(({ name }) => name)) },
        ),
        who: fc.constantFrom(...PEOPLE),
        after: fc.oneof(fc.nat({ max: 72 }), fc.nat({ max: 90 * 24 })),
        picks: fc.array(fc.nat(9999), { minLength: 24, maxLength: 24 }),
    });
    return fc.array(step, { minLength: 1, maxLength: 24 }).map(steps => {
        let at = BEGINS;
        const orders: string[] = [];
        return steps.map(({ kind, who, after, picks }, index): EventGiven => {
            at += after * HOUR;
            const dice = diceOf(picks);
            const declared = kinds.find(({ name }) => name === kind)?.fields ?? [];
            const event: EventGiven = { id: `e${index}`, member: who, at, event: kind };
            if (kind === 'purchase') {
                orders.push(`o${index}`);
                const fields = dice.below(2) === 0 ? fieldsOf(own(declared), program, dice, orders) : {};
                return {
                    ...event,
                    order: `o${index}`,
                    lines: linesOf(program, dice),
                    redeem: rewards(program, dice),
                    fields,
                };
            }
            if (kind === 'return')
                return {
                    ...event,
                    ...(orders.length > 0 ? { order: dice.of(orders) } : {}),
                    lines: linesOf(program, dice),
                };
            if (kind === 'redemption') return { ...event, redeem: rewards(program, dice) };
            return { ...event, fields: fieldsOf(declared, program, dice, orders) };
        });
    });
}

/** Two of them live together; one was referred by another. */
export function peopleOf(program: Program): ReadonlyMap<string, MemberGiven> {
    return new Map(
        PEOPLE.map((who, index) => {
            const dice = diceOf(Array.from({ length: 24 }, (_, each) => index * 31 + each * 7));
            const own = program.memberFields.filter(({ builtIn }) => !builtIn);
            const fields = { ...fieldsOf(own, program, dice, []), ...groupsOf(program, index) };
            const referrer = who === 'eve' ? 'ann' : undefined;
            return [who, { joined: new Date(BEGINS - index * 40 * DAY), referrer, fields }];
        }),
    );
}

/** What the program declares, and the codes of coupons: the rest of a purchase is worked out of its lines. */
const own = (fields: readonly Field[]): readonly Field[] =>
    fields.filter(({ builtIn, name }) => !builtIn || name === 'code');

const groupsOf = (program: Program, index: number): Record<string, string> =>
    Object.fromEntries(
        program.memberFields
            .filter(({ type }) => type.kind === 'group')
            .map(({ name }) => [name, index < 2 ? 'h1' : 'h2']),
    );

const PSEUDO = new Set([
    'order',
    'points_account',
    'wallet_account',
    'figures',
    'given',
    'ladder_account',
    'member_account',
]);

interface Dice {
    readonly below: (limit: number) => number;
    readonly of: <T>(items: readonly T[]) => T;
}

function diceOf(picks: readonly number[]): Dice {
    let next = 0;
    const below = (limit: number): number => (picks[next++ % picks.length] ?? 0) % limit;
    // Lists that are asked have something in them.
    return { below, of: <T>(items: readonly T[]) => items[below(items.length)] as T };
}

function linesOf(program: Program, dice: Dice): readonly LineGiven[] {
    const own = program.itemFields.filter(({ builtIn }) => !builtIn);
    return Array.from({ length: 1 + dice.below(3) }, () => ({
        sku: `S${dice.below(4)}`,
        quantity: 1 + dice.below(3),
        price: dice.below(20_000) / 100,
        tax: 0.19,
        fields: fieldsOf(own, program, dice, []),
    }));
}

function rewards({ rewards }: Program, dice: Dice): NonNullable<EventGiven['redeem']> {
    if (rewards.length === 0 || dice.below(3) === 0) return [];
    return [dice.of(rewards).name];
}

function fieldsOf(
    fields: readonly Field[],
    program: Program,
    dice: Dice,
    orders: readonly string[],
): Record<string, Given> {
    return Object.fromEntries(fields.map(({ name, type }) => [name, valueFor(name, type, program, dice, orders)]));
}

function valueFor(name: string, type: Field['type'], program: Program, dice: Dice, orders: readonly string[]): Given {
    switch (type.kind) {
        case 'money':
        case 'points':
            return dice.below(30_000) / 100;
        case 'number':
        case 'duration':
            return dice.below(12);
        case 'percent':
            return dice.below(100) / 100;
        case 'date':
            return new Date(BEGINS + dice.below(300) * DAY);
        case 'truth':
            return dice.below(2) === 0;
        case 'choice':
            return dice.of(type.values);
        case 'set':
            return type.values.filter(() => dice.below(2) === 0);
        case 'group':
            return dice.of(['h1', 'h2']);
        case 'tier':
        case 'text':
            return textOf(name, program, dice, orders);
    }
}

function textOf(name: string, program: Program, dice: Dice, orders: readonly string[]): Given {
    const named = (items: readonly { readonly name: string }[]): Given =>
        items.length === 0 ? 'x' : dice.of(items).name;
    switch (name) {
        case 'recipient':
        case 'referrer':
        case 'friend':
            return dice.of(PEOPLE);
        case 'contract':
            return named(program.contracts);
        case 'points':
            return named(program.points);
        case 'wallet':
            return named(program.wallets ?? []);
        case 'tier':
            return named(program.ladders.flatMap(({ tiers }) => tiers));
        case 'order':
            return orders.length === 0 ? undefined : dice.of(orders);
        case 'group':
            return dice.of(['h1', 'h2', 'h3']);
        case 'field':
            return undefined;
        default:
            return dice.of(['a', 'b', 'yes']);
    }
}
