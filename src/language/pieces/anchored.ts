import type { Finding } from '../../diagnostics/finding.ts';
import type { Piece, Place } from './piece.ts';

/** Whose place in a file moves with a piece of it. */
interface Located {
    readonly file: string;
    readonly start: number;
    readonly end: number;
}

export type PieceAt = (file: string, offset: number) => Piece | undefined;

/** A finding that stays where its piece is, however that moves. */
export class Anchored {
    private readonly original: Finding;
    private readonly anchors: readonly Anchor[];
    private moved: { readonly finding: Finding; readonly shifts: readonly Place[] };

    constructor(finding: Finding, pieceAt: PieceAt) {
        this.original = finding;
        this.anchors = placesIn(finding).map(({ file, start }) => new Anchor(pieceAt(file, start)));
        this.moved = { finding, shifts: this.anchors.map(anchor => anchor.shift()) };
    }

    /** The finding as it stands now; the same one as long as nothing moves. */
    get now(): Finding {
        const { shifts } = this.moved;
        if (!this.anchors.every((anchor, index) => anchor.isShiftedBy(shifts[index]))) {
            const moved = this.anchors.map(anchor => anchor.shift());
            this.moved = { finding: shifted(this.original, moved), shifts: moved };
        }
        return this.moved.finding;
    }
}

const NOWHERE: Place = { start: 0, line: 0 };

class Anchor {
    private readonly piece: Piece | undefined;
    private readonly start: number;
    private readonly line: number;

    constructor(piece: Piece | undefined) {
        this.piece = piece;
        this.start = piece?.place.start ?? 0;
        this.line = piece?.place.line ?? 0;
    }

    isShiftedBy(by: Place | undefined): boolean {
        const place = this.piece?.place ?? NOWHERE;
        return by !== undefined && place.start - this.start === by.start && place.line - this.line === by.line;
    }

    shift(): Place {
        const { piece, start, line } = this;
        return piece ? { start: piece.place.start - start, line: piece.place.line - line } : { start: 0, line: 0 };
    }
}

/** All places in a finding, in the order in which `shifted` comes to them. */
function placesIn({ span, fixes, related }: Finding): readonly Located[] {
    return [span, ...fixes.flatMap(({ edits }) => edits), ...related.map(each => each.span)];
}

function shifted(finding: Finding, shifts: readonly Place[]): Finding {
    const rest = [...shifts];
    const next = (): Place => rest.shift() ?? { start: 0, line: 0 };
    const move = <T extends Located>(each: T, { start }: Place): T => ({
        ...each,
        start: each.start + start,
        end: each.end + start,
    });
    const moveSpan = (span: Finding['span'], by: Place): Finding['span'] => ({
        ...move(span, by),
        line: span.line + by.line,
    });
    const first = next();
    return {
        ...finding,
        span: moveSpan(finding.span, first),
        endLine: finding.endLine + first.line,
        fixes: finding.fixes.map(fix => ({ ...fix, edits: fix.edits.map(edit => move(edit, next())) })),
        related: finding.related.map(each => ({ ...each, span: moveSpan(each.span, next()) })),
    };
}
