import type { EarnOccasion, Give } from '../../model/earn.ts';
import { circular, otherOccasion, wrongUnit } from '../checks/rules.ts';
import * as ast from '../generated/ast.ts';
import type { Lowering } from './context.ts';
import { lowerOccasion, occasionName } from './occasion.ts';

/** The unit of a share of other rules: theirs, which must be one. */
export function unitOfRules(
    lowering: Lowering,
    node: ast.Give,
    occasion: EarnOccasion | undefined,
): Give['unit'] | undefined {
    let found: Give['unit'] | undefined;
    for (const [index, reference] of node.rules.entries()) {
        const rule = reference.ref;
        if (!rule) return undefined;
        const place = { node, property: 'rules', index };
        const path = cycleFrom(rule, earnOf(node));
        if (path) {
            lowering.report(circular, place, [path]);
            return undefined;
        }
        const other = lowerOccasion(rule);
        if (!other || !occasion || !sameOccasion(other, occasion)) {
            lowering.report(otherOccasion, place, [
                rule.name,
                other ? occasionName(other) : 'something else',
                occasion ? occasionName(occasion) : 'a trigger',
            ]);
            return undefined;
        }
        const unit = unitOfRule(rule, new Set());
        if (!unit) return undefined;
        if (found && JSON.stringify(unit) !== JSON.stringify(found)) {
            lowering.report(wrongUnit, place, ['A share of several rules', 'of rules that give the same', rule.name]);
            return undefined;
        }
        found = unit;
    }
    return found;
}

function earnOf(node: ast.Give): ast.Earn | undefined {
    return ast.isEarn(node.$container) ? node.$container : undefined;
}

/** Rules on purchases and on their items are answered for the same event. */
function sameOccasion(a: EarnOccasion, b: EarnOccasion): boolean {
    const event = (each: EarnOccasion): string => (each.kind === 'item' ? 'purchase' : each.event);
    return event(a) === event(b) && (a.kind === 'referred') === (b.kind === 'referred');
}

function unitOfRule(rule: ast.Earn, seen: Set<ast.Earn>): Give['unit'] | undefined {
    if (seen.has(rule)) return undefined;
    seen.add(rule);
    for (const clause of rule.clauses) {
        const unit = ast.isGive(clause)
            ? clause.unit?.ref
            : ast.isEarnBrackets(clause)
              ? clause.steps[0]?.amount?.unit?.ref
              : undefined;
        if (unit)
            return ast.isPoints(unit) ? { kind: 'points', points: unit.name } : { kind: 'credit', currency: unit.name };
        const of = ast.isGive(clause) ? clause.rules[0]?.ref : undefined;
        const inner = of && unitOfRule(of, seen);
        if (inner) return inner;
    }
    return undefined;
}

/** `A → B → A` when following the shares from `rule` leads back to `goal`. */
function cycleFrom(rule: ast.Earn, goal: ast.Earn | undefined): string | undefined {
    const visit = (each: ast.Earn, path: readonly ast.Earn[]): readonly ast.Earn[] | undefined => {
        if (each === goal) return [...path, each];
        if (path.includes(each)) return undefined;
        for (const clause of each.clauses) {
            if (!ast.isGive(clause)) continue;
            for (const next of clause.rules) {
                const found = next.ref && visit(next.ref, [...path, each]);
                if (found) return found;
            }
        }
        return undefined;
    };
    const found = goal && visit(rule, []);
    return found && goal ? [goal, ...found].map(each => each.name).join(' → ') : undefined;
}
