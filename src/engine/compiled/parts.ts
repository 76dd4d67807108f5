import type { Code, Sheet } from './sheet.ts';

/**
 * Code that becomes a function of its own. A machine makes each function ready by itself, as often as it meets something
 * that it has not seen there: several small ones take a fraction of the time of one large one.
 */
export interface Part {
    readonly name: string;
    readonly body: Code;
    /** Variables of those who call it that it reads. */
    readonly given: readonly string[];
    /** What it gives back; '' for nothing. */
    readonly gives: string;
    /** The statement that calls it. */
    readonly call: (call: string) => string;
}

/** What a part does with the variables of a member, it and those that it calls. */
interface Written {
    readonly reads: ReadonlySet<string>;
    readonly writes: ReadonlySet<string>;
    readonly given: readonly string[];
}

const NAME = /(?<![\w$.])[a-z]+(?:_?\d+[a-z]?)?(?![\w$])/g;
const CHANGED = /(?<![\w$.])([a-z]+(?:_?\d+[a-z]?)?)(?: [-+]?= |\+\+|--)|(?:\+\+|--)([a-z]+(?:_?\d+[a-z]?)?)/g;

/**
 * Functions for the parts of a member's code, those first that others call. The variables of a member live in memory,
 * and inside a function in registers: it reads those that it uses at its beginning, and writes those that it changes
 * at its end and around calls.
 */
export class Parts {
    readonly #sheet: Sheet;
    readonly #places: ReadonlyMap<string, string>;
    readonly #functions: string[] = [];
    readonly #written = new Map<string, Written>();

    constructor(sheet: Sheet) {
        this.#sheet = sheet;
        this.#places = sheet.places();
    }

    /** Code with the calls of its parts written out, as the body of a function. */
    own(code: string, gives = ''): string {
        const { text, state, changed } = this.#take(code);
        return [
            ...[...state].map(name => `let ${name} = ${this.#memory(name)};`),
            text,
            ...[...changed].map(name => this.#saved(name)),
            ...(gives === '' ? [] : [`return ${gives};`]),
        ].join('\n');
    }

    get functions(): readonly string[] {
        return this.#functions;
    }

    /** Where a variable of a member lives between functions. */
    #memory(name: string): string {
        return this.#places.get(name) ?? name;
    }

    readonly #saved = (name: string): string => `${this.#memory(name)} = ${name};`;

    #take(code: string): { text: string; state: Set<string>; changed: Set<string>; calls: Written[] } {
        const { locals, parts } = this.#sheet;
        const lines = code.split('\n');
        const plain = lines.filter(line => !line.startsWith('#')).join('\n');
        const state = new Set((plain.match(NAME) ?? []).filter(name => locals.has(name)));
        const changed = new Set(
            [...plain.matchAll(CHANGED)]
                .map(([, after, before]) => after ?? before ?? '')
                .filter(name => state.has(name)),
        );
        const calls: Written[] = [];
        const text = lines.flatMap(line => {
            const part = line.startsWith('#') ? parts.get(line.slice(1)) : undefined;
            if (part === undefined) return [line];
            const called = this.#called(part);
            calls.push(called);
            const call = part.call(`${part.name}(${['m', ...called.given].join(', ')})`);
            return [
                ...[...changed].filter(name => called.reads.has(name)).map(this.#saved),
                call,
                ...[...state].filter(name => called.writes.has(name)).map(name => `${name} = ${this.#memory(name)};`),
            ];
        });
        return { text: text.join('\n'), state, changed, calls };
    }

    #called(part: Part): Written {
        const known = this.#written.get(part.name);
        if (known !== undefined) return known;
        const code = part.body.toString();
        const { state, changed, calls } = this.#take(code);
        const words = new Set(code.match(NAME));
        const given = part.given.filter(name => words.has(name) || calls.some(each => each.given.includes(name)));
        const written = {
            reads: new Set([...state, ...calls.flatMap(({ reads }) => [...reads])]),
            writes: new Set([...changed, ...calls.flatMap(({ writes }) => [...writes])]),
            given,
        };
        this.#written.set(part.name, written);
        this.#functions.push(
            `const ${part.name} = (${['m', ...given].join(', ')}) => {`,
            this.own(code, part.gives),
            '};',
        );
        return written;
    }
}
