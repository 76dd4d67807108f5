import { groupDigits } from '../../base/text.ts';
import type { Outcome } from '../../model/outcome.ts';
import { pointsText } from '../figures/text.ts';
import type { Did } from './lines.ts';
import type { Telling } from './narrator.ts';

/** What was sent is said by what moved; here is what was not, and why. */
export function transferSentences(
    { points: name, to, asked, sent, why }: Extract<Outcome, { kind: 'transfer' }>,
    { program }: Telling,
): Did[] {
    if (sent === asked) return [];
    const points = program.points.find(each => each.name === name);
    const amount = points === undefined ? name : `${groupDigits(pointsText(asked, points))} ${name}`;
    const less = sent === 0n ? 'not' : 'not all';
    return [{ text: `${amount} were to go to ${to} and were ${less} sent: ${why}.` }];
}
