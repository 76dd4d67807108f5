import { DocumentState, type LangiumDocument, URI } from 'langium';
import type { Day } from '../base/calendar.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Program } from '../model/program.ts';
import { findingsOf } from './findings.ts';
import * as ast from './generated/ast.ts';
import { libraryDocument } from './library-document.ts';
import { fileOf, importUri } from './names.ts';
import { createLoyaltyServices, type LoyaltyServices } from './services.ts';

export interface SourceText {
    /** A URI; its path decides what relative imports mean. */
    readonly uri: string;
    readonly text: string;
}

export interface Compilation {
    /** All findings of all sources, by file and position. */
    readonly findings: readonly Finding[];
    /** Programs without errors, by file. */
    readonly programs: readonly Program[];
}

export interface CompileOptions {
    /** Text of an imported file that is not among the sources; undefined where there is none. */
    readonly read?: (uri: string) => Promise<string | undefined>;
    /** Findings that are ignored until a day before it are told again; absent: no day is over. */
    readonly today?: Day | undefined;
}

/** The one door from text to everything else. Never throws because of what a user wrote. */
export async function compile(sources: readonly SourceText[], options: CompileOptions = {}): Promise<Compilation> {
    const { shared, loyalty } = createLoyaltyServices();
    const documents = shared.workspace.LangiumDocuments;
    const factory = shared.workspace.LangiumDocumentFactory;
    const add = (uri: string, text: string): LangiumDocument => {
        const document = factory.fromString(text, URI.parse(uri));
        documents.addDocument(document);
        return document;
    };
    documents.addDocument(libraryDocument(loyalty));
    const given = sources
        .filter((source, index) => sources.findIndex(each => each.uri === source.uri) === index)
        .map(source => add(source.uri, source.text));
    if (options.read) await readImports(given, loyalty, add, options.read);
    await link(documents.all.toArray(), loyalty);
    const findings = given.flatMap(document => findingsOf(loyalty, document, options.today));
    const programs = given
        .filter(each => fileOf(each)?.declarations.some(ast.isProgram))
        .map(each => loyalty.loyalty.Analyses.of(each).program);
    return { findings: findings.toSorted(byPlace), programs: programs.filter(each => each !== undefined) };
}

/** The one thing that Langium's builder does which is wanted here: no index of who refers to what, nothing to validate. */
async function link(documents: readonly LangiumDocument[], services: LoyaltyServices): Promise<void> {
    const parsed = documents.filter(({ state }) => state < DocumentState.Linked);
    for (const each of parsed) each.state = DocumentState.ComputedScopes;
    for (const each of parsed) {
        await services.references.Linker.link(each);
        each.state = DocumentState.Linked;
    }
}

/** Files that are imported and were not given, and what those import. */
async function readImports(
    given: readonly LangiumDocument[],
    services: LoyaltyServices,
    add: (uri: string, text: string) => LangiumDocument,
    read: NonNullable<CompileOptions['read']>,
): Promise<void> {
    const pending = [...given];
    for (let document = pending.pop(); document; document = pending.pop()) {
        for (const each of fileOf(document)?.imports ?? []) {
            const uri = importUri(document.uri, each.path ?? '');
            if (!uri || services.shared.workspace.LangiumDocuments.hasDocument(uri)) continue;
            const text = await read(uri.toString());
            if (text !== undefined) pending.push(add(uri.toString(), text));
        }
    }
}

function byPlace(a: Finding, b: Finding): number {
    return a.span.file < b.span.file ? -1 : a.span.file > b.span.file ? 1 : a.span.start - b.span.start;
}
