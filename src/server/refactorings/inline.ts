import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import type { Edit } from '../../diagnostics/finding.ts';
import * as ast from '../../language/generated/ast.ts';
import { documentOf } from '../../language/names.ts';
import { isOfLibrary } from '../library-document.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { clauseOf, commentsAround, moveComments } from './comments.ts';
import type { Offer, Refactoring } from './refactoring.ts';
import { isOnName, nearest, type Spot, within } from './spot.ts';
import { removeDeclaration, replaceNode, sourceOf } from './text.ts';

/** A name is written out: where it stands, or everywhere, and then nothing has it any more. */
export const inline: Refactoring = {
    kind: 'refactor.inline',
    offers: (spot, services) => {
        const reference = nearest(spot, ast.isNameRef);
        const target = reference ? reference.head?.ref : declaredHere(spot);
        if (!isInlinable(target) || isOfLibrary(target)) return [];
        const uses = usesOf(target, services);
        const written = uses.filter(canBeWritten(target, services));
        const what = `${ast.isSegment(target) ? 'the segment' : 'the metric'} '${target.name}'`;
        const offers: Offer[] = [];
        if (reference && uses.length > 1 && written.includes(reference))
            offers.push({ title: `Inline ${what} here`, edits: () => [writtenOut(reference, target)] });
        if (uses.length > 0 && written.length === uses.length)
            offers.push({ title: `Inline ${what}`, edits: () => everywhere(target, written) });
        return offers;
    },
};

type Inlinable = ast.Segment | (ast.Metric & { aggregate: ast.Aggregate });

function declaredHere({ declaration, ...spot }: Spot): AstNode | undefined {
    const name = declaration && GrammarUtils.findNodeForProperty(declaration.$cstNode, 'name');
    return isOnName({ declaration, ...spot }, name) ? declaration : undefined;
}

/** A segment that is looked at on some days only is a state, and nothing that could be written out. */
function isInlinable(node: AstNode | undefined): node is Inlinable {
    if (ast.isMetric(node)) return node.aggregate !== undefined;
    if (!ast.isSegment(node) || !node.clauses.every(ast.isWhenClause) || node.clauses.length === 0) return false;
    return !within(node).some(ast.isRanked);
}

function usesOf(target: AstNode, services: LoyaltyServerServices): readonly AstNode[] {
    const { References } = services.references;
    return References.findReferences(target, { includeDeclaration: false })
        .map(({ sourceUri, sourcePath }) => {
            const document = services.shared.workspace.LangiumDocuments.getDocument(sourceUri);
            return document && services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, sourcePath);
        })
        .filter(each => each !== undefined)
        .toArray();
}

/** Whether all that it names is seen where it is used, and an expression can stand there. */
function canBeWritten(target: Inlinable, services: LoyaltyServerServices): (use: AstNode) => use is ast.NameRef {
    const named = within(target).flatMap(node =>
        AstUtils.streamReferences(node)
            .map(({ reference }) => ('ref' in reference ? reference.ref : undefined))
            .filter(each => each !== undefined)
            .toArray(),
    );
    return (use): use is ast.NameRef => {
        if (!ast.isNameRef(use) || use.tail.length > 0 || use.group) return false;
        if (ast.isMetric(target) && (!use.window || use.window.kind === 'order')) return false;
        const seen = new Set(services.loyalty.Names.filesSeenBy(documentOf(use)).map(documentOf));
        return named.every(each => seen.has(documentOf(each)));
    };
}

function everywhere(target: Inlinable, uses: readonly ast.NameRef[]): readonly Edit[] {
    const [first] = uses;
    const parts = ast.isMetric(target) ? [target.aggregate] : target.clauses;
    const clause = first && clauseOf(first);
    return [
        ...uses.map(use => writtenOut(use, target)),
        removeDeclaration(target),
        ...(clause ? moveComments(commentsAround(target, parts), clause) : []),
    ];
}

function writtenOut(use: ast.NameRef, target: Inlinable): Edit {
    if (ast.isMetric(target)) return replaceNode(use, measured(use, target.aggregate));
    const [only, ...more] = target.clauses.filter(ast.isWhenClause).map(({ condition }) => condition);
    if (!only) return replaceNode(use, '');
    if (more.length === 0) return replaceNode(use, asOperand(only));
    return replaceNode(use, `(${[only, ...more].map(asOperand).join(' and ')})`);
}

/** Where it could be drawn apart by what stands around it, in parentheses. */
export function asOperand(condition: ast.Expression): string {
    const text = sourceOf(condition);
    return ast.isOr(condition) || ast.isAnd(condition) || ast.isNot(condition) ? `(${text})` : text;
}

function measured(use: ast.NameRef, { fn, of, where }: ast.Aggregate): string {
    const condition = where ? ` where ${asOperand(where)}` : '';
    return `${fn} of ${sourceOf(of)}${condition} over ${use.window ? sourceOf(use.window) : ''}`;
}
