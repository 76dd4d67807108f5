import { formatDate, MONTHS } from '../../base/calendar.ts';
import { sayWhich } from '../../base/text.ts';
import type { Instant } from '../../base/zone.ts';
import type { TimeLine } from '../../engine/time-line.ts';
import type { MonthDay } from '../../model/expression.ts';
import type { Outcome, TierCause } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { ReviewSchedule } from '../../model/tiers.ts';
import { grouped } from '../say.ts';
import { WEEKDAYS } from '../say-times.ts';
import type { Did } from './lines.ts';
import type { StoryLine, Telling } from './narrator.ts';

type TierChange = Extract<Outcome, { kind: 'tier' }>;

export function tierSentence({ ladder: name, from, to, why, until }: TierChange, { program, zone }: Telling): Did {
    const tiers = program.ladders.find(ladder => ladder.name === name)?.tiers ?? [];
    const rank = (tier: string): number => tiers.findIndex(each => each.name === tier);
    const verb = rank(to) > rank(from) ? 'Rose' : 'Fell';
    const kept = until === undefined ? '' : `, kept at least through ${formatDate(zone.dayAt(until - 1))}`;
    return { text: `${verb} from ${from} to ${to}${CAUSES[why]}${kept}.`, rule: to };
}

const CAUSES: { readonly [cause in TierCause]: string } = {
    qualified: '',
    review: ' in the review',
    'end of keep': ', as the time that it was kept has ended',
    'end of grace': ', as the grace has ended',
    return: ', as goods were given back',
    moved: ' by a trigger',
    migrated: ' with the new version of the program',
    given: ', given by us',
    fee: ', paid for',
    'no longer met': ', as it is no longer met',
};

/** A review looks at the windows as they stood at the last instant before it. */
export function whyTierFell(
    program: Program,
    timeLine: TimeLine,
    { ladder, from, to, why, at }: TierChange,
): StoryLine[] {
    const tiers = program.ladders.find(({ name }) => name === ladder)?.tiers ?? [];
    const [lost, held] = [from, to].map(name => tiers.find(tier => tier.name === name));
    const isFall = (lost?.rank ?? 0) > (held?.rank ?? 0);
    if (!isFall || lost?.when === undefined || why === 'moved' || why === 'migrated' || why === 'given') return [];
    return [{ kind: 'why', text: grouped(`${from}: ${timeLine.explainNow(lost.when, at - 1)}`) }];
}

/** After a return: the tier that is no longer met, and why it stays all the same (row 16). */
export function whyTiersStay(program: Program, timeLine: TimeLine, at: Instant): StoryLine[] {
    return program.ladders.flatMap(({ name, tiers, review, onReturn }): StoryLine[] => {
        const held = tiers.find(tier => tier.name === timeLine.tier(name));
        if (onReturn !== 'at review' || held?.when === undefined || timeLine.holdsNow(held.when, at)) return [];
        const stays = `${name} stays ${held.name}${review === undefined ? '' : ` until it is reviewed ${sayReview(review)}`}`;
        return [{ kind: 'why not', text: grouped(`${stays}, although ${timeLine.explainNow(held.when, at)}`) }];
    });
}

function sayReview(review: ReviewSchedule): string {
    switch (review.kind) {
        case 'yearly':
            return `on ${[review.on, ...(review.others ?? [])].map(sayDay).join(' or ')}`;
        case 'daily':
            return 'on the next day';
        case 'weekly':
            return 'in the next week';
        case 'quarterly':
            return 'at the start of the next quarter';
        case 'half-yearly':
            return 'at the start of the next half-year';
        case 'monthly':
            return review.on === 31 ? 'on the last day of the month' : `on day ${review.on} of the month`;
        case 'weekday of month':
            return `on the ${sayWhich(review.which)} ${WEEKDAYS[review.on - 1]} of the month`;
        case 'anniversary':
            return review.of === 'joining' ? 'on the next anniversary of joining' : 'a year after it was reached';
    }
}

const sayDay = ({ month, day }: MonthDay): string => `${day} ${MONTHS[month - 1] ?? month}`;
