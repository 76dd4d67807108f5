import { createDefaultCoreModule, type DeepPartial, inject, type Module } from 'langium';
import {
    createDefaultLSPModule,
    createDefaultSharedModule,
    type DefaultSharedModuleContext,
    type LangiumServices,
    type LangiumSharedServices,
} from 'langium/lsp';
import { LoyaltyGeneratedModule, LoyaltyGeneratedSharedModule } from '../language/generated/module.ts';
import { type LoyaltyAddedServices, LoyaltyModule } from '../language/services.ts';
import { LoyaltyDocumentBuilder } from './document-builder.ts';
import { LoyaltyUpdateHandler } from './update-handler.ts';
import { LoyaltyWorkspaceManager } from './workspace-manager.ts';

export type LoyaltyServerServices = LangiumServices & LoyaltyAddedServices;

const sharedModule: Module<LangiumSharedServices, DeepPartial<LangiumSharedServices>> = {
    lsp: {
        DocumentUpdateHandler: services => new LoyaltyUpdateHandler(services),
    },
    workspace: {
        DocumentBuilder: services => new LoyaltyDocumentBuilder(services),
        WorkspaceManager: services => new LoyaltyWorkspaceManager(services),
    },
};

const serverModule: Module<LoyaltyServerServices, DeepPartial<LoyaltyServerServices>> = {};

/** All that an editor can ask, over a connection or, in tests, without one. */
export function createLoyaltyServerServices(context: DefaultSharedModuleContext): {
    readonly shared: LangiumSharedServices;
    readonly loyalty: LoyaltyServerServices;
} {
    const shared = inject(createDefaultSharedModule(context), LoyaltyGeneratedSharedModule, sharedModule);
    const loyalty = inject(
        createDefaultCoreModule({ shared }),
        createDefaultLSPModule({ shared }),
        LoyaltyGeneratedModule,
        LoyaltyModule,
        serverModule,
    );
    shared.ServiceRegistry.register(loyalty);
    return { shared, loyalty };
}
