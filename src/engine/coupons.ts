import { Rational } from '../base/rational.ts';
import type { Coupon } from '../model/coupon.ts';
import type { Limit } from '../model/earn.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { isDuring } from './during.ts';
import { allHold } from './evaluate.ts';
import { explainAll } from './explain.ts';
import { type Used, use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { type CouponRefusal, codeOf, codesIn } from './prices/coupons.ts';
import type { PricedResult } from './prices/request.ts';
import { nextSerial, type Running } from './running.ts';
import type { Scope } from './scope.ts';
import type { OrderRecord } from './state.ts';

/** Which coupons an order can use: it has a code of theirs, and neither time, condition nor limit is against it. */
export function couponRefusal(running: Running, { fields, at }: Occurrence, scope: Scope): CouponRefusal {
    const given = codesOf(fields.get('code'));
    const used = usedBefore(running, at, NOW, undefined);
    return name => {
        const coupon = running.program.coupons?.find(each => each.name === name);
        const code = coupon && codeOf(coupon, given);
        if (coupon === undefined || code === undefined) return `the order has no code of '${name}'`;
        if (!isDuring(coupon.during, at, running.place.zone, scope.observer))
            return `'${name}' is not valid at this time`;
        if (!allHold(coupon.when, scope, running.program)) return explainAll(coupon.when, scope, running.program);
        return usedUp(coupon, code, used);
    };
}

/** Notes the coupons that took something off: a coupon that did nothing can be used again. */
export function noteCoupons(
    running: Running,
    priced: PricedResult,
    { fields, at }: Occurrence,
    record: OrderRecord,
): void {
    const { coupons, prices } = running.program;
    if (coupons === undefined || coupons.length === 0) return;
    const applied = new Set(prices.flatMap(({ name, coupon }) => (priced.uses.has(name) ? (coupon ?? []) : [])));
    const given = codesOf(fields.get('code'));
    for (const coupon of coupons) {
        const code = codeOf(coupon, given);
        if (code === undefined || !applied.has(coupon.name)) continue;
        const serial = nextSerial(running);
        const note = (owner: string, limit: Limit, index: number): void => {
            use(running, owner, index, limit, Rational.ONE, at, serial);
            if (coupon.givenBack === true) record.coupons.push({ owner, index, code: coupon.name });
        };
        for (const [index, limit] of coupon.limits.entries()) note(coupon.name, limit, index);
        if (coupon.singleUse) note(ownerOf(coupon, code), ONCE, 0);
    }
}

/** An order that came back whole has not used the coupons that say so. */
export function giveCouponsBack(running: Running, record: OrderRecord, serial: number): void {
    for (const { owner, index, code } of record.coupons.splice(0)) {
        const coupon = running.program.coupons?.find(({ name }) => name === code);
        const limit = owner === code ? coupon?.limits[index] : ONCE;
        if (limit !== undefined) use(running, owner, index, limit, Rational.ONE.neg(), record.facts.at, serial);
    }
}

function usedUp(coupon: Coupon, code: string, used: Used): string | undefined {
    const passed = coupon.limits.find((limit, index) =>
        used(coupon.name, limit, index).add(Rational.ONE).gt(limit.amount),
    );
    if (passed !== undefined) return `limited by '${passed.text}' of '${coupon.name}'`;
    const isSpent = coupon.singleUse && !used(ownerOf(coupon, code), ONCE, 0).isZero();
    return isSpent ? `the code '${code}' has been used` : undefined;
}

const codesOf = (value: unknown): readonly string[] => (typeof value === 'string' ? codesIn(value) : []);

/** Names of declarations hold no space: no other rule counts under this name. */
const ownerOf = ({ name }: Coupon, code: string): string => `${name} ${code.toUpperCase()}`;

const ONCE: Limit = {
    span: { file: '', start: 0, end: 0, line: 0, column: 0 },
    text: 'single use',
    amount: Rational.ONE,
    of: 'times',
    scope: 'program',
    period: { kind: 'lifetime' },
    excess: 'clip',
};
