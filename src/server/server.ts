import type { FileSystemProvider } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import type { DataFiles } from './data-files.ts';
import { createLoyaltyServerServices, type LoyaltyServerServices } from './services.ts';

/** What the server gets from the machine it runs on; tests give their own. */
export interface Machine {
    readonly fileSystem: FileSystemProvider;
    readonly dataFiles: DataFiles;
}

/** Answers an editor over this connection until it closes. */
export function serve(connection: Connection, machine: Machine): LoyaltyServerServices {
    const { shared, loyalty } = createLoyaltyServerServices({
        connection,
        fileSystemProvider: () => machine.fileSystem,
    });
    startLanguageServer(shared);
    return loyalty;
}
