import { Rational } from '../base/rational.ts';
import type { Expression } from '../model/expression.ts';
import type { Program } from '../model/program.ts';
import { elementsOf, evaluate, firstUnknown } from './evaluate.ts';
import { sayValue } from './say.ts';
import { sayPlace } from './say-place.ts';
import type { Scope } from './scope.ts';

/**
 * One sentence why a condition holds or does not, with what was found: `Status is at least Silver does not hold:
 * Status is Friend`. Of several conditions it is the first that decides.
 */
export function explain(condition: Expression, scope: Scope, program: Program): string {
    const truth = evaluate(condition, scope, program);
    if (truth === undefined) {
        return `${condition.text} cannot be decided: ${firstUnknown(condition, scope, program)} is not known`;
    }
    const decisive = decisivePart(condition, truth, scope, program);
    if (decisive !== undefined) return explain(decisive, scope, program);
    const found = whatWasFound(condition, truth === true, scope, program);
    return `${condition.text} ${truth === true ? 'holds' : 'does not hold'}${found === '' ? '' : `: ${found}`}`;
}

/** Why the conditions of a rule hold or do not, all of which must. */
export function explainAll(conditions: readonly Expression[], scope: Scope, program: Program): string {
    const failing = conditions.find(condition => evaluate(condition, scope, program) !== true);
    if (failing !== undefined) return explain(failing, scope, program);
    return conditions.map(condition => explain(condition, scope, program)).join('; ');
}

/** `and` fails by one part, `or` holds by one part. */
function decisivePart(condition: Expression, truth: unknown, scope: Scope, program: Program): Expression | undefined {
    const first = (parts: readonly Expression[]): Expression | undefined =>
        parts.find(part => evaluate(part, scope, program) === truth);
    if (condition.kind === 'and' && truth === false) return first(condition.parts);
    if (condition.kind === 'or' && truth === true) return first(condition.parts);
    return undefined;
}

function whatWasFound(condition: Expression, holds: boolean, scope: Scope, program: Program): string {
    const value = (part: Expression): string => sayValue(evaluate(part, scope, program), part.type, program);
    switch (condition.kind) {
        case 'compare':
            return `${subject(condition.left)} is ${value(condition.left)}${other(condition, value)}${distance(condition, holds, scope, program)}`;
        case 'between':
        case 'in':
            return `${subject(condition.value)} is ${value(condition.value)}`;
        case 'contains':
            return `${subject(condition.set)} is ${sayValue(elementsOf(condition.set, scope, program), condition.set.type, program)}`;
        case 'known':
            return holds ? `${subject(condition.value)} is ${value(condition.value)}` : '';
        case 'not':
            return explain(condition.operand, scope, program);
        case 'and':
        case 'or':
        case 'some':
            return condition.parts.map(part => explain(part, scope, program)).join('; ');
        case 'segment': {
            const segment = program.segments.find(({ name }) => name === condition.segment);
            return segment === undefined ? '' : explain(segment.when, scope, program);
        }
        case 'ranked':
            return sayPlace(condition.ranking, scope, program);
        case 'constant':
        case 'member field':
        case 'event field':
        case 'item field':
        case 'order field':
        case 'order measure':
        case 'metric':
        case 'points balance':
        case 'points expiring':
        case 'tier':
        case 'missing':
        case 'today':
        case 'since last':
        case 'falls':
        case 'arithmetic':
        case 'contract':
        case 'journey':
        case 'figure':
        case 'share of members':
            return '';
    }
}

/** Of two fields that are compared, what the second one is. */
function other({ op, right }: Extract<Expression, { kind: 'compare' }>, value: (part: Expression) => string): string {
    const isField = right.kind === 'member field' || right.kind === 'event field' || right.kind === 'item field';
    return isField && (op === '=' || op === '<>') ? `, ${right.text} is ${value(right)}` : '';
}

/** A name is repeated, a longer phrase is `it`. */
const subject = ({ kind, text }: Expression): string => (NAMES.has(kind) ? text : 'it');

const NAMES: ReadonlySet<Expression['kind']> = new Set([
    'tier',
    'member field',
    'event field',
    'item field',
    'order field',
    'points balance',
]);

/** What is missing to a lower bound, or what lies above an upper one. */
function distance(
    condition: Extract<Expression, { kind: 'compare' }>,
    holds: boolean,
    scope: Scope,
    program: Program,
): string {
    const [left, right] = [evaluate(condition.left, scope, program), evaluate(condition.right, scope, program)];
    if (holds || !(left instanceof Rational) || !(right instanceof Rational) || left.eq(right)) return '';
    const gap = sayValue(right.sub(left).abs(), condition.left.type, program);
    if (condition.op === '>=') return `, ${gap} ${isOne(gap) ? 'is' : 'are'} missing`;
    if (condition.op === '>') return `, more than ${gap} ${isOne(gap) ? 'is' : 'are'} missing`;
    if (condition.op === '<=') return `, ${gap} too much`;
    return '';
}

const isOne = (amount: string): boolean => amount.split(' ')[0] === '1';
