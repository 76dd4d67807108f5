import { invariant } from '../../base/invariant.ts';
import { Rational } from '../../base/rational.ts';
import { groupDigits } from '../../base/text.ts';
import type { Comparison, Expression } from '../../model/expression.ts';
import type { Program } from '../../model/program.ts';
import type { AskedTotals } from './totals.ts';

/** Whether a goal is met (undefined: can't be said), and what was found, in words. */
export interface Judgement {
    readonly truth: boolean | undefined;
    readonly found: string;
}

/** Goals are made of figures, arithmetic, comparisons and their combinations; other expressions do not reach here. */
export function judge(condition: Expression, totals: AskedTotals, program: Program): Judgement {
    switch (condition.kind) {
        case 'compare': {
            const [left, right] = [worked(condition.left, totals), worked(condition.right, totals)];
            const found = say(condition.left, left, isShare(condition.right), totals, program);
            if (left === undefined || right === undefined) return { truth: undefined, found };
            const other = isFixed(condition.right)
                ? ''
                : ` against ${say(condition.right, right, false, totals, program)}`;
            return { truth: compares(condition.op, left.compare(right)), found: found + other };
        }
        case 'between': {
            const [value, low, high] = [condition.value, condition.low, condition.high].map(part =>
                worked(part, totals),
            );
            const found = say(
                condition.value,
                value,
                isShare(condition.low) || isShare(condition.high),
                totals,
                program,
            );
            if (value === undefined || low === undefined || high === undefined) return { truth: undefined, found };
            return { truth: value.ge(low) && value.le(high), found };
        }
        case 'and':
        case 'or': {
            const parts = condition.parts.map(part => judge(part, totals, program));
            const decisive = condition.kind === 'or';
            return {
                truth: combined(
                    parts.map(({ truth }) => truth),
                    decisive,
                ),
                found: joined(parts),
            };
        }
        case 'some': {
            const parts = condition.parts.map(part => judge(part, totals, program));
            return {
                truth: atLeast(
                    condition.count,
                    parts.map(({ truth }) => truth),
                ),
                found: joined(parts),
            };
        }
        case 'not': {
            const { truth, found } = judge(condition.operand, totals, program);
            return { truth: truth === undefined ? undefined : !truth, found };
        }
        default:
            invariant(condition.kind === 'constant', `a goal asks for figures, not for a ${condition.kind}`);
            return { truth: condition.value === true, found: condition.text };
    }
}

/** Undefined where it would be a share of nothing. */
function worked(expression: Expression, totals: AskedTotals): Rational | undefined {
    switch (expression.kind) {
        case 'constant':
            invariant(expression.value instanceof Rational, 'a goal compares amounts');
            return expression.value;
        case 'figure':
            return totals.figure(expression.figure);
        case 'share of members':
            return totals.shareIn(expression.ladder, expression.tier);
        case 'arithmetic':
            return computed(expression.op, worked(expression.left, totals), worked(expression.right, totals));
        default:
            throw new Error(`Invariant broken: a goal asks for figures, not for a ${expression.kind}`);
    }
}

function computed(
    op: '+' | '-' | '*' | '/',
    left: Rational | undefined,
    right: Rational | undefined,
): Rational | undefined {
    if (left === undefined || right === undefined) return undefined;
    switch (op) {
        case '+':
            return left.add(right);
        case '-':
            return left.sub(right);
        case '*':
            return left.mul(right);
        case '/':
            return right.isZero() ? undefined : left.div(right);
    }
}

function compares(op: Comparison, order: number): boolean {
    switch (op) {
        case '<':
            return order < 0;
        case '<=':
            return order <= 0;
        case '>':
            return order > 0;
        case '>=':
            return order >= 0;
        case '=':
            return order === 0;
        case '<>':
            return order !== 0;
    }
}

/** `2.71%` where it is compared with a percentage; money with its currency; else the number. */
function say(
    expression: Expression,
    value: Rational | undefined,
    asShare: boolean,
    totals: AskedTotals,
    program: Program,
): string {
    if (value === undefined) return whyUnknown(expression, totals) ?? `${expression.text} is a share of nothing`;
    const { type } = expression;
    if (asShare || isShare(expression)) return `${shortened(value.mul(Rational.of(100)))}%`;
    if (type.kind === 'money') return `${groupDigits(value.toFixed(program.currency.decimals))} ${type.currency}`;
    if (type.kind === 'points') return `${groupDigits(value.toDecimal())} ${type.points}`;
    return groupDigits(shortened(value));
}

/** The first figure in it that is not known. */
function whyUnknown(expression: Expression, totals: AskedTotals): string | undefined {
    if (expression.kind === 'arithmetic')
        return whyUnknown(expression.left, totals) ?? whyUnknown(expression.right, totals);
    const why = expression.kind === 'figure' ? totals.whyNot(expression.figure) : undefined;
    return why === undefined ? undefined : `${expression.text} is not known: ${why}`;
}

const isShare = ({ kind, type }: Expression): boolean => type.kind === 'percent' || kind === 'share of members';
const isFixed = ({ kind }: Expression): boolean => kind === 'constant';

/** Two digits after the point, or fewer where that is exact. */
const shortened = (value: Rational): string => (value.isInteger() ? value.toDecimal() : value.toFixed(2));

/** Three-valued: one decisive part decides, else one that can't be said leaves the whole open. */
function combined(truths: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
    if (truths.includes(decisive)) return decisive;
    return truths.includes(undefined) ? undefined : !decisive;
}

function atLeast(count: number, truths: readonly (boolean | undefined)[]): boolean | undefined {
    const [sure, open] = [true, undefined].map(kind => truths.filter(truth => truth === kind).length);
    if ((sure ?? 0) >= count) return true;
    return (sure ?? 0) + (open ?? 0) >= count ? undefined : false;
}

const joined = (parts: readonly Judgement[]): string => parts.map(({ found }) => found).join('; ');
