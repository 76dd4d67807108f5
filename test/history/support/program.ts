import { Rational } from '../../../src/base/rational.ts';
import type { Span } from '../../../src/base/span.ts';
import type { ColumnMapping, DataSource, Dataset, RowFilter } from '../../../src/model/dataset.ts';
import type { EventKind, Field } from '../../../src/model/event.ts';
import type { Program } from '../../../src/model/program.ts';
import type { Reward } from '../../../src/model/reward.ts';
import type { Type } from '../../../src/model/type.ts';

const NOWHERE: Span = { file: 'test.loyalty', start: 0, end: 0, line: 0, column: 0 };

/** Fields by name: `text`, `date`, `number`, `money`, `percent`, `truth`, `one of a, b` or `set of a, b`. */
export type Fields = Readonly<Record<string, string>>;

export interface ProgramSketch {
    readonly timezone?: string;
    /** Each member has a zone; `timezone` is the one of those who have not. */
    readonly ownZones?: boolean;
    readonly decimals?: number;
    readonly member?: Fields;
    readonly item?: Fields;
    readonly events?: Readonly<Record<string, Fields>>;
    readonly rewards?: readonly string[];
}

/** A program without rules, with these fields: all that reading data needs to know. */
export function sketchProgram(sketch: ProgramSketch = {}): Program {
    const zone = sketch.timezone ?? 'Europe/Berlin';
    const currency = { code: 'EUR', decimals: sketch.decimals ?? 2, span: NOWHERE };
    const events = { enrolment: {}, purchase: {}, return: {}, redemption: {}, ...sketch.events };
    return {
        ...declared('Sketch'),
        currencies: [currency],
        currency,
        timeZone: sketch.ownZones ? { kind: 'member', fallback: zone } : { kind: 'fixed', zone },
        weekStart: 1,
        valid: { from: undefined, through: undefined },
        version: undefined,
        channels: [],
        pricesInclude: 'tax',
        tenders: { points: 'earns nothing', giftCard: 'earns when used', credit: 'earns' },
        priceConditionsSee: 'phase start',
        memberFields: fieldsOf(sketch.member ?? {}),
        itemFields: fieldsOf(sketch.item ?? {}),
        events: Object.entries(events).map(
            ([name, fields]): EventKind => ({
                ...declared(name),
                builtIn: false,
                closes: undefined,
                fields: fieldsOf(fields),
            }),
        ),
        metrics: [],
        segments: [],
        points: [],
        ladders: [],
        earns: [],
        prices: [],
        rewards: (sketch.rewards ?? []).map(rewardOf),
        contracts: [],
        rebates: [],
        triggers: [],
        combinations: [],
        budgets: [],
        goals: [],
        datasets: [],
        tests: [],
        files: ['test.loyalty'],
    };
}

export interface SourceSketch {
    readonly from: string;
    readonly timezone?: string;
    /** `type is purchase`, `type is not refund`, `type in a, b`. */
    readonly where?: readonly string[];
    /** Field to column; a column that begins with `-` is negated, with `±` signed. */
    readonly columns: Readonly<Record<string, string>>;
}

/** A dataset with its text, so that spans can be checked: each span shows what it stands for. */
export function sketchDataset(...sources: readonly (readonly [target: string, sketch: SourceSketch])[]): {
    readonly dataset: Dataset;
    readonly text: string;
} {
    const text = new Text();
    text.write('dataset Sketch {\n');
    const built = sources.map(([target, sketch]) => sourceOf(target, sketch, text));
    text.write('}\n');
    return { dataset: { ...declared('Sketch'), sources: built }, text: text.text };
}

function sourceOf(target: string, sketch: SourceSketch, text: Text): DataSource {
    text.write(`  ${target} from `);
    const pathSpan = text.quote(sketch.from);
    const filters = (sketch.where ?? []).map((where, index) => filterOf(where, index, text));
    text.write(' {');
    const columns = Object.entries(sketch.columns).map(([field, column]): ColumnMapping => {
        const [negated, signed] = [column.startsWith('-'), column.startsWith('±')];
        const own = negated || signed ? column.slice(1) : column;
        text.write(` ${field} = ${negated ? 'negated ' : signed ? 'signed ' : ''}`);
        const columnSpan = text.quote(own);
        return { field, column: own, negated, ...(signed ? { signed } : {}), span: columnSpan, columnSpan };
    });
    text.write(' }\n');
    return { span: pathSpan, target, path: sketch.from, pathSpan, filters, columns, timeZone: sketch.timezone };
}

function filterOf(where: string, index: number, text: Text): RowFilter {
    const [, column = '', op = '', values = ''] = /^(\S+) (is not|is|in) (.*)$/.exec(where) ?? [];
    text.write(index === 0 ? ' where ' : ' and ');
    const columnSpan = text.quote(column);
    text.write(` ${op} ${values}`);
    // The pattern admits these three only.
    return { column, columnSpan, op: op as RowFilter['op'], values: values.split(', ') };
}

class Text {
    text = '';

    write(text: string): void {
        this.text += text;
    }

    quote(text: string): Span {
        const start = this.text.length;
        const line = this.text.split('\n').length - 1;
        const column = start - (this.text.lastIndexOf('\n') + 1);
        this.text += `"${text}"`;
        return { file: 'test.loyalty', start, end: this.text.length, line, column };
    }
}

const declared = (name: string) => ({ name, title: name, doc: '', span: NOWHERE });

const fieldsOf = (fields: Fields): Field[] =>
    Object.entries(fields).map(([name, type]) => ({ ...declared(name), type: typeOf(type), builtIn: false }));

function typeOf(text: string): Type {
    const [, kind, list = ''] = /^(one of|set of) (.*)$/.exec(text) ?? [];
    if (kind === 'one of') return { kind: 'choice', of: 'test', values: list.split(', ') };
    if (kind === 'set of') return { kind: 'set', of: 'test', values: list.split(', ') };
    if (text === 'money') return { kind: 'money', currency: 'EUR' };
    // The sketches of the tests name these only.
    return { kind: text as 'text' | 'date' | 'number' | 'percent' | 'truth' };
}

const rewardOf = (name: string): Reward => ({
    ...declared(name),
    costs: { points: 'Star', amount: Rational.ONE, cases: [] },
    when: [],
    where: [],
    first: undefined,
    during: [],
    benefit: { kind: 'thing', what: name, worth: undefined },
    atMost: undefined,
    atLeast: undefined,
    limits: [],
});
