import { spoken } from '../../base/text.ts';
import type { Clause, TermsSection } from '../../model/documents/terms.ts';
import type { JourneyStep } from '../../model/journey.ts';
import { endsOfSilence, type Trigger, type TriggerOccasion } from '../../model/trigger.ts';
import type { Audience } from './audience.ts';
import { noteOf } from './note.ts';
import { sayReview } from './tiers.ts';
import { concernsCustomers, sayDone } from './words/actions.ts';
import { capital, listOf, sayDuration, sayMinute, sayPercent, sentence } from './words/amounts.ts';
import { sayIf } from './words/conditions.ts';
import { sayLimit } from './words/limits.ts';
import { noun, whenEvent } from './words/occasions.ts';
import { sayTimes } from './words/times.ts';
import type { Words } from './words/vocabulary.ts';

export function messageSection(words: Words, audience: Audience): TermsSection | undefined {
    const shown = words.program.triggers.filter(
        ({ actions }) => audience === 'colleagues' || actions.some(concernsCustomers),
    );
    const general = writing(words);
    if (shown.length === 0 && general.length === 0) return undefined;
    const clauses = [
        ...(general.length === 0 ? [] : [{ sentences: general }]),
        ...shown.map(each => triggerClause(each, words, audience)),
    ];
    return {
        id: 'moments',
        heading: audience === 'customers' ? 'Gifts, offers and messages' : 'What happens by itself',
        clauses,
        tables: [],
    };
}

/** What holds for all messages. */
function writing({ program }: Words): string[] {
    const { channels, messageLimits = [], triggers } = program;
    const sends = triggers.some(({ actions }) => actions.some(({ kind }) => kind === 'send' || kind === 'ask'));
    if (!sends) return [];
    const consents = new Set(
        triggers.flatMap(({ messaging }) => (messaging?.consent === undefined ? [] : [messaging.consent])),
    );
    const quiet = new Map(
        triggers.flatMap(({ messaging }) =>
            messaging?.quiet === undefined ? [] : [[messaging.quiet.start, messaging.quiet] as const],
        ),
    );
    return [
        ...(channels.length === 0 ? [] : [`We write to you by ${listOf(channels, 'or')}.`]),
        ...(consents.size === 0 ? [] : ['We use only those ways to which you have agreed.']),
        ...[...quiet.values()].map(
            ({ start, end }) =>
                `From ${sayMinute(start)} to ${sayMinute(end)} we send nothing; what would come then waits until the end of that time.`,
        ),
        ...messageLimits.map(({ limit, channel }) => {
            const many = sayLimit(limit, { program } as Words)
                .replace(/^at most once/, 'at most one message')
                .replace(/ times/, ' messages');
            return sentence(`you get ${many}${channel === undefined ? '' : ` by ${channel}`}`);
        }),
    ];
}

function triggerClause(trigger: Trigger, words: Words, audience: Audience): Clause {
    const { during, limits, holdOut, watch } = trigger;
    const times = sayTimes(during);
    const [only, ...more] = doneBy(trigger, words, audience);
    const head = `${capital(whenIt(trigger, words))}`;
    const internal =
        audience === 'customers'
            ? []
            : [
                  ...(holdOut.isZero()
                      ? []
                      : [
                            `${sayPercent(holdOut)} of members are held out as a control group: nothing is done to them, and they are counted.`,
                        ]),
                  ...(watch === undefined
                      ? []
                      : [
                            `For ${sayDuration(watch.duration)} after it, we note whether there is a ${noun(watch.event)}.`,
                        ]),
              ];
    const rest = [
        ...(times === '' ? [] : [sentence(`this holds ${times}`)]),
        ...limits.map(limit => sentence(`this happens ${sayLimit(limit, words)}`)),
        ...internal,
    ];
    const named = { title: words.titleOf(trigger.name), ...noteOf(trigger) };
    if (only !== undefined && more.length === 0) return { ...named, sentences: [sentence(`${head},`, only), ...rest] };
    return { ...named, sentences: [`${head}:`], items: [only ?? '', ...more].map(each => sentence(each)), more: rest };
}

function doneBy({ actions, journey }: Trigger, words: Words, audience: Audience): string[] {
    if (journey !== undefined && audience === 'colleagues') {
        const steps = journey.steps.map((step, number) => `step ${number + 1}: ${sayStep(step, actions, words)}`);
        const aim =
            journey.aim === undefined
                ? []
                : [
                      `whoever meets the aim leaves: ${words.condition(journey.aim.condition)}${journey.aim.within === undefined ? '' : `, within ${sayDuration(journey.aim.within)}`}`,
                  ];
        const stops = journey.stops.map(stop => `whoever meets this leaves as well: ${words.condition(stop)}`);
        return [
            ...steps,
            ...aim,
            ...stops,
            ...(journey.startsOver ? ['an occasion that comes meanwhile begins it anew'] : []),
        ];
    }
    return actions
        .filter(action => audience === 'colleagues' || concernsCustomers(action))
        .map(action => sayDone(action, words));
}

function sayStep(step: JourneyStep, actions: Trigger['actions'], words: Words): string {
    switch (step.kind) {
        case 'act': {
            const action = actions[step.action];
            return action === undefined ? step.text : sayDone(action, words);
        }
        case 'wait':
            return step.event === undefined
                ? `wait for ${sayDuration(step.duration)}`
                : `wait until ${whenEvent(step.event)}, for ${sayDuration(step.duration)} at most`;
        case 'look':
            return `if ${words.condition(step.condition)}, go on; else go on with step ${step.otherwise + 1}`;
        case 'go':
            return `go on with step ${step.to + 1}`;
        case 'stop':
            return 'it is over';
    }
}

function whenIt({ occasion, when, atMinute }: Trigger, words: Words): string {
    const condition = sayIf(when, words);
    const hour =
        atMinute === 0 || occasion.kind === 'event' || occasion.kind === 'tier' ? '' : ` at ${sayMinute(atMinute)}`;
    return `${sayOccasion(occasion, words)}${hour}${condition === '' ? '' : `, ${condition}`}`;
}

function sayOccasion(occasion: TriggerOccasion, words: Words): string {
    switch (occasion.kind) {
        case 'event': {
            const first = occasion.first ? ' for the first time' : '';
            const delay = occasion.delay === undefined ? '' : `${sayDuration(occasion.delay)} after the moment `;
            return `${delay}when ${whenEvent(occasion.event)}${first}`;
        }
        case 'annual':
            return occasion.field === 'joined'
                ? 'each year on the day on which you joined'
                : `each year on ${words.fieldOf('member', occasion.field)}`;
        case 'periodic':
            return `every ${sayDuration(occasion.every).replace(/^1 /, '')} after you joined`;
        case 'on day':
            return sayReview(occasion.schedule);
        case 'silence':
            return `when there was no ${endsOfSilence(occasion).map(noun).join(' and no ')} of yours for ${sayDuration(occasion.duration)}`;
        case 'open':
            return `when a ${noun(occasion.event)} of yours is not settled after ${sayDuration(occasion.duration)}`;
        case 'before expiry':
            return `${sayDuration(occasion.lead)} before ${words.titleOf(occasion.points)} of yours expire`;
        case 'announced': {
            const shift =
                occasion.shift === undefined
                    ? 'when'
                    : `${sayDuration(occasion.shift.duration)} ${occasion.shift.way === 'before' ? 'before' : 'after'}`;
            return `${shift} ${whenEvent(occasion.event)}`;
        }
        case 'used up':
            return `when the budget ${words.titleOf(occasion.budget)} is used up`;
        case 'tier':
            return sayTier(occasion, words);
    }
}

function sayTier({ ladder, change, tier }: Extract<TriggerOccasion, { kind: 'tier' }>, words: Words): string {
    const what = tier === undefined ? `a tier of ${words.titleOf(ladder)}` : words.titleOf(tier);
    switch (change) {
        case 'reached':
            return `when you reach ${what}`;
        case 'lost':
            return `when you lose ${what}`;
        case 'changed':
            return `when your tier of ${spoken(words.titleOf(ladder))} changes`;
    }
}
