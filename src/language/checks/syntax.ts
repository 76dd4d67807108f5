import { check } from './define.ts';

export const unexpected = check({
    code: 'syntax/unexpected',
    severity: 'error',
    title: 'Something that cannot stand here',
    explanation:
        'The text is no sentence of the language at this place. The message says what must stand there; the rest of the file is understood all the same.',
    bad: 'points Star { worth «}»',
    good: 'points Star { worth 0.02 EUR }',
    fixable: false,
    severalAnswers: 'many sentences can be meant',
    message: (message: string) => message,
});
