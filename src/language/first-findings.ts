import type { LangiumDocument } from 'langium';
import type { Day } from '../base/calendar.ts';
import type { Steps } from '../base/steps.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { distinct, localFindings, loweringOf, outside, withoutRemarked } from './findings.ts';
import { followsFromHalf } from './half-declared.ts';
import { Kept } from './lower/kept.ts';
import { lowerProgram } from './lower/program.ts';
import { documentOf } from './names.ts';
import type { LoyaltyServices } from './services.ts';

/**
 * What is found in a file while others of its program have not been read: nothing of which they could be the reason. Its
 * own imports are read, and the program.
 */
export function* firstFindings(
    services: LoyaltyServices,
    document: LangiumDocument,
    today?: Day,
): Steps<readonly Finding[]> {
    const [program] = services.loyalty.Names.programsOf(document);
    if (!program) return [];
    const { findings, ...others } = loweringOf(services, documentOf(program), new Kept());
    // What is said of the program as a whole is not said here.
    const lowering = { ...others, findings, documents: [document], report: () => {} };
    localFindings(services, document, lowering);
    const local = findings.length;
    yield* lowerProgram(lowering, program);
    const isMeant = outside(lowering.broken);
    const isNews = followsFromHalf(services, [document], lowering.broken);
    const uri = document.uri.toString();
    const own = findings.filter(
        (each, index) => each.span.file === uri && (index < local || isMeant(each)) && isNews(each),
    );
    return withoutRemarked(distinct(own), document, today, false);
}
