import type { AstNode } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import { textOf } from '../../language/lower/context.ts';
import type { Hint } from './hint.ts';
import { moneyOf, rateOf, rateOfGive, sayMoney, sayShare, worthOf } from './worth.ts';

/** `≈ 2% back`: what a rule gives of what is paid, by the worth of its points. */
export function rateHints(node: AstNode): readonly Hint[] {
    const isStep = ast.isEarnStep(node);
    if (!isStep && !ast.isGive(node)) return [];
    const rate = isStep ? rateOf(moneyOf(node.amount?.value, node.amount?.unit?.ref), node.per) : rateOfGive(node);
    const place = isStep ? node.$cstNode : (node.per ?? node.every ?? node).$cstNode;
    if (!rate || rate.isZero() || !place) return [];
    const unit = isStep ? node.amount?.unit?.ref : node.unit?.ref;
    return [
        {
            kind: 'rates',
            offset: place.end,
            label: `≈ ${sayShare(rate)} back`,
            explanation: () => explain(node, unit, sayShare(rate)),
        },
    ];
}

function explain(node: ast.Give | ast.EarnStep, unit: ast.Unit | undefined, rate: string): string {
    const worth = ast.isPoints(unit) ? worthOf(unit) : undefined;
    const because = worth && ast.isPoints(unit) ? `One ${unit.name} is worth ${sayMoney(worth)}: ` : '';
    const share = ast.isGive(node) && node.percent ? `\`${textOf(node)}\` of a rule that gives a rate: ` : '';
    return `${because}${share}${rate} of what counts comes back, before points are rounded, and before any of them expire.`;
}
