import type { AstNode } from 'langium';
import { pieceOf } from './piece.ts';
import { moment, type Source, unrecorded } from './reads.ts';

/** A list of nodes that others depend on: it is different when others are on it, or what they stand in is different. */
export class ListSource implements Source {
    readonly readers = undefined;
    private readonly current: () => readonly AstNode[];
    private nodes: readonly AstNode[];
    private changed: number;
    private lookedAt: number;

    constructor(nodes: readonly AstNode[], current: () => readonly AstNode[]) {
        this.current = current;
        this.nodes = nodes;
        this.changed = moment();
        this.lookedAt = moment();
    }

    get changedAt(): number {
        if (this.lookedAt !== moment()) this.look();
        return this.changed;
    }

    private look(): void {
        const nodes = unrecorded(this.current);
        const isSame =
            nodes.length === this.nodes.length &&
            nodes.every((node, index) => node === this.nodes[index] && (pieceOf(node)?.changedAt ?? 0) <= this.changed);
        if (!isSame) this.changed = moment();
        this.nodes = nodes;
        this.lookedAt = moment();
    }
}
