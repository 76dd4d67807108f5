import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { Line, LineTax } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import { minor } from './goods.ts';
import { total } from './share-out.ts';

/** What is taxed: a line of goods, or shipping. */
export interface Taxable {
    /** Minor units, with tax or without it as the program's prices are. */
    readonly paid: bigint;
    readonly quantity: Rational;
    /** Where it is not known, or makes no sense, there is no tax. */
    readonly rate: Rational | undefined;
    /** Whether tax is in `paid`, or comes on top. */
    readonly isTaxIn: boolean;
    /** Where there are several taxes: each as a rate on what is without tax. */
    readonly taxes?: readonly LineTax[] | undefined;
}

/** Whether the price of a line contains tax: as it says itself, or as the program does. */
export function isTaxIn({ fields }: Pick<Line, 'fields'>, { pricesInclude }: Program): boolean {
    const own = fields.get('tax_in_price');
    return own === 'yes' || (own !== 'no' && pricesInclude === 'tax');
}

export interface Taxed {
    readonly tax: bigint;
    /** What of it comes on top of `paid`. */
    readonly onTop: bigint;
    /** `paid` without the tax that is in it. */
    readonly net: bigint;
    /** The same, exact. */
    readonly exactNet: Rational;
    readonly taxes?: readonly TaxShare[];
}

export interface TaxShare {
    readonly field: string;
    readonly tax: bigint;
    /** Though the price contains the others. */
    readonly onTop?: boolean | undefined;
}

const sumOf = (taxes: readonly TaxShare[]): bigint => taxes.reduce((sum, { tax }) => sum + tax, 0n);

/**
 * What is left of an amount without its tax, exact, in the amount's unit. Where the rate is not known, or makes no
 * sense, there is nothing to take out.
 */
export function withoutTax(amount: Rational, tax: Rational | undefined, isIn: boolean): Rational {
    if (!isIn || tax === undefined) return amount;
    const factor = Rational.ONE.add(tax);
    return factor.sign() > 0 ? amount.div(factor) : amount;
}

/**
 * Tax in whole minor units. Unless the program says how tax is rounded, it is rounded half up line by line; where
 * prices contain it, what is left without it is rounded so, and tax is the rest.
 */
export function taxed(goods: readonly Taxable[], program: Program): Taxed[] {
    const exact = goods.map(exactTax);
    const rounded = roundedTaxes(goods, exact, program);
    const several = goods.some(({ taxes }) => taxes !== undefined) ? severalTaxes(goods, rounded, program) : [];
    return goods.map(({ paid, rate, isTaxIn: isIn }, index) => {
        const exactNet = withoutTax(Rational.of(paid), rate, isIn);
        const taxes = several[index];
        const tax = taxes === undefined ? (rounded[index] ?? 0n) : sumOf(taxes);
        const above = sumOf(taxes?.filter(({ onTop }) => onTop === true) ?? []);
        const net = isIn ? paid - (tax - above) : paid;
        return { tax, onTop: isIn ? above : tax, net, exactNet, ...(taxes === undefined ? {} : { taxes }) };
    });
}

/**
 * Each of several taxes by itself, rounded as tax is. In prices that contain tax and of which the program says nothing
 * else, the net is rounded, and the taxes share the rest by largest remainder.
 */
function severalTaxes(goods: readonly Taxable[], rounded: readonly bigint[], program: Program): Taxed['taxes'][] {
    const { decimals } = program.currency;
    const parts = goods.flatMap(({ taxes = [], ...each }, index) =>
        taxes.map(({ field, rate, each: levy, onTop = false }) => {
            const net = withoutTax(Rational.of(each.paid), each.rate, each.isTaxIn);
            const more = levy === undefined ? Rational.ZERO : minor(levy, decimals).mul(each.quantity);
            const exact = net.mul(rate).add(more);
            return { index, field, onTop, goods: each, exact, kind: `${field} ${rate.toString()}` };
        }),
    );
    const own = parts.map(part => ({ ...part.goods, isTaxIn: false }));
    const exact = parts.map(part => part.exact);
    const alone = roundedTaxes(own, exact, program, index => parts[index]?.kind ?? '');
    return goods.map(({ isTaxIn: isIn, taxes }, index) => {
        if (taxes === undefined) return undefined;
        const mine = parts.flatMap((part, place) =>
            part.index === index ? [{ ...part, tax: alone[place] ?? 0n }] : [],
        );
        const isRest = isIn && program.taxRounding === undefined;
        const inPrice = mine.map(part => (part.onTop ? Rational.ZERO : part.exact));
        const shares = isRest ? apportion(rounded[index] ?? 0n, inPrice) : undefined;
        return mine.map(({ field, tax, onTop }, place) => {
            const own = isRest && !onTop ? (shares?.[place] ?? 0n) : tax;
            return { field, tax: own, ...(onTop ? { onTop } : {}) };
        });
    });
}

function exactTax({ paid, rate, isTaxIn: isIn }: Taxable): Rational {
    const amount = Rational.of(paid);
    if (isIn) return amount.sub(withoutTax(amount, rate, isIn));
    return rate === undefined || rate.isNegative() ? Rational.ZERO : amount.mul(rate);
}

function roundedTaxes(
    goods: readonly Taxable[],
    exact: readonly Rational[],
    program: Program,
    kindOf: (index: number) => string = index => goods[index]?.rate?.toString() ?? '',
): bigint[] {
    const { taxRounding } = program;
    if (taxRounding === undefined) {
        return goods.map(({ paid, isTaxIn: isIn }, index) => {
            const tax = exact[index] ?? Rational.ZERO;
            return isIn ? paid - Rational.of(paid).sub(tax).round('half up') : tax.round('half up');
        });
    }
    const { mode, by } = taxRounding;
    switch (by) {
        case 'line':
            return exact.map(tax => tax.round(mode));
        case 'unit':
            return exact.map((tax, index) => {
                const quantity = goods[index]?.quantity ?? Rational.ONE;
                if (!quantity.isInteger() || quantity.sign() <= 0) return tax.round(mode);
                return tax.div(quantity).round(mode) * quantity.floor();
            });
        case 'order':
            return byRate(exact, kindOf, taxes => total(taxes).round(mode));
        case 'total':
            return byRate(
                exact,
                () => '',
                taxes => total(taxes).round(mode),
            );
    }
}

/** All that has one rate is rounded together; the lines share it by largest remainder. */
function byRate(
    exact: readonly Rational[],
    kindOf: (index: number) => string,
    rounded: (taxes: readonly Rational[]) => bigint,
): bigint[] {
    const shares = exact.map(() => 0n);
    const rates = new Set(exact.map((_, index) => kindOf(index)));
    for (const rate of rates) {
        const own = [...exact.keys()].filter(index => kindOf(index) === rate);
        const taxes = own.map(index => (exact[index] ?? Rational.ZERO).max(Rational.ZERO));
        const parts = apportion(rounded(taxes), taxes) ?? [];
        for (const [place, index] of own.entries()) shares[index] = parts[place] ?? 0n;
    }
    return shares;
}

/**
 * What turns an amount that is meant with tax (or without it) into one as the prices of the program are, for goods that
 * cost these minor units: the tax of all of them together.
 */
export function basisOf(
    goods: readonly (Omit<Taxable, 'paid' | 'quantity'> & { readonly amount: Rational })[],
    amounts: 'with tax' | 'without tax' | undefined,
): Rational {
    if (amounts === undefined) return Rational.ONE;
    const all = total(goods.map(({ amount }) => amount));
    const other = total(
        goods.map(({ amount, rate, isTaxIn: isIn }) => {
            if ((amounts === 'with tax') === isIn) return amount;
            return isIn ? withoutTax(amount, rate, isIn) : withTax(amount, rate);
        }),
    );
    return other.isZero() ? Rational.ONE : all.div(other);
}

export const withTax = (amount: Rational, rate: Rational | undefined): Rational =>
    rate === undefined || rate.isNegative() ? amount : amount.mul(Rational.ONE.add(rate));
