import type { Coupon } from '../../model/coupon.ts';

/** Why an order cannot use a coupon, by its name; undefined where it can. */
export type CouponRefusal = (coupon: string) => string | undefined;

/** Codes as written on an order: one, or several with commas or semicolons between them. */
export function codesIn(text: string): readonly string[] {
    return text
        .split(/[,;]/)
        .map(code => code.trim())
        .filter(code => code !== '');
}

/** The code of a coupon among those of an order; capital and small letters are the same. */
export function codeOf({ codes }: Coupon, given: readonly string[]): string | undefined {
    return codes.find(code => given.some(each => each.toUpperCase() === code.toUpperCase()));
}
