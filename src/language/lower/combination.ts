import type { Combination } from '../../model/earn.ts';
import { bestSetSize, groupMember, pointlessClause } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import { type Lowering, spanOf } from './context.ts';
import { lowerGroupCap, lowerGroupCount } from './price-amounts.ts';

export function lowerCombination(lowering: Lowering, node: ast.Combine): Combination | undefined {
    const rules = node.rules.map(each => each.ref);
    const first = rules[0];
    if (!first || rules.some(each => !each)) return undefined;
    const kind = ast.isEarn(first) ? 'earn' : ast.isRebate(first) ? 'rebate' : 'price';
    const isMixed = isBestOfPhases(node);
    const isBestSet = (node.mode?.endsWith('set') ?? false) || isMixed;
    if (rules.length < 2) lowering.report(groupMember, node, [first.name, 'be combined with at least one other']);
    for (const [index, rule] of rules.entries()) {
        if (!rule) continue;
        const place = { node, property: 'rules', index };
        if (ast.isPrice(rule) && rule.clauses.some(ast.isExclusive))
            lowering.report(groupMember, place, [rule.name, 'stand in no group: it is exclusive by its priority']);
        const wanted = unlikeFirst(node, rule, first);
        if (wanted) lowering.report(groupMember, place, [rule.name, wanted]);
    }
    const mode = !isMixed && isChoice(node.mode) ? node.mode : 'sum';
    if (kind === 'rebate' && (isBestSet || (mode !== 'best' && mode !== 'sum')))
        lowering.report(groupMember, node, [first.name, `be combined by 'best' or 'sum': rebates have no order`]);
    if (isBestSet && kind === 'earn')
        lowering.report(pointlessClause, node, ['best set', "rules that earn are compared one by one: write 'best'"]);
    if (node.left && kind !== 'price')
        lowering.report(pointlessClause, node, ['on what is left', 'only prices leave something']);
    const names = rules.map(each => each?.name ?? '');
    const atMost = node.atMost && lowerGroupCap(lowering, node, kind);
    const counted = node.count === undefined ? undefined : lowerGroupCount(lowering, node, { kind, mode, isMixed });
    const number = isMixed ? { mostInSet: counted ?? 1 } : { count: counted };
    return {
        rules: names,
        kind,
        mode,
        bestSet: isBestSet,
        ...number,
        onWhatIsLeft: node.left,
        atMost,
        span: spanOf(node),
    };
}

const isChoice = (mode: string | undefined): mode is 'best' | 'first' | 'exclusive' =>
    mode === 'best' || mode === 'first' || mode === 'exclusive';

const placeOf = ({ phase, event }: ast.Price): string => phase ?? event?.ref?.name ?? 'item';

/** Prices of several phases have no place in common where one could be compared with another: orders are. */
function isBestOfPhases({ mode, rules }: ast.Combine): boolean {
    if (mode !== 'best' || !rules.every(({ ref }) => ast.isPrice(ref) && ref.phase)) return false;
    return new Set(rules.map(({ ref }) => ast.isPrice(ref) && placeOf(ref))).size > 1;
}

/** What a rule of a group would have to be to go with the first of it. */
function unlikeFirst(node: ast.Combine, rule: ast.CombinedRule, first: ast.CombinedRule): `be ${string}` | undefined {
    if (rule.$type !== first.$type) return `be a rule of the same kind as '${first.name}'`;
    if (!ast.isPrice(rule) || !ast.isPrice(first) || placeOf(rule) === placeOf(first)) return undefined;
    const isBestSet = (node.mode?.endsWith('set') ?? false) || isBestOfPhases(node);
    const isCapOnly = node.atMost !== undefined && node.mode === 'sum' && !node.left;
    return isBestSet || isCapOnly ? undefined : `be a price on ${placeOf(first)}, like '${first.name}'`;
}

/** A rule belongs to one group. */
export function reportGroupedTwice(
    lowering: Lowering,
    nodes: readonly ast.Combine[],
    combinations: readonly Combination[],
): void {
    if (!lowering.kept.hasTwice('groups', combinations, ({ rules }) => rules)) return;
    const grouped = new Map<string, ast.Combine>();
    for (const node of nodes) {
        const first = node.rules[0]?.ref;
        if (!first || node.rules.some(each => !each.ref)) continue;
        for (const [index, { ref: rule }] of node.rules.entries()) {
            if (!rule) continue;
            const other = grouped.get(rule.name);
            if (other && !unlikeFirst(node, rule, first)) {
                const others = other.rules.filter(each => each.ref !== rule).map(each => `'${each.ref?.name ?? ''}'`);
                lowering.report(groupMember, { node, property: 'rules', index }, [
                    rule.name,
                    `be in one group only; it is already combined with ${others.join(', ')}`,
                ]);
            }
            grouped.set(rule.name, node);
        }
    }
}

/** Every set is tried on every order. */
const MOST_IN_BEST_SETS = 10;

export function checkBestSets(lowering: Lowering, nodes: readonly ast.Combine[]): void {
    let count = 0;
    for (const node of nodes.filter(each => each.mode?.endsWith('set') || isBestOfPhases(each))) {
        count += node.rules.length;
        if (count > MOST_IN_BEST_SETS) lowering.report(bestSetSize, node, [count, MOST_IN_BEST_SETS]);
    }
}
