import type { AstNode } from 'langium';
import { Rational } from '../../base/rational.ts';
import { groupDigits } from '../../base/text.ts';
import { bracketed } from '../../engine/earn/amount.ts';
import { type Brackets, bracketDiscounts } from '../../engine/prices/brackets.ts';
import { bracketedRebate } from '../../engine/rebates.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf } from '../../language/names.ts';
import type { Give } from '../../model/earn.ts';
import type { Program } from '../../model/program.ts';
import type { Rebate } from '../../model/rebate.ts';
import type { Type } from '../../model/type.ts';
import type { LoyaltyServerServices } from '../services.ts';
import type { Refactoring } from './refactoring.ts';
import { nearest } from './spot.ts';
import { textEdit } from './text.ts';

type Mode = 'graduated' | 'all-units';

/** The other kind of brackets, and what that makes of one purchase. */
export const bracketMode: Refactoring = {
    kind: 'refactor.rewrite',
    offers: (spot, services) => {
        const brackets = nearest(spot, isBrackets);
        const keyword = brackets?.$cstNode;
        if (!brackets || !keyword || brackets.steps.length < 2) return [];
        const mode: Mode = brackets.mode === 'graduated' ? 'all-units' : 'graduated';
        const change = workedNumber(brackets, mode, services);
        return [
            {
                title: `Convert to ${mode}${change === undefined ? '' : `: ${change}`}`,
                edits: () => [textEdit(spot.document, keyword.offset, keyword.offset + brackets.mode.length, mode)],
            },
        ];
    },
};

type Written = ast.PriceBrackets | ast.EarnBrackets | ast.RebateBrackets;

const isBrackets = (node: AstNode): node is Written =>
    ast.isPriceBrackets(node) || ast.isEarnBrackets(node) || ast.isRebateBrackets(node);

/** Undefined while the program has errors. */
function workedNumber(node: Written, mode: Mode, services: LoyaltyServerServices): string | undefined {
    const [root] = services.loyalty.Names.programsOf(documentOf(node));
    const program = root && services.loyalty.Analyses.of(documentOf(root)).draft();
    const rule = node.$container;
    if (!program) return undefined;
    const position = rule.clauses.filter(isBrackets).indexOf(node);
    const named = <T extends { readonly name: string }>(rules: readonly T[]): T | undefined =>
        rules.find(({ name }) => name === rule.name);
    if (ast.isPriceBrackets(node)) {
        const all = named(program.prices)?.actions.filter(action => action.kind === 'brackets');
        return all?.[position] && priceChange(all[position], mode, program);
    }
    if (ast.isRebateBrackets(node)) return rebateChange(named(program.rebates), mode, program);
    const gives = named(program.earns)?.gives.filter(give => give.basis.kind === 'brackets');
    return gives?.[position] && earnChange(gives[position], mode);
}

/** So many units as the last bracket begins with: there the two differ. */
function priceChange(brackets: Brackets, mode: Mode, program: Program): string | undefined {
    const last = brackets.steps.at(-1);
    if (!last) return undefined;
    const { decimals, code } = program.currency;
    const reached = last.above ? last.from.add(Rational.ONE) : last.from;
    const own = brackets.steps.flatMap(({ price }) => (price.kind === 'unit price' ? [price.amount] : []));
    const listed = own.length === brackets.steps.length ? own[0] : undefined;
    const unit = listed ?? Rational.of(10);
    const isAmount = brackets.by === 'amount';
    const worth = isAmount ? reached : unit.mul(reached);
    const scale = Rational.of(10n ** BigInt(decimals));
    const goods = { amount: worth.mul(scale), quantity: isAmount ? Rational.ONE : reached };
    const cost = (each: Mode): string => {
        const [discount = Rational.ZERO] = bracketDiscounts(
            { ...brackets, mode: each },
            [goods],
            Rational.ZERO,
            decimals,
        );
        return `${goods.amount.sub(discount).div(scale).toFixed(decimals)} ${code}`;
    };
    const count = isAmount
        ? `goods for ${reached.toDecimal()} ${code}`
        : `${reached.toDecimal()} ${brackets.measure ? `of ${brackets.measure.text}` : 'units'}`;
    const at = isAmount || listed ? '' : ` at ${unit.toFixed(decimals)} ${code}`;
    return `${count}${at} cost ${cost(mode)} instead of ${cost(brackets.mode)}`;
}

function earnChange({ basis, unit }: Give, mode: Mode): string | undefined {
    const reached = basis.kind === 'brackets' ? basis.steps.at(-1)?.from : undefined;
    if (basis.kind !== 'brackets' || !reached) return undefined;
    const name = unit.kind === 'points' ? unit.points : unit.currency;
    const given = (each: Mode): string =>
        `${groupDigits(bracketed({ ...basis, mode: each }, { from: Rational.ZERO, to: reached }).toDecimal(2))} ${name}`;
    return `${groupDigits(reached.toDecimal())}${unitOf(basis.by.type)} of ${basis.by.text} give ${given(mode)} instead of ${given(basis.mode)}`;
}

function unitOf(type: Type): string {
    if (type.kind === 'money') return ` ${type.currency}`;
    return type.kind === 'points' ? ` ${type.points}` : '';
}

function rebateChange(rebate: Rebate | undefined, mode: Mode, { currency }: Program): string | undefined {
    const reached = rebate?.steps.at(-1)?.from;
    if (!rebate || !reached || rebate.byGrowth) return undefined;
    const paid = (each: Mode): string =>
        `${groupDigits(bracketedRebate(each, rebate.steps, reached).toFixed(currency.decimals))} ${currency.code}`;
    return `${groupDigits(reached.toDecimal())} of ${rebate.metric} are paid back ${paid(mode)} instead of ${paid(rebate.mode)}`;
}
