import { DocumentState, type LangiumDocument, URI } from 'langium';
import {
    type CodeAction,
    type Connection,
    LSPErrorCodes,
    type Range,
    ResponseError,
    type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Edit } from '../../diagnostics/finding.ts';
import { layOutEdits } from '../../format/lay-out-edits.ts';
import { workspaceEditOf } from '../positions.ts';
import { newErrorAfter } from '../rehearsal.ts';
import type { LoyaltyServerServices } from '../services.ts';
import { type RefactoringName, refactorings } from './index.ts';
import type { Refactoring } from './refactoring.ts';
import { spotAt } from './spot.ts';

/** What an action is made of when it is asked for again. */
interface Ticket {
    readonly refactoring: RefactoringName;
    readonly uri: string;
    readonly version: number;
    readonly range: Range;
}

/** Titles only: what they would change is worked out when one is chosen. */
export function offered(services: LoyaltyServerServices, document: LangiumDocument, range: Range): CodeAction[] {
    const spot = spotAt(document, range);
    const ticket = { uri: document.uri.toString(), version: document.textDocument.version, range };
    return Object.entries(refactorings).flatMap(([refactoring, { kind, offers }]) =>
        offers(spot, services).map(({ title }) => ({ title, kind, data: { ...ticket, refactoring } })),
    );
}

/** Answers `codeAction/resolve`. The change is worked out in the workspace's lock, and tried out beside it. */
export function addCodeActionResolve(connection: Connection, services: LoyaltyServerServices): void {
    connection.onCodeActionResolve(action => resolved(services, action));
}

/** An action with what it changes. */
export async function resolved(services: LoyaltyServerServices, action: CodeAction): Promise<CodeAction> {
    if (!isTicket(action.data)) return action;
    return { ...action, edit: await changeOf(services, action.data, action.title) };
}

async function changeOf(services: LoyaltyServerServices, ticket: Ticket, title: string): Promise<WorkspaceEdit> {
    const { workspace } = services.shared;
    const refactoring: Refactoring = refactorings[ticket.refactoring];
    const uri = URI.parse(ticket.uri);
    await workspace.DocumentBuilder.waitUntil(DocumentState.Linked, uri);
    const current = (): LangiumDocument => {
        const document = workspace.LangiumDocuments.getDocument(uri);
        if (!document || document.textDocument.version !== ticket.version) throw changed();
        return document;
    };
    const { offer, found } = await workspace.WorkspaceLock.read(async () => {
        const offers = refactoring.offers(spotAt(current(), ticket.range), services);
        const offer = offers.find(each => each.title === title);
        return { offer, found: offer?.takesLong === true ? undefined : await offer?.edits() };
    });
    const edits = offer?.takesLong === true ? await offer.edits() : found;
    current();
    // What is done on saving has nothing to say when nothing is to be done.
    if (!edits?.length && refactoring.kind.startsWith('source.')) return { changes: {} };
    if (!edits?.length) throw refused(offer?.otherwise ?? `Nothing can be done here: '${title}' would change nothing.`);
    return editOf(services, refactoring, edits, title);
}

/** For an editor that does not ask again: each action with what it changes, and only those that change something at once. */
export async function workedOut(
    services: LoyaltyServerServices,
    document: LangiumDocument,
    range: Range,
    wants: (kind: string) => boolean,
): Promise<CodeAction[]> {
    const spot = spotAt(document, range);
    const actions: CodeAction[] = [];
    for (const refactoring of Object.values(refactorings)) {
        if (!wants(refactoring.kind)) continue;
        for (const { title, takesLong, edits } of refactoring.offers(spot, services)) {
            const found = takesLong === true ? undefined : await edits();
            if (!found?.length) continue;
            const edit = await editOf(services, refactoring, found, title).catch(() => undefined);
            if (edit) actions.push({ title, kind: refactoring.kind, edit });
        }
    }
    return actions;
}

async function editOf(
    services: LoyaltyServerServices,
    refactoring: Refactoring,
    edits: readonly Edit[],
    title: string,
): Promise<WorkspaceEdit> {
    const laidOut = layOut(services, edits);
    if (refactoring.mayLeaveErrors !== true) {
        const error = await newErrorAfter(services, laidOut);
        if (error) throw refused(`'${title}' would leave a mistake behind: ${error}`);
    }
    const edit = workspaceEditOf(laidOut, services.shared.workspace.LangiumDocuments);
    if (!edit) throw changed();
    return edit;
}

function layOut(services: LoyaltyServerServices, edits: readonly Edit[]): readonly Edit[] {
    return [...Map.groupBy(edits, edit => edit.file)].flatMap(([file, own]) => {
        const document = services.shared.workspace.LangiumDocuments.getDocument(URI.parse(file));
        if (!document) return own;
        return layOutEdits(document.textDocument.getText(), own).map(edit => ({ ...edit, file }));
    });
}

const refused = (reason: string): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, reason);

const changed = (): ResponseError<void> =>
    new ResponseError(LSPErrorCodes.ContentModified, 'The file has changed since this was offered.');

function isTicket(data: unknown): data is Ticket {
    return typeof data === 'object' && data !== null && 'refactoring' in data && isKnown(data.refactoring);
}

const isKnown = (name: unknown): name is RefactoringName =>
    typeof name === 'string' && Object.hasOwn(refactorings, name);
