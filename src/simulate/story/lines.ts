import type { Outcome, Verdict } from '../../model/outcome.ts';
import { grouped, sayMinor } from '../say.ts';
import { journeySentences } from './journeys.ts';
import type { StoryLine, Telling } from './narrator.ts';
import { pricedEventSentences, purchaseSentences, redemptionSentence, returnSentences } from './orders.ts';
import { postingSentences } from './postings.ts';
import { tierSentence } from './tiers.ts';
import { transferSentences } from './transfers.ts';
import { triggerSentences } from './triggers.ts';

/** What happened, each with its reason behind it; then what did not happen, and why not. */
export function linesOf(outcomes: readonly Outcome[], telling: Telling): StoryLine[] {
    const verdicts = outcomes.filter(outcome => outcome.kind === 'verdict');
    const told = new Set<string>();
    const lines = didSentences(outcomes, telling).flatMap(({ text, rule }): StoryLine[] => {
        const verdict =
            rule === undefined || told.has(rule)
                ? undefined
                : verdicts.find(each => each.applied && each.rule === rule);
        if (rule !== undefined) told.add(rule);
        const why = verdict === undefined || isPlain(verdict) ? [] : [{ kind: 'why' as const, text: reason(verdict) }];
        return [{ kind: 'did', text }, ...why];
    });
    return [...lines, ...refusals(verdicts, telling), ...unknowns(outcomes)];
}

/** It says no more than what happened. */
const isPlain = ({ why }: Verdict): boolean => why === '' || why.startsWith('takes ');

/** A clause is quoted, a condition says itself. */
const reason = ({ rule, why }: Verdict): string => (why.startsWith('give ') ? `${rule} says: ${why}` : grouped(why));

/** One thing that happened, and the rule that it is owed to. */
export interface Did {
    readonly text: string;
    readonly rule?: string | undefined;
}

/** First the order, then the points that it moved, then what follows from them. */
function didSentences(outcomes: readonly Outcome[], telling: Telling): Did[] {
    const postings = outcomes.filter(outcome => outcome.kind === 'posting');
    const isLater = ({ kind }: Outcome): boolean => kind === 'tier' || kind === 'trigger' || kind === 'journey';
    return [
        ...outcomes.filter(outcome => !isLater(outcome)).flatMap(outcome => sentences(outcome, telling)),
        ...postingSentences(postings, telling),
        ...outcomes.filter(isLater).flatMap(outcome => sentences(outcome, telling)),
    ];
}

function sentences(outcome: Outcome, telling: Telling): readonly Did[] {
    switch (outcome.kind) {
        case 'purchase':
            return purchaseSentences(outcome, telling);
        case 'price':
            return pricedEventSentences(outcome, telling);
        case 'return':
            return returnSentences(outcome, telling);
        case 'redemption':
            return [redemptionSentence(outcome)];
        case 'transfer':
            return transferSentences(outcome, telling);
        case 'credit':
            return [creditSentence(outcome, telling)];
        case 'charge':
            return [
                {
                    text: `${sayMinor(outcome.amount, telling.program)} charged by ${outcome.rule} (${outcome.why}).`,
                    rule: outcome.rule,
                },
            ];
        case 'payout':
            return [
                {
                    text: `${sayMinor(outcome.amount, telling.program)} paid out by ${outcome.rule} (${outcome.why}).`,
                    rule: outcome.rule,
                },
            ];
        case 'contract':
            return [{ text: `Contract ${outcome.contract} ${outcome.change}: ${grouped(outcome.why)}.` }];
        case 'tier':
            return [tierSentence(outcome, telling)];
        case 'trigger':
            return triggerSentences(outcome, telling);
        case 'journey':
            return journeySentences(outcome, telling);
        case 'repeated':
            return [{ text: 'The same event came again and did not count.' }];
        case 'breach':
            return [{ text: `${outcome.invariant} is broken: ${grouped(outcome.why)}.` }];
        case 'watch': {
            const back = outcome.isBack ? 'the member came back' : 'the member did not come back';
            return [{ text: `${outcome.trigger}: ${back} while it watched.`, rule: outcome.trigger }];
        }
        case 'event':
        case 'posting':
        case 'verdict':
        case 'unknown':
            return [];
    }
}

function creditSentence({ amount, rule, why }: Extract<Outcome, { kind: 'credit' }>, { program }: Telling): Did {
    if (amount < 0n) return { text: `${sayMinor(-amount, program)} of credit by ${rule} taken back.` };
    return { text: `${sayMinor(amount, program)} credited by ${rule}${why === '' ? '' : ` (${why})`}.`, rule };
}

/** Triggers look at everything and mostly do nothing: only what rules refused is told, once until it changes. */
function refusals(verdicts: readonly Verdict[], { refusals: known }: Telling): StoryLine[] {
    return verdicts.flatMap(({ step, rule, applied, why }): StoryLine[] => {
        if (applied) known.delete(rule);
        if (applied || step === 'trigger' || why === '' || known.get(rule) === why) return [];
        known.set(rule, why);
        return [{ kind: 'why not', text: grouped(`${rule}: ${why}`) }];
    });
}

function unknowns(outcomes: readonly Outcome[]): StoryLine[] {
    const texts = outcomes.flatMap(outcome =>
        outcome.kind === 'unknown' ? [`${outcome.rule} could not be decided: ${outcome.what} is not known`] : [],
    );
    return [...new Set(texts)].map(text => ({ kind: 'why not', text }));
}
