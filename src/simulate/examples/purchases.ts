import { dayOf } from '../../base/calendar.ts';
import { Rational } from '../../base/rational.ts';
import type { TermsTable } from '../../model/documents/terms.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Person, TestStep } from '../../model/test.ts';
import type { Ladder } from '../../model/tiers.ts';
import { PriceBook, toOccurrence } from '../testing/occurrences.ts';
import { openStage } from '../testing/stage.ts';
import { memberZone } from '../zone.ts';

const AMOUNTS = [10, 50, 100, 500];

/** What one purchase brings at each tier, worked by the engine; undefined where purchases of nothing in particular bring nothing. */
export function purchaseTable(program: Program): TermsTable | undefined {
    const ladder = program.ladders.find(
        ({ span, isStages, tiers }) => program.files.includes(span.file) && isStages !== true && tiers.length > 1,
    );
    const tiers = ladder === undefined ? [undefined] : ladder.tiers.map(({ name }) => name);
    const cells = AMOUNTS.map(amount => tiers.map(tier => worked(program, ladder, tier, amount)));
    if (cells.flat().every(cell => cell === NOTHING)) return undefined;
    const { code } = program.currency;
    return {
        caption: `What one purchase brings: one article without a category, bought at noon on ${dayName(program)} by somebody who has bought nothing before`,
        columns: [
            'Purchase',
            ...tiers.map(tier => ladder?.tiers.find(({ name }) => name === tier)?.title ?? 'Members'),
        ],
        rows: AMOUNTS.map((amount, index) => [`${amount} ${code}`, ...(cells[index] ?? [])]),
    };
}

const NOTHING = '–';

function worked(program: Program, ladder: Ladder | undefined, tier: string | undefined, amount: number): string {
    const day = dayOfExample(program);
    const person = personAt(program, ladder, tier);
    const zone = memberZone(program, person);
    const begins = zone.startOfDay(day);
    const stage = openStage(program, [person], begins);
    const at = zone.toInstant(day, 12 * 60);
    stage.advance(at);
    const occurrence = toOccurrence(purchase(program, amount), { at, number: 0, prices: new PriceBook(), program });
    if (typeof occurrence === 'string') return NOTHING;
    stage.apply(occurrence, undefined);
    return sayOutcomes(stage.actor(person.name).outcomes, program);
}

/** The first Wednesday of a month that is like others, within the validity of the program. */
function dayOfExample({ valid }: Program): number {
    const first = Math.max(dayOf(2026, 3, 4), valid.from ?? 0);
    return valid.through === undefined ? first : Math.min(first, valid.through);
}

const dayName = (program: Program): string =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(dayOfExample(program) * 86_400_000);

function personAt(program: Program, ladder: Ladder | undefined, tier: string | undefined): Person {
    const tiers =
        ladder === undefined || tier === undefined || tier === ladder.tiers[0]?.name
            ? []
            : [{ ladder: ladder.name, tier }];
    return {
        name: 'member',
        span: program.span,
        fields: new Map(),
        joined: undefined,
        tiers,
        contracts: [],
        balances: [],
        referrer: undefined,
    };
}

const purchase = ({ span }: Program, amount: number): Extract<TestStep, { kind: 'event' }> => ({
    kind: 'event',
    span,
    text: '',
    at: { day: 0, minute: undefined },
    who: 'member',
    event: 'purchase',
    fields: new Map(),
    lines: [{ sku: undefined, quantity: Rational.ONE, price: Rational.of(amount), fields: new Map() }],
    order: undefined,
    ofOrder: undefined,
    redeems: [],
});

/** `40 Star, 38 EUR to pay`: points that were earned, credit, and the price where it is another one. */
function sayOutcomes(outcomes: readonly Outcome[], program: Program): string {
    const earned = new Map<string, bigint>();
    let credit = 0n;
    const paid: string[] = [];
    for (const outcome of outcomes) {
        if (outcome.kind === 'posting' && outcome.flow === 'issued')
            earned.set(outcome.points, (earned.get(outcome.points) ?? 0n) + outcome.amount);
        if (outcome.kind === 'credit') credit += outcome.amount;
        if (outcome.kind === 'purchase' && outcome.discount !== 0n) paid.push(`${money(outcome.paid, program)} to pay`);
    }
    const points = [...earned]
        .filter(([, amount]) => amount > 0n)
        .map(
            ([name, amount]) =>
                `${Rational.fromUnits(amount, program.points.find(each => each.name === name)?.decimals ?? 0).toDecimal(6)} ${name}`,
        );
    const parts = [...points, ...(credit === 0n ? [] : [`${money(credit, program)} of credit`]), ...paid];
    return parts.length === 0 ? NOTHING : parts.join(', ');
}

const money = (minor: bigint, { currency }: Program): string =>
    `${Rational.fromUnits(minor, currency.decimals).toFixed(currency.decimals)} ${currency.code}`;
