import { plural } from '../../base/text.ts';
import type { Outcome, PricedOrder, ReturnedOrder } from '../../model/outcome.ts';
import { sayMinor } from '../say.ts';
import type { Did } from './lines.ts';
import type { Telling } from './narrator.ts';

export function purchaseSentences({ gross, paid, discounts }: PricedOrder, { program }: Telling): Did[] {
    const took = discounts
        .filter(({ amount }) => amount !== 0n)
        .map(({ rule, amount, phase }): Did => {
            const what = amount > 0n ? `took off ${sayMinor(amount, program)}` : `added ${sayMinor(-amount, program)}`;
            return { text: `${rule} ${what}${phase === 'shipping' ? ' of the shipping' : ''}.`, rule };
        });
    if (gross === paid) return took;
    return [{ text: `Paid ${sayMinor(paid, program)} instead of ${sayMinor(gross, program)}.` }, ...took];
}

export function returnSentences({ paid, orphan }: ReturnedOrder, { program }: Telling): Did[] {
    if (orphan === 0n) return [];
    const all =
        orphan === paid
            ? 'No purchase was found for it'
            : `For ${sayMinor(orphan, program)} of it no purchase was found`;
    return [{ text: `${all}: it lowers spend and takes no points back.` }];
}

export function redemptionSentence({ reward, times, granted, why }: Extract<Outcome, { kind: 'redemption' }>): Did {
    if (granted < 0) return { text: `${reward} cancelled${granted === -1 ? '' : ` ${plural(-granted, 'time')}`}.` };
    if (granted === 0) return { text: `${reward} was asked for and not given: ${why}.` };
    const often = granted === 1 ? '' : ` ${plural(granted, 'time')}`;
    const less = granted < times ? `, asked for ${plural(times, 'time')}: ${why}` : '';
    return { text: `${reward} given${often}${less}.` };
}
