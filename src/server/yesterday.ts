import { type Cancellation, DocumentState, interruptAndCheck, type LangiumDocument, URI } from 'langium';
import type { Diagnostic } from 'vscode-languageserver';
import type { Steps } from '../base/steps.ts';
import { fileOf, targetOf } from '../language/names.ts';
import { dependsOnData, today } from './findings.ts';
import { fingerprint } from './fingerprint.ts';
import type { KeptTexts } from './kept-texts.ts';
import { isLibrary } from './library-document.ts';
import type { LoyaltyServerServices } from './services.ts';
import { inSlices } from './slices.ts';

/** A file as it was when it was last looked at. */
interface FileThen {
    readonly uri: string;
    /** Fingerprints of the text, and of how serious findings are there. */
    readonly text: string;
    readonly severities: string;
    /** Where it depends on the day what is found. */
    readonly day?: number;
    /** Absent where it does not follow from texts alone. */
    readonly found?: readonly Diagnostic[];
}

interface Then {
    readonly files: readonly FileThen[];
    /** What is imported and was not there. */
    readonly missing: readonly string[];
}

/** So long nothing happens before something is kept. */
const SETTLED_MS = 3000;

/**
 * What was found in a workspace when it was last looked at is told at the next start, at once, where all that it follows
 * from is as it was. All is read and checked as ever after that, but nobody waits for it.
 */
export class Yesterday {
    private readonly services: LoyaltyServerServices;
    private readonly kept: KeptTexts | undefined;
    private readonly fingerprints = new WeakMap<object, string>();
    private readonly written = new WeakMap<object, string>();
    private isAsked = false;
    /** Fingerprints of what has been told of, by file. */
    private told: ReadonlyMap<string, string> = new Map();
    private last = '';
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(services: LoyaltyServerServices, kept: KeptTexts | undefined) {
        this.services = services;
        this.kept = kept;
        services.shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, async () => {
            clearTimeout(this.timer);
            if (this.mayKeep) this.timer = setTimeout(() => void this.keep().catch(console.error), SETTLED_MS);
        });
    }

    /** Tells of all files, once, unless something is different. Says whether what has been told holds for what is open. */
    async tell(token: Cancellation.CancellationToken): Promise<boolean> {
        if (this.isAsked || !this.mayKeep) return this.isTold && this.isOpenAsThen();
        this.isAsked = true;
        const then = thenIn(await this.kept?.read(this.workspace).catch(() => undefined));
        if (then === undefined || !(await this.isAsThen(then))) return false;
        await interruptAndCheck(token);
        for (const { uri, found } of then.files)
            if (found) await this.services.shared.lsp.Connection?.sendDiagnostics({ uri, diagnostics: [...found] });
        this.told = new Map(then.files.map(({ uri, text }) => [uri, text]));
        return true;
    }

    private get isTold(): boolean {
        return this.told.size > 0;
    }

    private isOpenAsThen(): boolean {
        const { TextDocuments } = this.services.shared.workspace;
        const open = [...TextDocuments.all()];
        return open.every(each => this.told.get(each.uri) === fingerprint(each.getText()));
    }

    /** Writes down what is known, where all of it is. */
    async keep(): Promise<void> {
        await inSlices(this.preparing());
        const text = await this.services.shared.workspace.WorkspaceLock.read(() => this.now());
        if (text === undefined || text === this.last) return;
        await this.kept?.write(this.workspace, text);
        this.last = text;
    }

    private get mayKeep(): boolean {
        return this.kept !== undefined && this.services.editor.Client.mayKeep && this.folders.length > 0;
    }

    private get folders(): readonly string[] {
        return (this.services.shared.workspace.WorkspaceManager.workspaceFolders ?? []).map(({ uri }) => uri);
    }

    private get workspace(): string {
        return this.folders.toSorted().join('\n');
    }

    private get documents(): readonly LangiumDocument[] {
        const { all } = this.services.shared.workspace.LangiumDocuments;
        return all.filter(each => each.uri.scheme === 'file' && !isLibrary(each)).toArray();
    }

    private isInside(uri: string): boolean {
        return this.folders.some(folder => uri.startsWith(`${folder}/`));
    }

    private async isAsThen({ files, missing }: Then): Promise<boolean> {
        const { FileSystemProvider } = this.services.shared.workspace;
        const then = new Set(files.map(({ uri }) => uri));
        const now = new Set(this.documents.map(({ uri }) => uri.toString()));
        if ([...now].some(uri => !then.has(uri))) return false;
        // Others are read because they are imported from elsewhere.
        if (files.some(({ uri }) => !now.has(uri) && this.isInside(uri))) return false;
        const areSame = await Promise.all(files.map(each => this.isSame(each)));
        const areThere = await Promise.all(missing.map(uri => FileSystemProvider.exists(URI.parse(uri))));
        return areSame.every(Boolean) && !areThere.some(Boolean);
    }

    private async isSame({ uri: place, text, severities, day }: FileThen): Promise<boolean> {
        const { TextDocuments, FileSystemProvider } = this.services.shared.workspace;
        const uri = URI.parse(place);
        const open = TextDocuments.get(uri)?.getText();
        const now = open ?? (await FileSystemProvider.readFile(uri).catch(() => undefined));
        if (now === undefined || fingerprint(now) !== text) return false;
        return (day === undefined || day === today()) && (await this.severitiesOf(uri)) === severities;
    }

    private async severitiesOf(uri: URI): Promise<string> {
        return JSON.stringify([...(await this.services.editor.Severities.of(uri))]);
    }

    /** What takes long of what is written down; it is remembered. */
    private *preparing(): Steps<void> {
        for (const document of this.documents) {
            this.fingerprintOf(document);
            this.foundIn(document);
            yield;
        }
    }

    /** Undefined while something is not known, or where it matters which files somebody has opened. */
    private async now(): Promise<string | undefined> {
        const { documents } = this;
        if (documents.some(({ state }) => state !== DocumentState.Validated)) return undefined;
        const { Names } = this.services.loyalty;
        const inside = documents.filter(({ uri }) => this.isInside(uri.toString()));
        const needed = new Set(inside.flatMap(each => Names.closureOf(each)));
        if (documents.some(each => !needed.has(each))) return undefined;
        const files: string[] = [];
        for (const each of documents) files.push(await this.writtenFile(each));
        return `{"files":[${files.join(',\n')}],"missing":${JSON.stringify(this.missing())}}`;
    }

    private async writtenFile(document: LangiumDocument): Promise<string> {
        const file: FileThen = {
            uri: document.uri.toString(),
            text: this.fingerprintOf(document),
            severities: await this.severitiesOf(document.uri),
            ...(textOf(document).includes('loyalty-ignore') ? { day: today() } : {}),
        };
        const found = dependsOnData(this.services, document) ? '' : `,"found":${this.foundIn(document)}`;
        return `${JSON.stringify(file).slice(0, -1)}${found}}`;
    }

    private missing(): readonly string[] {
        const { LangiumDocuments } = this.services.shared.workspace;
        const targets = this.documents.flatMap(each =>
            (fileOf(each)?.imports ?? []).flatMap(node => targetOf(each, node) ?? []),
        );
        return [...new Set(targets.filter(uri => !LangiumDocuments.hasDocument(uri)).map(String))];
    }

    private fingerprintOf(document: LangiumDocument): string {
        return remembered(this.fingerprints, document.parseResult, () => fingerprint(textOf(document)));
    }

    private foundIn({ diagnostics = [] }: LangiumDocument): string {
        return remembered(this.written, diagnostics, () => JSON.stringify(diagnostics));
    }
}

/** The text that was read, whatever has been typed meanwhile. */
const textOf = (document: LangiumDocument): string => document.parseResult.value.$cstNode?.root.fullText ?? '';

function remembered(known: WeakMap<object, string>, key: object, make: () => string): string {
    const value = known.get(key) ?? make();
    known.set(key, value);
    return value;
}

/** Whoever keeps it may have been interrupted. */
function thenIn(text: string | undefined): Then | undefined {
    try {
        const then: unknown = JSON.parse(text ?? '');
        const isWhole = typeof then === 'object' && then !== null && 'files' in then && 'missing' in then;
        return isWhole && Array.isArray(then.files) ? (then as Then) : undefined; // as `now` writes it
    } catch {
        return undefined;
    }
}
