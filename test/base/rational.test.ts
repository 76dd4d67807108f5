import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROUNDINGS as MODES } from '../../src/base/integer.ts';
import { Rational } from '../../src/base/rational.ts';

const integers = fc.oneof(fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }));
const positives = fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 1n, max: 10n ** 30n }));
const rationals = fc.tuple(integers, positives).map(([n, d]) => Rational.of(n, d));
const parse = (text: string): Rational => Rational.parse(text) ?? expect.fail(`${text} is no number`);

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

function law(predicate: (a: Rational, b: Rational, c: Rational) => void): void {
    fc.assert(fc.property(rationals, rationals, rationals, predicate));
}

describe('the laws of a field', () => {
    test('every result is in lowest terms with a positive denominator', () => {
        law((a, b) => {
            for (const value of [a, a.add(b), a.sub(b), a.mul(b), a.neg(), b.isZero() ? a : a.div(b)]) {
                expect(value.denominator > 0n).toBe(true);
                expect(gcd(value.numerator < 0n ? -value.numerator : value.numerator, value.denominator)).toBe(1n);
            }
        });
    });

    test('sum and product commute, associate and distribute', () => {
        law((a, b, c) => {
            expect(a.add(b)).toEqual(b.add(a));
            expect(a.mul(b)).toEqual(b.mul(a));
            expect(a.add(b).add(c)).toEqual(a.add(b.add(c)));
            expect(a.mul(b).mul(c)).toEqual(a.mul(b.mul(c)));
            expect(a.mul(b.add(c))).toEqual(a.mul(b).add(a.mul(c)));
        });
    });

    test('zero, one, negation and division are what they should be', () => {
        law((a, b) => {
            expect(a.add(Rational.ZERO)).toEqual(a);
            expect(a.mul(Rational.ONE)).toEqual(a);
            expect(a.add(a.neg())).toBe(Rational.ZERO);
            expect(a.sub(b)).toEqual(a.add(b.neg()));
            if (!b.isZero()) expect(a.div(b).mul(b)).toEqual(a);
        });
    });

    test('a sum is what cross-multiplied integers say', () => {
        fc.assert(
            fc.property(integers, positives, integers, positives, (a, b, c, d) => {
                const sum = Rational.of(a, b).add(Rational.of(c, d));
                expect(sum.numerator * b * d).toBe((a * d + c * b) * sum.denominator);
            }),
        );
    });
});

describe('order', () => {
    test('comparison agrees with the sign of the difference', () => {
        law((a, b) => {
            const sign = a.sub(b).sign();
            expect(a.compare(b)).toBe(sign);
            expect([a.lt(b), a.le(b), a.gt(b), a.ge(b), a.eq(b)]).toEqual([
                sign < 0,
                sign <= 0,
                sign > 0,
                sign >= 0,
                sign === 0,
            ]);
            expect(a.min(b).add(a.max(b))).toEqual(a.add(b));
            expect(a.min(b).le(a.max(b))).toBe(true);
            expect(a.abs().isNegative()).toBe(false);
        });
    });
});

describe('rounding', () => {
    // By down, up, lower, higher; half up, down, even, odd, lower, higher.
    test.each([
        ['2.5', 2n, 3n, 2n, 3n, 3n, 2n, 2n, 3n, 2n, 3n],
        ['-2.5', -2n, -3n, -3n, -2n, -3n, -2n, -2n, -3n, -3n, -2n],
        ['3.5', 3n, 4n, 3n, 4n, 4n, 3n, 4n, 3n, 3n, 4n],
        ['-3.5', -3n, -4n, -4n, -3n, -4n, -3n, -4n, -3n, -4n, -3n],
        ['2.4', 2n, 3n, 2n, 3n, 2n, 2n, 2n, 2n, 2n, 2n],
        ['-2.6', -2n, -3n, -3n, -2n, -3n, -3n, -3n, -3n, -3n, -3n],
        ['0.5', 0n, 1n, 0n, 1n, 1n, 0n, 0n, 1n, 0n, 1n],
        ['-0.5', 0n, -1n, -1n, 0n, -1n, 0n, 0n, -1n, -1n, 0n],
        ['7', 7n, 7n, 7n, 7n, 7n, 7n, 7n, 7n, 7n, 7n],
    ])('%s in every mode', (text, ...expected) => {
        expect(MODES.map(mode => parse(text).round(mode))).toEqual(expected);
    });

    test('what is taken back mirrors what was given; lower and higher are each other’s mirror', () => {
        const mirror = (mode: string): string =>
            mode.includes('lower') ? mode.replace('lower', 'higher') : mode.replace('higher', 'lower');
        law(a => {
            for (const mode of MODES) {
                const other = MODES.find(each => each === mirror(mode)) ?? mode;
                expect(a.neg().round(mode)).toBe(-a.round(other));
            }
        });
    });

    test('down and up enclose the value, floor and ceil do it by order, halves stay within one half', () => {
        law(a => {
            expect(Rational.of(a.floor()).le(a) && Rational.of(a.floor() + 1n).gt(a)).toBe(true);
            expect(Rational.of(a.ceil()).ge(a) && Rational.of(a.ceil() - 1n).lt(a)).toBe(true);
            expect(a.round('down')).toBe(a.isNegative() ? a.ceil() : a.floor());
            expect(a.round('up')).toBe(a.isNegative() ? a.floor() : a.ceil());
            for (const mode of MODES.filter(each => each.startsWith('half'))) {
                expect(Rational.of(a.round(mode)).sub(a).abs().le(Rational.of(1, 2))).toBe(true);
            }
        });
    });

    test('units and decimals are two views of the same rounding', () => {
        expect(parse('12.505').toUnits(2, 'half up')).toBe(1251n);
        expect(parse('12.505').roundTo(2, 'half even').toDecimal()).toBe('12.5');
        fc.assert(
            fc.property(rationals, fc.nat(25), fc.constantFrom(...MODES), (a, decimals, mode) => {
                expect(a.roundTo(decimals, mode)).toEqual(Rational.fromUnits(a.toUnits(decimals, mode), decimals));
                expect(Rational.fromUnits(a.numerator, decimals).toUnits(decimals, mode)).toBe(a.numerator);
            }),
        );
    });
});

describe('text', () => {
    test.each([
        ['12_000.50', '12000.5'],
        ['-3', '-3'],
        ['+.5', '0.5'],
        ['5.', '5'],
        ['1e-3', '0.001'],
        ['1.5E2', '150'],
        ['-0', '0'],
        ['007', '7'],
    ])('%s reads as %s', (text, expected) => {
        expect(parse(text).toDecimal()).toBe(expected);
    });

    test.each(['', '.', '-', 'e5', '1e', '1__0', '_1', '1_', '1,000', ' 1', '1 ', '0x10', 'NaN', '1e101', '1e-9999'])(
        "'%s' is no number",
        text => {
            expect(Rational.parse(text)).toBeUndefined();
        },
    );

    test('text that is too long is refused at once', () => {
        expect(Rational.parse('9'.repeat(100))).toBeDefined();
        expect(Rational.parse('9'.repeat(101))).toBeUndefined();
        expect(Rational.parse('1'.repeat(10_000_000))).toBeUndefined();
    });

    test('a decimal is exact when it ends, else a fraction', () => {
        expect(Rational.of(1, 8).toDecimal()).toBe('0.125');
        expect(Rational.of(1, 8).toDecimal(2)).toBe('1/8');
        expect(Rational.of(-2, 6).toDecimal()).toBe('-1/3');
        expect(`${Rational.of(5, 2)}`).toBe('2.5');
    });

    test('a fixed number of digits rounds half up and never shows -0', () => {
        expect(Rational.of(2, 3).toFixed(2)).toBe('0.67');
        expect(Rational.of(-1, 1000).toFixed(2)).toBe('0.00');
        expect(Rational.of(-1, 200).toFixed(2)).toBe('-0.01');
        expect(Rational.of(1_234_567).toFixed(0)).toBe('1234567');
    });

    test('decimals survive the way to text and back', () => {
        fc.assert(
            fc.property(integers, fc.nat(30), (units, decimals) => {
                const value = Rational.fromUnits(units, decimals);
                expect(Rational.parse(value.toDecimal())).toEqual(value);
                expect(Rational.parse(value.toFixed(decimals))).toEqual(value);
            }),
        );
    });
});

test('small constants are shared, and bugs are told apart from input', () => {
    expect(Rational.of(4, 4)).toBe(Rational.ONE);
    expect(Rational.of(0n, -7n)).toBe(Rational.ZERO);
    expect(Rational.of(3, -6).toDecimal()).toBe('-0.5');
    expect(Rational.of(6, 3).isInteger()).toBe(true);
    expect(() => Rational.of(1.5)).toThrow('safe integer');
    expect(() => Rational.of(1, 0)).toThrow('denominator');
    expect(() => Rational.ONE.div(Rational.ZERO)).toThrow('divided by zero');
});

test('the binary number is near, also beyond its range', () => {
    expect(Rational.of(1, 4).toNumber()).toBe(0.25);
    expect(Rational.of(10n ** 400n + 1n, 2n * 10n ** 400n).toNumber()).toBeCloseTo(0.5);
});
