import { type AstNode, DocumentState, type LangiumDocument, URI } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Edit, Finding } from '../diagnostics/finding.ts';
import { findingsOf } from '../language/findings.ts';
import { LIBRARY_TEXT, LIBRARY_URI } from '../language/library.ts';
import { createLoyaltyServices, type LoyaltyServices } from '../language/services.ts';
import { kindOf } from './kinds.ts';
import { isLibrary } from './library-document.ts';
import { workspaceEditOf } from './positions.ts';
import type { LoyaltyServerServices } from './services.ts';

/**
 * Makes a change of names in copies of the files that it may concern, and says in a sentence what would go wrong:
 * a new error, or a name that would then mean something else. Undefined when the program stays the same.
 */
export async function whatWouldChange(
    services: LoyaltyServerServices,
    documents: readonly LangiumDocument[],
    changes: Readonly<Record<string, readonly TextEdit[]>>,
): Promise<string | undefined> {
    const { loyalty, copies } = await rehearse(documents, changes);
    for (const [index, document] of documents.entries()) {
        const copy = copies[index];
        if (!copy || document.state < DocumentState.Linked) continue;
        const changed = changedMeaning(document, copy, node => targetOf(services, node));
        if (changed) return changed;
    }
    const before = documents.flatMap(document => findingsOf(services, document));
    const after = copies.flatMap(copy => findingsOf(loyalty, copy));
    return newError(before, after)?.message;
}

/** What the program of changed files would be told that it is not told now. */
export async function newErrorAfter(
    services: LoyaltyServerServices,
    edits: readonly Edit[],
): Promise<string | undefined> {
    const { workspace } = services.shared;
    const names = services.loyalty.Names;
    const changes = workspaceEditOf(edits, workspace.LangiumDocuments)?.changes ?? {};
    const changed = new Set(Object.keys(changes));
    const documents = workspace.LangiumDocuments.all.filter(each => !isLibrary(each)).toArray();
    const hosts = documents.filter(each => names.closureOf(each).some(({ uri }) => changed.has(uri.toString())));
    const concerned = [...new Set(hosts.flatMap(each => names.closureOf(each)))];
    const before = new Set(concerned.flatMap(each => findingsOf(services, each)).map(keyOf));
    const { loyalty, copies } = await rehearse(concerned, changes);
    const after = copies.flatMap(copy => findingsOf(loyalty, copy));
    return after.find(finding => finding.severity === 'error' && !before.has(keyOf(finding)))?.message;
}

const keyOf = ({ span, code, message }: Finding): string => `${span.file} ${code} ${message}`;

async function rehearse(
    documents: readonly LangiumDocument[],
    changes: Readonly<Record<string, readonly TextEdit[]>>,
): Promise<{ readonly loyalty: LoyaltyServices; readonly copies: readonly LangiumDocument[] }> {
    const { shared, loyalty } = createLoyaltyServices();
    const copies = documents.map(document => {
        const uri = document.uri.toString();
        const text = TextDocument.applyEdits(document.textDocument, [...(changes[uri] ?? [])]);
        return shared.workspace.LangiumDocumentFactory.fromString(text, document.uri);
    });
    const library = shared.workspace.LangiumDocumentFactory.fromString(LIBRARY_TEXT, URI.parse(LIBRARY_URI));
    for (const copy of [library, ...copies]) shared.workspace.LangiumDocuments.addDocument(copy);
    await shared.workspace.DocumentBuilder.build([library, ...copies], { validation: false });
    return { loyalty, copies };
}

/** References keep their order when only names change. */
function changedMeaning(
    document: LangiumDocument,
    copy: LangiumDocument,
    pathOf: (node: AstNode) => string,
): string | undefined {
    for (const [index, reference] of document.references.entries()) {
        const other = copy.references[index];
        if (!('ref' in reference) || !other || !('ref' in other) || !reference.ref) continue;
        if (other.ref && pathOf(other.ref) === pathOf(reference.ref)) continue;
        const line = (other.$refNode?.range.start.line ?? 0) + 1;
        const meaning = other.ref ? `the ${kindOf(other.ref).noun} '${other.$refText}'` : 'nothing';
        return `'${reference.$refText}' on line ${line} would then mean ${meaning}.`;
    }
    return undefined;
}

function targetOf(services: LoyaltyServerServices, node: AstNode): string {
    const root = node.$cstNode?.root.astNode;
    const uri = root?.$document?.uri.toString() ?? '';
    return `${uri}#${services.workspace.AstNodeLocator.getAstNodePath(node)}`;
}

function newError(before: readonly Finding[], after: readonly Finding[]): Finding | undefined {
    const left = new Map<string, number>();
    const key = (finding: Finding): string => `${finding.span.file} ${finding.code} ${finding.span.line}`;
    for (const finding of before) left.set(key(finding), (left.get(key(finding)) ?? 0) + 1);
    return after.find(finding => {
        const known = left.get(key(finding)) ?? 0;
        left.set(key(finding), known - 1);
        return finding.severity === 'error' && known <= 0;
    });
}
