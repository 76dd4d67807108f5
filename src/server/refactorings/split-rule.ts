import { type AstNode, AstUtils } from 'langium';
import type { Edit } from '../../diagnostics/finding.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf } from '../../language/names.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { commentsIn } from './comments.ts';
import { freshName } from './names.ts';
import type { Offer, Refactoring } from './refactoring.ts';
import { nearest } from './spot.ts';
import { declareAfter, replaceNode, sourceOf, startWithComments, textEdit } from './text.ts';

/** One rule becomes several that give the same together. */
export const splitRule: Refactoring = {
    kind: 'refactor.rewrite',
    offers: (spot, services) => {
        const rule = nearest(spot, isRule);
        if (!rule || !mayBeSplit(rule)) return [];
        const uses = usesOf(rule, services);
        if (!uses) return [];
        const offers: Offer[] = [];
        const gives = ast.isEarn(rule) ? rule.clauses.filter(ast.isGive) : [];
        if (ast.isEarn(rule) && gives.length > 1 && gives.every(each => !each.compounding))
            offers.push({
                title: `Split '${rule.name}' into a rule for each gift`,
                edits: () => byGift(rule, gives, uses, services),
            });
        const either = spot.nodes.find(node => ast.isOr(node) && ast.isWhenClause(node.$container));
        if (ast.isOr(either) && uses.length === 0)
            offers.push({
                title: `Split '${rule.name}' at 'or'`,
                edits: () => byCondition(rule, either, services),
            });
        return offers;
    },
};

type Rule = ast.Earn | ast.Price;

const isRule = (node: AstNode): node is Rule => ast.isEarn(node) || ast.isPrice(node);

/** What counts, rounds or looks at a rule as a whole would look at each part. */
function mayBeSplit(rule: Rule): boolean {
    const clauses: readonly AstNode[] = rule.clauses;
    const isWhole = (each: AstNode): boolean =>
        ast.isLimit(each) ||
        ast.isRoundClause(each) ||
        ast.isRoundPrice(each) ||
        ast.isExclusive(each) ||
        ast.isStopHere(each) ||
        ast.isNeverWith(each) ||
        ast.isAfter(each) ||
        ast.isCharge(each);
    return !clauses.some(isWhole) && !(ast.isEarn(rule) && clauses.some(ast.isEarnBrackets));
}

/** Lists of rules that the parts can be added to; undefined where something asks for the rule alone. */
function usesOf(rule: Rule, services: LoyaltyServerServices): readonly ListOfRules[] | undefined {
    const uses = services.references.References.findReferences(rule, { includeDeclaration: false })
        .map(({ sourceUri, sourcePath }) => {
            const document = services.shared.workspace.LangiumDocuments.getDocument(sourceUri);
            return document && services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, sourcePath);
        })
        .toArray();
    return uses.every(isExtensible) ? uses : undefined;
}

type ListOfRules = ast.Covers | ast.Combine | ast.Give;

/** Within a group whose rules add up, and as the basis of a share, the parts are worth what the rule was. */
function isExtensible(node: AstNode | undefined): node is ListOfRules {
    if (ast.isCombine(node)) return node.mode === 'sum' && !node.left && !node.atMost;
    return ast.isCovers(node) || (ast.isGive(node) && !node.rounded && !node.compounding);
}

function byGift(
    rule: ast.Earn,
    gives: readonly ast.Give[],
    uses: readonly ListOfRules[],
    services: LoyaltyServerServices,
): readonly Edit[] {
    const taken: string[] = [rule.name];
    const parts = gives.map((give, index) => {
        const name = index === 0 ? rule.name : another(rule, taken, services);
        return withOnly(rule, name, give);
    });
    const [first = '', ...others] = parts;
    const added = taken.slice(1).map(name => `, ${name}`);
    return [
        replaceNode(rule, first),
        declareAfter(rule, others.join('\n\n')),
        ...uses.map(use => afterName(use, rule, added.join(''))),
    ];
}

function another(rule: Rule, taken: string[], { loyalty }: LoyaltyServerServices): string {
    const stem = rule.name.replace(/\d+$/, '');
    let name = freshName(loyalty.Names, documentOf(rule), `${stem}2`);
    for (let number = 3; taken.includes(name); number++)
        name = freshName(loyalty.Names, documentOf(rule), `${stem}${number}`);
    taken.push(name);
    return name;
}

/** The rule with one of its gifts. Comments of a gift go with it, all others stay with the rule of the old name. */
function withOnly(rule: ast.Earn, name: string, give: ast.Give): string {
    const cuts = rule.clauses.filter(each => ast.isGive(each) && each !== give).map(each => clauseWithComments(each));
    const [start, end] = clauseWithComments(give);
    const others = name === rule.name ? [] : commentsIn(rule).filter(each => each.start < start || each.end > end);
    const isCut = (at: number): boolean => cuts.some(([from, until]) => from <= at && at < until);
    return renamed(
        cutOut(rule, [
            ...cuts,
            ...others.filter(each => !isCut(each.start)).map(each => [each.start, each.end] as const),
        ]),
        rule,
        name,
    );
}

function clauseWithComments(node: AstNode): readonly [number, number] {
    const text = documentOf(node).textDocument.getText();
    const { end = 0 } = node.$cstNode ?? {};
    const behind = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
    const start = node.$cstNode ? startWithComments(node.$cstNode) : 0;
    return [start - (/\r?\n[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0), end + behind];
}

function cutOut(rule: Rule, cuts: readonly (readonly [number, number])[]): string {
    const { offset = 0 } = rule.$cstNode ?? {};
    return cuts
        .toSorted(([a], [b]) => b - a)
        .reduce((text, [start, end]) => text.slice(0, start - offset) + text.slice(end - offset), sourceOf(rule));
}

function renamed(text: string, rule: Rule, name: string): string {
    const [keyword] = text.split(/\s/, 1);
    return `${keyword} ${name}${text.slice(text.indexOf(rule.name, keyword?.length) + rule.name.length)}`;
}

function afterName(use: ListOfRules, rule: Rule, text: string): Edit {
    const reference = AstUtils.streamReferences(use)
        .map(each => each.reference)
        .find(each => 'ref' in each && each.ref === rule);
    const end = (reference && '$refNode' in reference && reference.$refNode?.end) || 0;
    return textEdit(documentOf(use), end, end, text);
}

/** Where both conditions hold, only the first of the two rules gives something: `combine … first`. */
function byCondition(rule: Rule, either: ast.Or, services: LoyaltyServerServices): readonly Edit[] {
    const name = another(rule, [rule.name], services);
    const start = rule.$cstNode?.offset ?? 0;
    const condition = either.$cstNode;
    if (!condition) return [];
    const [from, to] = [condition.offset - start, condition.end - start];
    const text = sourceOf(rule);
    const second = renamed(text.slice(0, from) + sourceOf(either.right) + text.slice(to), rule, name);
    return [
        replaceNode(either, sourceOf(either.left)),
        declareAfter(rule, `${withoutComments(second)}\n\ncombine ${rule.name}, ${name}: first`),
    ];
}

/** The comments stay with the first of the two. */
function withoutComments(text: string): string {
    return text.replace(/"[^"\r\n]*"|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, part => (part.startsWith('"') ? part : ''));
}
