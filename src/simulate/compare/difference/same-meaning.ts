import { Rational } from '../../../base/rational.ts';

/** Parts of a declaration that only say how or where it is written, or what people read. */
const WORDS = new Set(['span', 'pathSpan', 'columnSpan', 'text', 'doc', 'title']);

/** Whether two parts of a model mean the same to the engine: words and places do not count. */
export function sameMeaning(a: unknown, b: unknown): boolean {
    if (Object.is(a, b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (a instanceof Rational || b instanceof Rational)
        return a instanceof Rational && b instanceof Rational && a.eq(b);
    if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b);
    if (a instanceof Map || b instanceof Map) return a instanceof Map && b instanceof Map && sameItems([...a], [...b]);
    if (a instanceof Set || b instanceof Set) return a instanceof Set && b instanceof Set && sameItems([...a], [...b]);
    const [left, right] = [partsOf(a), partsOf(b)];
    return left.size === right.size && [...left].every(([key, value]) => sameMeaning(value, right.get(key)));
}

/** Every text below a value, keys of maps among them: whatever it names is one of these. */
export function textsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
    if (typeof value === 'string') found.add(value);
    else if (value instanceof Map) for (const each of value) textsIn(each, found);
    else if (Array.isArray(value) || value instanceof Set) for (const each of value) textsIn(each, found);
    else if (typeof value === 'object' && value !== null)
        for (const each of partsOf(value).values()) textsIn(each, found);
    return found;
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
    a.length === b.length && a.every((item, index) => sameMeaning(item, b[index]));

/** What is not written and what is not there are one. */
const partsOf = (value: object): Map<string, unknown> =>
    new Map(Object.entries(value).filter(([key, each]) => !WORDS.has(key) && each !== undefined));
