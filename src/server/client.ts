import type { LangiumSharedServices } from 'langium/lsp';
import type { ClientCapabilities } from 'vscode-languageserver';

/** What the editor at the other end can do. */
export class Client {
    capabilities: ClientCapabilities = {};

    constructor(shared: LangiumSharedServices) {
        shared.lsp.LanguageServer.onInitialize(params => {
            this.capabilities = params.capabilities;
        });
    }
}
