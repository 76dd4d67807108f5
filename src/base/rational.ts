import { decimalsOf, greatestCommonDivisor, powerOfTen, type Rounding, roundedQuotient } from './integer.ts';
import { invariant } from './invariant.ts';

export type { Rounding } from './integer.ts';

/** Longest text and largest exponent that `parse` reads: enough for any amount, too little to hang. */
const MAX_TEXT = 100;
const MAX_EXPONENT = 100;
const DECIMAL = /^([+-]?)(\d+(?:_\d+)*)?(?:\.(\d+(?:_\d+)*)?)?(?:[eE]([+-]?\d{1,4}))?$/;

/** An exact fraction, immutable and always in lowest terms with a positive denominator. */
export class Rational {
    static readonly ZERO = new Rational(0n, 1n);
    static readonly ONE = new Rational(1n, 1n);

    readonly numerator: bigint;
    readonly denominator: bigint;

    /** Trusts its arguments to be in lowest terms; the world calls `of`, `parse` or `fromUnits`. */
    private constructor(numerator: bigint, denominator: bigint) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** `n / d`. Numbers must be safe integers, `d` must not be zero (our bug otherwise). */
    static of(n: bigint | number, d: bigint | number = 1n): Rational {
        const denominator = toBigInt(d);
        invariant(denominator !== 0n, 'a denominator is not zero');
        return Rational.reduced(toBigInt(n), denominator);
    }

    /**
     * Decimal text: `12_000.50`, `-3`, `.5`, `5.`, `1e-3`; no blanks, no grouping commas.
     * `undefined` when it is no number, is longer than 100 characters or has an exponent beyond ±100.
     */
    static parse(text: string): Rational | undefined {
        if (text.length > MAX_TEXT) return undefined;
        const match = DECIMAL.exec(text);
        if (match === null) return undefined;
        const [, sign, whole, decimals, exponent] = match;
        if (whole === undefined && decimals === undefined) return undefined;
        const power = Number(exponent ?? 0);
        if (Math.abs(power) > MAX_EXPONENT) return undefined;
        const fraction = (decimals ?? '').replaceAll('_', '');
        const digits = BigInt((whole ?? '').replaceAll('_', '') + fraction);
        const scale = power - fraction.length;
        const value = sign === '-' ? -digits : digits;
        return scale >= 0 ? Rational.integer(value * powerOfTen(scale)) : Rational.reduced(value, powerOfTen(-scale));
    }

    /** `units / 10^decimals`: 1250 cents are `fromUnits(1250n, 2)`. */
    static fromUnits(units: bigint, decimals: number): Rational {
        return decimals === 0 ? Rational.integer(units) : Rational.reduced(units, powerOfTen(decimals));
    }

    private static integer(value: bigint): Rational {
        if (value === 0n) return Rational.ZERO;
        return value === 1n ? Rational.ONE : new Rational(value, 1n);
    }

    private static reduced(numerator: bigint, denominator: bigint): Rational {
        const n = denominator < 0n ? -numerator : numerator;
        const d = denominator < 0n ? -denominator : denominator;
        if (d === 1n) return Rational.integer(n);
        const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
        if (divisor === d) return Rational.integer(n / d);
        return divisor === 1n ? new Rational(n, d) : new Rational(n / divisor, d / divisor);
    }

    add(other: Rational): Rational {
        const { numerator: a, denominator: b } = this;
        const { numerator: c, denominator: d } = other;
        if (a === 0n) return other;
        if (c === 0n) return this;
        if (b === d) return b === 1n ? Rational.integer(a + c) : Rational.reduced(a + c, b);
        return Rational.reduced(a * d + c * b, b * d);
    }

    sub(other: Rational): Rational {
        const { numerator: a, denominator: b } = this;
        const { numerator: c, denominator: d } = other;
        if (b === d) return b === 1n ? Rational.integer(a - c) : Rational.reduced(a - c, b);
        return Rational.reduced(a * d - c * b, b * d);
    }

    mul(other: Rational): Rational {
        const { numerator: a, denominator: b } = this;
        const { numerator: c, denominator: d } = other;
        if (b === 1n && d === 1n) return Rational.integer(a * c);
        return Rational.reduced(a * c, b * d);
    }

    /** Ask `other.isZero()` first: dividing by zero is our bug and throws. */
    div(other: Rational): Rational {
        invariant(other.numerator !== 0n, 'nothing is divided by zero');
        return Rational.reduced(this.numerator * other.denominator, this.denominator * other.numerator);
    }

    neg(): Rational {
        return this.numerator === 0n ? this : new Rational(-this.numerator, this.denominator);
    }

    abs(): Rational {
        return this.numerator < 0n ? this.neg() : this;
    }

    /** Negative, zero or positive as this is less than, equal to or greater than the other. */
    compare(other: Rational): -1 | 0 | 1 {
        const same = this.denominator === other.denominator;
        const left = same ? this.numerator : this.numerator * other.denominator;
        const right = same ? other.numerator : other.numerator * this.denominator;
        if (left === right) return 0;
        return left < right ? -1 : 1;
    }

    eq(other: Rational): boolean {
        return this.numerator === other.numerator && this.denominator === other.denominator;
    }

    lt(other: Rational): boolean {
        return this.compare(other) < 0;
    }

    le(other: Rational): boolean {
        return this.compare(other) <= 0;
    }

    gt(other: Rational): boolean {
        return this.compare(other) > 0;
    }

    ge(other: Rational): boolean {
        return this.compare(other) >= 0;
    }

    min(other: Rational): Rational {
        return other.lt(this) ? other : this;
    }

    max(other: Rational): Rational {
        return other.gt(this) ? other : this;
    }

    isZero(): boolean {
        return this.numerator === 0n;
    }

    isNegative(): boolean {
        return this.numerator < 0n;
    }

    isInteger(): boolean {
        return this.denominator === 1n;
    }

    sign(): -1 | 0 | 1 {
        if (this.numerator === 0n) return 0;
        return this.numerator < 0n ? -1 : 1;
    }

    /** The greatest integer that is not above this value. */
    floor(): bigint {
        const quotient = this.numerator / this.denominator;
        return this.numerator < 0n && this.denominator !== 1n ? quotient - 1n : quotient;
    }

    /** The least integer that is not below this value. */
    ceil(): bigint {
        const quotient = this.numerator / this.denominator;
        return this.numerator > 0n && this.denominator !== 1n ? quotient + 1n : quotient;
    }

    round(mode: Rounding): bigint {
        return this.denominator === 1n ? this.numerator : roundedQuotient(this.numerator, this.denominator, mode);
    }

    /** Rounded to a multiple of `10^-decimals`. */
    roundTo(decimals: number, mode: Rounding): Rational {
        return this.denominator === 1n ? this : Rational.fromUnits(this.toUnits(decimals, mode), decimals);
    }

    /** This value × `10^decimals`, rounded: 12.505 EUR `toUnits(2, 'half up')` are 1251 cents. */
    toUnits(decimals: number, mode: Rounding): bigint {
        const scaled = decimals === 0 ? this.numerator : this.numerator * powerOfTen(decimals);
        return this.denominator === 1n ? scaled : roundedQuotient(scaled, this.denominator, mode);
    }

    /** `12.5` when the expansion ends, within `maxDecimals` if that is given; else the fraction, as `1/3`. */
    toDecimal(maxDecimals?: number): string {
        if (this.denominator === 1n) return this.numerator.toString();
        const decimals = decimalsOf(this.denominator);
        if (decimals === undefined || decimals > (maxDecimals ?? decimals)) {
            return `${this.numerator}/${this.denominator}`;
        }
        return this.toFixed(decimals);
    }

    /** Exactly `decimals` digits after the point, rounded half up, no grouping, never `-0`. */
    toFixed(decimals: number): string {
        const units = this.toUnits(decimals, 'half up');
        const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
        const sign = units < 0n ? '-' : '';
        if (decimals === 0) return sign + digits;
        return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
    }

    /** The nearest binary number: for charts and statistics only, never for an amount. */
    toNumber(): number {
        const [numerator, denominator] = [Number(this.numerator), Number(this.denominator)];
        if (Number.isFinite(numerator) && Number.isFinite(denominator)) return numerator / denominator;
        return Number(this.toFixed(20));
    }

    toString(): string {
        return this.toDecimal();
    }
}

function toBigInt(value: bigint | number): bigint {
    if (typeof value === 'bigint') return value;
    invariant(Number.isSafeInteger(value), `${value} is a safe integer`);
    return BigInt(value);
}
