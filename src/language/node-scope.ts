import { type AstNode, type AstNodeDescription, type Scope, type Stream, stream } from 'langium';
import * as ast from './generated/ast.ts';

/** A scope over nodes that describes only what is asked for. */
export class NodeScope implements Scope {
    private readonly nodes: readonly AstNode[];
    private readonly describe: (node: AstNode) => AstNodeDescription | undefined;

    constructor(nodes: readonly AstNode[], describe: (node: AstNode) => AstNodeDescription | undefined) {
        this.nodes = nodes;
        this.describe = describe;
    }

    getElement(name: string): AstNodeDescription | undefined {
        const node = this.nodes.find(each => nameOf(each) === name);
        return node && this.describe(node);
    }

    getElements(name: string): Stream<AstNodeDescription> {
        return this.getAllElements().filter(each => each.name === name);
    }

    getAllElements(): Stream<AstNodeDescription> {
        return stream(this.nodes.map(node => this.describe(node)).filter(each => each !== undefined));
    }
}

/** The name under which a node is found. */
export function nameOf(node: AstNode): string | undefined {
    if (ast.isMemberDecl(node)) return 'member';
    if (ast.isItemDecl(node)) return 'item';
    return 'name' in node && typeof node.name === 'string' ? node.name : undefined;
}
