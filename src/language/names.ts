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
    type Declaration,
    type EnumValue,
    type EventDecl,
    type Field,
    type File,
    isFile,
    isProgram,
    type Ladder,
    type Program,
    type Tier,
} from './generated/ast.ts';
import { LIBRARY_URI, PRODUCT_LAUNCH } from './library.ts';

/**
 * What a file can see: its own declarations, those of the files it imports, the library, and the currencies
 * and channels of the programs that it is part of. Kept until any file changes.
 */
export class Names {
    private readonly documents: LangiumDocuments;
    private readonly visible: WorkspaceCache<string, readonly File[]>;
    private readonly hosts: WorkspaceCache<string, readonly Program[]>;
    private readonly byType: WorkspaceCache<string, ReadonlyMap<string, readonly Declaration[]>>;

    constructor(shared: LangiumSharedCoreServices) {
        this.documents = shared.workspace.LangiumDocuments;
        this.visible = new WorkspaceCache(shared, DocumentState.Parsed);
        this.hosts = new WorkspaceCache(shared, DocumentState.Parsed);
        this.byType = new WorkspaceCache(shared, DocumentState.Parsed);
    }

    /** The library, once it is loaded. */
    library(): File | undefined {
        return fileOf(this.documents.getDocument(URI.parse(LIBRARY_URI)));
    }

    /** The file itself, then its imports in their order, then the library. */
    filesSeenBy(document: LangiumDocument): readonly File[] {
        return this.visible.get(document.uri.toString(), () => {
            const own = fileOf(document);
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
        const all = this.byType.get(document.uri.toString(), () =>
            Map.groupBy(
                this.filesSeenBy(document).flatMap(file => file.declarations),
                each => each.$type,
            ),
        );
        const found =
            types.length === 1 && types[0] ? (all.get(types[0]) ?? []) : types.flatMap(type => all.get(type) ?? []);
        return found as readonly Extract<Declaration, { $type: T }>[]; // grouped by $type
    }

    /** Documents that a document imports directly and that are there. */
    importsOf(document: LangiumDocument): readonly LangiumDocument[] {
        const file = fileOf(document);
        if (!file) return [];
        const uris = file.imports.map(each => importUri(document.uri, each.path)).filter(uri => uri !== undefined);
        return uris.map(uri => this.documents.getDocument(uri)).filter(each => each !== undefined);
    }

    /** The document and all that it imports, directly or not, in the order of import. */
    closureOf(document: LangiumDocument): readonly LangiumDocument[] {
        const seen = new Set<LangiumDocument>();
        const visit = (each: LangiumDocument): void => {
            if (seen.has(each)) return;
            seen.add(each);
            for (const imported of this.importsOf(each)) visit(imported);
        };
        visit(document);
        return [...seen];
    }

    /** Programs that a file is part of: its own, or those whose files import it. */
    programsOf(document: LangiumDocument): readonly Program[] {
        return this.hosts.get(document.uri.toString(), () => {
            const own = fileOf(document)?.declarations.find(isProgram);
            if (own) return [own];
            const programs: Program[] = [];
            for (const each of this.documents.all) {
                const program = fileOf(each)?.declarations.find(isProgram);
                if (program && this.closureOf(each).includes(document)) programs.push(program);
            }
            return programs;
        });
    }

    events(document: LangiumDocument): readonly EventDecl[] {
        return this.declarations(document, 'EventDecl');
    }

    /** Fields of an event from all its declarations: the author's first. */
    eventFields(document: LangiumDocument, event: string): readonly Field[] {
        const own = this.events(document)
            .filter(each => each.name === event)
            .flatMap(each => each.fields);
        return event === PRODUCT_LAUNCH ? [...own, ...this.ownItemFields(document)] : own;
    }

    memberFields(document: LangiumDocument): readonly Field[] {
        return this.declarations(document, 'MemberDecl').flatMap(each => each.fields);
    }

    itemFields(document: LangiumDocument): readonly Field[] {
        return this.declarations(document, 'ItemDecl').flatMap(each => each.fields);
    }

    /** Fields of items that authors declare. */
    ownItemFields(document: LangiumDocument): readonly Field[] {
        return this.itemFields(document).filter(each => documentOf(each).uri.toString() !== LIBRARY_URI);
    }

    /** The author's ladders, then those of the library that no other of their name stands for. */
    ladders(document: LangiumDocument): readonly Ladder[] {
        const all = this.declarations(document, 'Ladder');
        return all.filter((ladder, index) => all.findIndex(({ name }) => name === ladder.name) === index);
    }

    tiers(document: LangiumDocument): readonly Tier[] {
        return this.ladders(document).flatMap(each => each.tiers);
    }

    channels(document: LangiumDocument): readonly EnumValue[] {
        return this.programsOf(document).flatMap(program =>
            program.clauses.flatMap(clause => (clause.$type === 'ChannelsClause' ? clause.channels : [])),
        );
    }
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

/** Imports name files beside the importing one: no scheme, no absolute path. */
export function isRelativePath(path: string): boolean {
    return path !== '' && !path.startsWith('/') && !path.includes('\\') && !/^[A-Za-z][A-Za-z+.-]*:/.test(path);
}

export function documentOf(node: AstNode): LangiumDocument {
    return AstUtils.getDocument(node);
}
