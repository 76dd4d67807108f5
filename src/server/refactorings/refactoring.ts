import type { CodeActionKind } from 'vscode-languageserver';
import type { Edit } from '../../diagnostics/finding.ts';
import type { LoyaltyServerServices } from '../services.ts';
import type { Spot } from './spot.ts';

/** What can be done at a place, without what it would change. */
export interface Offer {
    /** Says what happens; unique among the offers of one place. */
    readonly title: string;
    /** Worked out when somebody wants it; undefined where it turns out that nothing can be done. */
    readonly edits: () => readonly Edit[] | undefined | Promise<readonly Edit[] | undefined>;
    /** It reads no tree any more when the edits are worked out, so that others may type meanwhile. */
    readonly takesLong?: boolean;
    /** Why nothing can be done, where that is not for everybody to see. */
    readonly otherwise?: string;
}

export interface Refactoring {
    readonly kind: CodeActionKind;
    /** Cheap: it is asked whenever the cursor moves. */
    readonly offers: (spot: Spot, services: LoyaltyServerServices) => readonly Offer[];
    /** It may leave findings behind, such as a name that still has to be declared. */
    readonly mayLeaveErrors?: boolean;
}
