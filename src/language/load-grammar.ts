import type { AstNode, Grammar, Reference } from 'langium';

/** A node as it is written down: what it refers to is a path. */
type Written = { readonly [property: string]: unknown };

/**
 * Langium's grammar from its JSON, as `loadGrammarFromJson` makes it, but each rule and type is linked when it is first
 * looked at: a small program needs few of them.
 */
export function loadGrammar(json: string): Grammar {
    const grammar = JSON.parse(json) as Grammar;
    const lists = ['rules', 'interfaces', 'types'] as const;
    for (const list of lists)
        grammar[list].forEach((node, index) => {
            Object.assign(node, { $container: grammar, $containerProperty: list, $containerIndex: index });
            for (const [property, value] of Object.entries(node)) {
                if (!property.startsWith('$') && isObject(value)) linkLater(grammar, node, property, value);
            }
        });
    return grammar;
}

function linkLater(grammar: Grammar, node: AstNode, property: string, value: object): void {
    const keep = (linked: unknown) => Object.defineProperty(node, property, { value: linked, writable: true });
    Object.defineProperty(node, property, {
        configurable: true,
        enumerable: true,
        get: () => {
            const linked = link(grammar, value, node, property);
            keep(linked);
            return linked;
        },
        set: keep,
    });
}

/** Gives containers to nodes and targets to references, all the way down. */
function link(grammar: Grammar, value: unknown, container: object, property: string, index?: number): unknown {
    if (Array.isArray(value)) {
        value.forEach((each, at) => {
            value[at] = link(grammar, each, container, property, at);
        });
        return value;
    }
    if (!isObject(value)) return value;
    const written = value as Written;
    if (typeof written.$ref === 'string') return referenceTo(grammar, written.$ref);
    for (const [name, part] of Object.entries(written))
        if (isObject(part)) Object.assign(value, { [name]: link(grammar, part, value, name) });
    const place = { $container: container, $containerProperty: property };
    return Object.assign(value, place, index === undefined ? {} : { $containerIndex: index });
}

/** `#/rules@29`: there are no other paths in a grammar of one file. */
function referenceTo(grammar: Grammar, path: string): Reference {
    const [, list, index] = path.match(/^#\/(rules|interfaces|types)@(\d+)$/) ?? [];
    const target = list === undefined ? undefined : grammar[list as 'rules' | 'interfaces' | 'types'][Number(index)];
    if (target === undefined) throw new Error(`the grammar refers to '${path}', which it does not have`);
    return { ref: target, $refText: target.name };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
