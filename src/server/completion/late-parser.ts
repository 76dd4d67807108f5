import { createCompletionParser, type LangiumCompletionParser } from 'langium';
import type { LoyaltyServerServices } from '../services.ts';

/** A parser of what is half typed, made when somebody asks what can follow: making it takes as long as all else of the start. */
export function lateCompletionParser(services: LoyaltyServerServices): LangiumCompletionParser {
    let made: LangiumCompletionParser | undefined;
    const parse: LangiumCompletionParser['parse'] = text => {
        made ??= createCompletionParser(services);
        return made.parse(text);
    };
    return { parse } as LangiumCompletionParser; // nothing else of it is asked for
}
