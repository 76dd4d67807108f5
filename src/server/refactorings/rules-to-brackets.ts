import type { AstNode } from 'langium';
import type { Rational } from '../../base/rational.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf, fileOf } from '../../language/names.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { isStepped, looksAtWhole, measuredBy, namesOf, numberIn, type Stepped, words } from './cascade.ts';
import { commentsAround } from './comments.ts';
import type { Refactoring } from './refactoring.ts';
import { nearest } from './spot.ts';
import { removeDeclarations, replaceNode, sourceOf } from './text.ts';

/** One rule of a cascade, taken apart. */
interface Rung {
    readonly rule: Stepped;
    /** The condition that says from where on; absent where the rule always holds. */
    readonly condition: ast.Compare | undefined;
    readonly from: string;
    readonly limit: Rational;
    readonly gift: AstNode;
    readonly bracket: string;
}

/** Rules that differ in a limit and in what they give, of which the highest that applies is chosen, become `all-units` brackets. */
export const rulesToBrackets: Refactoring = {
    kind: 'refactor.rewrite',
    offers: (spot, services) => {
        const combine = nearest(spot, ast.isCombine) ?? combinationOf(nearest(spot, isStepped));
        const rungs = combine && rungsOf(combine, services);
        const [lowest, ...higher] = rungs ?? [];
        if (!combine || !lowest) return [];
        return [
            {
                title: `Turn ${higher.length + 1} rules into the brackets of '${lowest.rule.name}'`,
                edits: () => [
                    replaceNode(lowest.rule, withBrackets(lowest, higher)),
                    ...removeDeclarations([...higher.map(({ rule }) => rule), combine]),
                ],
            },
        ];
    },
};

function combinationOf(rule: Stepped | undefined): ast.Combine | undefined {
    const combines = rule && fileOf(documentOf(rule))?.declarations.filter(ast.isCombine);
    return combines?.find(({ rules }) => rules.some(({ ref }) => ref === rule));
}

/** From the lowest to the highest; undefined where they are no cascade. */
function rungsOf(combine: ast.Combine, services: LoyaltyServerServices): readonly Rung[] | undefined {
    if (combine.mode !== 'first' || combine.count || combine.left || combine.atMost) return undefined;
    const rules = combine.rules.flatMap(({ ref }) => (ref && isStepped(ref) ? [ref] : []));
    const rungs = rules.flatMap(rule => rungOf(rule) ?? []);
    if (rules.some(rule => documentOf(rule) !== documentOf(combine))) return undefined;
    if (rungs.length < 2 || rungs.length < combine.rules.length || !isOneCascade(rungs)) return undefined;
    const isTheirs = (node: AstNode | undefined): boolean => node === combine;
    if (!rules.every(rule => namesOf(rule, services).every(isTheirs))) return undefined;
    const ascending = rungs.toReversed();
    const [, ...higher] = ascending;
    const lost = [...higher.map(({ rule }) => rule), combine];
    return lost.every(node => commentsAround(node, []).length === 0) ? ascending : undefined;
}

/** The highest limit first, and nothing else that tells them apart. */
function isOneCascade(rungs: readonly Rung[]): boolean {
    const [first] = rungs;
    return rungs.every(
        (rung, index) =>
            first !== undefined &&
            restOf(rung) === restOf(first) &&
            (index === 0 || rung.limit.lt(rungs[index - 1]?.limit ?? rung.limit)),
    );
}

function rungOf(rule: Stepped): Rung | undefined {
    const clauses: readonly AstNode[] = rule.clauses;
    const { subject, keyword } = measuredBy(rule);
    const gifts = clauses.filter(each => ast.isDiscount(each) || ast.isNewPrice(each) || ast.isGive(each));
    const [gift] = gifts;
    const bracket = gift && bracketFor(gift);
    if (!gift || bracket === undefined || gifts.length > 1 || clauses.some(looksAtWhole)) return undefined;
    if (clauses.some(each => ast.isPriceBrackets(each) || ast.isEarnBrackets(each))) return undefined;
    const conditions = clauses
        .flatMap(each => {
            const isTheirs = keyword === 'where' ? ast.isWhereClause(each) : ast.isWhenClause(each);
            return isTheirs ? conjuncts(conditionOf(each)) : [];
        })
        .filter(ast.isCompare)
        .filter(each => words(each.left) === subject);
    const [condition] = conditions;
    if (conditions.length > 1 || (condition && condition.op !== '>=')) return undefined;
    const from = condition ? words(condition.right) : '0';
    const limit = numberIn(from);
    return limit && { rule, condition, from, limit, gift, bracket };
}

const conditionOf = (clause: AstNode): ast.Expression | undefined =>
    ast.isWhereClause(clause) || ast.isWhenClause(clause) ? clause.condition : undefined;

function conjuncts(condition: ast.Expression | undefined): readonly ast.Expression[] {
    if (!condition) return [];
    return ast.isAnd(condition) ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];
}

/** What a clause is in brackets; undefined where they cannot say it. */
function bracketFor(clause: AstNode): string | undefined {
    if (ast.isDiscount(clause)) {
        const { kind, of, per, perLine, atMost, tax, condition, value } = clause;
        const isPlain = kind === 'discount' && !of && !per && !perLine && !atMost && !tax && !condition;
        return isPlain && isAmount(value) ? `${words(value)} off` : undefined;
    }
    if (ast.isNewPrice(clause)) {
        const { of, package: packaged, condition, value } = clause;
        return !of && !packaged && !condition && ast.isQuantity(value) ? words(value) : undefined;
    }
    if (!ast.isGive(clause)) return undefined;
    const plain = /^give (\d[\d_.]* \S+( per (whole )?\d[\d_.]* [A-Z]{3})?)$/.exec(words(clause));
    return plain?.[1];
}

const isAmount = (value: ast.Expression): boolean => ast.isPercentLiteral(value) || ast.isQuantity(value);

/** All of a rule but its name, its limit and what it gives. */
function restOf({ rule, condition, gift }: Rung): string {
    const clauses: readonly AstNode[] = rule.clauses;
    const others = clauses.filter(each => each !== gift);
    const said = others.flatMap(each => {
        if (!ast.isWhereClause(each) && !ast.isWhenClause(each)) return [words(each)];
        const keyword = ast.isWhereClause(each) ? 'where' : 'when';
        return conjuncts(each.condition)
            .filter(part => part !== condition)
            .map(part => `${keyword} ${words(part)}`);
    });
    return said.toSorted().join('\n');
}

/** The lowest rule, with the steps of all instead of its own. */
function withBrackets(lowest: Rung, higher: readonly Rung[]): string {
    const { rule, gift, condition } = lowest;
    const { subject, start } = measuredBy(rule);
    const unit = ast.isPrice(rule) ? ' units' : '';
    const begins = ast.isPrice(rule) && condition ? [start] : [];
    const steps = [lowest, ...higher].map(({ from, bracket, condition: own }) =>
        own ? `from ${from}${unit}: ${bracket}` : `${first(rule, higher)}: ${bracket}`,
    );
    const brackets = `all-units by ${subject} {\n${[...begins, ...steps].join('\n')}\n}`;
    const cuts = [[gift, brackets] as const, ...(condition ? [[...conditionCut(condition)] as const] : [])];
    return cut(rule, cuts);
}

/** Where brackets begin that hold from the start: at one unit, at no money. */
function first(rule: Stepped, [next]: readonly Rung[]): string {
    return ast.isPrice(rule) ? 'from 1 units' : `from 0 ${next?.from.split(' ')[1] ?? ''}`;
}

/** Which node goes for which text, so that a condition is gone from its clause. */
function conditionCut(condition: ast.Compare): readonly [AstNode, string] {
    const { $container: container } = condition;
    if (!container) return [condition, ''];
    if (!ast.isAnd(container)) return [container, ''];
    return [container, sourceOf(container.left === condition ? container.right : container.left)];
}

function cut(rule: Stepped, cuts: readonly (readonly [AstNode, string])[]): string {
    const offset = rule.$cstNode?.offset ?? 0;
    const placed = cuts.map(([node, text]) => ({
        start: (node.$cstNode?.offset ?? 0) - offset,
        end: (node.$cstNode?.end ?? 0) - offset,
        text,
    }));
    return placed
        .toSorted((a, b) => b.start - a.start)
        .reduce((text, each) => {
            const before = text.slice(0, each.start);
            return (each.text === '' ? before.replace(/\n[ \t]*$/, '') : before) + each.text + text.slice(each.end);
        }, sourceOf(rule));
}
