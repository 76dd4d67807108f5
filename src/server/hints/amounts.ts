import { type AstNode, GrammarUtils } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import type { Hint } from './hint.ts';
import { moneyOf, sayMoney, worthOf } from './worth.ts';

/** `= 10 EUR`: what a number of points is worth, where it is a gift, a price or a limit. */
export function amountHints(node: AstNode): readonly Hint[] {
    const amount = amountIn(node);
    const points = amount?.unit;
    const money = amount && moneyOf(amount.value, points);
    if (!money || money.amount.isZero() || !ast.isPoints(points)) return [];
    const worth = worthOf(points);
    return [
        {
            kind: 'amounts',
            offset: amount.end,
            label: `= ${sayMoney(money)}`,
            explanation: () =>
                worth ? `One ${points.name} is worth ${sayMoney(worth)}: what one costs, and what is owed for it.` : '',
        },
    ];
}

interface Amount {
    readonly value: string | undefined;
    readonly unit: ast.Unit | undefined;
    readonly end: number;
}

function amountIn(node: AstNode): Amount | undefined {
    if (ast.isGive(node)) return node.per || node.percent ? undefined : ofProperty(node, node.value, node.unit?.ref);
    if (ast.isLimit(node)) return ofProperty(node, node.value, node.unit?.ref);
    if (ast.isQuantity(node) && isTold(node)) return ofProperty(node, node.value, node.unit?.ref);
    return undefined;
}

/** Not of amounts in conditions and tests, where the reader thinks in points. */
function isTold({ $container: owner }: ast.Quantity): boolean {
    return (
        ast.isCosts(owner) ||
        ast.isBenefit(owner) ||
        ast.isBalanceCap(owner) ||
        ast.isCeiling(owner) ||
        ast.isTransferMinimum(owner) ||
        (ast.isEarnStep(owner) && owner.per === undefined)
    );
}

function ofProperty(node: AstNode, value: string | undefined, unit: ast.Unit | undefined): Amount | undefined {
    const place = GrammarUtils.findNodeForProperty(node.$cstNode, 'unit');
    return place && { value, unit, end: place.end };
}
