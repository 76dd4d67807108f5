import type { Metric } from '../../model/metric.ts';
import { movedFromPurchase } from './again.ts';
import { quantityOf } from './fields.ts';
import { takenBack } from './ledger.ts';
import { reasonsOfLimits } from './limits-again.ts';
import { lineGross, linePaid, saidOf } from './lines.ts';
import { isAsked, metricEvent, recorded, removed } from './metric.ts';
import { isPriced } from './priced.ts';
import { refuse } from './refusal.ts';
import { returnedOrders, UNFOUND, UNNAMED } from './returned-orders.ts';
import { coded } from './shape.ts';
import { type Code, type Sheet, valuesOf } from './sheet.ts';
import { tell } from './told.ts';

/** Shares of purchases that a return can take back: one for each rule and kind of points. */
export interface Slot {
    readonly giver: string;
    readonly p: number;
}

const books = new WeakMap<Sheet, Slot[]>();

export function slotsOf(sheet: Sheet): Slot[] {
    const found = books.get(sheet.origin) ?? [];
    books.set(sheet.origin, found);
    return found;
}

/** What code does not know how to undo. */
export function refuseReturns({ program, shape }: Pick<Sheet, 'program' | 'shape'>): void {
    for (const reason of reasonsOfLimits(program)) refuse(reason);
    for (const { name, occasion, actions } of program.triggers) {
        const isBought = occasion.kind === 'tier' || (occasion.kind === 'event' && occasion.event === 'purchase');
        if (isBought && actions.some(({ kind }) => kind === 'give'))
            refuse(`what '${name}' gives beside returns is not compiled`);
    }
    for (const event of ['purchase', 'return']) {
        const sku = shape.field(event, 'sku');
        if (sku === undefined || coded(sku, 'sku').kind !== 'code') refuse('returns without articles are not compiled');
    }
    const [bought, back] = [shape.field('purchase', 'sku'), shape.field('return', 'sku')];
    if (bought !== back || back === undefined || !shape.isKnownIn(back, 'return'))
        refuse('returns without articles are not compiled');
    if (shape.field('purchase', 'quantity') !== shape.field('return', 'quantity'))
        refuse('quantities of purchases and of returns differ in kind');
    refuseAmounts({ program, shape });
}

/** What is given back is said in whole minor units, or not at all. */
function refuseAmounts({ program, shape }: Pick<Sheet, 'program' | 'shape'>): void {
    for (const name of ['paid', 'price', 'amount', 'list_price']) {
        const column = shape.field('return', name);
        if (column === undefined || !shape.isSomewhereKnownIn(column, 'return')) continue;
        const isWhole = column.kind === 'number' && 10 ** program.currency.decimals % column.per === 0;
        const quantity = shape.field('return', 'quantity');
        const isOfUnits =
            name !== 'price' || quantity === undefined || (quantity.kind === 'number' && quantity.per === 1);
        if (!isWhole || !isOfUnits || name === 'list_price')
            refuse('what is given back for returns is not said in whole minor units');
    }
}

export function declareReturns(sheet: Sheet): void {
    for (const name of ['or', 'oc', 'of', 'ox', 'tl']) sheet.array(name, 'whole', 1, 1);
    for (const [l] of sheet.program.ladders.entries()) sheet.array(`oi${l}`, 'whole', 1, 1);
    for (const name of ['kq', 'pq']) sheet.array(name, 'double', 1, 1);
    const slots = slotCount(sheet);
    for (const name of ['gl', 'gh']) sheet.array(name, 'double', slots, 1);
    sheet.array('gn', 'whole', slots, 1);
    for (const [index, metric] of sheet.program.metrics.entries())
        if (isCounted(metric)) sheet.array(`oe${index}`, 'whole', 1, 1);
}

/** Room for the shares of one purchase. */
export const slotCount = ({ program }: Pick<Sheet, 'program'>): number =>
    Math.max(1, program.earns.flatMap(({ gives }) => gives).length);

const isCounted = (metric: Metric): boolean => metric.fn === 'count' && metricEvent(metric) === 'purchase';

/** Code that remembers what of a purchase a return must know, before it earns. */
export function remembered(sheet: Sheet): string[] {
    const quantity = quantityOf(sheet, 'purchase', 'r').code;
    return [
        `or[ot] = i; oc[ot] = j - i; ox[ot] = 0; gl.fill(0, ot * SLOTS, ot * SLOTS + SLOTS); gh.fill(0, ot * SLOTS, ot * SLOTS + SLOTS);`,
        ...sheet.program.ladders.map((_, l) => `oi${l}[ot] = tr${l};`),
        `for (let r = i; r < j; r++) kq[r - b] = pq[r - b] = ${quantity};`,
    ];
}

/** Code that notes the lot of a share, and where a count of it stands. */
export function noted(sheet: Sheet, giver: string, p: number, posted: string): string[] {
    const slots = slotsOf(sheet);
    const s = slots.push({ giver, p }) - 1;
    return [`gl[ot * SLOTS + ${s}] = gh[ot * SLOTS + ${s}] = ${posted}; gn[ot * SLOTS + ${s}] = lt${p} - 1;`];
}

export function countPlaces(sheet: Sheet, metric: Metric): string[] {
    const index = sheet.program.metrics.indexOf(metric);
    return isCounted(metric) && isAsked(sheet, metric) && sheet.locals.has(`mt${index}`)
        ? [`oe${index}[ot] = mt${index};`]
        : [];
}

/** Code that finds what comes back: sets the plan, what is orphaned and what was paid, minor units. */
export function findReturned(sheet: Sheet, code: Code): void {
    const sku = sheet.shape.field('purchase', 'sku');
    if (sku === undefined) refuse('returns without articles are not compiled');
    else {
        const skus = sheet.column(valuesOf(coded(sku, 'sku')));
        const quantity = quantityOf(sheet, 'return', 'r').code;
        const total = lineGross(sheet, 'return', 'r').code;
        code.line('let j = i, orphan = 0, tn = 0, stated = 0;');
        code.line('do j++; while (j < e && CONTINUES[j] === 1);');
        const next = namedOrder(sheet, code);
        code.block('for (let r = i; r < j; r++)', () => {
            code.line(
                `const all = ${quantity}, total = ${total}, want = ${skus}[r];`,
                'let units = all; stated += total;',
            );
            code.block(`for (let o = ${next.first}; o >= 0 && units > 0; ${next.step})`, () => {
                code.line(
                    `for (let x = or[o], y = x + oc[o]; x < y && units > 0; x++) {`,
                    `if (${skus}[x] !== want || pq[x - b] === 0) continue;`,
                    'const k = pq[x - b], t = units < k ? units : k;',
                    'pq[x - b] = k - t; units -= t;',
                    'if (ox[o] === 0) { ox[o] = 1; tl[tn++] = o; }',
                    '}',
                );
            });
            code.line('if (units > 0) orphan += H.share(total, units, all);');
        });
        const gross = linePaid(sheet, 'x').code;
        const bought = quantityOf(sheet, 'purchase', 'x').code;
        code.line(
            'let paid = orphan;',
            'for (let q = 0; q < tn; q++) { const o = tl[q];',
            'for (let x = or[o], y = x + oc[o]; x < y; x++) if (kq[x - b] !== pq[x - b]) {',
            `const g = ${gross}, u = ${bought}; paid += H.share(g, kq[x - b], u) - H.share(g, pq[x - b], u);`,
            '} }',
        );
        const isStated = saidOf(sheet, 'return') === 'paid';
        code.line(`const correction = ${isStated ? 'stated - paid' : '0'};`, 'paid += correction;');
    }
}

/** Where the goods of a return are looked for: in the order that it names, else in the last orders first. */
function namedOrder(sheet: Sheet, code: Code): { readonly first: string; readonly step: string } {
    const { shape } = sheet;
    const order = shape.field('return', 'order');
    if (order === undefined || !shape.isSomewhereKnownIn(order, 'return')) return { first: 'ot - 1', step: 'o--' };
    const column = sheet.derivedColumn(columns => returnedOrders(columns, shape.events));
    code.line(
        `const named = ${column}[i];`,
        `let from = named === ${UNFOUND} ? -1 : ot - 1;`,
        'if (named >= 0) while (from >= 0 && or[from] !== named) from--;',
    );
    return { first: 'from', step: `o = named === ${UNNAMED} ? o - 1 : -1` };
}

/** Code that takes back what was earned on what comes back, and lowers the metrics. */
export function applyReturn(sheet: Sheet, code: Code, later: (run: () => void) => void): void {
    const gross = lineGross(sheet, 'purchase', 'x').code;
    const bought = quantityOf(sheet, 'purchase', 'x').code;
    if (sheet.tells)
        code.line(
            'for (let q = 0; q < tn; q++) { const o = tl[q];',
            'for (let x = or[o], y = x + oc[o]; x < y; x++) if (kq[x - b] !== pq[x - b]) {',
            `const g = ${gross}, n = ${linePaid(sheet, 'x').code}, u = ${bought}, had = kq[x - b], keeps = pq[x - b];`,
            'const back = H.share(g, had, u) - H.share(g, keeps, u), net = H.share(n, had, u) - H.share(n, keeps, u);',
            ...tell(sheet, 'part', { at: 'at', row: 'or[o]', what: 'x - or[o]', x: 'back', y: 'net' }),
            '} }',
        );
    const first = 'tn > 0 ? or[tl[0]] : -1';
    code.line(...tell(sheet, 'return', { at: 'at', row: 'i', what: first, x: 'paid', y: 'paid', z: 'orphan' }));
    code.block('for (let q = 0; q < tn; q++)', () => {
        code.line('const o = tl[q]; ox[o] = 0;', 'let whole = true;');
        code.line(
            'for (let x = or[o], y = x + oc[o]; x < y; x++) { kq[x - b] = pq[x - b]; if (kq[x - b] > 0) whole = false; }',
        );
        movedFromPurchase(sheet, code, slotsOf(sheet));
        code.line('const fall = keptGross - ok[o]; ok[o] = keptGross;');
        undo(sheet, code, slotsOf(sheet));
        const log = code.mark();
        later(() => log(lowered(sheet)));
    });
    const rest = code.mark();
    later(() =>
        rest([
            'const rest = orphan + correction;',
            'if (rest !== 0) {',
            ...spendMetrics(sheet).flatMap(metric => recorded(sheet, metric, '(-rest)', 'day')),
            '}',
        ]),
    );
}

function lowered(sheet: Sheet): string[] {
    const counts = sheet.program.metrics.filter(metric => isCounted(metric) && isAsked(sheet, metric));
    return [
        'if (fall !== 0) {',
        ...spendMetrics(sheet).flatMap(metric => recorded(sheet, metric, 'fall', 'day')),
        '}',
        'if (whole) {',
        ...counts.flatMap(metric => removed(sheet, metric, `oe${sheet.program.metrics.indexOf(metric)}[o]`)),
        '}',
    ];
}

/** Sums of what is paid, which returns lower; other measures of purchases are not compiled beside returns. */
function spendMetrics(sheet: Sheet): Metric[] {
    return sheet.program.metrics.filter(metric => {
        const { fn, source, value, where } = metric;
        if (!isAsked(sheet, metric) || metricEvent(metric) !== 'purchase' || fn === 'count') return false;
        const isPlain = fn === 'sum' && source.kind === 'event' && where === undefined && value?.kind === 'event field';
        const isPaid =
            isPlain && (['net', 'paid'].includes(value.field) || (value.field === 'gross' && !isPriced(sheet)));
        if (!isPaid) refuse(`the measure '${metric.title}' beside returns is not compiled`);
        return true;
    });
}

/** Takes back f(bought) - f(kept) of each kind of points; `ka` has what is kept of each share. */
function undo(sheet: Sheet, code: Code, slots: readonly Slot[]): void {
    for (const p of new Set(slots.map(slot => slot.p))) {
        const points = sheet.program.points[p];
        if (points === undefined || points.onReturn === 'keep') continue;
        const own = [...slots.entries()].filter(([, slot]) => slot.p === p);
        const left = (s: number): string => `gl[o * SLOTS + ${s}]`;
        code.block('', () => {
            code.line(
                `let back = ${own.map(([s]) => left(s)).join(' + ')} - (${own.map(([s]) => `ka[${s}]`).join(' + ')});`,
            );
            code.block('if (back > 0)', () => {
                const rule = own.reduceRight(
                    (rest, [s, { giver }]) => `(${left(s)} > 0 ? ${sheet.text(giver)} : ${rest})`,
                    '0',
                );
                code.line(`const rule = ${rule};`, 'let r = back;');
                for (const [s] of own) {
                    const lot = `gn[o * SLOTS + ${s}]`;
                    code.block(`if (${left(s)} > 0 && r > 0)`, () => {
                        code.line(`const j = ${lot}, l = le${p}[j], c = l < r ? l : r;`);
                        const from =
                            points.pending === undefined
                                ? `av${p} -= c;`
                                : `if (j < rh${p}) av${p} -= c; else pe${p} -= c;`;
                        code.line(`if (c > 0) { le${p}[j] = l - c; r -= c; tb${p} += c; ${from}`);
                        const terms = { at: 'at', row: 'i', what: `ru${p}[j]`, points: `${p}`, lot: 'j + 1', x: 'c' };
                        code.line(...tell(sheet, 'takenBack', terms), '}');
                    });
                }
                code.line('if (r > 0)', ...takenBack(sheet, p, 'r', 'rule', { at: 'at', day: 'day', row: 'i' }));
                for (const [s] of own)
                    code.line(
                        `{ const over = ${left(s)} - ka[${s}], c = over < back ? over : back; if (c > 0) { ${left(s)} -= c; back -= c; } }`,
                    );
                for (const [s] of own)
                    code.line(`{ const c = ${left(s)} < back ? ${left(s)} : back; ${left(s)} -= c; back -= c; }`);
            });
        });
    }
}
