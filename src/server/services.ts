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
import { Client } from './client.ts';
import { LoyaltyCodeActions } from './code-actions.ts';
import { LoyaltyCodeLenses } from './code-lenses.ts';
import { LoyaltyCompletion } from './completion/completion.ts';
import { lateCompletionParser } from './completion/late-parser.ts';
import { type DataFiles, noDataFiles } from './data-files.ts';
import { LoyaltyValidator } from './diagnostics.ts';
import { LoyaltyDocumentBuilder } from './document-builder.ts';
import { SlicedDocumentFactory } from './document-factory.ts';
import { LoyaltyDocumentSymbols } from './document-symbols.ts';
import { LoyaltyFolding } from './folding.ts';
import { LoyaltyFormatter } from './formatter.ts';
import { LoyaltyInlayHints } from './hints/inlay-hints.ts';
import { LoyaltyHover } from './hover.ts';
import type { KeptTexts } from './kept-texts.ts';
import { LoyaltyNodeKinds } from './kinds.ts';
import { LoyaltyLanguageServer } from './language-server.ts';
import { LoyaltyCallHierarchy } from './navigation/call-hierarchy.ts';
import { LoyaltyDocumentLinks } from './navigation/document-links.ts';
import { LoyaltyHighlights } from './navigation/highlights.ts';
import { LoyaltyImplementation } from './navigation/implementation.ts';
import { LoyaltyMovedFiles } from './navigation/moved-files.ts';
import { LoyaltyTypeDefinition } from './navigation/type-definition.ts';
import { ProjectSeverities } from './project-severities.ts';
import { LoyaltyNameNodes, LoyaltyReferences } from './references.ts';
import { LoyaltyRename } from './rename.ts';
import { LoyaltySemanticTokens } from './semantic-tokens.ts';
import { CurrentSettings } from './settings.ts';
import { LoyaltySignatureHelp } from './signatures/signature-help.ts';
import { LastSimulations } from './simulations.ts';
import { LoyaltyUpdateHandler } from './update-handler.ts';
import { LoyaltyWorkspaceManager } from './workspace-manager.ts';
import { LoyaltyWorkspaceSymbols } from './workspace-symbols.ts';
import { Yesterday } from './yesterday.ts';

/** What the server knows of the editor at the other end, and of what happened in this session. */
export interface LoyaltyEditorServices {
    readonly editor: {
        readonly Client: Client;
        readonly Settings: CurrentSettings;
        readonly Severities: ProjectSeverities;
        readonly Simulations: LastSimulations;
        readonly Yesterday: Yesterday;
    };
}

export type LoyaltyServerServices = LangiumServices & LoyaltyAddedServices & LoyaltyEditorServices;

const sharedModule: Module<LangiumSharedServices, DeepPartial<LangiumSharedServices>> = {
    lsp: {
        DocumentUpdateHandler: services => new LoyaltyUpdateHandler(services),
        FileOperationHandler: services => new LoyaltyMovedFiles(services),
        LanguageServer: services => new LoyaltyLanguageServer(services),
        NodeKindProvider: () => new LoyaltyNodeKinds(),
        TextDocumentContentProvider: services => new DefaultTextDocumentContentProvider(services, 'loyalty'),
        WorkspaceSymbolProvider: services => new LoyaltyWorkspaceSymbols(services),
    },
    workspace: {
        DocumentBuilder: services => new LoyaltyDocumentBuilder(services),
        LangiumDocumentFactory: services => new SlicedDocumentFactory(services),
        WorkspaceManager: services => new LoyaltyWorkspaceManager(services),
    },
};

const serverModule = (
    files: DataFiles,
    kept: KeptTexts | undefined,
): Module<LoyaltyServerServices, DeepPartial<LoyaltyServerServices>> => ({
    editor: {
        Client: services => new Client(services.shared),
        Settings: services => new CurrentSettings(services.shared, services.editor.Client),
        Severities: services => new ProjectSeverities(services.shared),
        Simulations: services => new LastSimulations(services.shared, services.loyalty.Names),
        Yesterday: services => new Yesterday(services, kept),
    },
    lsp: {
        CallHierarchyProvider: services => new LoyaltyCallHierarchy(services),
        CodeActionProvider: services => new LoyaltyCodeActions(services, files),
        CodeLensProvider: services => new LoyaltyCodeLenses(services),
        CompletionProvider: services => new LoyaltyCompletion(services, files),
        DocumentHighlightProvider: services => new LoyaltyHighlights(services),
        DocumentLinkProvider: () => new LoyaltyDocumentLinks(),
        DocumentSymbolProvider: services => new LoyaltyDocumentSymbols(services),
        FoldingRangeProvider: () => new LoyaltyFolding(),
        Formatter: () => new LoyaltyFormatter(),
        HoverProvider: services => new LoyaltyHover(services),
        ImplementationProvider: services => new LoyaltyImplementation(services),
        InlayHintProvider: services => new LoyaltyInlayHints(services),
        RenameProvider: services => new LoyaltyRename(services),
        SignatureHelp: services => new LoyaltySignatureHelp(services),
        SemanticTokenProvider: services => new LoyaltySemanticTokens(services),
        TypeProvider: services => new LoyaltyTypeDefinition(services),
    },
    parser: { CompletionParser: lateCompletionParser },
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
    kept?: KeptTexts,
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
        serverModule(files, kept),
    );
    shared.ServiceRegistry.register(loyalty);
    return { shared, loyalty };
}
