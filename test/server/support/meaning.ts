import { Rational } from '../../../src/base/rational.ts';
import type { Program } from '../../../src/model/program.ts';

/** Where something stands, and how it is written: not what it means. */
const isPlace = (key: string): boolean => /^(span|.*Span|text|files|doc)$/.test(key);

/**
 * What a program means, whatever its segments and metrics are called: their names are replaced by what they are.
 * Two programs with the same meaning give everybody the same.
 */
export function meaningOf(program: Program): unknown {
    const segments = new Map(program.segments.map(each => [each.name, each.when]));
    const metrics = new Map(program.metrics.map(each => [each.name, each]));
    const mean = (value: unknown): unknown => {
        if (value instanceof Rational) return `${value.numerator}/${value.denominator}`;
        if (Array.isArray(value)) return value.map(mean);
        if (typeof value === 'bigint') return String(value);
        if (typeof value !== 'object' || value === null) return value;
        if (value instanceof Map || value instanceof Set) return mean([...value]);
        const node = Object.fromEntries(Object.entries(value).filter(([key]) => !isPlace(key)));
        if (node.kind === 'segment' && typeof node.segment === 'string' && segments.has(node.segment))
            return mean(segments.get(node.segment));
        const metric = typeof node.metric === 'string' ? metrics.get(node.metric) : undefined;
        if (metric) {
            const { fn, source, value: of, where, type } = metric;
            node.metric = { fn, source, of, where, type };
        }
        const entries = Object.entries(node).map(([key, each]) => [key, mean(each)] as const);
        return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
    };
    return mean({ ...program, segments: [], metrics: [] });
}
