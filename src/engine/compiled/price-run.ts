import { Rational } from '../../base/rational.ts';
import type { Column } from '../../model/columns.ts';
import type { Line } from '../../model/occurrence.ts';
import type { Type } from '../../model/type.ts';
import type { Value } from '../../model/value.ts';
import { comesBack } from '../anniversaries.ts';
import { isDuring } from '../during.ts';
import { evaluate } from '../evaluate.ts';
import { priceOrder } from '../prices/price-order.ts';
import type { Offer, PricedResult, PriceRequest } from '../prices/request.ts';
import type { Scope } from '../scope.ts';
import { itemFieldsIn, scopeOver } from './asked.ts';
import { moneyUsed } from './common-budgets.ts';
import { lineGross, mostPaid, saidOf } from './lines.ts';
import { numberAt, textAt } from './members.ts';
import { offersOf } from './priced.ts';
import { askedByPrices, VALUES_FROM } from './prices.ts';
import { Refusal } from './refusal.ts';
import type { Sheet } from './sheet.ts';
import { TOLD, type ToldRows } from './told.ts';

/** Prices an order in exact fractions; what code must know of it stands in `values` and `paid` afterwards. */
export type PriceRun = (
    row: number,
    count: number,
    begin: number,
    at: number,
    paid: Float64Array,
    open: number,
    numbers?: Int32Array,
    from?: Float64Array,
    until?: Float64Array,
) => number;

export function priceRun(sheet: Sheet, told: ToldRows, values: Float64Array, sums: Float64Array): PriceRun {
    const { calendar, program } = sheet;
    const { zone, step } = calendar;
    // What code has proved its sums for.
    const most = mostPaid(sheet, lineGross(sheet, 'purchase', '0'));
    const lineAt = lineReader(sheet);
    const offers = offersOf(sheet);
    let today = 0;
    const asked = scopeOver(askedByPrices(sheet), values, VALUES_FROM);
    const { turns } = sheet.calendar;
    const scope = withSegments(sheet, {
        ...asked,
        today: () => today,
        falls: (date, near) => comesBack(date, near, today, turns),
    });
    const use = moneyUsed(sheet);
    const inMoney = program.budgets.filter(({ atMost }) => atMost.kind === 'money');
    const idle = { ...program, prices: [] };
    return (row, count, begin, at, paid, open, numbers, from, until) => {
        const instant = at * step;
        const day = zone.dayAt(instant);
        today = day;
        const { valid } = program;
        const isInForce = day >= (valid.from ?? day) && day <= (valid.through ?? day);
        const taken: (Offer & { readonly place: number })[] = [];
        for (let place = 0; place < open; place++) {
            const offer = offers[numbers?.[place] ?? -1];
            if (offer === undefined || !((from?.[place] ?? 0) <= at && at < (until?.[place] ?? 0))) continue;
            const { discount, minimum } = offer.action;
            taken.push({ trigger: offer.trigger, discount, minimum, place });
        }
        const unknowns: [string, string][] = [];
        const request: PriceRequest = {
            program: isInForce ? program : idle,
            lines: Array.from({ length: count }, (_, index) => lineAt(row + index, index)),
            scope,
            at: instant,
            zone,
            rewards: [],
            offers: isInForce ? taken : [],
            contracts: [],
            headroom: (rule, index) => rule.limits[index]?.amount,
            budgets: inMoney.flatMap(({ name, covers, atMost, during, excess }) =>
                isDuring(during, instant, zone) ? [{ name, covers, left: atMost.amount, excess }] : [],
            ),
            unknown: (rule, what) => void unknowns.push([rule, what]),
        };
        const result = priceOrder(request);
        for (const [index, line] of result.lines.entries()) {
            const minor = Number(line.paid);
            if (minor > most || minor < 0) throw new Refusal('prices rise more than code can count exactly');
            paid[row - begin + index] = minor;
        }
        for (const { name, used } of result.budgets) use(name, instant, Number(used.round('half up')), sums);
        values[0] = keepVouchers(isInForce ? result : undefined, taken, offers, numbers, from, until);
        values[1] = sheet.tells ? tellPriced(sheet, told, { row, at, unknowns, result }) : -1;
        return Number(result.paid);
    };
}

/** Vouchers that were of no use wait for another order: they stay first in the queue. Gives how many there are. */
function keepVouchers(
    used: PricedResult | undefined,
    taken: readonly { readonly place: number }[],
    offers: ReturnType<typeof offersOf>,
    ...[numbers, from, until]: readonly [Int32Array?, Float64Array?, Float64Array?]
): number {
    let kept = 0;
    for (const [index, { place }] of taken.entries()) {
        const isWaiting = offers[numbers?.[place] ?? -1]?.action.waits === true;
        if (!isWaiting || (used?.offers[index]?.discount ?? 0n) !== 0n) continue;
        for (const column of [numbers, from, until]) if (column !== undefined) column[kept] = column[place] ?? 0;
        kept++;
    }
    return kept;
}

/** What is not known is told before the order. Gives the number of the order among those that are told. */
function tellPriced(
    sheet: Sheet,
    told: ToldRows,
    {
        row,
        at,
        unknowns,
        result,
    }: {
        readonly row: number;
        readonly at: number;
        readonly unknowns: readonly (readonly [string, string])[];
        readonly result: PricedResult;
    },
): number {
    for (const [rule, what] of unknowns) {
        const n = told.count === told.room ? told.grow() : told.count;
        told.kind[n] = TOLD.unknown;
        told.at[n] = at;
        told.row[n] = row;
        told.what[n] = sheet.text(rule);
        told.x[n] = sheet.text(what);
        told.count = n + 1;
    }
    return told.priced.push(result) - 1;
}

function withSegments({ program }: Sheet, scope: Scope): Scope {
    const all: Scope = {
        ...scope,
        segment(name) {
            const found = program.segments.find(each => each.name === name);
            return found === undefined ? undefined : evaluate(found.when, all, program);
        },
    };
    return all;
}

/** Lines of orders as the interpreter prices them. */
function lineReader(sheet: Sheet): (row: number, index: number) => Line {
    const { shape, program } = sheet;
    const column = (name: string): Column | undefined => shape.field('purchase', name);
    const said = saidOf(sheet, 'purchase');
    const [amounts, quantities, skus, costs] = [column(said), column('quantity'), column('sku'), column('cost')];
    const fields = [...itemFieldsIn(program.prices)].flatMap(name => {
        const type = program.itemFields.find(each => each.name === name)?.type;
        return type === undefined ? [] : [{ name, type, column: column(name) }];
    });
    return (row, index) => {
        const stated = numberAt(quantities, row) ?? Rational.ONE;
        const quantity = stated.isZero() ? Rational.ONE : stated;
        const amount = numberAt(amounts, row) ?? Rational.ZERO;
        return {
            index,
            sku: textAt(skus, row),
            quantity,
            price: said === 'price' ? amount : amount.div(quantity),
            paid: said === 'paid',
            cost: numberAt(costs, row),
            tax: undefined,
            giftCard: false,
            fields: new Map(fields.map(field => [field.name, valueAt(field.column, field.type, row)])),
        };
    };
}

function valueAt(column: Column | undefined, { kind }: Type, row: number): Value {
    const number = numberAt(column, row);
    switch (kind) {
        case 'date':
            return number && Number(number.numerator);
        case 'truth':
            return number && !number.isZero();
        case 'set': {
            const text = textAt(column, row);
            return text === undefined ? undefined : new Set(text.split('\n'));
        }
        case 'money':
        case 'points':
        case 'number':
        case 'percent':
        case 'duration':
            return number;
        case 'text':
        case 'choice':
        case 'group':
        case 'tier':
            return textAt(column, row);
    }
}
