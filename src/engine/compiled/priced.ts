import type { Action } from '../../model/trigger.ts';
import type { Sheet } from './sheet.ts';

export type OfferAction = Extract<Action, { kind: 'offer' }>;

/** A discount on the next order that a trigger offers. */
export interface Offered {
    readonly trigger: string;
    readonly action: OfferAction;
}

/** All that triggers offer: `fq` has their numbers here. */
export const offersOf = ({ program }: Pick<Sheet, 'program'>): Offered[] =>
    program.triggers.flatMap(({ name, actions }) =>
        actions.flatMap(action => (action.kind === 'offer' ? [{ trigger: name, action }] : [])),
    );

/** Whether what is paid for lines can be something else than what they cost at first. */
export const isPriced = (sheet: Pick<Sheet, 'program'>): boolean =>
    sheet.program.prices.length > 0 || offersOf(sheet).length > 0;
