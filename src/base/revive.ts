import { Rational } from './rational.ts';

/**
 * What another thread has posted is plain data: fractions have lost their class. They get it back where they are, so
 * that what was one object still is one.
 */
export function revive<T>(posted: T): T {
    const seen = new Set<object>();
    const waiting: unknown[] = [posted];
    for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
        if (typeof next !== 'object' || next === null || seen.has(next)) continue;
        seen.add(next);
        if (ArrayBuffer.isView(next) || next instanceof SharedArrayBuffer) continue;
        if (isFraction(next)) Object.setPrototypeOf(next, Rational.prototype);
        else if (next instanceof Map) for (const each of next) waiting.push(each);
        else for (const each of next instanceof Set ? next : Object.values(next)) waiting.push(each);
    }
    return posted;
}

const isFraction = (value: object): boolean =>
    'numerator' in value && 'denominator' in value && typeof value.denominator === 'bigint';
