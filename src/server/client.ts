import type { LangiumSharedServices } from 'langium/lsp';
import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';

/** What the editor at the other end can do. */
export class Client {
    capabilities: ClientCapabilities = {};
    /** It asks for diagnostics, and is not told. */
    pullsDiagnostics = false;
    /** Whether something of the workspace may be kept until the next start: not of one that nobody trusts. */
    mayKeep = true;

    /** It asks again for what an action changes when somebody chooses it. */
    get resolvesActions(): boolean {
        return this.capabilities.textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false;
    }

    constructor(shared: LangiumSharedServices) {
        shared.lsp.LanguageServer.onInitialize(params => {
            this.capabilities = params.capabilities;
            this.pullsDiagnostics = pullsDiagnostics(params);
            this.mayKeep = wishIn(params, 'keep') !== 'nothing';
        });
    }
}

/** One that can ask does so, unless it says that it would rather be told. */
export function pullsDiagnostics(params: InitializeParams): boolean {
    return params.capabilities.textDocument?.diagnostic !== undefined && wishIn(params, 'diagnostics') !== 'push';
}

function wishIn({ initializationOptions: wishes }: InitializeParams, name: string): unknown {
    return typeof wishes === 'object' && wishes !== null ? Reflect.get(wishes, name) : undefined;
}
