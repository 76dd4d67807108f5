import type { LangiumSharedCoreServices } from 'langium';
import {
    type AstNode,
    AstUtils,
    DocumentState,
    type LangiumDocument,
    type LangiumDocuments,
    URI,
    UriUtils,
    WorkspaceCache,
} from 'langium';
import {
    type Currency,
    type Declaration,
    type EnumValue,
    type EventDecl,
    type Field,
    type File,
    type Import,
    isFile,
    type Ladder,
    type Program,
    type Tier,
} from './generated/ast.ts';
import { LIBRARY_URI, PRODUCT_LAUNCH } from './library.ts';
import { ListSource } from './pieces/list-source.ts';
import { isRecording, noteRead, tick, unrecorded } from './pieces/reads.ts';

/**
 * What a file can see: its own declarations, those of the files it imports, the library, and the currencies
 * and channels of the programs that it is part of. Kept until any file changes; each list is the same array until then.
 */
export class Names {
    private readonly documents: LangiumDocuments;
    private readonly imports: WorkspaceCache<string, readonly LangiumDocument[]>;
    private readonly visible: WorkspaceCache<string, readonly File[]>;
    private readonly closures: WorkspaceCache<LangiumDocument, readonly LangiumDocument[]>;
    private readonly hosts: WorkspaceCache<string, ReadonlyMap<string, readonly Program[]>>;
    private readonly lists: WorkspaceCache<string, Map<string, readonly AstNode[]>>;
    private readonly before = new Map<string, readonly AstNode[]>();
    /** Those that somebody depends on. */
    private readonly sources = new Map<string, ListSource>();

    constructor(shared: LangiumSharedCoreServices) {
        this.documents = shared.workspace.LangiumDocuments;
        this.imports = new WorkspaceCache(shared, DocumentState.Parsed);
        this.visible = new WorkspaceCache(shared, DocumentState.Parsed);
        this.closures = new WorkspaceCache(shared, DocumentState.Parsed);
        this.hosts = new WorkspaceCache(shared, DocumentState.Parsed);
        this.lists = new WorkspaceCache(shared, DocumentState.Parsed);
        // After the caches above are emptied.
        shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Parsed, () => {
            tick();
        });
    }

    /** The library, once it is loaded. */
    library(): File | undefined {
        return fileOf(this.documents.getDocument(URI.parse(LIBRARY_URI)));
    }

    /** The file itself, then its imports in their order, then the library. */
    filesSeenBy(document: LangiumDocument): readonly File[] {
        return this.visible.get(document.uri.toString(), () => {
            const own = fileOf(this.known(document));
            const library = this.library();
            const imported = this.importsOf(document)
                .map(fileOf)
                .filter(file => file !== undefined);
            return [...new Set([own, ...imported, library].filter(file => file !== undefined))];
        });
    }

    /** Declarations of some types that a file sees, nearest first within each type. */
    declarations<T extends Declaration['$type']>(
        document: LangiumDocument,
        ...types: readonly T[]
    ): readonly Extract<Declaration, { $type: T }>[] {
        const [first] = types;
        if (first === undefined || types.length > 1)
            return this.list(document, types.join(), () => types.flatMap(type => this.declarations(document, type)));
        const found = this.list(document, first, () =>
            this.filesSeenBy(document).flatMap(file => declarationsOf(file, first)),
        );
        return found;
    }

    /** Documents that a document imports directly and that are there. */
    importsOf(document: LangiumDocument): readonly LangiumDocument[] {
        return this.imports.get(document.uri.toString(), () => {
            const imports = fileOf(this.known(document))?.imports ?? [];
            const uris = imports.map(each => targetOf(document, each)).filter(uri => uri !== undefined);
            return uris.map(uri => this.documents.getDocument(uri)).filter(each => each !== undefined);
        });
    }

    /** The document and all that it imports, directly or not, in the order of import. */
    closureOf(document: LangiumDocument): readonly LangiumDocument[] {
        return this.closures.get(document, () => {
            const seen = new Set<LangiumDocument>();
            const visit = (each: LangiumDocument): void => {
                if (seen.has(each)) return;
                seen.add(each);
                for (const imported of this.importsOf(each)) visit(imported);
            };
            visit(document);
            return [...seen];
        });
    }

    /** Programs that a file is part of: its own, or those whose files import it. */
    programsOf(document: LangiumDocument): readonly Program[] {
        return this.list(document, 'programs', () => {
            const file = fileOf(this.known(document));
            const [own] = file ? declarationsOf(file, 'Program') : [];
            return own ? [own] : (this.hosts.get('', () => this.allHosts()).get(document.uri.toString()) ?? []);
        });
    }

    events(document: LangiumDocument): readonly EventDecl[] {
        return this.declarations(document, 'EventDecl');
    }

    /** All declarations of one event, the author's first. */
    eventsNamed(document: LangiumDocument, name: string): readonly EventDecl[] {
        return this.list(document, `event ${name}`, () => this.events(document).filter(each => each.name === name));
    }

    /** Fields of an event from all its declarations: the author's first. */
    eventFields(document: LangiumDocument, event: string): readonly Field[] {
        return this.list(document, `fields of ${event}`, () => {
            const own = this.eventsNamed(document, event).flatMap(each => each.fields);
            return event === PRODUCT_LAUNCH ? [...own, ...this.ownItemFields(document)] : own;
        });
    }

    memberFields(document: LangiumDocument): readonly Field[] {
        return this.list(document, 'member', () =>
            this.declarations(document, 'MemberDecl').flatMap(each => each.fields),
        );
    }

    itemFields(document: LangiumDocument): readonly Field[] {
        return this.list(document, 'item', () => this.declarations(document, 'ItemDecl').flatMap(each => each.fields));
    }

    /** Fields of items that authors declare. */
    ownItemFields(document: LangiumDocument): readonly Field[] {
        return this.itemFields(document).filter(each => documentOf(each).uri.toString() !== LIBRARY_URI);
    }

    /** The author's ladders, then those of the library that no other of their name stands for. */
    ladders(document: LangiumDocument): readonly Ladder[] {
        return this.list(document, 'ladders', () => {
            const byName = new Map<string, Ladder>();
            for (const each of this.declarations(document, 'Ladder'))
                if (!byName.has(each.name)) byName.set(each.name, each);
            return [...byName.values()];
        });
    }

    tiers(document: LangiumDocument): readonly Tier[] {
        return this.list(document, 'tiers', () => this.ladders(document).flatMap(each => each.tiers));
    }

    currencies(document: LangiumDocument): readonly Currency[] {
        return this.list(document, 'currencies', () =>
            this.programsOf(document).flatMap(program =>
                program.clauses.flatMap(clause => (clause.$type === 'CurrencyClause' ? clause.currencies : [])),
            ),
        );
    }

    channels(document: LangiumDocument): readonly EnumValue[] {
        return this.list(document, 'channels', () =>
            this.programsOf(document).flatMap(program =>
                program.clauses.flatMap(clause => (clause.$type === 'ChannelsClause' ? clause.channels : [])),
            ),
        );
    }

    /** A list of what a file sees: made once, and known to whoever records what is read. */
    list<T extends AstNode>(document: LangiumDocument, what: string, make: () => readonly T[]): readonly T[] {
        const uri = document.uri.toString();
        const lists = this.lists.get(uri, () => new Map());
        const known = lists.get(what);
        const list = (known as readonly T[] | undefined) ?? this.sameAsBefore(`${uri} ${what}`, unrecorded(make)); // each name has its type
        if (known === undefined) lists.set(what, list);
        if (isRecording()) noteRead(this.sourceOf(`${uri} ${what}`, list, () => this.list(document, what, make)));
        return list;
    }

    /** The list that was there before, where the new one has the same on it: what is known of a list stays known. */
    private sameAsBefore<T extends AstNode>(key: string, list: readonly T[]): readonly T[] {
        const before = this.before.get(key) as readonly T[] | undefined; // each name has its type
        if (before?.length === list.length && before.every((node, index) => node === list[index])) return before;
        this.before.set(key, list);
        return list;
    }

    private sourceOf(key: string, list: readonly AstNode[], current: () => readonly AstNode[]): ListSource {
        const known = this.sources.get(key);
        if (known) return known;
        const source = new ListSource(list, current);
        this.sources.set(key, source);
        return source;
    }

    /** A copy of a document, made to see what it would be, sees what that sees. */
    private known(document: LangiumDocument): LangiumDocument {
        return this.documents.getDocument(document.uri) ?? document;
    }

    /** Of every file, the programs whose files import it. */
    private allHosts(): ReadonlyMap<string, readonly Program[]> {
        const hosts = new Map<string, Program[]>();
        for (const root of this.documents.all) {
            const file = fileOf(root);
            const [program] = file ? declarationsOf(file, 'Program') : [];
            if (!program) continue;
            for (const { uri } of this.closureOf(root)) {
                const own = hosts.get(uri.toString()) ?? [];
                own.push(program);
                hosts.set(uri.toString(), own);
            }
        }
        return hosts;
    }
}

const byType = new WeakMap<File, ReadonlyMap<string, readonly Declaration[]>>();

/** What a file declares of a type. */
export function declarationsOf<T extends Declaration['$type']>(
    file: File,
    type: T,
): readonly Extract<Declaration, { $type: T }>[] {
    return (declarationsByType(file).get(type) ?? []) as readonly Extract<Declaration, { $type: T }>[]; // by their type
}

export function declarationsByType(file: File): ReadonlyMap<string, readonly Declaration[]> {
    const known = byType.get(file);
    const types = known ?? sortedByType(file.declarations);
    if (!known) byType.set(file, types);
    return types;
}

function sortedByType(declarations: readonly Declaration[]): ReadonlyMap<string, readonly Declaration[]> {
    const types = new Map<string, Declaration[]>();
    for (const each of declarations) {
        const list = types.get(each.$type);
        if (list) list.push(each);
        else types.set(each.$type, [each]);
    }
    return types;
}

export function fileOf(document: LangiumDocument | undefined): File | undefined {
    const root = document?.parseResult.value;
    return isFile(root) ? root : undefined;
}

/** Where an import points; undefined where it is no relative path, or not typed yet. */
export function importUri(from: URI, path: string | undefined): URI | undefined {
    if (!path || !isRelativePath(path)) return undefined;
    return UriUtils.resolvePath(UriUtils.dirname(from), path);
}

const targets = new WeakMap<Import, URI | null>();

/** Where an import of a document points; as long as that is not read anew, always to the same. */
export function targetOf(document: LangiumDocument, node: Import): URI | undefined {
    const known = targets.get(node);
    if (known !== undefined) return known ?? undefined;
    const target = importUri(document.uri, node.path);
    targets.set(node, target ?? null);
    return target;
}

/** Imports name files beside the importing one: no scheme, no absolute path. */
export function isRelativePath(path: string): boolean {
    return path !== '' && !path.startsWith('/') && !path.includes('\\') && !/^[A-Za-z][A-Za-z+.-]*:/.test(path);
}

export function documentOf(node: AstNode): LangiumDocument {
    return AstUtils.getDocument(node);
}
