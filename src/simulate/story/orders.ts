import { plural } from '../../base/text.ts';
import type { Outcome, PricedEvent, PricedOrder, ReturnedOrder } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import { sayMinor } from '../say.ts';
import type { Did } from './lines.ts';
import type { Telling } from './narrator.ts';

export function purchaseSentences({ gross, paid, discounts }: PricedOrder, { program }: Telling): Did[] {
    const taken = discounts.flatMap(({ rule, amount, phase }) =>
        took(rule, amount, phase === 'shipping' ? ' of the shipping' : '', program),
    );
    if (gross === paid) return taken;
    return [{ text: `Paid ${sayMinor(paid, program)} instead of ${sayMinor(gross, program)}.` }, ...taken];
}

/** As an order is told; `of` says of what. */
export function pricedEventSentences(
    { event, field, gross, paid, discounts }: PricedEvent,
    { program }: Telling,
): Did[] {
    if (gross === paid) return [];
    const all = `${event}.${field} is ${sayMinor(paid, program)} instead of ${sayMinor(gross, program)}.`;
    return [{ text: all }, ...discounts.flatMap(({ rule, amount }) => took(rule, amount, '', program))];
}

function took(rule: string, amount: bigint, of: string, program: Program): Did[] {
    if (amount === 0n) return [];
    const what = amount > 0n ? `took off ${sayMinor(amount, program)}` : `added ${sayMinor(-amount, program)}`;
    return [{ text: `${rule} ${what}${of}.`, rule }];
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
