import { type FileSystemNode, type FileSystemProvider, type URI, UriUtils } from 'langium';

/** A disk in memory: what the server would read from a real one. */
export class MemoryFiles implements FileSystemProvider {
    private readonly files: Map<string, string>;

    /** Texts by URI. */
    constructor(files: ReadonlyMap<string, string>) {
        this.files = new Map(files);
    }

    write(uri: string, text: string): void {
        this.files.set(uri, text);
    }

    remove(uri: string): void {
        this.files.delete(uri);
    }

    statSync(uri: URI): FileSystemNode {
        const text = uri.toString();
        if (this.files.has(text)) return { isFile: true, isDirectory: false, uri };
        if (this.under(text).length > 0) return { isFile: false, isDirectory: true, uri };
        throw new Error(`There is no ${text}.`);
    }

    existsSync(uri: URI): boolean {
        return this.files.has(uri.toString()) || this.under(uri.toString()).length > 0;
    }

    readFileSync(uri: URI): string {
        const text = this.files.get(uri.toString());
        if (text === undefined) throw new Error(`There is no ${uri.toString()}.`);
        return text;
    }

    readBinarySync(uri: URI): Uint8Array {
        return new TextEncoder().encode(this.readFileSync(uri));
    }

    readDirectorySync(uri: URI): FileSystemNode[] {
        const names = this.under(uri.toString()).map(path => path.slice(uri.toString().length + 1).split('/')[0] ?? '');
        return [...new Set(names)].map(name => this.statSync(UriUtils.joinPath(uri, name)));
    }

    private under(folder: string): readonly string[] {
        return [...this.files.keys()].filter(path => path.startsWith(`${folder}/`));
    }

    stat = async (uri: URI): Promise<FileSystemNode> => this.statSync(uri);
    exists = async (uri: URI): Promise<boolean> => this.existsSync(uri);
    readFile = async (uri: URI): Promise<string> => this.readFileSync(uri);
    readBinary = async (uri: URI): Promise<Uint8Array> => this.readBinarySync(uri);
    readDirectory = async (uri: URI): Promise<FileSystemNode[]> => this.readDirectorySync(uri);
}
