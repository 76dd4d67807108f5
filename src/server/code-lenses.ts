import type { AstNode, LangiumDocument, NameProvider } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens } from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { fileOf, type Names } from '../language/names.ts';
import { commands } from '../protocol/commands.ts';
import { placeOf } from './document-symbols.ts';
import { isLibrary } from './library-document.ts';
import type { LoyaltyServerServices } from './services.ts';

/** What one can do with a declaration: run a test, simulate on a dataset. The extension knows the commands. */
export class LoyaltyCodeLenses implements CodeLensProvider {
    private readonly nameProvider: NameProvider;
    private readonly names: Names;

    constructor(services: LoyaltyServerServices) {
        this.nameProvider = services.references.NameProvider;
        this.names = services.loyalty.Names;
    }

    provideCodeLens(document: LangiumDocument): CodeLens[] {
        const file = fileOf(document);
        if (!file || isLibrary(document) || this.names.programsOf(document).length === 0) return [];
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
}
