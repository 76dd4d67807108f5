import type { Points, SpendThose } from '../../model/points.ts';
import { bonusRule, creditRule } from '../../model/wallet.ts';
import * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { leaveOut } from './points-life.ts';

/** Which points go before all others, by the rules that gave them. */
export function lowerSpendThose(
    lowering: Lowering,
    points: string,
    nodes: readonly ast.SpendThose[],
): Pick<Points, 'spendThose'> {
    const seen = new Set<string>();
    const list = nodes.flatMap((node): SpendThose[] => {
        const rules = node.rules.flatMap(({ ref }) => (ref === undefined ? [] : [ref]));
        const never = rules.find(rule => !gives(rule, points));
        const again = rules.find(({ name }) => seen.has(name));
        if (never) leaveOut(lowering, node, `'${never.name}' gives no ${points}`);
        else if (again) leaveOut(lowering, node, `'${again.name}' has its place already`);
        for (const { name } of rules) seen.add(name);
        return rules.length === 0 ? [] : [{ rules: rules.map(({ name }) => name), place: placeOf(node) }];
    });
    return list.length === 0 ? {} : { spendThose: list };
}

/** The bonus of a wallet, and credit that it holds. */
export function lowerSpendBonus(lowering: Lowering, wallet: ast.Wallet): Pick<Points, 'spendThose'> {
    const { clauses, name } = wallet;
    const has = { bonus: clauses.some(ast.isBonusClause), credit: clauses.some(ast.isHoldsClause) };
    const seen = new Set<string>();
    const list = clauses.filter(ast.isSpendBonusClause).map((node): SpendThose => {
        const what = node.what === 'credit' ? 'credit' : 'bonus';
        if (!has[what])
            leaveOut(lowering, node, what === 'bonus' ? `'${name}' gives no bonus` : `'${name}' holds no credit`);
        else if (seen.has(what)) leaveOut(lowering, node, `the ${what} has its place already`);
        seen.add(what);
        return { rules: [what === 'bonus' ? bonusRule(name) : creditRule(name)], place: placeOf(node) };
    });
    return list.length === 0 ? {} : { spendThose: list };
}

const placeOf = ({ place }: ast.SpendThose | ast.SpendBonusClause): SpendThose['place'] =>
    place === 'last' ? 'last' : 'first';

/** Whether a rule gives any of these points. */
export function gives(rule: ast.Giving, points: string): boolean {
    if (ast.isReward(rule))
        return rule.clauses.some(
            each => ast.isBenefit(each) && ast.isQuantity(each.value) && each.value.unit?.ref?.name === points,
        );
    return rule.clauses.some(each => {
        if (ast.isGive(each)) return each.percent || each.unit?.ref?.name === points;
        return ast.isEarnBrackets(each) && each.steps.some(({ amount }) => amount?.unit?.ref?.name === points);
    });
}
