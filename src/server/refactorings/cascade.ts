import type { AstNode } from 'langium';
import { Rational } from '../../base/rational.ts';
import * as ast from '../../language/generated/ast.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { sourceOf } from './text.ts';

/** Rules of which one more of something changes what they do: what `all-units` brackets say in one. */
export type Stepped = ast.Earn | ast.Price;

/** One step: from where on, and what there is for it, in the words of a rule and of brackets. */
export interface Step {
    readonly from: string;
    /** `discount 10%`, `give 2 Star per 1 EUR`; absent where a step leaves everything as it is. */
    readonly clause: string | undefined;
    /** `10% off`, `2 Star per 1 EUR`. */
    readonly bracket: string;
}

/** What the steps are of, by the kind of rule: units of a line, or what is paid for an order. */
export interface Measured {
    readonly subject: string;
    /** The clause in which a rule of a cascade says from where on it holds. */
    readonly keyword: 'where' | 'when';
    /** How brackets begin where everything is as it was. */
    readonly start: string;
}

export const measuredBy = (rule: Stepped): Measured =>
    ast.isPrice(rule)
        ? { subject: 'quantity', keyword: 'where', start: 'from 1 units: list price' }
        : { subject: 'purchase.net', keyword: 'when', start: '' };

export const isStepped = (node: AstNode): node is Stepped =>
    (ast.isPrice(node) && node.phase === 'item') || (ast.isEarn(node) && node.on?.$refText === 'purchase');

/** Clauses that count, round or look at a rule as a whole: they mean another thing for each step by itself. */
export function looksAtWhole(clause: AstNode): boolean {
    return !(
        ast.isWhenClause(clause) ||
        ast.isWhereClause(clause) ||
        ast.isDuring(clause) ||
        ast.isDiscount(clause) ||
        ast.isNewPrice(clause) ||
        ast.isGive(clause) ||
        ast.isPriceBrackets(clause) ||
        ast.isEarnBrackets(clause)
    );
}

/** Nodes that name a declaration. */
export function namesOf(declaration: AstNode, services: LoyaltyServerServices): readonly (AstNode | undefined)[] {
    return services.references.References.findReferences(declaration, { includeDeclaration: false })
        .map(({ sourceUri, sourcePath }) => {
            const document = services.shared.workspace.LangiumDocuments.getDocument(sourceUri);
            return document && services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, sourcePath);
        })
        .toArray();
}

export const words = (node: AstNode): string => sourceOf(node).replaceAll(/\s+/g, ' ');

export const numberIn = (text: string): Rational | undefined =>
    Rational.parse(/^\d[\d_]*(\.\d+)?/.exec(text)?.[0].replaceAll('_', '') ?? '');
