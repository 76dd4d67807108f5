import type { AstNode, LangiumDocument, LangiumDocuments, NameProvider } from 'langium';
import type { FuzzyMatcher, LangiumSharedServices, WorkspaceSymbolProvider } from 'langium/lsp';
import type { CancellationToken, WorkspaceSymbol, WorkspaceSymbolParams } from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { documentOf, fileOf } from '../language/names.ts';
import { labelOf, placeOf } from './document-symbols.ts';
import { kindOf } from './kinds.ts';
import { isLibrary } from './library-document.ts';

/** Declarations of all files, with tiers and fields. */
export class LoyaltyWorkspaceSymbols implements WorkspaceSymbolProvider {
    private readonly documents: LangiumDocuments;
    private readonly matcher: FuzzyMatcher;
    private readonly nameProvider: (document: LangiumDocument) => NameProvider;

    constructor(services: LangiumSharedServices) {
        this.documents = services.workspace.LangiumDocuments;
        this.matcher = services.lsp.FuzzyMatcher;
        this.nameProvider = document => services.ServiceRegistry.getServices(document.uri).references.NameProvider;
    }

    getSymbols({ query }: WorkspaceSymbolParams, cancel?: CancellationToken): WorkspaceSymbol[] {
        const symbols: WorkspaceSymbol[] = [];
        for (const document of this.documents.all) {
            if (cancel?.isCancellationRequested) break;
            if (isLibrary(document)) continue;
            const names = this.nameProvider(document);
            const nodes = fileOf(document)?.declarations.flatMap(withParts) ?? [];
            for (const node of nodes) {
                const symbol = this.matches(query.toLowerCase(), labelOf(node, names)) && symbolOf(node, names);
                if (symbol) symbols.push(symbol);
            }
        }
        return symbols;
    }

    /** Titles of tests have several words: a query may begin with any of them. */
    private matches(query: string, label: string): boolean {
        const words = label.split(' ');
        return words.some((_, index) => this.matcher.match(query, words.slice(index).join(' ')));
    }
}

function symbolOf(node: AstNode, names: NameProvider): WorkspaceSymbol | undefined {
    const place = placeOf(node, names);
    const owner = node.$container ? names.getName(node.$container) : undefined;
    return (
        place && {
            name: labelOf(node, names),
            kind: kindOf(node).symbol,
            location: { uri: documentOf(node).uri.toString(), range: place.range },
            ...(owner ? { containerName: owner } : {}),
        }
    );
}

function withParts(node: AstNode): readonly AstNode[] {
    if (ast.isLadder(node)) return [node, ...node.tiers];
    if (ast.isMemberDecl(node) || ast.isItemDecl(node) || ast.isEventDecl(node)) return [node, ...node.fields];
    return ast.isCombine(node) ? [] : [node];
}
