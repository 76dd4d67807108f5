import type { AstNode, Grammar, Reference } from 'langium';

/** A node as it is written down: what it refers to is a path. */
type Written = { readonly [property: string]: unknown };

/**
 * Langium's grammar from its JSON, as `loadGrammarFromJson` makes it, but each rule is linked when somebody looks into
 * it, and so are the types all together: a small program needs few rules, and a parser that is prepared no types.
 */
export function loadGrammar(json: string): Grammar {
    const grammar = JSON.parse(json) as Grammar;
    grammar.rules.forEach((rule, index) => {
        place(rule, grammar, 'rules', index);
        for (const [property, value] of Object.entries(rule)) {
            if (!isObject(value) || property === '$container') continue;
            if (property === 'definition') linkLater(grammar, rule, property, value);
            else Reflect.set(rule, property, link(grammar, value, rule, property));
        }
    });
    for (const list of ['interfaces', 'types'] as const) linkLater(grammar, grammar, list, grammar[list]);
    return grammar;
}

function place(node: object, container: object, property: string, index?: number): void {
    const placed = node as { $container: object; $containerProperty: string; $containerIndex?: number };
    placed.$container = container;
    placed.$containerProperty = property;
    if (index !== undefined) placed.$containerIndex = index;
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
    place(value, container, property, index);
    return value;
}

/** `#/rules@29`: there are no other paths in a grammar of one file. */
function referenceTo(grammar: Grammar, path: string): Reference {
    const [, list, index] = path.match(/^#\/(rules|interfaces|types)@(\d+)$/) ?? [];
    const target = () => {
        const found = list === undefined ? undefined : grammar[list as 'rules' | 'interfaces' | 'types'][Number(index)];
        if (found === undefined) throw new Error(`the grammar refers to '${path}', which it does not have`);
        return found;
    };
    return {
        get ref() {
            return target();
        },
        get $refText() {
            return target().name;
        },
    };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
