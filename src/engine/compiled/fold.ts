import type { Day, Weekday } from '../../base/calendar.ts';
import { invariant } from '../../base/invariant.ts';
import { type Instant, zoneOf } from '../../base/zone.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import type { Program } from '../../model/program.ts';
import { isDuring } from '../during.ts';
import { dayCode } from './days.ts';
import { fallDue, nextDue } from './due.ts';
import { eventCode, keepsOrders, type Later, lastDay } from './events.ts';
import { MOST_POINTS, quantityOf } from './fields.ts';
import { declareLedgers } from './ledger.ts';
import { lineGross } from './lines.ts';
import type { Look } from './look.ts';
import { metricNumber, movedOn } from './metric.ts';
import { Refusal, refuse } from './refusal.ts';
import { declareReturns, refuseReturns, slotCount } from './returns.ts';
import { apportionNumbers, exactParts, halfEven } from './runtime.ts';
import { shapeOf } from './shape.ts';
import { type Calendar, Code, Sheet } from './sheet.ts';
import { firstDues } from './start.ts';
import { reasonsNotTo } from './supports.ts';
import { declareTiers } from './tier.ts';
import { ToldRows } from './told.ts';
import { declareTriggers, isHeldOut } from './trigger.ts';

/** A run of a program over a history that is at hand as columns. */
export interface FoldRequest {
    readonly program: Program;
    readonly columns: HistoryColumns;
    /** Kind of event by number of the source. */
    readonly events: readonly string[];
    /** First instant of the data, the start of a local day: calendars begin there. */
    readonly begins: Instant;
    /** Last instant: what falls due later does not happen. */
    readonly until: Instant;
    /** Whether outcomes are written down beside the figures of members. */
    readonly tells: boolean;
}

export interface Fold {
    readonly kind: 'compiled';
    readonly sheet: Sheet;
    readonly source: string;
    /** Figures of each member, by name; see `resultName`. */
    readonly results: ReadonlyMap<string, Float64Array>;
    /** Folds members from one number on, before another. */
    readonly run: (from: number, to: number) => void;
    readonly told: ToldRows;
}

export type FoldResult = Fold | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Makes code for a program over a history, or says why not. */
export function compileFold(request: FoldRequest): FoldResult {
    const reasons = reasonsNotTo(request.program, new Set(request.events));
    if (reasons.length > 0) return { kind: 'refused', reasons };
    try {
        return bind(request, generate(request));
    } catch (problem) {
        if (problem instanceof Refusal) return { kind: 'refused', reasons: [problem.message] };
        throw problem;
    }
}

function calendarOf({ program, columns, begins, until }: FoldRequest): Calendar {
    const zone = zoneOf(program.timeZone.kind === 'fixed' ? program.timeZone.zone : program.timeZone.fallback);
    invariant(zone !== undefined, 'the time zone of a program exists');
    const { values, step } = columns.moment;
    let earliest = begins;
    for (const value of values) if (value * step < earliest) earliest = value * step;
    const [first, last]: [Day, Day] = [zone.dayAt(earliest) - 2, zone.dayAt(until) + 2];
    // The model says 1 to 7, Monday first, as `Weekday` does.
    return { zone, weekStart: program.weekStart as Weekday, step, first, last, begins, until };
}

interface Generated {
    readonly sheet: Sheet;
    readonly body: string;
}

function generate(request: FoldRequest): Generated {
    const { program, columns, events, tells } = request;
    const sheet = new Sheet(program, shapeOf(columns, events), calendarOf(request), tells);
    refuseData(sheet);
    probeLines(sheet);
    declare(sheet);
    const later: Later = { run: [] };
    const events_ = new Code();
    const present = events.flatMap((event, source) => (sheet.shape.hasEvent(event) ? [{ event, source }] : []));
    events_.block('switch (SOURCE[i])', () => {
        for (const { event, source } of present) {
            events_.line(`case ${source}: {`);
            eventCode(sheet, events_, event, later);
            events_.line('break; }');
        }
    });
    const dues = new Code();
    const asked = new Set<string>();
    const look: Look = {
        at: 't',
        day: 'dd',
        view: 'event',
        event: undefined,
        row: undefined,
        order: undefined,
        line: undefined,
        rank: ladder => `tr${program.ladders.findIndex(({ name }) => name === ladder)}`,
        lastDay: name => lastDay(sheet, name),
        metric: (from, name, window) => metricNumber(sheet, from, name, window),
        asks: key => void asked.add(key),
    };
    const windows = dues.mark();
    fallDue(sheet, dues, look);
    windows(movedOn(sheet, asked, 'dd'));
    for (const each of later.run) each();
    return { sheet, body: assemble(sheet, events_, dues) };
}

/** Fields that change what an order comes to. */
const PRICED = ['tax', 'tax_in_price', 'gift_card', 'credit', 'shipping', 'shipping_tax', 'fees', 'tips', 'wallet'];

/** Data that code does not know about. */
function refuseData({ shape, program }: Sheet): void {
    for (const name of [...PRICED, ...(program.tenders.nothing ?? []), 'reward']) {
        const column = shape.field('purchase', name);
        if (column !== undefined && shape.isSomewhereKnownIn(column, 'purchase'))
            refuse(`'${name}' of purchases in the data is not compiled`);
    }
    if (shape.hasEvent('return')) refuseReturns({ program, shape });
    if (program.budgets.length > 0 && shape.columns.memberFields.has('referrer'))
        refuse('referrals beside budgets are not compiled');
}

function probeLines(sheet: Sheet): void {
    if (!sheet.shape.hasEvent('purchase')) return;
    sheet.probes.set('gross', lineGross(sheet, 'purchase', 'i'));
    sheet.probes.set('units', quantityOf(sheet, 'purchase', 'i'));
}

function declare(sheet: Sheet): void {
    const { earns, triggers, budgets, rewards, ladders, points } = sheet.program;
    const gifts = triggers.flatMap(({ actions }) => actions.filter(({ kind }) => kind === 'give')).length;
    const days = sheet.calendar.last - sheet.calendar.first;
    const lotsPerRow = earns.flatMap(({ gives }) => gives).length + 2 * gifts;
    declareLedgers(sheet, lotsPerRow, 8 + gifts * days);
    declareTiers(sheet);
    declareTriggers(sheet);
    for (const [k, { occasion, watch }] of triggers.entries())
        if (occasion.kind === 'on day' && watch !== undefined) sheet.local(`on${k}`, '0');
    for (const index of budgets.keys()) {
        for (const name of ['br', 'bu']) sheet.local(`${name}${index}`, '0');
        sheet.local(`bo${index}`, 'NaN');
    }
    for (const w of rewards.keys()) for (const name of ['rg', 'rr']) sheet.local(`${name}${w}`, '0');
    if (sheet.shape.hasEvent('return')) declareReturns(sheet);
    if (keepsOrders(sheet)) {
        sheet.local('ot', '0');
        for (const name of ['oa', 'ok']) sheet.array(name, 'double', 1, 1);
    }
    for (const { name, code } of firstDues(sheet)) sheet.local(name, code);
    for (const p of points.keys()) {
        sheet.result(`points ${p} balance`, `av${p} - de${p}`);
        sheet.result(`points ${p} pending`, `pe${p}`);
        sheet.result(`points ${p} debt`, `de${p}`);
        sheet.result(`points ${p} issued`, `is${p}`);
        sheet.result(`points ${p} spent`, `sp${p}`);
        sheet.result(`points ${p} expired`, `ex${p}`);
        sheet.result(`points ${p} taken back`, `tb${p}`);
    }
    for (const l of ladders.keys()) {
        sheet.result(`ladder ${l} rank`, `tr${l}`);
        sheet.result(`ladder ${l} rises`, `tu${l}`);
        sheet.result(`ladder ${l} falls`, `td${l}`);
    }
    for (const [k, { holdOut }] of triggers.entries()) {
        sheet.result(`trigger ${k} fired`, `fi${k}`);
        if (!holdOut.isZero()) sheet.result(`trigger ${k} held out`, `fo${k}`);
    }
    for (const index of budgets.keys()) {
        sheet.result(`budget ${index} used`, `bu${index}`);
        sheet.result(`budget ${index} refused`, `br${index}`);
        sheet.result(`budget ${index} over`, `bo${index}`);
    }
    for (const w of rewards.keys()) {
        sheet.result(`reward ${w} granted`, `rg${w}`);
        sheet.result(`reward ${w} refused`, `rr${w}`);
    }
}

function assemble(sheet: Sheet, events: Code, dues: Code): string {
    const { calendar } = sheet;
    const code = new Code();
    code.line('"use strict";', 'const NEVER = -1e9, W = H.weights, Q = H.rationals;');
    if (sheet.shape.hasEvent('return')) code.line(`const SLOTS = ${slotCount(sheet)}, ka = H.kept;`);
    const beforeTables = code.mark();
    code.line('const { begins: BEGINS, source: SOURCE, continues: CONTINUES, moments: MOMENTS } = H;');
    for (const [index, { name }] of sheet.scratch.entries()) code.line(`const ${name} = S[${index}];`);
    code.block('for (let m = m0; m < m1; m++)', () => {
        code.line('let i = BEGINS[m]; const b = i, e = BEGINS[m + 1];');
        if (sheet.tells) code.line('O.begin();');
        for (const [name, initial] of sheet.locals) code.line(`let ${name} = ${initial};`);
        code.line('let due = Infinity, day = 0;', ...nextDue(sheet));
        code.block('for (;;)', () => {
            const until = sheet.steps(calendar.until);
            code.line(`const more = i < e && MOMENTS[i] <= ${until}, at = more ? MOMENTS[i] : ${until};`);
            code.block('while (due <= at)', () => {
                code.line(
                    'const t = due; let dd = 0;',
                    ...dayCode(sheet, 'dd', 't'),
                    dues.toString(),
                    ...nextDue(sheet),
                );
            });
            code.line('if (!more) break;', ...dayCode(sheet, 'day', 'at'), events.toString(), ...nextDue(sheet));
        });
        for (const p of sheet.program.points.keys()) code.line(`if (is${p} > ${MOST_POINTS}) H.tooMany(${p});`);
        for (const [index, { code: value }] of sheet.results.entries()) code.line(`R[${index}][m] = ${value};`);
    });
    beforeTables([
        ...sheet.columns.map((_, index) => `const c${index} = C[${index}];`),
        ...sheet.tables.map((_, index) => `const t${index} = T[${index}];`),
    ]);
    return code.toString();
}

type Folding = (...given: readonly unknown[]) => void;

function bind({ program, columns }: FoldRequest, { sheet, body }: Generated): FoldResult {
    const { calendar, shape } = sheet;
    let compiled: Folding;
    try {
        // A page's security policy may forbid this: then the interpreter serves.
        compiled = new Function('C', 'T', 'S', 'O', 'R', 'H', 'm0', 'm1', body) as Folding;
    } catch (problem) {
        if (problem instanceof SyntaxError) throw problem;
        return { kind: 'refused', reasons: ['code may not be made here'] };
    }
    const scratch = sheet.scratch.map(({ kind, perRow, more }) => {
        const size = Math.ceil(perRow * (shape.mostRows + 2)) + more + 2;
        return kind === 'whole' ? new Int32Array(size) : new Float64Array(size);
    });
    const results = new Map(sheet.results.map(({ name }) => [name, new Float64Array(columns.memberCount)]));
    const told = new ToldRows();
    const helpers = {
        begins: columns.begins,
        source: columns.source,
        continues: columns.continues,
        moments: columns.moment.values,
        weights: new Float64Array(64),
        rationals: sheet.rationals,
        kept: new Float64Array(slotCount(sheet)),
        ...exactParts,
        apportion: apportionNumbers,
        halfEven,
        isDuring: (index: number, at: number) => isDuring(sheet.times[index] ?? [], at * calendar.step, calendar.zone),
        isHeldOut(k: number, member: number) {
            const trigger = program.triggers[k];
            return trigger !== undefined && isHeldOut(program.name, trigger, memberId(columns, member)) ? 1 : 0;
        },
        tooMany(p: number) {
            throw new Refusal(`a member has more '${program.points[p]?.name}' than code can count exactly`);
        },
    };
    const given = [sheet.columns, sheet.tables, scratch, told, [...results.values()], helpers];
    return {
        kind: 'compiled',
        sheet,
        source: body,
        results,
        told,
        run(from, to) {
            told.clear();
            compiled(...given, from, to);
        },
    };
}

const decoder = new TextDecoder();

export function memberId({ memberIds: { bytes, ends } }: HistoryColumns, member: number): string {
    return decoder.decode(bytes.subarray(member === 0 ? 0 : ends[member - 1], ends[member]));
}
