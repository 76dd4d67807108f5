import { type AstNode, type LangiumDocument, type NameProvider, URI } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver';
import { plural } from '../base/text.ts';
import * as ast from '../language/generated/ast.ts';
import { fileOf, type Names } from '../language/names.ts';
import { commands } from '../protocol/commands.ts';
import { placeOf } from './document-symbols.ts';
import { isLibrary } from './library-document.ts';
import type { LoyaltyServerServices } from './services.ts';

/** What `resolve` needs to know of a lens that counts references. */
interface Counted {
    readonly uri: string;
    readonly path: string;
}

/**
 * What one can do with a declaration: run a test, simulate on a dataset, see where it is used. The extension knows the
 * commands. References are counted once the lens comes into sight.
 */
export class LoyaltyCodeLenses implements CodeLensProvider {
    private readonly services: LoyaltyServerServices;
    private readonly nameProvider: NameProvider;
    private readonly names: Names;

    constructor(services: LoyaltyServerServices) {
        this.services = services;
        this.nameProvider = services.references.NameProvider;
        this.names = services.loyalty.Names;
    }

    provideCodeLens(document: LangiumDocument): CodeLens[] {
        const file = fileOf(document);
        if (!file || isLibrary(document)) return [];
        const counted = this.services.editor.Settings.current.codeLens.references ? file.declarations : [];
        return [
            ...(this.names.programsOf(document).length === 0 ? [] : this.runs(document, file)),
            ...counted.filter(isUsedElsewhere).flatMap(node => this.count(document, node)),
        ];
    }

    resolve(lens: CodeLens): CodeLens {
        const node = isCounted(lens.data) ? this.nodeOf(lens.data) : undefined;
        if (!node || !isCounted(lens.data)) return { ...lens, command: { title: '', command: '' } };
        const locations = this.services.references.References.findReferences(node, {})
            .map(({ sourceUri, segment }) => ({ uri: sourceUri.toString(), range: segment.range }))
            .toArray();
        const title = plural(locations.length, 'reference');
        return {
            ...lens,
            command: {
                title,
                command: commands.showReferences,
                arguments: [lens.data.uri, lens.range.start, locations],
            },
        };
    }

    private runs(document: LangiumDocument, file: ast.File): readonly CodeLens[] {
        const uri = document.uri.toString();
        const tests = file.declarations.filter(ast.isTest);
        const lenses: (CodeLens | undefined)[] = [];
        for (const [index, test] of tests.entries()) {
            lenses.push(this.lens(test, 'Run test', commands.runTest, [uri, test.title]));
            if (index === 0 && tests.length > 1)
                lenses.push(this.lens(test, 'Run all tests', commands.runTests, [uri]));
        }
        for (const dataset of file.declarations.filter(ast.isDataset)) {
            lenses.push(this.lens(dataset, 'Simulate', commands.simulate, [uri, dataset.name]));
        }
        for (const program of file.declarations.filter(ast.isProgram)) {
            if (this.hasDatasets(document)) lenses.push(this.lens(program, 'Simulate', commands.simulate, [uri]));
            if (tests.length === 0 && this.hasTests(document))
                lenses.push(this.lens(program, 'Run all tests', commands.runTests, [uri]));
        }
        return lenses.filter(lens => lens !== undefined);
    }

    private hasDatasets(document: LangiumDocument): boolean {
        return this.names.closureOf(document).some(each => fileOf(each)?.declarations.some(ast.isDataset));
    }

    private hasTests(document: LangiumDocument): boolean {
        return this.names.closureOf(document).some(each => fileOf(each)?.declarations.some(ast.isTest));
    }

    private lens(node: AstNode, title: string, command: string, args: readonly string[]): CodeLens | undefined {
        const place = placeOf(node, this.nameProvider);
        return place && { range: place.range, command: { title, command, arguments: [...args] } };
    }

    private count(document: LangiumDocument, node: AstNode): readonly CodeLens[] {
        const place = this.nameProvider.getNameNode(node);
        const path = this.services.workspace.AstNodeLocator.getAstNodePath(node);
        const data: Counted = { uri: document.uri.toString(), path };
        return place ? [{ range: place.range, data }] : [];
    }

    private nodeOf({ uri, path }: Counted): AstNode | undefined {
        const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
        return document && this.services.workspace.AstNodeLocator.getAstNode(document.parseResult.value, path);
    }
}

/** What rules are made of. That nobody names a rule says nothing of it. */
function isUsedElsewhere(node: AstNode): boolean {
    return (
        ast.isPoints(node) ||
        ast.isWallet(node) ||
        ast.isEventDecl(node) ||
        ast.isMetric(node) ||
        ast.isSegment(node) ||
        ast.isLadder(node) ||
        ast.isCoupon(node)
    );
}

function isCounted(data: unknown): data is Counted {
    return typeof data === 'object' && data !== null && 'uri' in data && 'path' in data;
}
