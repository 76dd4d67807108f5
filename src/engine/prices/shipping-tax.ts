import { apportion } from '../../base/apportion.ts';
import { Rational } from '../../base/rational.ts';
import type { LineTax } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import type { PriceRequest } from './request.ts';
import { totalUnits } from './share-out.ts';
import { type Taxable, type Taxed, taxed } from './tax.ts';

type Charged = Pick<Taxed, 'tax' | 'onTop' | 'taxes'>;

/** Tax on what is paid for shipping: by its own rates, or by those of the goods that are shipped. */
export function taxOnShipping(paid: bigint, goods: readonly Taxable[], request: PriceRequest): Charged {
    const parts = partsOf(paid, goods, request);
    const all = taxed(parts, request.program);
    const taxes = Map.groupBy(
        all.flatMap(each => each.taxes ?? []),
        ({ field }) => field,
    );
    return {
        tax: totalUnits(all.map(({ tax }) => tax)),
        onTop: totalUnits(all.map(({ onTop }) => onTop)),
        ...(taxes.size === 0
            ? {}
            : {
                  taxes: [...taxes].map(([field, shares]) => ({
                      field,
                      tax: totalUnits(shares.map(({ tax }) => tax)),
                  })),
              }),
    };
}

function partsOf(paid: bigint, goods: readonly Taxable[], request: PriceRequest): Taxable[] {
    const { program, shippingTax: rate, shippingTaxes: taxes } = request;
    const isTaxIn = program.pricesInclude === 'tax';
    const own = { paid, quantity: Rational.ONE, rate, taxes, isTaxIn };
    switch (program.shippingTaxed) {
        case undefined:
            return [own];
        case 'highest rate': {
            const highest = goods.reduce<Taxable | undefined>(
                (best, each) => (best === undefined || allOf(each).gt(allOf(best)) ? each : best),
                undefined,
            );
            return highest === undefined ? [own] : [as(highest, paid, program)];
        }
        case 'pro rata': {
            const kinds = [...Map.groupBy(goods, kindOf).values()];
            const amounts = kinds.map(kind => totalUnits(kind.map(each => (each.paid > 0n ? each.paid : 0n))));
            const shares = apportion(paid, amounts);
            if (shares === undefined) return [own];
            return kinds.flatMap(([first], index) =>
                first === undefined ? [] : [as(first, shares[index] ?? 0n, program)],
            );
        }
    }
}

/** Taxed at the rates of goods; levies are on the goods alone. */
function as({ rate, taxes }: Taxable, paid: bigint, { pricesInclude }: Program): Taxable {
    const rates = taxes?.flatMap(({ field, rate: own, onTop }): LineTax[] =>
        own.isZero() ? [] : [{ field, rate: own, ...(onTop ? { onTop } : {}) }],
    );
    return { paid, quantity: Rational.ONE, rate, taxes: rates, isTaxIn: pricesInclude === 'tax' };
}

const kindOf = ({ rate, taxes }: Taxable): string =>
    taxes === undefined
        ? (rate?.toString() ?? '')
        : taxes.map(each => `${each.field} ${each.rate.toString()}`).join(', ');

const allOf = ({ rate, taxes }: Taxable): Rational =>
    taxes === undefined ? (rate ?? Rational.ZERO) : taxes.reduce((sum, each) => sum.add(each.rate), Rational.ZERO);
