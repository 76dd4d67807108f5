import type { Metric } from '../../model/metric.ts';
import { unknownTold, whileHolding } from './conditions.ts';
import { countsBefore, countsRemembered } from './counters.ts';
import { settle, silenceBegins } from './due.ts';
import { duringCode } from './during.ts';
import { earnings, type Lines } from './earn.ts';
import { firstUnknown } from './expression.ts';
import { columnWorth, quantityOf } from './fields.ts';
import { type Cause, expiredBefore, expiryCode, flushed, takenInOrder } from './ledger.ts';
import { lineGross, linePaid, mostPaid } from './lines.ts';
import type { Look } from './look.ts';
import { contribution, isAsked, metricEvent, metricNumber, movedOn, recorded } from './metric.ts';
import { type Num, num } from './number.ts';
import { post } from './post.ts';
import { isPriced } from './priced.ts';
import { priced } from './prices.ts';
import { refuse } from './refusal.ts';
import { applyReturn, countPlaces, findReturned, noted, remembered } from './returns.ts';
import { Code, type Sheet } from './sheet.ts';
import { looked } from './tier.ts';
import { tell } from './told.ts';
import { fired } from './trigger.ts';

/** Whether orders are remembered one by one. */
export const keepsOrders = (sheet: Sheet): boolean =>
    sheet.program.triggers.some(({ watch }) => watch !== undefined) || sheet.shape.hasEvent('return');

/** Metrics take an event in, when all code that asks them is known. */
export interface Later {
    readonly run: (() => void)[];
}

/** Code for one event of a source: from row `i` on, which it moves behind the event. */
export function eventCode(sheet: Sheet, code: Code, event: string, later: Later): void {
    const asked = new Set<string>();
    const windows = code.mark();
    const base: Look = {
        at: 'at',
        day: 'day',
        view: 'event',
        event,
        row: 'i',
        order: undefined,
        line: undefined,
        rank: ladder => `tr${sheet.program.ladders.findIndex(({ name }) => name === ladder)}`,
        lastDay: name => lastDay(sheet, name),
        metric: (from, name, window) => metricNumber(sheet, from, name, window),
        asks: key => void asked.add(key),
        bits: 'bits',
        given: ['b', 'e', 'i', 'j', 'at', 'day', 'bits'],
    };
    later.run.push(() => windows(movedOn(sheet, asked, 'day')));
    code.line(...expiredBefore(sheet, 'at'));
    code.line('let given = false;', `const bits = BITS[day - ${sheet.calendar.first}];`);
    const isOrder = event === 'purchase';
    const shared: SharedLoop = { before: [], within: [], end: () => {} };
    const inOrder = ['gross', 'units', ...(isPriced(sheet) ? ['paid', 'told'] : [])];
    const look: Look = isOrder
        ? { ...base, given: [...(base.given ?? []), ...inOrder], order: order(sheet, code, shared, later) }
        : base;
    const isReturn = event === 'return';
    if (isReturn) findReturned(sheet, code);
    else if (!isOrder) code.line('const j = i + 1;');
    const back = isReturn ? { what: 'tn > 0 ? or[tl[0]] : -1', x: 'orphan' } : { what: '-1', x: '0' };
    code.line(...tell(sheet, 'event', { at: 'at', row: 'i', ...back }));
    if (isOrder && isPriced(sheet)) priced(sheet, code, look);
    const number = isPriced(sheet) ? 'told' : '-1';
    if (isOrder)
        code.line(
            ...tell(sheet, 'purchase', {
                at: 'at',
                row: 'i',
                lot: 'j - i',
                x: number,
                y: 'gross',
                z: isPriced(sheet) ? 'paid' : 'gross',
            }),
        );

    const first = sheet.cold(`ev${sheet.shape.events.indexOf(event)}`, 'false');
    const remembers = isOrder && sheet.shape.hasEvent('return');
    if (remembers) code.line(...remembered(sheet), `of[ot] = ${first} ? 0 : 1;`);
    const cause: Cause = { at: 'at', day: 'day', row: 'i' };
    const lines = linesOf(sheet, code, look, shared);
    const counts = code.mark();
    const grants = earnings(sheet, code, look, lines, `!${first}`);
    shared.end();
    if (remembers) {
        counts(countsBefore(sheet));
        code.line(...countsRemembered(sheet));
    }
    if (event === 'redemption') redeem(sheet, code, look);
    post(sheet, code, grants, cause, remembers ? (giver, p, posted) => noted(sheet, giver, p, posted) : undefined);
    if (isReturn) applyReturn(sheet, code, run => void later.run.push(run));

    for (const metric of sheet.program.metrics.filter(each => metricEvent(each) === event))
        takeIn(sheet, code, metric, look, lines, later);
    code.line(`${first} = true;`);
    const note = code.mark();
    later.run.push(() => note(sheet.noted.has(event) ? [`${lastDay(sheet, event)} = day;`] : []));
    if (isOrder && keepsOrders(sheet)) code.line(`oa[ot] = at; ok[ot++] = ${isPriced(sheet) ? 'paid' : 'gross'};`);

    if (isReturn) looked(sheet, code, look, true);
    looked(sheet, code, look);
    for (const [k, trigger] of sheet.program.triggers.entries()) {
        const { occasion } = trigger;
        if (occasion.kind !== 'event' || occasion.event !== event) continue;
        const gate = occasion.first ? 'isFirst' : '';
        if (occasion.first) refuse(`'${trigger.name}' looks at the first event only`);
        code.block(gate === '' ? '' : `if (${gate})`, () => fired(sheet, code, k, trigger, look, 'given'));
    }
    code.line(...silenceBegins(sheet, event, look));
    code.block('if (given)', () => looked(sheet, code, look));
    settle(sheet, code, look);
    code.line(...flushed(sheet, cause), 'i = j;');
}

export function lastDay(sheet: Sheet, event: string): string {
    const index = sheet.shape.events.indexOf(event);
    if (index < 0) return 'NEVER';
    sheet.noted.add(event);
    return sheet.cold(`ld${index}`, 'NEVER');
}

/** What is done in the loop that adds the lines of an order up. */
interface SharedLoop {
    readonly before: string[];
    readonly within: string[];
    end: () => void;
}

/** Adds the lines of an order up, and finds its end `j`. */
function order(sheet: Sheet, code: Code, shared: SharedLoop, later: Later): NonNullable<Look['order']> {
    const rows = sheet.shape.mostRows;
    const line = lineGross(sheet, 'purchase', 'j');
    const quantity = quantityOf(sheet, 'purchase', 'j');
    const units = num('units', quantity.per, [0, quantity.high * rows]);
    code.line('let j = i, gross = 0, units = 0;');
    const before = code.mark();
    const head = code.mark();
    later.run.push(() => {
        const counts = sheet.asked.has('units') ? ` units += ${quantity.code};` : '';
        head([`do { const lg = ${line.code}; gross += lg;${counts}`]);
    });
    const within = code.mark();
    code.line('j++; } while (j < e && CONTINUES[j] === 1);');
    shared.end = () => {
        before(shared.before);
        within(shared.within);
    };
    const gross = num('gross', 1, [0, line.high * rows]);
    const paid = isPriced(sheet) ? num('paid', 1, [0, mostPaid(sheet, line) * rows]) : gross;
    return { gross, paid, units, lines: num('(j - i)', 1, [1, rows]) };
}

function linesOf(sheet: Sheet, code: Code, look: Look, shared: SharedLoop): Lines {
    if (look.event !== 'purchase') return { each: () => {}, inPassing: () => {}, most: 0 };
    return {
        most: sheet.shape.mostRows,
        inPassing(before, body) {
            const own = new Code();
            const number = lineGross(sheet, 'purchase', 'j');
            const amount = { ...number, code: 'lg' };
            body({ ...look, order: undefined, line: { row: 'j', gross: amount, paid: amount } }, own);
            shared.before.push(...before);
            shared.within.push(own.toString());
        },
        each(body) {
            const row = sheet.fresh('r');
            code.block(`for (let ${row} = i; ${row} < j; ${row}++)`, () => {
                const gross = sheet.fresh('lg');
                const number = lineGross(sheet, 'purchase', row);
                code.line(`const ${gross} = ${number.code};`);
                const amount = { ...number, code: gross };
                const paid = isPriced(sheet) ? linePaid(sheet, row) : amount;
                body({ ...look, line: { row, gross: amount, paid } });
            });
        },
    };
}

function takeIn(sheet: Sheet, code: Code, metric: Metric, look: Look, lines: Lines, later: Later): void {
    const take = (at: Look, done: (value: Num) => void): void => {
        const { value } = contribution(sheet, metric, at);
        whileHolding(sheet, code, look.event ?? '', metric.where === undefined ? [] : [metric.where], at, '', () => {
            if (value.unknown === '') {
                done(value);
                return;
            }
            code.block(`if (!(${value.unknown}))`, () => done(value));
            if (sheet.tells && metric.value !== undefined)
                code.line(
                    'else {',
                    ...unknownTold(sheet, look.event ?? '', firstUnknown(sheet, metric.value, at), at),
                    '}',
                );
        });
    };
    if (!canTakeIn(metric)) {
        if (isAsked(sheet, metric)) refuse(`the measure '${metric.title}' is not compiled`);
        return;
    }
    if (!sheet.tells && sheet.earlier !== undefined && !isAsked(sheet.earlier, metric)) return;
    if (metric.source.kind === 'event') {
        take(look, value => {
            const log = code.mark();
            later.run.push(() =>
                log([
                    ...(sheet.shape.hasEvent('return') && look.event === 'purchase' ? countPlaces(sheet, metric) : []),
                    ...recorded(sheet, metric, value.code, 'day'),
                ]),
            );
        });
        return;
    }
    const sum = sheet.fresh('mi');
    code.line(`let ${sum} = 0;`);
    lines.each(at => take(at, value => code.line(`${sum} += ${value.code};`)));
    const log = code.mark();
    later.run.push(() => log(recorded(sheet, metric, sum, 'day')));
}

const canTakeIn = ({ fn, source }: Metric): boolean =>
    (fn === 'sum' || fn === 'count') && (source.kind === 'event' || source.kind === 'item');

/** Rewards that are had without an order. */
function redeem(sheet: Sheet, code: Code, look: Look): void {
    const column = sheet.shape.field('redemption', 'reward');
    if (column === undefined) return;
    const worth = columnWorth(sheet, column, 'i', { kind: 'text' }, 'reward');
    if (worth.kind !== 'code') refuse("'redemption.reward' is not a name");
    const timesColumn = sheet.shape.field('redemption', 'times');
    const times = timesColumn === undefined ? '1' : timesCode(sheet, timesColumn);
    code.block(`switch (${worth.code})`, () => {
        for (const [w, reward] of sheet.program.rewards.entries()) {
            const text = worth.texts.indexOf(reward.name);
            if (text < 0) continue;
            const p = sheet.program.points.findIndex(({ name }) => name === reward.costs.points);
            const points = sheet.program.points[p];
            if (points === undefined || points.use === 'status') refuse(`'${reward.name}' costs status points`);
            const cost = Number(reward.costs.amount.toUnits(points.decimals, 'up'));
            code.line(`case ${text}: {`);
            code.line(`const asked = ${times}, have = Math.max(0, av${p} - de${p});`);
            code.line(`const most = ${cost === 0 ? 'asked' : `Math.min(asked, Math.floor(have / ${cost}))`};`);
            code.line('let open = 0;');
            const gate = duringCode(sheet, reward.during, look);
            whileHolding(sheet, code, 'redemption', reward.when, look, gate, () => code.line('open = 1;'));
            code.line(`const granted = open === 1 ? most : 0, price = granted * ${cost};`);
            const terms = { at: 'at', row: 'i', what: `${w}` };
            code.line(
                ...tell(sheet, 'redemption', { ...terms, lot: 'asked', x: 'granted', y: `av${p} - de${p}`, z: 'open' }),
            );
            const spent = {
                at: 'at',
                row: 'i',
                what: `${sheet.text(reward.name)}`,
                points: `${p}`,
                lot: 'j + 1',
                x: 'c',
                z: expiryCode(sheet, p, 'j'),
            };
            code.block('if (price > 0)', () =>
                code.line(
                    `sp${p} += price;`,
                    ...takenInOrder(sheet, p, 'price', { at: 'at', day: 'day', row: 'i' }, tell(sheet, 'spent', spent)),
                ),
            );
            code.line(`rg${w} += granted; rr${w} += asked - granted;`, 'break; }');
        }
    });
}

function timesCode(sheet: Sheet, column: Parameters<typeof columnWorth>[1]): string {
    const worth = columnWorth(sheet, column, 'i', { kind: 'number' }, 'times');
    if (worth.kind !== 'number' || worth.num.per !== 1) return refuse("'redemption.times' is not whole");
    const { code, unknown } = worth.num;
    return unknown === '' ? code : `(${unknown} ? 1 : ${code})`;
}
