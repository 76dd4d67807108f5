import type { Coupon } from '../../model/coupon.ts';
import { duplicateName } from '../checks/names.ts';
import { clauseMissing, outOfRange, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { ABOUT_MEMBER } from './around.ts';
import { once } from './clauses.ts';
import { declared, type Lowering, textOf } from './context.ts';
import { lowerTimes } from './during.ts';
import { lowerConditions } from './expression.ts';
import { lowerLimit } from './limit.ts';

/** A code belongs to one coupon: two that have it would both be used. */
export function checkCodes(lowering: Lowering, nodes: readonly ast.Coupon[]): void {
    const owners = new Map<string, string>();
    for (const node of nodes) {
        for (const clause of node.clauses.filter(ast.isCodes)) {
            for (const [index, code] of clause.codes.entries()) {
                const before = owners.get(code.toUpperCase());
                const place = { node: clause, property: 'codes', index };
                if (/[,;]/.test(code) || code.trim() !== code || code === '')
                    lowering.report(outOfRange, place, [
                        'A code',
                        'without commas, semicolons and spaces around it',
                        `"${code}"`,
                    ]);
                if (before) lowering.report(duplicateName, place, [code, `a code of '${before}'`]);
                else owners.set(code.toUpperCase(), node.name);
            }
        }
    }
}

export function lowerCoupon(lowering: Lowering, node: ast.Coupon): Coupon {
    const clauses = once(lowering, node.clauses, `the coupon '${node.name}'`);
    const codes = clauses.filter(ast.isCodes).flatMap(each => each.codes);
    if (codes.length === 0)
        lowering.report(clauseMissing, { node, property: 'name' }, [`The coupon '${node.name}'`, 'code "…"']);
    const limits = clauses.filter(ast.isLimit).flatMap(each => {
        const limit = lowerLimit(lowering, each);
        if (limit && limit.of !== 'times')
            lowering.report(pointlessClause, each, [textOf(each), "a coupon counts times; 'limit' the price instead"]);
        return limit ?? [];
    });
    return {
        ...declared(node),
        codes,
        when: lowerConditions(lowering, clauses.filter(ast.isWhenClause), ABOUT_MEMBER),
        during: lowerTimes(lowering, clauses.filter(ast.isDuring)),
        limits,
        singleUse: clauses.some(ast.isSingleUse),
        givenBack: clauses.some(ast.isGivesBack),
    };
}
