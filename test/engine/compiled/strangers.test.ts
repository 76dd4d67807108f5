import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { Rational } from '../../../src/base/rational.ts';
import type { MemberHistory } from '../../../src/engine/compiled/columns-of.ts';
import { compile } from '../../../src/language/compile.ts';
import type { EventKind, Field } from '../../../src/model/event.ts';
import type { Program } from '../../../src/model/program.ts';
import type { Value } from '../../../src/model/value.ts';
import { type Both, runBoth, startOfDay } from './support/both.ts';
import { shoppers, ZONE } from './support/shoppers.ts';

/*
 * The people of a case do what its author had in mind. Here the programs of all cases and examples meet people who
 * know nothing of them: made-up values in some of their fields, events in any order, lines that no rule is about.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const files = globSync(['test/cases/**/*.loyalty', 'examples/**/*.loyalty'], { cwd: root }).toSorted();
const span = { begins: startOfDay(ZONE, '2026-01-01'), until: startOfDay(ZONE, '2027-03-01') - 1 };
const ENGINE_FIELDS = new Set(['joined', 'referrer', 'reward', 'times']);
const OTHERS = new Set(['purchase', 'return', 'redemption', 'redemption_cancelled', 'enrolment']);

/** Park and Miller's generator: whole numbers below a limit. */
function drawing(seed: number): (below: number) => number {
    let state = seed;
    return below => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
    };
}

function madeUp({ type }: Field, draw: (below: number) => number): Value | undefined {
    switch (type.kind) {
        case 'choice':
            return type.values[draw(type.values.length)];
        case 'set':
            return new Set(type.values.slice(0, 1 + draw(2)));
        case 'number':
            return Rational.of(draw(60));
        case 'money':
            return Rational.of(draw(300));
        case 'percent':
            return Rational.of(draw(20), 100);
        case 'date':
            return 20_500 + draw(300);
        case 'truth':
            return draw(2) === 1;
        default:
            return 'abc'[draw(3)];
    }
}

/** Events that only data tell of, and that the engine itself has no part in. */
function isTold({ name, everybody, fields }: EventKind): boolean {
    return !everybody && !OTHERS.has(name) && !fields.some(({ builtIn }) => builtIn);
}

function strangersTo(program: Program): MemberHistory[] {
    const draw = drawing(3);
    const filled = (fields: readonly Field[]): ReadonlyMap<string, Value> =>
        new Map(
            fields.flatMap((field): [string, Value][] => {
                if (ENGINE_FIELDS.has(field.name) || field.builtIn || draw(5) === 0) return [];
                const value = madeUp(field, draw);
                return value === undefined ? [] : [[field.name, value]];
            }),
        );
    const own = program.events.filter(isTold);
    return shoppers().map(({ member, occurrences }) => ({
        member: { ...member, fields: filled(program.memberFields) },
        occurrences: occurrences.flatMap(occurrence => {
            if (occurrence.event === 'redemption') return [];
            const isVisit = occurrence.event === 'visit';
            if (isVisit && own.length === 0) return [];
            const event = isVisit ? own[draw(own.length)] : program.events.find(e => e.name === occurrence.event);
            const lines = occurrence.lines.map(line => ({ ...line, fields: filled(program.itemFields) }));
            return [
                { ...occurrence, event: event?.name ?? occurrence.event, fields: filled(event?.fields ?? []), lines },
            ];
        }),
    }));
}

/** Code may refuse returns, or people who enrol late: then the same people without them. */
function firstThatRuns(program: Program, people: MemberHistory[]): Both | undefined {
    for (const left of [[], ['return'], ['return', 'enrolment']]) {
        const histories = people.map(one => ({
            ...one,
            occurrences: one.occurrences.filter(({ event }) => !left.includes(event)),
        }));
        const both = runBoth(program, histories, span);
        if ('compiled' in both) return both;
    }
    return undefined;
}

it('code made of cases and examples tells of strangers what the interpreter tells', async () => {
    const different: string[] = [];
    let compiled = 0;
    for (const file of files) {
        const text = readFileSync(`${root}${file}`, 'utf8');
        const [program] = (await compile([{ uri: `file:///${file}`, text }])).programs;
        const both = program === undefined ? undefined : firstThatRuns(program, strangersTo(program));
        if (both === undefined) continue;
        compiled++;
        if (!isDeepStrictEqual(both.compiled, both.interpreted)) different.push(file);
    }
    expect(different).toEqual([]);
    expect(compiled).toBeGreaterThan(150);
}, 120_000);
