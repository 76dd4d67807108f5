import { createDefaultCoreModule, type DeepPartial, inject, type Module } from 'langium';
import {
    createDefaultLSPModule,
    createDefaultSharedModule,
    type DefaultSharedModuleContext,
    DefaultTextDocumentContentProvider,
    type LangiumServices,
    type LangiumSharedServices,
} from 'langium/lsp';
import { LoyaltyGeneratedModule, LoyaltyGeneratedSharedModule } from '../language/generated/module.ts';
import { type LoyaltyAddedServices, LoyaltyModule, LoyaltySharedModule } from '../language/services.ts';
import { LoyaltyCodeActions } from './code-actions.ts';
import { LoyaltyCodeLenses } from './code-lenses.ts';
import { LoyaltyCompletion } from './completion/completion.ts';
import { type DataFiles, noDataFiles } from './data-files.ts';
import { LoyaltyValidator } from './diagnostics.ts';
import { LoyaltyDocumentBuilder } from './document-builder.ts';
import { LoyaltyDocumentSymbols } from './document-symbols.ts';
import { LoyaltyFolding } from './folding.ts';
import { LoyaltyFormatter } from './formatter.ts';
import { LoyaltyHover } from './hover.ts';
import { LoyaltyNodeKinds } from './kinds.ts';
import { LoyaltyLanguageServer } from './language-server.ts';
import { LoyaltyNameNodes, LoyaltyReferences } from './references.ts';
import { LoyaltyRename } from './rename.ts';
import { LoyaltySemanticTokens } from './semantic-tokens.ts';
import { LoyaltyUpdateHandler } from './update-handler.ts';
import { LoyaltyWorkspaceManager } from './workspace-manager.ts';
import { LoyaltyWorkspaceSymbols } from './workspace-symbols.ts';

export type LoyaltyServerServices = LangiumServices & LoyaltyAddedServices;

const sharedModule: Module<LangiumSharedServices, DeepPartial<LangiumSharedServices>> = {
    lsp: {
        DocumentUpdateHandler: services => new LoyaltyUpdateHandler(services),
        LanguageServer: services => new LoyaltyLanguageServer(services),
        NodeKindProvider: () => new LoyaltyNodeKinds(),
        TextDocumentContentProvider: services => new DefaultTextDocumentContentProvider(services, 'loyalty'),
        WorkspaceSymbolProvider: services => new LoyaltyWorkspaceSymbols(services),
    },
    workspace: {
        DocumentBuilder: services => new LoyaltyDocumentBuilder(services),
        WorkspaceManager: services => new LoyaltyWorkspaceManager(services),
    },
};

const serverModule = (files: DataFiles): Module<LoyaltyServerServices, DeepPartial<LoyaltyServerServices>> => ({
    lsp: {
        CodeActionProvider: services => new LoyaltyCodeActions(services, files),
        CodeLensProvider: services => new LoyaltyCodeLenses(services),
        CompletionProvider: services => new LoyaltyCompletion(services, files),
        DocumentSymbolProvider: services => new LoyaltyDocumentSymbols(services),
        FoldingRangeProvider: () => new LoyaltyFolding(),
        Formatter: () => new LoyaltyFormatter(),
        HoverProvider: services => new LoyaltyHover(services),
        RenameProvider: services => new LoyaltyRename(services),
        SemanticTokenProvider: services => new LoyaltySemanticTokens(services),
    },
    references: {
        NameProvider: () => new LoyaltyNameNodes(),
        References: services => new LoyaltyReferences(services),
    },
    validation: {
        DocumentValidator: services => new LoyaltyValidator(services, files),
    },
});

/** All that an editor can ask, over a connection or, in tests, without one. */
export function createLoyaltyServerServices(
    context: DefaultSharedModuleContext,
    files: DataFiles = noDataFiles,
): {
    readonly shared: LangiumSharedServices;
    readonly loyalty: LoyaltyServerServices;
} {
    const shared = inject(
        createDefaultSharedModule(context),
        LoyaltyGeneratedSharedModule,
        LoyaltySharedModule,
        sharedModule,
    );
    const loyalty = inject(
        createDefaultCoreModule({ shared }),
        createDefaultLSPModule({ shared }),
        LoyaltyGeneratedModule,
        LoyaltyModule,
        serverModule(files),
    );
    shared.ServiceRegistry.register(loyalty);
    return { shared, loyalty };
}
