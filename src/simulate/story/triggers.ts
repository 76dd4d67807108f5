import { formatDate } from '../../base/calendar.ts';
import { groupDigits, quoteList } from '../../base/text.ts';
import { formatInstant } from '../../base/zone.ts';
import type { Effect, Outcome } from '../../model/outcome.ts';
import { pointsText } from '../figures/text.ts';
import { sayMinor } from '../say.ts';
import type { Did } from './lines.ts';
import type { Telling } from './narrator.ts';

type Firing = Extract<Outcome, { kind: 'trigger' }>;

export function triggerSentences({ trigger, result, actions }: Firing, telling: Telling): Did[] {
    if (result === 'suppressed' || result === 'capped') {
        return [
            {
                text: `${trigger} did nothing: ${actions.map(action => said(action, telling)).join('; ')}.`,
                rule: trigger,
            },
        ];
    }
    if (result === 'held out') {
        return [{ text: `${trigger} did nothing: the member is in its control group.`, rule: trigger }];
    }
    if (actions.length === 0) return [{ text: `${trigger} fired.`, rule: trigger }];
    return [{ text: `${trigger}: ${actions.map(action => said(action, telling)).join('; ')}.`, rule: trigger }];
}

export function said(action: Effect, { program, zone }: Telling): string {
    switch (action.kind) {
        case 'send':
        case 'ask': {
            const channels = action.channels.length === 0 ? '' : ` by ${action.channels.join(', ')}`;
            return `${action.kind === 'send' ? 'sent' : 'asked'} ${quoteList([action.message])}${channels}`;
        }
        case 'withheld': {
            const why =
                action.why === 'consent'
                    ? 'the member has not consented to its channels'
                    : 'the limit on messages is used up';
            return `${quoteList([action.message])} was not sent, ${why}`;
        }
        case 'held':
            return `${quoteList([action.message])} waits for the end of the quiet hours, ${formatInstant(action.until, zone)}`;
        case 'give': {
            const points = program.points.find(({ name }) => name === action.unit);
            if (points === undefined) return `gave ${sayMinor(action.amount, program)}`;
            return `gave ${groupDigits(pointsText(action.amount, points))} ${points.name}`;
        }
        case 'present':
            return `gave ${action.what}`;
        case 'offer':
            return `${action.text}, through ${formatDate(zone.dayAt(action.until - 1))}`;
        case 'move':
            return `moved ${action.ladder} to ${action.tier}`;
        case 'take': {
            const points = program.points.find(({ name }) => name === action.points);
            const amount = points === undefined ? String(action.amount) : pointsText(action.amount, points);
            return `took ${groupDigits(amount)} ${action.points}`;
        }
        case 'extend':
            return `made ${action.points} live longer`;
        case 'escalate':
            return `told ${action.to}`;
        case 'open case':
            return `opened the case ${quoteList([action.name])} for ${action.for}`;
        case 'visit':
            return `asked ${action.by} for a visit`;
        case 'call':
            return `asked ${action.by} for a call`;
        case 'tag':
            return `tagged ${quoteList([action.tag])}`;
    }
}
