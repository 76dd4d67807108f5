import type { LangiumSharedServices } from 'langium/lsp';
import { CodeLensRefreshRequest, type Connection, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { Client } from './client.ts';

/** What people can turn off; by its name below `loyalty.` in the settings of an editor. */
export interface Settings {
    readonly inlayHints: {
        readonly rates: boolean;
        readonly amounts: boolean;
        readonly thresholds: boolean;
        readonly defaults: boolean;
        readonly simulation: boolean;
    };
    readonly codeLens: { readonly references: boolean };
}

export const standardSettings: Settings = {
    inlayHints: { rates: true, amounts: true, thresholds: true, defaults: true, simulation: true },
    codeLens: { references: true },
};

/** The settings as they are now: the standard ones until an editor says otherwise. */
export class CurrentSettings {
    current = standardSettings;
    private readonly connection: Connection | undefined;
    private readonly client: Client;

    constructor(shared: LangiumSharedServices, client: Client) {
        this.connection = shared.lsp.Connection;
        this.client = client;
        shared.lsp.LanguageServer.onInitialized(() => void this.fetch());
        shared.workspace.ConfigurationProvider.onConfigurationSectionUpdate(({ section, configuration }) => {
            if (section === 'loyalty') this.set(configuration);
        });
    }

    /** Has the editor ask again for what depends on settings and simulations. */
    refresh(): void {
        const workspace = this.client.capabilities.workspace;
        if (workspace?.inlayHint?.refreshSupport) this.ask(InlayHintRefreshRequest.type.method);
        if (workspace?.codeLens?.refreshSupport) this.ask(CodeLensRefreshRequest.type.method);
    }

    /** An editor that does not answer has the standard settings. */
    private async fetch(): Promise<void> {
        if (!this.client.capabilities.workspace?.configuration) return;
        try {
            this.set(await this.connection?.workspace.getConfiguration('loyalty'));
        } catch (error) {
            console.error(error);
        }
    }

    private set(given: unknown): void {
        const { inlayHints, codeLens } = standardSettings;
        this.current = {
            inlayHints: overridden(inlayHints, partOf(given, 'inlayHints')),
            codeLens: overridden(codeLens, partOf(given, 'codeLens')),
        };
        this.refresh();
    }

    private ask(method: string): void {
        this.connection?.sendRequest(method).catch(console.error);
    }
}

/** The standard values, but for those that are given and can be. */
function overridden<T extends object>(standard: T, given: unknown): T {
    const entries = Object.entries(standard).map(([key, value]) => {
        const other = partOf(given, key);
        return [key, typeof other === typeof value ? other : value];
    });
    return Object.fromEntries(entries) as T; // the same keys with values of the same types
}

function partOf(value: unknown, key: string): unknown {
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
