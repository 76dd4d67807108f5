import type { FileSystemProvider } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { LoyaltyCodeLenses } from './code-lenses.ts';
import { CompletionResolver } from './completion/resolve.ts';
import type { DataFiles } from './data-files.ts';
import { LoyaltyInlayHints } from './hints/inlay-hints.ts';
import type { KeptTexts } from './kept-texts.ts';
import { addDiagnosticHandlers } from './pulled-diagnostics.ts';
import { addCodeActionResolve } from './refactorings/offered.ts';
import { addFurtherHandlers } from './requests.ts';
import { addRunHandlers } from './runs.ts';
import { createLoyaltyServerServices, type LoyaltyServerServices } from './services.ts';
import type { TaskRunner } from './tasks.ts';
import { announceTests } from './test-places.ts';

/** What the server gets from the machine it runs on; tests give their own. */
export interface Machine {
    readonly fileSystem: FileSystemProvider;
    readonly dataFiles: DataFiles;
    readonly run: TaskRunner;
    /** What is kept for the next start; absent: nothing. */
    readonly kept?: KeptTexts | undefined;
}

/** Answers an editor over this connection until it closes. */
export function serve(connection: Connection, machine: Machine): LoyaltyServerServices {
    const context = { connection, fileSystemProvider: () => machine.fileSystem };
    const { shared, loyalty } = createLoyaltyServerServices(context, machine.dataFiles, machine.kept);
    addRunHandlers(connection, loyalty, machine.run);
    addCodeActionResolve(connection, loyalty);
    addFurtherHandlers(connection, loyalty, {
        completion: new CompletionResolver(loyalty),
        codeLenses: new LoyaltyCodeLenses(loyalty),
        inlayHints: new LoyaltyInlayHints(loyalty),
    });
    addDiagnosticHandlers(connection, loyalty);
    announceTests(connection, loyalty);
    makeParser(loyalty);
    startLanguageServer(shared);
    return loyalty;
}

/** While the editor is still busy with its own start: once it speaks with us, whatever it asks would wait for that. */
function makeParser({ parser }: LoyaltyServerServices): void {
    for (const part of ['GrammarConfig', 'LangiumParser'] as const) Reflect.get(parser, part);
}
