import type { JourneyOutcome } from '../../model/outcome.ts';
import type { Did } from './lines.ts';
import type { Telling } from './narrator.ts';
import { said } from './triggers.ts';

const CHANGES: { readonly [change in JourneyOutcome['change']]: string } = {
    entered: 'comes into it',
    step: '',
    'aim met': 'leaves, the aim is met',
    stopped: 'leaves before the end',
    finished: 'is through',
    'started over': 'begins anew',
};

/** Where the member is in a journey, and what is done there. */
export function journeySentences(
    { journey: name, group, change, steps, held, actions }: JourneyOutcome,
    telling: Telling,
): Did[] {
    const own = (text: string): Did[] => [{ text: `${name}: ${text}.`, rule: name }];
    if (change !== 'step')
        return own(
            `the member ${CHANGES[change]}${change === 'entered' && group === 'held out' ? ' in its control group' : ''}`,
        );
    const all = telling.program.triggers.find(each => each.name === name)?.journey?.steps ?? [];
    const words = steps.map(step => all[step]?.text ?? '').join('; ');
    if (held !== undefined) return own(`${words}: ${held ? 'yes' : 'no'}`);
    if (group === 'held out') return own(`not done for the control group: ${words}`);
    return actions.length === 0 ? [] : own(actions.map(action => said(action, telling)).join('; '));
}
