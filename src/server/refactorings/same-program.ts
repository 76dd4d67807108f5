import { Rational } from '../../base/rational.ts';
import type { Program } from '../../model/program.ts';

/** Lists in which nothing hangs on what comes first. */
const SETS: ReadonlySet<string> = new Set([
    ...['memberFields', 'itemFields', 'events', 'metrics', 'segments', 'goals', 'datasets', 'tests'],
    ...['assumptions'],
]);

/** All that a program means, as text, wherever it is written. */
export function sayProgram(program: Program): string {
    const { files: _files, span: _span, ...meaning } = program;
    const entries = Object.entries(meaning).map(([key, value]) => {
        const text: unknown = say(value);
        return [key, SETS.has(key) && Array.isArray(text) ? text.map(each => JSON.stringify(each)).toSorted() : text];
    });
    return JSON.stringify(entries);
}

function say(value: unknown): unknown {
    if (value instanceof Rational) return `${value.numerator}/${value.denominator}`;
    if (typeof value === 'bigint') return String(value);
    if (Array.isArray(value)) return value.map(say);
    if (value instanceof Map || value instanceof Set) return [...value].map(say);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
        .filter(([key]) => !/^(span|.*Span)$/.test(key))
        .map(([key, each]) => [key, say(each)]);
}
