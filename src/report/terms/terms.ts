import type { TermsDocument, TermsSection } from '../../model/documents/terms.ts';
import type { Program } from '../../model/program.ts';
import { aboutSection, definitionSection } from './about.ts';
import type { Audience } from './audience.ts';
import { contractSection, rebateSection } from './contracts.ts';
import { earningSection } from './earning.ts';
import { budgetSection, internalSections } from './internal.ts';
import { messageSection } from './messages.ts';
import { pointsSection } from './points.ts';
import { priceSection } from './prices.ts';
import { rewardSection } from './rewards.ts';
import { tierSections } from './tiers.ts';
import { walletSection } from './wallets.ts';
import { wordsOf } from './words/words.ts';

/** A program as terms and conditions. `examples`: worked by the engine, by whoever has one. */
export function termsOf(program: Program, audience: Audience, examples: readonly TermsSection[] = []): TermsDocument {
    const words = wordsOf(program);
    const isInternal = audience === 'colleagues';
    const rules = [
        aboutSection(words),
        pointsSection(words, audience),
        earningSection(words),
        ...tierSections(words),
        priceSection(words, audience),
        contractSection(words),
        rebateSection(words),
        rewardSection(words, audience),
        walletSection(words),
        messageSection(words, audience),
        budgetSection(words, isInternal),
    ].filter(section => section !== undefined);
    const sections = [
        ...rules,
        definitionSection(words, speaksOf(rules, /\byour spending\b|\byou spend\b/i)),
        ...examples,
        ...(isInternal ? internalSections(words) : []),
    ];
    return {
        schema: 'loyalty/terms/1',
        program: program.title,
        ...(program.version === undefined ? {} : { version: program.version }),
        audience,
        sections: sections.filter(section => section !== undefined),
    };
}

const speaksOf = (sections: readonly TermsSection[], phrase: RegExp): boolean => phrase.test(JSON.stringify(sections));
