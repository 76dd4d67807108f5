import type { AstNode, AstNodeDescription, CstNode, LinkingError, Reference, ReferenceInfo } from 'langium';
import { noteRead, type Source } from './reads.ts';

/** What a reference leads to, with the piece that this stands in; or why it leads nowhere. */
export type Target = { readonly node: AstNode; readonly piece: Source | undefined } | { readonly error: LinkingError };

export interface Resolver {
    /** Undefined where it is too early to say. */
    readonly find: (info: ReferenceInfo) => Target | undefined;
    readonly describe: (node: AstNode) => AstNodeDescription;
}

/** A name that stands for something, which is looked for when it is first asked for. */
export class PieceReference {
    readonly $refNode: CstNode | undefined;
    readonly $refText: string;
    private readonly resolver: Resolver;
    private target: Target | 'being found' | undefined;
    private container: AstNode;
    private readonly property: string;
    private index: number | undefined;

    constructor(
        resolver: Resolver,
        place: Omit<ReferenceInfo, 'reference'>,
        $refNode: CstNode | undefined,
        text: string,
    ) {
        this.resolver = resolver;
        this.container = place.container;
        this.property = place.property;
        this.$refNode = $refNode;
        this.$refText = text;
    }

    /** The parser may put what it has read into another node than it began with. */
    standsIn(container: AstNode, index: number | undefined): void {
        this.container = container;
        this.index = index;
    }

    /** The node that has it. */
    get owner(): AstNode {
        return this.container;
    }

    get ref(): AstNode | undefined {
        const target = this.found();
        if (target === undefined || 'error' in target) return undefined;
        noteRead(target.piece);
        return target.node;
    }

    get error(): LinkingError | undefined {
        const { target } = this;
        return typeof target === 'object' && 'error' in target ? target.error : undefined;
    }

    get $nodeDescription(): AstNodeDescription | undefined {
        const node = this.ref;
        return node && this.resolver.describe(node);
    }

    /** It may lead to something else now. */
    forget(): void {
        this.target = undefined;
    }

    private found(): Target | undefined {
        const { target } = this;
        if (typeof target === 'object') return target;
        if (target === 'being found') throw new Error(`what '${this.$refText}' means depends on itself`);
        this.target = 'being found';
        let found: Target | undefined;
        try {
            found = this.resolver.find(this.info());
        } finally {
            this.target = found;
        }
        return found;
    }

    private info(): ReferenceInfo {
        const { container, property, index } = this;
        return { reference: asReference(this), container, property, ...(index === undefined ? {} : { index }) };
    }
}

/** Langium's optional properties are ours that may be undefined. */
export function asReference(reference: PieceReference): Reference {
    return reference as Reference;
}
