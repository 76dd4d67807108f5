import { DocumentState, isOperationCancelled, type MaybePromise, ReadPriority } from 'langium';
import { createRequestHandler, createServerRequestHandler } from 'langium/lsp';
import {
    type CancellationToken,
    type CodeLens,
    type CompletionItem,
    type Connection,
    type InlayHint,
    type LinkedEditingRangeParams,
    LSPErrorCodes,
    ResponseError,
    type SelectionRangeParams,
} from 'vscode-languageserver';
import type { LoyaltyCodeLenses } from './code-lenses.ts';
import type { CompletionResolver } from './completion/resolve.ts';
import { coloursIn, presentationsOf } from './document-colours.ts';
import type { LoyaltyInlayHints } from './hints/inlay-hints.ts';
import { linkedEditingAt } from './navigation/linked-editing.ts';
import { selectionRangeAt } from './navigation/selection-ranges.ts';
import type { LoyaltyServerServices } from './services.ts';

/** What completes an answer that was given in part, so that nobody waits for what is never looked at. */
export interface Resolvers {
    readonly completion: CompletionResolver;
    readonly codeLenses: LoyaltyCodeLenses;
    readonly inlayHints: LoyaltyInlayHints;
}

/** Answers to what Langium does not listen to by itself. */
export function addFurtherHandlers(
    connection: Connection,
    services: LoyaltyServerServices,
    { completion, codeLenses, inlayHints }: Resolvers,
): void {
    const { shared } = services;
    connection.onSelectionRanges(
        createRequestHandler(
            (_, document, { positions }: SelectionRangeParams) =>
                positions.map(position => selectionRangeAt(document, position)),
            shared,
            DocumentState.Parsed,
        ),
    );
    connection.languages.onLinkedEditingRange(
        createServerRequestHandler(
            (_, document, { position }: LinkedEditingRangeParams) => linkedEditingAt(services, document, position),
            shared,
            DocumentState.Linked,
        ),
    );
    const colours = createServerRequestHandler((_, document) => coloursIn(document), shared, DocumentState.Parsed);
    connection.onDocumentColor(async (params, token) => (await colours(params, token)) ?? []);
    connection.onColorPresentation(({ color }) => presentationsOf(color));
    connection.onCompletionResolve(whenLinked(services, (item: CompletionItem) => completion.resolve(item)));
    connection.onCodeLensResolve(whenLinked(services, (lens: CodeLens) => codeLenses.resolve(lens)));
    connection.languages.inlayHint.resolve(whenLinked(services, (hint: InlayHint) => inlayHints.resolve(hint)));
}

/** All files have their references; edits that came before have been read. */
function whenLinked<T>(services: LoyaltyServerServices, complete: (item: T) => MaybePromise<T>) {
    const { DocumentBuilder, WorkspaceLock, WorkspaceManager } = services.shared.workspace;
    return async (item: T, token: CancellationToken): Promise<T | ResponseError<void>> => {
        try {
            await WorkspaceManager.ready;
            await DocumentBuilder.waitUntil(DocumentState.IndexedReferences, token);
            return await WorkspaceLock.read(() => complete(item), ReadPriority.Immediate);
        } catch (error) {
            if (!isOperationCancelled(error)) throw error;
            return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request has been cancelled.');
        }
    };
}
