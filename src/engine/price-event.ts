import { Rational } from '../base/rational.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';
import type { Value } from '../model/value.ts';
import { priceOrder } from './prices/price-order.ts';
import { notePrices, requestFor } from './pricing.ts';
import type { Running } from './running.ts';
import type { Scope } from './scope.ts';

/** What an event without lines costs: its fields of money that prices are about, as they are after them. */
export function priceEvent(running: Running, occurrence: Occurrence, scope: Scope): ReadonlyMap<string, Value> {
    const fields = new Map(occurrence.fields);
    for (const [field, program] of programsFor(running.program, occurrence.event)) {
        const price = fields.get(field);
        if (!(price instanceof Rational)) continue;
        fields.set(field, priceField(running, { occurrence, scope, program, field, price }));
    }
    return fields;
}

interface Pricing {
    readonly occurrence: Occurrence;
    readonly scope: Scope;
    readonly program: Program;
    readonly field: string;
    readonly price: Rational;
}

/** The event is an order of one line: everything that holds for prices holds for it. */
function priceField(running: Running, { occurrence, scope, program, field, price }: Pricing): Rational {
    const { at, id, event } = occurrence;
    const line = {
        ...{ index: 0, sku: undefined, quantity: Rational.ONE, price, paid: false },
        ...{ cost: undefined, tax: undefined, giftCard: false, fields: new Map<string, Value>() },
    };
    const request = requestFor(running, { ...occurrence, lines: [line] }, scope, program);
    const priced = priceOrder(request);
    const { gross, paid, discounts } = priced;
    notePrices(running, priced, at);
    running.emit(at, id, {
        ...{ kind: 'price', event, field, gross, paid },
        discounts: discounts.map(({ rule, amount }) => ({ rule, amount })),
    });
    return Rational.fromUnits(paid, running.program.currency.decimals);
}

const known = new WeakMap<Program, Map<string, ReadonlyMap<string, Program>>>();

/** By field: the program whose items are priced by the rules of this field. */
function programsFor(program: Program, event: string): ReadonlyMap<string, Program> {
    const events = known.get(program) ?? new Map<string, ReadonlyMap<string, Program>>();
    known.set(program, events);
    const found = events.get(event) ?? makePrograms(program, event);
    events.set(event, found);
    return found;
}

function makePrograms(program: Program, event: string): ReadonlyMap<string, Program> {
    const rules = program.prices.filter(({ of }) => of?.event === event);
    return new Map(
        [...Map.groupBy(rules, ({ of }) => of?.field ?? '')].map(([field, own]) => [
            field,
            { ...program, prices: own.map(rule => ({ ...rule, phase: 'item' as const })), pricesInclude: 'no tax' },
        ]),
    );
}
