import type { AstNode, Grammar, Reference } from 'langium';

/** A node as it is written down: what it refers to is a path. */
type Written = { readonly [property: string]: unknown };

/**
 * Langium's grammar from its JSON, as `loadGrammarFromJson` makes it, but each rule and type is linked when it is first
 * looked at: a small program needs few of them.
 */
export function loadGrammar(json: string): Grammar {
    const grammar = JSON.parse(json) as Grammar;
    placeAll(grammar, 'rules', grammar.rules, ['definition', 'returnType', 'inferredType', 'parameters']);
    const { interfaces, types } = grammar;
    later(grammar, 'interfaces', () => placeAll(grammar, 'interfaces', interfaces, ['attributes', 'superTypes']));
    later(grammar, 'types', () => placeAll(grammar, 'types', types, ['type']));
    return grammar;
}

/** Gives places to the nodes of a list; what they have within is linked later. */
function placeAll<Node extends AstNode>(
    grammar: Grammar,
    list: string,
    nodes: Node[],
    within: readonly string[],
): Node[] {
    nodes.forEach((node, index) => {
        place(node, grammar, list, index);
        for (const property of within) {
            const value: unknown = Reflect.get(node, property);
            if (isObject(value) && !isEmpty(value)) later(node, property, () => link(grammar, value, node, property));
        }
    });
    return nodes;
}

function place(node: object, container: object, property: string, index?: number): void {
    const placed = node as { $container: object; $containerProperty: string; $containerIndex?: number };
    placed.$container = container;
    placed.$containerProperty = property;
    if (index !== undefined) placed.$containerIndex = index;
}

/** The property has this value from when it is first asked for. */
function later(node: object, property: string, make: () => unknown): void {
    const keep = (value: unknown) =>
        Object.defineProperty(node, property, { value, writable: true, enumerable: true, configurable: true });
    Object.defineProperty(node, property, {
        configurable: true,
        enumerable: true,
        get: () => {
            const value = make();
            keep(value);
            return value;
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
    place(value, container, property, index);
    return value;
}

/** `#/rules@29`: there are no other paths in a grammar of one file. */
function referenceTo(grammar: Grammar, path: string): Reference {
    const [, list, index] = path.match(/^#\/(rules|interfaces|types)@(\d+)$/) ?? [];
    if (list === undefined) throw new Error(`the grammar refers to '${path}', which it does not have`);
    const reference = { $refText: path } as Reference;
    later(reference, 'ref', () => grammar[list as 'rules' | 'interfaces' | 'types'][Number(index)]);
    return reference;
}

const isEmpty = (value: object): boolean => Array.isArray(value) && value.length === 0;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
