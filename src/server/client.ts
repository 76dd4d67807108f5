import type { LangiumSharedServices } from 'langium/lsp';
import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';

/** What the editor at the other end can do. */
export class Client {
    capabilities: ClientCapabilities = {};
    /** It asks for diagnostics, and is not told. */
    pullsDiagnostics = false;

    /** It asks again for what an action changes when somebody chooses it. */
    get resolvesActions(): boolean {
        return this.capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false;
    }

    constructor(shared: LangiumSharedServices) {
        shared.lsp.LanguageServer.onInitialize(params => {
            this.capabilities = params.capabilities;
            this.pullsDiagnostics = pullsDiagnostics(params);
        });
    }
}

/** One that can ask does so, unless it says that it would rather be told. */
export function pullsDiagnostics({ capabilities, initializationOptions: wish }: InitializeParams): boolean {
    const isTold = typeof wish === 'object' && wish !== null && 'diagnostics' in wish && wish.diagnostics === 'push';
    return capabilities.textDocument?.diagnostic !== undefined && !isTold;
}
