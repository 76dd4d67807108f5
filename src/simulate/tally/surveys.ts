import { Rational } from '../../base/rational.ts';
import type { Instant } from '../../base/zone.ts';
import { addable } from './adding.ts';
import type { HistoryTally } from './tally.ts';

/** Members by their latest answer to `survey.score`. */
export interface SurveyCounts {
    /** 9 and above. */
    readonly promoters: number;
    /** From 7 to below 9. */
    readonly passives: number;
    /** Below 7. */
    readonly detractors: number;
    /** Answers outside 0 to 10: left out. */
    readonly outside: number;
}

export interface SurveyTally extends HistoryTally {
    readonly counts: () => SurveyCounts;
}

const HIGHEST = Rational.of(10);
const PROMOTER = Rational.of(9);
const PASSIVE = Rational.of(7);

export function createSurveyTally(): SurveyTally {
    const counts = { promoters: 0, passives: 0, detractors: 0, outside: 0 };
    return { hears: [], ofHistory: true, open: () => memberSurveys(counts), ...addable(counts), counts: () => counts };
}

function memberSurveys(
    counts: {
        -readonly [count in keyof SurveyCounts]: number;
    },
): ReturnType<HistoryTally['open']> {
    let latest: { readonly at: Instant; readonly score: Rational } | undefined;
    return {
        take() {},
        hear({ event, at, fields }) {
            if (event !== 'survey') return;
            const score = fields.get('score');
            if (!(score instanceof Rational)) return;
            if (score.isNegative() || score.gt(HIGHEST)) counts.outside++;
            else if (latest === undefined || at >= latest.at) latest = { at, score };
        },
        close() {
            if (latest === undefined) return;
            if (latest.score.ge(PROMOTER)) counts.promoters++;
            else if (latest.score.ge(PASSIVE)) counts.passives++;
            else counts.detractors++;
        },
    };
}
