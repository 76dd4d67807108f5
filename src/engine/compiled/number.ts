import { Rational } from '../../base/rational.ts';
import type { RoundingMode } from '../../model/points.ts';
import { refuse } from './refusal.ts';

/**
 * An exact number in generated code: the value of `code` divided by `per`. `code` is whole and lies between `low` and
 * `high`, which are proved; what may leave the range in which doubles are exact is refused.
 */
export interface Num {
    readonly code: string;
    readonly per: number;
    readonly low: number;
    readonly high: number;
    /** Code that is true where the number is not known; empty: it always is. */
    readonly unknown: string;
}

const SAFE = Number.MAX_SAFE_INTEGER;
/** Up to here `x | 0` is the whole part. */
const SMALL = 2 ** 31 - 1;

export function num(code: string, per: number, [low, high]: readonly [number, number], unknown = ''): Num {
    if (!(low >= -SAFE && high <= SAFE && per <= SAFE))
        refuse(`an amount may leave the range in which it is exact (up to ${Math.max(-low, high)} / ${per})`);
    return { code, per, low, high, unknown };
}

export function constant(value: Rational): Num {
    const [whole, per] = [Number(value.numerator), Number(value.denominator)];
    return num(whole < 0 ? `(${whole})` : `${whole}`, per, [whole, whole]);
}

export const isZero = ({ low, high }: Num): boolean => low === 0 && high === 0;

export function add(a: Num, b: Num, sign: 1 | -1 = 1): Num {
    if (isZero(b) && b.unknown === '') return a;
    const per = multiple(a.per, b.per);
    const [x, y] = [withPer(a, per), withPer(b, per)];
    const range: [number, number] = sign === 1 ? [x.low + y.low, x.high + y.high] : [x.low - y.high, x.high - y.low];
    return num(`(${x.code} ${sign === 1 ? '+' : '-'} ${y.code})`, per, range, either(a.unknown, b.unknown));
}

export function multiply(a: Num, b: Num): Num {
    const unknown = either(a.unknown, b.unknown);
    // What divides both a literal and the other denominator goes out.
    const [p, q] = [commonOf(a, b.per), commonOf(b, a.per)];
    const [x, y] = [over(a, p), over(b, q)];
    const corners = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high];
    const code = x.code === '1' ? y.code : y.code === '1' ? x.code : `(${x.code} * ${y.code})`;
    return num(code, (a.per / q) * (b.per / p), [Math.min(...corners), Math.max(...corners)], unknown);
}

const isLiteral = ({ low, high }: Num): boolean => low === high;
const commonOf = (literal: Num, per: number): number =>
    isLiteral(literal) && literal.low !== 0 ? divisor(Math.abs(literal.low), per) : 1;
const over = (n: Num, by: number): Num =>
    by === 1 ? n : { ...n, code: literal(n.low / by), low: n.low / by, high: n.high / by };
const literal = (value: number): string => (value < 0 ? `(${value})` : `${value}`);

export function atLeastZero(n: Num): Num {
    if (n.low >= 0) return n;
    return { ...n, code: `Math.max(0, ${n.code})`, low: 0, high: Math.max(0, n.high) };
}

export function lesser(a: Num, b: Num): Num {
    const per = multiple(a.per, b.per);
    const [x, y] = [withPer(a, per), withPer(b, per)];
    const range: [number, number] = [Math.min(x.low, y.low), Math.min(x.high, y.high)];
    return num(`Math.min(${x.code}, ${y.code})`, per, range, either(a.unknown, b.unknown));
}

export function compare(op: string, a: Num, b: Num): string {
    const per = multiple(a.per, b.per);
    return `${withPer(a, per).code} ${op} ${withPer(b, per).code}`;
}

/** Whole units, `perUnit` to one: of what is not negative. */
export function rounded(n: Num, mode: RoundingMode, perUnit = 1): Num {
    const scaled = perUnit === 1 ? n : multiply(n, constant(Rational.of(perUnit)));
    const { code, per, high, unknown } = scaled;
    if (scaled.low < 0) refuse('something that is rounded may be below zero');
    if (per === 1) return scaled;
    const top = Math.ceil(high / per);
    const quotient = (dividend: string, most: number, by: number): Num => {
        if (most > SAFE) refuse('an amount may leave the range in which it is exact when it is rounded');
        const whole =
            most <= SMALL && by <= SMALL ? `((${dividend}) / ${by} | 0)` : `Math.floor((${dividend}) / ${by})`;
        return num(whole, 1, [0, top], unknown);
    };
    switch (mode) {
        // What is not negative is as great as its size.
        case 'down':
        case 'lower':
            return quotient(code, high, per);
        case 'up':
        case 'higher':
            return quotient(`${code} + ${per - 1}`, high + per, per);
        case 'half up':
        case 'half higher':
            return quotient(`2 * ${code} + ${per}`, 2 * high + per, 2 * per);
        case 'half down':
        case 'half lower':
            return quotient(`2 * ${code} + ${per - 1}`, 2 * high + per, 2 * per);
        case 'half even':
            return num(`H.halfTo(${code}, ${per}, 0)`, 1, [0, top], unknown);
        case 'half odd':
            return num(`H.halfTo(${code}, ${per}, 1)`, 1, [0, top], unknown);
    }
}

/** The same number over another denominator, which must be a multiple. */
export function withPer(n: Num, per: number): Num {
    const factor = per / n.per;
    if (factor === 1) return n;
    const range: [number, number] = [n.low * factor, n.high * factor];
    return num(isLiteral(n) ? literal(n.low * factor) : `(${n.code} * ${factor})`, per, range, n.unknown);
}

export const multiple = (a: number, b: number): number => (a / divisor(a, b)) * b;

export function divisor(a: number, b: number): number {
    let [x, y] = [a, b];
    while (y !== 0) [x, y] = [y, x % y];
    return x;
}

export const either = (a: string, b: string): string => (a === '' ? b : b === '' || a === b ? a : `(${a} || ${b})`);
