import { DocumentState, type LangiumDocument } from 'langium';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { declarationsOf, fileOf } from '../language/names.ts';
import { pieceOf } from '../language/pieces/piece.ts';
import { methods, type TestPlace, type TestsOfFile } from '../protocol/requests.ts';
import { isLibrary } from './library-document.ts';
import type { LoyaltyServerServices } from './services.ts';

/** Tells the editor which tests there are, whenever those of a file change. */
export function announceTests(connection: Connection, services: LoyaltyServerServices): void {
    const known = new Map<string, string>();
    const seen = new Map<string, Seen>();
    const tell = (uri: string, tests: readonly TestPlace[]): void => {
        const params: TestsOfFile = { uri, tests };
        const text = JSON.stringify(tests);
        if ((known.get(uri) ?? '[]') === text) return;
        known.set(uri, text);
        void connection.sendNotification(methods.testsOfFile, params);
    };
    const builder = services.shared.workspace.DocumentBuilder;
    builder.onBuildPhase(DocumentState.Parsed, documents => {
        for (const document of documents) {
            const uri = document.uri.toString();
            const now = seenIn(document);
            if (isLibrary(document) || isSame(seen.get(uri), now)) continue;
            seen.set(uri, now);
            tell(uri, now.tests.flatMap(placeOf));
        }
    });
    builder.onUpdate((_changed, deleted) => {
        for (const uri of deleted) {
            seen.delete(uri.toString());
            tell(uri.toString(), []);
        }
    });
}

/** The tests of a file, and on which lines they begin: all that an edit elsewhere leaves as it was. */
interface Seen {
    readonly tests: readonly ast.Test[];
    readonly lines: readonly number[];
}

function seenIn(document: LangiumDocument): Seen {
    const file = fileOf(document);
    const tests = file ? declarationsOf(file, ast.Test.$type) : [];
    return { tests, lines: tests.map(test => pieceOf(test)?.place.line ?? 0) };
}

function isSame(before: Seen | undefined, now: Seen): boolean {
    return (
        before?.tests.length === now.tests.length &&
        now.tests.every((test, index) => test === before.tests[index] && now.lines[index] === before.lines[index])
    );
}

function placeOf({ $cstNode, title }: ast.Test): readonly TestPlace[] {
    const range = $cstNode?.range;
    return range && title ? [{ title, start: range.start, end: range.end }] : [];
}
