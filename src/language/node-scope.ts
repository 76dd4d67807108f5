import { type AstNode, type AstNodeDescription, type Scope, type Stream, stream } from 'langium';
import * as ast from './generated/ast.ts';

/** Lists of nodes, nearest first. */
export type Lists = readonly (readonly AstNode[])[];

/** A scope over nodes that describes only what is asked for. */
export class NodeScope implements Scope {
    private readonly lists: Lists;
    private readonly describe: (node: AstNode) => AstNodeDescription | undefined;

    constructor(lists: Lists, describe: (node: AstNode) => AstNodeDescription | undefined) {
        this.lists = lists;
        this.describe = describe;
    }

    getElement(name: string): AstNodeDescription | undefined {
        const node = named(this.lists, name);
        return node && this.describe(node);
    }

    getElements(name: string): Stream<AstNodeDescription> {
        return this.getAllElements().filter(each => each.name === name);
    }

    getAllElements(): Stream<AstNodeDescription> {
        const nodes = this.lists.flat();
        return stream(nodes.map(node => this.describe(node)).filter(each => each !== undefined));
    }
}

/** The nearest node of a name. */
export function named(lists: Lists, name: string): AstNode | undefined {
    for (const list of lists) {
        const found = list.length < FEW ? list.find(node => nameOf(node) === name) : byName(list).get(name);
        if (found) return found;
    }
    return undefined;
}

/** To be looked through rather than sorted by names. */
const FEW = 6;

const indexes = new WeakMap<readonly AstNode[], ReadonlyMap<string, AstNode>>();

function byName(list: readonly AstNode[]): ReadonlyMap<string, AstNode> {
    const known = indexes.get(list);
    if (known) return known;
    const index = new Map<string, AstNode>();
    for (const node of list) {
        const name = nameOf(node);
        if (name !== undefined && !index.has(name)) index.set(name, node);
    }
    indexes.set(list, index);
    return index;
}

/** The name under which a node is found. */
export function nameOf(node: AstNode): string | undefined {
    if (ast.isMemberDecl(node)) return 'member';
    if (ast.isItemDecl(node)) return 'item';
    return 'name' in node && typeof node.name === 'string' ? node.name : undefined;
}
