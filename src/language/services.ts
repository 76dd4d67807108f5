import {
    createDefaultCoreModule,
    createDefaultSharedCoreModule,
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
import { LoyaltyGeneratedModule, LoyaltyGeneratedSharedModule } from './generated/module.ts';
import { LoyaltyLexer } from './lexer.ts';
import { LoyaltyNameProvider } from './name-provider.ts';
import { Names } from './names.ts';
import { LoyaltyParserMessages } from './parser-messages.ts';
import { createPreparedParser } from './prepared-parser.ts';
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
        LangiumParser: services => createPreparedParser(services),
        Lexer: services => new LoyaltyLexer(services),
        TokenBuilder: () => new LoyaltyTokenBuilder(),
        ParserErrorMessageProvider: () => new LoyaltyParserMessages(),
        ValueConverter: () => new LoyaltyValueConverter(),
    },
    references: {
        NameProvider: () => new LoyaltyNameProvider(),
        ScopeProvider: services => new LoyaltyScopeProvider(services, services.loyalty.Names),
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
    const shared = inject(createDefaultSharedCoreModule(context), LoyaltyGeneratedSharedModule, {
        ServiceRegistry: () => new OneLanguage(),
    });
    const loyalty = inject(createDefaultCoreModule({ shared }), LoyaltyGeneratedModule, LoyaltyModule);
    shared.ServiceRegistry.register(loyalty);
    return { shared, loyalty };
}
