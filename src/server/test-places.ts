import { DocumentState, type LangiumDocument } from 'langium';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { fileOf } from '../language/names.ts';
import { methods, type TestPlace, type TestsOfFile } from '../protocol/requests.ts';
import { isLibrary } from './library-document.ts';
import type { LoyaltyServerServices } from './services.ts';

/** Tells the editor which tests there are, whenever those of a file change. */
export function announceTests(connection: Connection, services: LoyaltyServerServices): void {
    const known = new Map<string, string>();
    const tell = (uri: string, tests: readonly TestPlace[]): void => {
        const params: TestsOfFile = { uri, tests };
        const text = JSON.stringify(tests);
        if ((known.get(uri) ?? '[]') === text) return;
        known.set(uri, text);
        void connection.sendNotification(methods.testsOfFile, params);
    };
    const builder = services.shared.workspace.DocumentBuilder;
    builder.onBuildPhase(DocumentState.Parsed, documents => {
        for (const document of documents) if (!isLibrary(document)) tell(document.uri.toString(), testsOf(document));
    });
    builder.onUpdate((_changed, deleted) => {
        for (const uri of deleted) tell(uri.toString(), []);
    });
}

function testsOf(document: LangiumDocument): readonly TestPlace[] {
    const tests = fileOf(document)?.declarations.filter(ast.isTest) ?? [];
    return tests.flatMap(test => {
        const range = test.$cstNode?.range;
        return range && test.title ? [{ title: test.title, start: range.start, end: range.end }] : [];
    });
}
