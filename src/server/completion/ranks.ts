/** Order of proposals: what is meant most likely, what else is possible, words of the language, whole phrases. */
export const LIKELY = '1';
export const POSSIBLE = '2';
export const WORD = '3';
export const PHRASE = '4';
