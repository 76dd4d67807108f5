import { endOfValidity, milliseconds } from '../moments.ts';
import { daysOf } from './limit.ts';
import type { Look } from './look.ts';
import { type OfferAction, offersOf } from './priced.ts';
import type { Sheet } from './sheet.ts';
import { tell } from './told.ts';

/** The offers that are open: which one, from when and until when; in the order in which they were made. */
export function declareOffers(sheet: Sheet): void {
    const count = offersOf(sheet).length;
    if (count === 0) return;
    sheet.local('ft', '0', 'whole');
    sheet.array('fq', 'whole', 2 * count, count * daysOf(sheet));
    for (const name of ['ff', 'fu']) sheet.array(name, 'double', 2 * count, count * daysOf(sheet));
}

/** Code by which a trigger makes an offer. */
export function offered(sheet: Sheet, action: OfferAction, index: number, { at, day, row = '-1' }: Look): string[] {
    const number = offersOf(sheet).findIndex(each => each.action === action);
    const { zone, step } = sheet.calendar;
    const { within } = action;
    const exact = milliseconds(within);
    const end =
        exact === undefined
            ? sheet.instantByDay(`offer ${JSON.stringify(within)}`, each =>
                  endOfValidity(zone.startOfDay(each), within, zone),
              )(day)
            : `${at} + ${exact / step}`;
    return [
        `{ const u = ${end}; fq[ft] = ${number}; ff[ft] = ${at}; fu[ft++] = u;`,
        ...tell(sheet, 'effect', { at, row, what: `${index}`, x: 'u' }),
        '}',
    ];
}
