import type { Day } from '../../base/calendar.ts';
import { invariant } from '../../base/invariant.ts';
import { type Instant, zoneOf } from '../../base/zone.ts';
import type { HistoryColumns } from '../../model/columns.ts';
import type { Program } from '../../model/program.ts';
import { isDuring } from '../during.ts';
import { turnsOf } from '../windows.ts';
import { assemble } from './assemble.ts';
import { atEnd } from './at-end.ts';
import { type BudgetUsed, budgetsIn } from './common-budgets.ts';
import { declare } from './declare.ts';
import { fallDue, isMoreDue } from './due.ts';
import { eventCode, type Later, lastDay } from './events.ts';
import { quantityOf } from './fields.ts';
import { lineGross } from './lines.ts';
import type { Look } from './look.ts';
import { mayMakeCode } from './made.ts';
import { memberId } from './members.ts';
import { metricNumber, movedOn } from './metric.ts';
import { priceRun } from './price-run.ts';
import { isPriced } from './priced.ts';
import { withoutIdle } from './pruned.ts';
import { recurringOf } from './recurring.ts';
import { Refusal, refuse } from './refusal.ts';
import { refuseData } from './refuse-data.ts';
import { type Generated, keep, madeBefore } from './reuse.ts';
import { type Owner, Runner } from './runner.ts';
import { apportionNumbers, exactParts, halfTo } from './runtime.ts';
import { type Shape, shapeOf } from './shape.ts';
import { type Calendar, Code, Sheet } from './sheet.ts';
import { reasonsNotTo } from './supports.ts';
import type { ToldRows } from './told.ts';
import { isHeldOut } from './trigger.ts';
import { warnedAt } from './warning.ts';

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
    /** Sums of figures to be had of each member instead of all figures one by one. */
    readonly figures?: readonly FigureSum[] | undefined;
    /** Segments, by name, of which it is a figure of each member whether they are in it at the end; see `segmentResult`. */
    readonly segments?: readonly string[] | undefined;
}

/** Names of figures that are added up under one. */
export interface FigureSum {
    readonly name: string;
    readonly of: readonly string[];
}

export interface Fold {
    readonly kind: 'compiled';
    readonly sheet: Sheet;
    readonly source: string;
    /** Figures of each member, by name: those of `declareResults` or the sums that were asked for, and segments. */
    readonly results: ReadonlyMap<string, Float64Array>;
    /** What was used of the budgets that all members share, since this was asked last. */
    readonly takeBudgets: () => readonly BudgetUsed[];
    /** Whether prices of the program may have a say on orders. */
    readonly isPriced: boolean;
    /** Folds members from one number on, before another. */
    readonly run: (from: number, to: number) => void;
    readonly told: ToldRows;
}

/** What the code of an event is given. */
const IN_EVENT = ['b', 'e', 'i', 'at', 'day'];

export type FoldResult = Fold | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Makes code for a program over a history, or says why not. */
export function compileFold(request: FoldRequest): FoldResult {
    const shape = shapeOf(request.columns, request.events);
    const { key, made } = madeBefore(request, shape);
    try {
        const again = made.get(key)?.(shape);
        if (again !== undefined) return bind(request.columns, again);
        const program = withoutIdle(request.program, shape);
        const reasons = reasonsNotTo(program, new Set(request.events));
        if (reasons.length > 0) return { kind: 'refused', reasons };
        const generated = generate({ ...request, program, shape });
        keep(made, key, generated);
        return bind(request.columns, generated);
    } catch (problem) {
        if (problem instanceof Refusal) return { kind: 'refused', reasons: [problem.message] };
        throw problem;
    }
}

function calendarOf({ program, columns, begins, until }: FoldRequest, shape: Shape): Calendar {
    const zone = zoneOf(program.timeZone.kind === 'fixed' ? program.timeZone.zone : program.timeZone.fallback);
    invariant(zone !== undefined, 'the time zone of a program exists');
    const { step } = columns.moment;
    const earliest = Math.min(begins, shape.earliest * step);
    const [first, last]: [Day, Day] = [zone.dayAt(earliest) - 2, zone.dayAt(until) + 2];
    return { zone, turns: turnsOf(program), step, first, last, begins, until };
}

/** The second time it is known what is asked in the end. */
function generate(request: ShapedRequest): Generated {
    const made = generateOnce(request, undefined);
    const { sheet, body } = made.sheet.isDraft ? generateOnce(request, made.sheet) : made;
    return { sheet, body, runner: new Runner(sheet, body) };
}

type ShapedRequest = FoldRequest & { readonly shape: Shape };

function generateOnce(request: ShapedRequest, earlier: Sheet | undefined): Omit<Generated, 'runner'> {
    const { program, shape, events, tells, segments } = request;
    const sheet = new Sheet(program, shape, calendarOf(request, shape), tells, earlier);
    refuseData(sheet);
    probeLines(sheet);
    declare(sheet, request.figures !== undefined);
    if (request.figures !== undefined) sumUp(sheet, request.figures);
    const later: Later = { run: [] };
    const events_ = new Code();
    // What a return undoes is known when purchases are compiled.
    const present = events
        .flatMap((event, source) => (sheet.shape.hasEvent(event) ? [{ event, source }] : []))
        .toSorted((a, b) => Number(b.event === 'purchase') - Number(a.event === 'purchase'));
    events_.block('switch (SOURCE[i])', () => {
        for (const { event, source } of present) {
            const terms = { name: `ev_${source}`, given: IN_EVENT, gives: 'i', call: (call: string) => `i = ${call};` };
            events_.line(`case ${source}: {`);
            sheet.part(events_, terms, code => eventCode(sheet, code, event, later));
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
        bits: 'bits',
        given: ['b', 'e', 'i', 't', 'dd', 'bits'],
    };
    const windows = dues.mark();
    if (program.triggers.length > 0) dues.line(`const bits = BITS[dd - ${sheet.calendar.first}];`);
    fallDue(sheet, dues, look);
    const moved = movedOn(sheet, asked, 'dd');
    const more = isMoreDue(sheet);
    windows(moved.length === 0 || more === '' ? moved : [`if (${more}) {`, ...moved, '}']);
    const end = atEnd(sheet, segments ?? [], look);
    for (const each of later.run) each();
    // Of a draft it is of interest what is asked, not the code.
    return { sheet, body: sheet.isDraft ? '' : assemble(sheet, { events: events_, dues, end }) };
}

function probeLines(sheet: Sheet): void {
    if (!sheet.shape.hasEvent('purchase')) return;
    sheet.probes.set('gross', lineGross(sheet, 'purchase', 'i'));
    sheet.probes.set('units', quantityOf(sheet, 'purchase', 'i'));
}

function sumUp({ results }: Sheet, figures: readonly FigureSum[]): void {
    const codes = new Map(results.map(({ name, code }) => [name, code]));
    const sums = figures.map(({ name, of }) => {
        const terms = of.map(each => `(${codes.get(each) ?? refuse(`there is no figure '${each}'`)})`);
        return { name, code: terms.length === 0 ? '0' : terms.join(' + ') };
    });
    results.splice(0, results.length, ...sums);
}

function bind(columns: HistoryColumns, { sheet, body, runner }: Generated): FoldResult {
    if (!mayMakeCode()) return { kind: 'refused', reasons: ['code may not be made here'] };
    const results = new Map(sheet.results.map(({ name }) => [name, new Float64Array(columns.memberCount)]));
    const sums = new Float64Array(runner.sums.length);
    const owner: Owner = {
        ...{ sheet, columns, results: [...results.values()], sums },
        helpers: helpersOf(sheet, columns, runner),
    };
    return {
        kind: 'compiled',
        sheet,
        source: body,
        results,
        told: runner.told,
        takeBudgets() {
            const used = budgetsIn(sheet, sums);
            runner.forget(owner);
            return used;
        },
        isPriced: isPriced(sheet),
        run: (from, to) => runner.run(owner, from, to),
    };
}

/** What generated code asks that is not code. */
function helpersOf(sheet: Sheet, columns: HistoryColumns, { told, values, sums }: Runner): Owner['helpers'] {
    const { calendar, shape, program } = sheet;
    return {
        price: isPriced(sheet) && shape.hasEvent('purchase') ? priceRun(sheet, told, values, sums) : undefined,
        ...exactParts,
        apportion: apportionNumbers,
        halfTo,
        ...recurringOf(sheet),
        warnedAt: (k: number, expires: number) => warnedAt(sheet, k, expires),
        isDuring: (index: number, at: number) => isDuring(sheet.times[index] ?? [], at * calendar.step, calendar.zone),
        isHeldOut(k: number, member: number) {
            const trigger = program.triggers[k];
            return trigger !== undefined && isHeldOut(program.name, trigger, memberId(columns, member)) ? 1 : 0;
        },
        tooMany(p: number) {
            throw new Refusal(`a member has more '${program.points[p]?.name}' than code can count exactly`);
        },
    };
}
