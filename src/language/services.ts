import {
    createDefaultCoreModule,
    createDefaultSharedCoreModule,
    type DeepPartial,
    DefaultServiceRegistry,
    type DefaultSharedCoreModuleContext,
    EmptyFileSystem,
    inject,
    type LangiumCoreServices,
    type LangiumSharedCoreServices,
    type Module,
    type PartialLangiumCoreServices,
    type URI,
} from 'langium';
import { Analyses } from './analyses.ts';
import { LoyaltyDocumentFactory } from './document-factory.ts';
import { LoyaltyDocuments } from './documents.ts';
import { LoyaltyGeneratedModule, LoyaltyGeneratedSharedModule } from './generated/module.ts';
import { LoyaltyIndexManager, noScopes } from './index-manager.ts';
import { LoyaltyLexer } from './lexer.ts';
import { LoyaltyLinker } from './linker.ts';

import { LoyaltyNameProvider } from './name-provider.ts';
import { Names } from './names.ts';
import { LoyaltyParserMessages } from './parser-messages.ts';
import { PieceParser } from './pieces/parser.ts';
import { withLazyLookahead } from './prepared-parser.ts';
import { LoyaltyScopeProvider } from './scope.ts';
import { LoyaltyTokenBuilder } from './token-builder.ts';
import { LoyaltyValueConverter } from './value-converter.ts';

export interface LoyaltyAddedServices {
    readonly loyalty: { readonly Names: Names; readonly Analyses: Analyses };
}

export type LoyaltyServices = LangiumCoreServices & LoyaltyAddedServices;

/** What differs from Langium's defaults; server adds the editor's services on top. */
export const LoyaltyModule: Module<LoyaltyServices, PartialLangiumCoreServices & LoyaltyAddedServices> = {
    loyalty: { Names: services => new Names(services.shared), Analyses: services => new Analyses(services) },
    parser: {
        LangiumParser: services => new PieceParser(withLazyLookahead(services)),
        Lexer: services => new LoyaltyLexer(services),
        TokenBuilder: () => new LoyaltyTokenBuilder(),
        ParserErrorMessageProvider: () => new LoyaltyParserMessages(),
        ValueConverter: () => new LoyaltyValueConverter(),
    },
    references: {
        ScopeComputation: () => noScopes,
        Linker: services => new LoyaltyLinker(services),
        NameProvider: () => new LoyaltyNameProvider(),
        ScopeProvider: services => new LoyaltyScopeProvider(services, services.loyalty.Names),
    },
};

/** What reads, and reads again, the files of a workspace. */
export const LoyaltySharedModule: Module<LangiumSharedCoreServices, DeepPartial<LangiumSharedCoreServices>> = {
    workspace: {
        IndexManager: services => new LoyaltyIndexManager(services),
        LangiumDocuments: services => new LoyaltyDocuments(services),
        LangiumDocumentFactory: services => new LoyaltyDocumentFactory(services),
    },
};

/** All texts are programs here, whatever they are called: an editor has some that are not saved anywhere yet. */
class OneLanguage extends DefaultServiceRegistry {
    override getServices(uri: URI): LangiumCoreServices {
        return this.all[0] ?? super.getServices(uri);
    }
}

/** Services without editor and without disk: what `compile` works with. */
export function createLoyaltyServices(context: DefaultSharedCoreModuleContext = EmptyFileSystem): {
    shared: LangiumSharedCoreServices;
    loyalty: LoyaltyServices;
} {
    const shared = inject(createDefaultSharedCoreModule(context), LoyaltyGeneratedSharedModule, LoyaltySharedModule, {
        ServiceRegistry: () => new OneLanguage(),
    });
    const loyalty = inject(createDefaultCoreModule({ shared }), LoyaltyGeneratedModule, LoyaltyModule);
    shared.ServiceRegistry.register(loyalty);
    return { shared, loyalty };
}
