export interface Import {
    readonly specifier: string;
    /** Gone at run time. */
    readonly isType: boolean;
    /** `import('…')`: loaded when it is reached. */
    readonly isDynamic: boolean;
    /** From 1. */
    readonly line: number;
}

const STATIC = /^(?:import|export)\s+(type\s+)?(?:[\w*$\s{},]+?\s+from\s+)?(['"])(.+?)\2/gm;
const DYNAMIC = /(?<![\w.])import\(\s*(['"])(.+?)\1\s*\)(\.\w)?/g;

/**
 * The imports of a file as Biome formats it: a statement begins at the start of its line. Comments are looked past.
 * `import('…').Name` is a type.
 */
export function importsOf(text: string): readonly Import[] {
    const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, comment => comment.replace(/[^\n]/g, ' '));
    const lineOf = (offset: number) => code.slice(0, offset).split('\n').length;
    const statics = [...code.matchAll(STATIC)].map(match => ({
        specifier: match[3] ?? '',
        isType: match[1] !== undefined,
        isDynamic: false,
        line: lineOf(match.index),
    }));
    const dynamics = [...code.matchAll(DYNAMIC)].map(match => ({
        specifier: match[2] ?? '',
        isType: /\.[A-Z]/.test(match[3] ?? ''),
        isDynamic: true,
        line: lineOf(match.index),
    }));
    return [...statics, ...dynamics].sort((a, b) => a.line - b.line);
}

/** The first cycle that is found in a graph of files, as its members in order; `undefined` when there is none. */
export function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
    const done = new Set<string>();
    const path: string[] = [];
    const visit = (file: string): readonly string[] | undefined => {
        if (path.includes(file)) return path.slice(path.indexOf(file));
        if (done.has(file)) return undefined;
        path.push(file);
        for (const next of graph.get(file) ?? []) {
            const cycle = visit(next);
            if (cycle !== undefined) return cycle;
        }
        path.pop();
        done.add(file);
        return undefined;
    };
    for (const file of graph.keys()) {
        const cycle = visit(file);
        if (cycle !== undefined) return cycle;
    }
    return undefined;
}
