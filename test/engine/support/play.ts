import { Rational } from '../../../src/base/rational.ts';
import { type Zone, zoneOf } from '../../../src/base/zone.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { createShared } from '../../../src/engine/shared.ts';
import type { TimeLine } from '../../../src/engine/time-line.ts';
import { compile } from '../../../src/language/compile.ts';
import type { Announcement } from '../../../src/model/announcement.ts';
import type { ListPrice } from '../../../src/model/contract.ts';
import type { Line, Occurrence } from '../../../src/model/occurrence.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Program } from '../../../src/model/program.ts';
import type { Person, Test, TestLine, TestStep } from '../../../src/model/test.ts';
import { actual } from './actual.ts';

const HEADER = 'program P "Test" { currency EUR timezone "Europe/Berlin" }\n';

/** A program of this text; a fragment gets a small header. Fails on every error in it. */
export async function programOf(text: string): Promise<Program> {
    const source = /^program /m.test(text) ? text : HEADER + text;
    const { findings, programs } = await compile([{ uri: 'memory:/test.loyalty', text: source }]);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ message, span }) => `${span.line}: ${message}`).join('\n'));
    const [program] = programs;
    if (program === undefined) throw new Error('no program');
    return program;
}

/** People, events and expectations in the words of a `test` block, and what came of them. */
export interface Play {
    readonly outcomes: readonly Outcome[];
    /** What was expected and did not come true. */
    readonly failures: readonly string[];
    readonly lines: ReadonlyMap<string, TimeLine>;
}

/** Plays a history by the rules of a program; both are text. */
export async function play(rules: string, history: string): Promise<Play> {
    const program = await programOf(`${dedent(rules, '')}\ntest "history" {\n${dedent(history, '  ')}\n}`);
    const [test] = program.tests;
    if (test === undefined) throw new Error('no history');
    return playTest(program, test);
}

/** What begins a line tells a declaration from a clause: all lines begin where the first does. */
const dedent = (text: string, margin: string): string => text.trim().replaceAll(/^[ \t]*/gm, margin);

/** What was expected and did not come true: an empty list where all is as written. */
export async function failures(rules: string, history: string): Promise<readonly string[]> {
    const { failures: failed, lines } = await play(rules, history);
    return [
        ...failed,
        ...[...lines.values()].flatMap(line => line.lawBreaches()).map(({ law, detail }) => `${law}: ${detail}`),
    ];
}

export function playTest(program: Program, test: Test): Play {
    const zone = zoneOf(program.timeZone.kind === 'fixed' ? program.timeZone.zone : program.timeZone.fallback);
    if (zone === undefined) throw new Error('no zone');
    const outcomes: Outcome[] = [];
    const failed: string[] = [];
    const engine = createEngine(program, pricesOf(test, zone), announcementsOf(test, zone));
    const shared = createShared(program);
    const lines = new Map<string, TimeLine>();
    const days = [
        ...test.steps.flatMap(({ at }) => at?.day ?? []),
        ...test.people.flatMap(({ contracts }) => contracts.map(({ from }) => from)),
    ];
    const first = zone.startOfDay(Math.min(...days));
    const sink = (outcome: Outcome): number => outcomes.push(outcome);
    for (const person of test.people) {
        const gift: Parameters<typeof engine.open>[1]['gift'] = (to, given) => lines.get(to)?.receive(given);
        const line = engine.open(toMember(person), { sink, shared, gift, begins: first, explain: true });
        for (const tier of person.tiers) line.assign({ ...tier, at: first });
        for (const { contract, from } of person.contracts) line.sign(contract, zone.startOfDay(from));
        for (const { points, amount } of person.balances) {
            line.give(points, amount.toUnits(decimalsOf(program, points), 'down'), first);
        }
        for (const { wallet, amount } of person.stored ?? [])
            line.give(wallet, amount.toUnits(program.currency.decimals, 'half up'), first);
        lines.set(person.name, line);
    }
    let now = first;
    for (const [index, step] of test.steps.entries()) {
        const line = lines.get(step.who);
        if (line === undefined) throw new Error(`nobody is called ${step.who}`);
        if (step.kind === 'event') {
            now = zone.toInstant(step.at.day, step.at.minute ?? 12 * 60);
            line.apply(toOccurrence(step, index, now, program));
            continue;
        }
        if (step.at !== undefined) {
            const { day, minute } = step.at;
            now = minute === undefined ? zone.startOfDay(day + 1) - 1 : zone.toInstant(day, minute);
            for (const each of lines.values()) each.advance(now);
        }
        const found = actual(program, line, outcomes, step, zone);
        if (found.isMet === step.not) failed.push(`${step.text}: ${found.text}`);
    }
    return { outcomes, failures: failed, lines };
}

function announcementsOf({ announcements = [] }: Test, zone: Zone): Announcement[] {
    return announcements.map(({ at, event, fields }) => ({
        ...{ event, fields },
        at: at.minute === undefined ? zone.startOfDay(at.day) : zone.toInstant(at.day, at.minute),
    }));
}

function pricesOf({ prices }: Test, zone: Zone): ListPrice[] {
    return prices.map(({ at: { day, minute }, sku, price }) => {
        return { sku, price, from: minute === undefined ? zone.startOfDay(day) : zone.toInstant(day, minute) };
    });
}

const decimalsOf = (program: Program, points: string): number =>
    program.points.find(({ name }) => name === points)?.decimals ?? 0;

function toMember({ name, joined, referrer, fields }: Person) {
    return { id: name, joined, referrer, fields };
}

function toOccurrence(
    step: Extract<TestStep, { kind: 'event' }>,
    index: number,
    at: number,
    program: Program,
): Occurrence {
    const money = (field: string): bigint => {
        const value = step.fields.get(field);
        return value instanceof Rational ? value.toUnits(program.currency.decimals, 'half up') : 0n;
    };
    const isPurchase = step.event === 'purchase';
    return {
        id: `${step.who}-${index}`,
        member: step.who,
        at,
        sequence: index,
        event: step.event,
        fields: step.fields,
        lines: step.lines.map(toLine),
        order: isPurchase ? (step.order ?? `order-${index}`) : step.ofOrder,
        tenders: isPurchase ? { giftCard: money('gift_card'), credit: money('credit') } : undefined,
        redeems: step.redeems,
        shipping: step.fields.has('shipping') ? money('shipping') : undefined,
    };
}

function toLine({ sku, quantity, price, fields }: TestLine, index: number): Line {
    const number = (field: string): Rational | undefined => {
        const value = fields.get(field);
        return value instanceof Rational ? value : undefined;
    };
    return {
        index,
        sku,
        quantity,
        price: price ?? Rational.ZERO,
        atListPrice: price === undefined,
        paid: false,
        cost: number('cost'),
        tax: number('tax'),
        giftCard: fields.get('gift_card') === 'yes',
        fields,
    };
}
