import { formatDate } from '../base/calendar.ts';
import { plural } from '../base/text.ts';
import type { Program } from '../model/program.ts';
import { sayValue } from './say.ts';
import type { Scope } from './scope.ts';

/** Where a member stands among the others, and what is missing: `place 4 of 15 on 2026-01-01 with …, … are missing`. */
export function sayPlace(name: string, scope: Scope, program: Program): string {
    const ranking = program.rankings?.find(each => each.name === name);
    const found = scope.ranked?.(name);
    if (ranking === undefined || found === undefined) return '';
    const { place, standing } = found;
    if (standing === undefined) return 'members have not been ranked yet';
    const { edge, ranked, places } = standing;
    const day = formatDate(standing.day);
    if (place === undefined) return `not among the ${plural(ranked, 'member')} who were ranked on ${day}`;
    const say = (value: Parameters<typeof sayValue>[0]): string => sayValue(value, ranking.by.type, program);
    const own = `place ${place.rank} of ${ranked} on ${day} with ${say(place.value)}`;
    if (edge === undefined) return `${own}, nobody is in`;
    const last = `the last of ${plural(places, 'member')} has ${say(edge)}`;
    if (place.isIn) return `${own}; ${last}`;
    const gap = edge.sub(place.value).abs();
    if (gap.isZero()) return `${own}; ${last} and joined earlier`;
    return `${own}; ${last}, ${say(gap)} ${ranking.side === 'top' ? 'are missing' : 'too much'}`;
}
