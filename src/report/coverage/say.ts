import { plural } from '../../base/text.ts';
import type { CoverageDocument, CoverageOutcome, CoveragePlace } from '../../model/documents/coverage.ts';
import { membersShare } from '../comparison/say.ts';
import { percent } from '../figures.ts';

/** `tests` or `members`: what has not come to a place. */
export const watchers = ({ of, watched }: CoverageDocument): string =>
    plural(watched, of === 'tests' ? 'test' : 'member');

export const isReached = ({ reached }: CoverageOutcome): boolean => reached > 0;

export const missing = ({ outcomes }: CoveragePlace): readonly CoverageOutcome[] =>
    outcomes.filter(outcome => !isReached(outcome));

/** Where it stands: `earning rule Base`. */
export const placeOf = ({ of, ofKind }: CoveragePlace): string => `${ofKind} ${of}`;

/** What of it nobody came to: `never applies`, `never false`, `never at and above it`. */
export function sayMissing(place: CoveragePlace): string {
    const names = missing(place).map(({ outcome }) => outcome);
    switch (place.kind) {
        case 'rule':
            return `never ${place.ofKind === 'tier' ? 'reached' : 'applies'}`;
        case 'branch':
            return names.length === 2 ? 'never decided' : `never ${names.join()}`;
        case 'boundary':
            return names.length === place.outcomes.length
                ? 'never compared'
                : `never ${joined(names.map(sayOutcome), 'or')} it`;
    }
}

/** Of the threshold: `below 300 EUR`. */
const sayOutcome = (outcome: CoverageOutcome['outcome']): string => (outcome === 'at' ? 'exactly at' : outcome);

/** `true 3, false 9`; of members in shares: `true 12.3%, false 100.0%`. */
export function sayOutcomes({ kind, outcomes }: CoveragePlace, document: CoverageDocument): string {
    const amount = ({ reached }: CoverageOutcome): string =>
        document.of === 'tests' ? String(reached) : membersShare(reached, document.watched);
    if (kind === 'rule') return outcomes.map(amount).join('');
    return outcomes.map(outcome => `${outcome.outcome} ${amount(outcome)}`).join(', ');
}

export const sayShare = ({ reached, all, share }: CoverageDocument['summary']['all']): string =>
    all === 0 ? 'nothing to reach' : `${percent(share)} (${reached} of ${all})`;

export function joined(items: readonly string[], conjunction: 'and' | 'or'): string {
    const last = items.at(-1) ?? '';
    return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}
