/**
 * Which file imports which, and which has a program, by URI, as last read. Targets that are not there (yet) are kept as well, so that a file
 * that appears or vanishes is known to concern those who import it.
 */
export class ImportGraph {
    private readonly imports = new Map<string, ReadonlySet<string>>();
    private readonly importers = new Map<string, Set<string>>();
    /** Files with a program. */
    private readonly roots = new Set<string>();

    /** Says whether anything differs from before. */
    set(file: string, targets: Iterable<string>, isRoot: boolean): boolean {
        const next = new Set(targets);
        const before = this.imports.get(file);
        const isSame = before && before.size === next.size && [...next].every(target => before.has(target));
        if (isSame && this.roots.has(file) === isRoot) return false;
        this.delete(file);
        if (isRoot) this.roots.add(file);
        this.imports.set(file, next);
        for (const target of next) {
            const importers = this.importers.get(target) ?? new Set();
            this.importers.set(target, importers.add(file));
        }
        return true;
    }

    delete(file: string): void {
        for (const target of this.imports.get(file) ?? []) this.importers.get(target)?.delete(file);
        this.imports.delete(file);
        this.roots.delete(file);
    }

    /** Files that import something that is not there: what is proposed in its place depends on which files there are. */
    importingNothing(isThere: (target: string) => boolean): readonly string[] {
        return [...this.importers].flatMap(([target, files]) => (isThere(target) ? [] : [...files]));
    }

    /**
     * Files whose meaning may depend on one of these: every file that sees them, directly or not, and every file that
     * one of those pulls into the same program. Includes the files themselves.
     */
    affectedBy(files: Iterable<string>): ReadonlySet<string> {
        return reach(
            reach(files, file => this.importers.get(file)),
            file => this.imports.get(file),
        );
    }
}

function reach(from: Iterable<string>, next: (file: string) => Iterable<string> | undefined): Set<string> {
    const reached = new Set(from);
    for (const file of reached) for (const other of next(file) ?? []) reached.add(other);
    return reached;
}
