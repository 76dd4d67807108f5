import { type AstNode, type CstNode, GrammarUtils, type LangiumDocument, type NameProvider } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { fileOf } from '../language/names.ts';
import { kindOf } from './kinds.ts';
import type { LoyaltyServerServices } from './services.ts';

const LONGEST_CLAUSE = 60;

/** The outline: declarations in the order of the text, with what they are made of beneath. */
export class LoyaltyDocumentSymbols implements DocumentSymbolProvider {
    private readonly nameProvider: NameProvider;

    constructor(services: LoyaltyServerServices) {
        this.nameProvider = services.references.NameProvider;
    }

    getSymbols(document: LangiumDocument): DocumentSymbol[] {
        const file = fileOf(document);
        if (!file) return [];
        return [...file.imports, ...file.declarations]
            .map(each => this.symbolOf(each))
            .filter(each => each !== undefined);
    }

    private symbolOf(node: AstNode): DocumentSymbol | undefined {
        const cst = node.$cstNode;
        if (!cst) return undefined;
        const place = placeOf(node, this.nameProvider) ?? cst;
        const name = labelOf(node, this.nameProvider);
        const detail = detailOf(node);
        const children = partsOf(node)
            .map(each => this.symbolOf(each))
            .filter(each => each !== undefined);
        return {
            name,
            kind: ast.isImport(node) ? SymbolKind.File : kindOf(node).symbol,
            range: cst.range,
            selectionRange: place.range,
            ...(detail === '' ? {} : { detail }),
            ...(children.length === 0 ? {} : { children }),
        };
    }
}

/** What stands for a declaration: its name, its title, or its first word. */
export function placeOf(node: AstNode, names: NameProvider): CstNode | undefined {
    return names.getNameNode(node) ?? GrammarUtils.findNodeForProperty(node.$cstNode, 'title');
}

export function labelOf(node: AstNode, names: NameProvider): string {
    if (ast.isTest(node) || ast.isGoal(node) || ast.isAssume(node)) return node.title || kindOf(node).noun;
    if (ast.isImport(node)) return node.path ?? 'import';
    if (ast.isCombine(node)) return `combine ${node.rules.map(each => each.$refText).join(', ')}`;
    if (ast.isSource(node)) return node.target?.$refText || 'data';
    return names.getName(node) || short(node.$cstNode);
}

function detailOf(node: AstNode): string {
    if (ast.isField(node)) return short(node.type?.$cstNode);
    if (ast.isEarn(node)) return `on ${node.first ? 'first ' : ''}${node.on?.$refText ?? ''}`;
    if (ast.isPrice(node)) return `on ${node.phase ?? node.event?.$refText ?? ''}`;
    if (ast.isTrigger(node) || ast.isJourney(node)) return short(node.occasion?.$cstNode);
    if (ast.isMetric(node)) return short(node.aggregate?.$cstNode);
    if (ast.isTier(node))
        return (node.from ?? node.share)
            ? `from ${short((node.from ?? node.share)?.$cstNode)}`
            : node.invitation
              ? 'by invitation'
              : '';
    if (ast.isCombine(node)) return node.mode ?? '';
    if (ast.isSource(node)) return node.path ?? '';
    if (ast.isTest(node) || ast.isGoal(node) || ast.isAssume(node)) return '';
    return 'title' in node && typeof node.title === 'string' ? node.title : '';
}

function partsOf(node: AstNode): readonly AstNode[] {
    if (ast.isLadder(node)) return [...node.clauses, ...node.tiers];
    if (ast.isMemberDecl(node) || ast.isItemDecl(node) || ast.isEventDecl(node)) return node.fields;
    if (ast.isDataset(node)) return node.sources;
    if (ast.isTest(node)) return node.steps;
    if ('clauses' in node && Array.isArray(node.clauses)) return node.clauses;
    return [];
}

/** The author's words on one line. */
function short(cst: CstNode | undefined): string {
    const text = (cst?.text ?? '').replace(/\s+/g, ' ').trim();
    return text.length > LONGEST_CLAUSE ? `${text.slice(0, LONGEST_CLAUSE - 1)}…` : text;
}
