import type { AstNode, AstNodeDescription, LangiumCoreServices } from 'langium';
import { documentOf } from './names.ts';

export function describeLater(node: AstNode, name: string, services: LangiumCoreServices): AstNodeDescription {
    // Langium takes a segment that is undefined for one that is missing; its type does not.
    return new Description(node, name, services) as AstNodeDescription;
}

/** What a reference is linked by; the rest is found out where it is asked for. */
class Description {
    readonly node: AstNode;
    readonly name: string;
    readonly type: string;
    readonly #services: LangiumCoreServices;
    #whole: AstNodeDescription | undefined;

    constructor(node: AstNode, name: string, services: LangiumCoreServices) {
        this.node = node;
        this.name = name;
        this.type = node.$type;
        this.#services = services;
    }

    get documentUri(): AstNodeDescription['documentUri'] {
        return documentOf(this.node).uri;
    }

    get path(): string {
        return this.whole.path;
    }

    get nameSegment(): AstNodeDescription['nameSegment'] {
        return this.whole.nameSegment;
    }

    get selectionSegment(): AstNodeDescription['selectionSegment'] {
        return this.whole.selectionSegment;
    }

    private get whole(): AstNodeDescription {
        this.#whole ??= this.#services.workspace.AstNodeDescriptionProvider.createDescription(this.node, this.name);
        return this.#whole;
    }
}
