import {
    type Cancellation,
    DocumentState,
    type FileSystemProvider,
    interruptAndCheck,
    type LangiumDocument,
    type TextDocumentProvider,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { withSeverities } from '../diagnostics/severities.ts';
import { firstFindings } from '../language/first-findings.ts';
import type { LoyaltyLinker } from '../language/linker.ts';
import { importUri } from '../language/names.ts';
import { piecesOf } from '../language/pieces/parser.ts';
import { toDiagnostic } from './diagnostics.ts';
import { today } from './findings.ts';
import type { LoyaltyServerServices } from './services.ts';
import { inSlices } from './slices.ts';

/** What is seen of a file without reading it properly. */
interface Sketch {
    readonly imports: readonly string[];
    readonly hasProgram: boolean;
}

const IMPORT = /^[ \t]*import\s+"([^"\r\n]*)"/gm;
const PROGRAM = /^program\b/m;

type Token = Cancellation.CancellationToken;

/**
 * Whoever opens one file of two hundred does not wait for the others: that file is read first, with what it imports and
 * its program, and what is found in it is told. All of it is done again when everything has been read.
 */
export class FirstLook {
    private readonly services: LangiumSharedServices;
    private readonly texts: TextDocumentProvider;
    private readonly files: FileSystemProvider;
    private readonly sketches = new Map<string, Sketch>();

    constructor(services: LangiumSharedServices) {
        this.services = services;
        this.texts = services.workspace.TextDocuments;
        this.files = services.workspace.FileSystemProvider;
    }

    /** `taken` hears which documents have been read. */
    async at(
        documents: readonly LangiumDocument[],
        token: Token,
        taken: (read: LangiumDocument[]) => Promise<void>,
    ): Promise<void> {
        const unread = documents.filter(({ state }) => state < DocumentState.Parsed);
        const open = unread.filter(({ uri }) => this.texts.get(uri) !== undefined);
        if (open.length === 0 || open.length === unread.length) return this.sketches.clear();
        await Promise.all(documents.map(document => this.sketch(document)));
        const wanted = new Set(open.flatMap(({ uri }) => this.neededFor(uri.toString())));
        const near = documents.filter(({ uri }) => wanted.has(uri.toString()));
        for (const document of near) {
            if (document.state >= DocumentState.Parsed) continue;
            await interruptAndCheck(token);
            await this.services.workspace.LangiumDocumentFactory.update(document, token);
        }
        await taken(near);
        try {
            for (const document of open) await this.tell(document, token);
        } finally {
            // Much of what names lead to has not been read.
            for (const piece of near.flatMap(piecesOf)) piece.unlink();
        }
    }

    private async tell(document: LangiumDocument, token: Token): Promise<void> {
        const uri = document.uri.toString();
        const services = this.services.ServiceRegistry.getServices(document.uri) as LoyaltyServerServices; // ours
        const linker = services.references.Linker as LoyaltyLinker; // ours
        document.state = DocumentState.ComputedScopes;
        try {
            await inSlices(linker.linking(document), token);
            const found = await inSlices(firstFindings(services, document, today()), token);
            const findings = withSeverities(found, await services.editor.Severities.of(document.uri));
            const diagnostics = findings.map(each => toDiagnostic(each, this.services.workspace.LangiumDocuments));
            await this.services.lsp.Connection?.sendDiagnostics({ uri, diagnostics });
        } finally {
            document.state = DocumentState.Parsed;
        }
    }

    private async sketch(document: LangiumDocument): Promise<void> {
        const uri = document.uri.toString();
        const open = this.texts.get(document.uri)?.getText();
        if (document.uri.scheme !== 'file' || (open === undefined && this.sketches.has(uri))) return;
        const text = open ?? (await this.files.readFile(document.uri).catch(() => ''));
        const imports = [...text.matchAll(IMPORT)].flatMap(([, path]) => importUri(document.uri, path) ?? []);
        this.sketches.set(uri, { imports: imports.map(String), hasProgram: PROGRAM.test(text) });
    }

    /** The file, what it imports, and how the nearest program comes to it. */
    private neededFor(uri: string): readonly string[] {
        return [uri, ...(this.sketches.get(uri)?.imports ?? []), ...this.wayToProgram(uri)];
    }

    private wayToProgram(uri: string): readonly string[] {
        const from = new Map<string, string | undefined>([[uri, undefined]]);
        for (const [file] of from) {
            if (this.sketches.get(file)?.hasProgram) return wayBack(file, from);
            for (const [importer, { imports }] of this.sketches)
                if (!from.has(importer) && imports.includes(file)) from.set(importer, file);
        }
        return [];
    }
}

function wayBack(file: string, from: ReadonlyMap<string, string | undefined>): readonly string[] {
    const way: string[] = [];
    for (let each: string | undefined = file; each !== undefined; each = from.get(each)) way.push(each);
    return way;
}
