import type { Column, HistoryColumns } from '../../model/columns.ts';
import type { Program } from '../../model/program.ts';
import type { FoldRequest } from './fold.ts';
import { refuseData } from './refuse-data.ts';
import type { Runner } from './runner.ts';
import type { Shape } from './shape.ts';
import { type Sheet, type Values, valuesOf } from './sheet.ts';

export interface Generated {
    readonly sheet: Sheet;
    readonly body: string;
    /** What runs it, over the columns of one after the other. */
    readonly runner: Runner;
}

/** Code that was made for columns of one shape, over others of the same; `undefined` where it does not serve them. */
type Over = (shape: Shape) => Generated | undefined;

const MOST_MADE = 32;
const reusable = new WeakMap<Program, Map<string, Over>>();

/** What was made of a program so far, and the name under which code for this shape would stand. */
export function madeBefore(
    request: Pick<FoldRequest, 'program' | 'events' | 'begins' | 'until' | 'tells' | 'figures' | 'segments'>,
    shape: Shape,
): { readonly key: string; readonly made: Map<string, Over> } {
    const { program, events, begins, until, tells, figures = [], segments = [] } = request;
    const made = reusable.get(program) ?? new Map<string, Over>();
    reusable.set(program, made);
    return { key: JSON.stringify([events, begins, until, tells, figures, segments, shape.key]), made };
}

/** Blocks of one history are many, and mostly of one shape. */
export function keep(made: Map<string, Over>, key: string, generated: Generated): void {
    const { sheet } = generated;
    const places = placesOf(sheet);
    if (places === undefined || isEarly(sheet, sheet.shape)) return;
    if (made.size >= MOST_MADE) made.clear();
    made.set(key, shape => {
        if (isEarly(sheet, shape)) return undefined;
        const columns = places.flatMap(place => place(shape.columns) ?? []);
        const other = sheet.over(shape, columns);
        refuseData(other);
        return { ...generated, sheet: other };
    });
}

/** Calendars begin with what is asked for, or before: with the first row. */
const isEarly = (sheet: Sheet, { earliest }: Shape): boolean => earliest < sheet.steps(sheet.calendar.begins);

type Place = (columns: HistoryColumns) => Values | undefined;

/** Where the arrays of a sheet stand in its history, or how they come of it; `undefined` where one was made of something else. */
function placesOf({ columns, derived, shape }: Sheet): Place[] | undefined {
    const all: Place[] = [];
    for (const name of shape.columns.fields.keys()) all.push(each => numbersOf(each.fields.get(name)));
    for (const name of shape.columns.memberFields.keys()) all.push(each => numbersOf(each.memberFields.get(name)));
    const places = columns.flatMap(
        values => derived.get(values) ?? all.find(place => place(shape.columns) === values) ?? [],
    );
    return places.length < columns.length ? undefined : places;
}

const numbersOf = (column: Column | undefined): Values | undefined =>
    column === undefined || column.kind === 'text' ? undefined : valuesOf(column);
