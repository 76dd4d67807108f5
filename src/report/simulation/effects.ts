import type { EffectFigures, SimulationDocument, TriggerFigures } from '../../model/documents/simulation.ts';
import { count, decimal, percent } from '../figures.ts';
import type { Block } from '../layout/page.ts';

/** What triggers changed, each in a sentence; and which could be measured. */
export function effectBlocks({ triggers }: SimulationDocument): Block[] {
    const items = triggers.flatMap(trigger => sentenceOf(trigger) ?? []);
    if (items.length === 0) return [];
    return [{ kind: 'list', items: items.map(text => ({ text, mood: 'neutral' as const })) }];
}

function sentenceOf({ title, effect, heldOut, watched }: TriggerFigures): string | undefined {
    if (effect !== undefined) return `${title}: ${said(effect)}`;
    if (heldOut === 0 || watched !== undefined) return undefined;
    return `${title}: members are held out, but nothing is compared; with 'watch for 30 days' its effect is measured.`;
}

function said(effect: EffectFigures): string {
    const { fired, heldOut } = effect.members;
    if ('notEstimated' in effect) {
        const groups = `${count(fired)} who got it, ${count(heldOut)} held out`;
        return `its effect is not estimated, ${effect.notEstimated} (${groups}, watched to the end).`;
    }
    const { back, spend } = effect;
    const came = `${shareIn(back.fired, fired)} came back of ${count(fired)} who got it, ${shareIn(back.heldOut, heldOut)} of ${count(heldOut)} held out: ${hundredths(back.difference)} points (95% interval ${hundredths(back.low)} to ${hundredths(back.high)}${verdict(back)})`;
    const amounts = `${signed(spend.difference)} ${spend.currency} spent by a member (${signed(spend.low)} to ${signed(spend.high)}${verdict(spend)})`;
    return `${came}; ${amounts}.`;
}

/** An interval that holds zero says that there may be no difference at all. */
function verdict({ low, high }: { readonly low: string; readonly high: string }): string {
    const [least, most] = [decimal(low), decimal(high)];
    return least.sign() <= 0 && most.sign() >= 0 ? ', could be chance' : '';
}

const shareIn = (part: number, whole: number): string => percent((part / whole).toFixed(4));
const signed = (amount: string): string => `${decimal(amount).sign() > 0 ? '+' : ''}${count(amount)}`;
/** `+1.2` percentage points of the difference of two shares. */
const hundredths = (share: string): string =>
    `${decimal(share).sign() > 0 ? '+' : ''}${percent(share).replace('%', '')}`;
