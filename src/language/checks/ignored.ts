import { check } from './define.ts';

export const ignoredForm = check({
    code: 'ignore/form',
    severity: 'warning',
    title: 'A remark about an ignored finding that can not be read',
    explanation:
        'A finding that is meant to be so is ignored by a comment above its declaration or its line, or behind the line: // loyalty-ignore, its code, until when if it is to be looked at again, a colon, and why. The code is the one that loyalty check shows.',
    bad: '«// loyalty-ignore until tomorrow»\npoints Star {}',
    good: '// loyalty-ignore points/worth until 2030-12-31: finance has not said yet\npoints Star {}',
    fixable: false,
    severalAnswers: 'only the author knows which finding is meant',
    message: () => "This remark should be written '// loyalty-ignore CODE until 2026-12-31: why it is meant so'.",
});

export const ignoredReason = check({
    code: 'ignore/reason',
    severity: 'warning',
    title: 'An ignored finding without a reason',
    explanation:
        'Who reads the program later must know why a finding is no mistake. Until the reason is written, nothing is ignored.',
    bad: '«// loyalty-ignore points/worth»\npoints Star {}',
    good: '// loyalty-ignore points/worth: they only count badges\npoints Star {}',
    fixable: false,
    severalAnswers: 'only the author knows why it is meant so',
    message: (codes: string) => `It should be written why '${codes}' is ignored, after a colon.`,
});

export const ignoredUnknown = check({
    code: 'ignore/unknown',
    severity: 'warning',
    title: 'An ignored finding that does not exist',
    explanation: 'The code of a finding is shown behind its place, and in the docs of diagnostics.',
    bad: '// loyalty-ignore «points/wort»: they only count badges\npoints Star {}',
    good: '// loyalty-ignore points/worth: they only count badges\npoints Star {}',
    fixable: true,
    message: (code: string, near: string) => `'${code}' should be the code of a finding.${near}`,
});

export const ignoredUnused = check({
    code: 'ignore/unused',
    severity: 'warning',
    title: 'An ignored finding that is not there any more',
    explanation:
        'What it was about has been mended, or stands somewhere else: the remark would hide the next mistake of this kind.',
    bad: '«// loyalty-ignore points/worth: they only count badges»\npoints Star { worth 0.02 EUR }',
    good: 'points Star { worth 0.02 EUR }',
    fixable: true,
    message: (code: string) => `'${code}' is not found here: the remark should go.`,
});

export const ignoredExpired = check({
    code: 'ignore/expired',
    severity: 'warning',
    title: 'A finding that was ignored until a day that is over',
    explanation: 'The author wanted to look at it again by then. From that day on the finding is told again.',
    bad: '«// loyalty-ignore points/worth until 2020-12-31: finance has not said yet»\npoints Star {}',
    good: 'points Star { worth 0.02 EUR }',
    fixable: true,
    message: (code: string, day: string) => `'${code}' was ignored until ${day}: it should be looked at again.`,
});

export const ignoredError = check({
    code: 'ignore/error',
    severity: 'warning',
    title: 'An error that somebody wants to ignore',
    explanation: 'With an error a program has no meaning, so nothing can run. Warnings and infos can be ignored.',
    bad: '«// loyalty-ignore names/unknown: it comes later»\npoints Star { worth 0.02 EUR }',
    good: 'points Star { worth 0.02 EUR }',
    fixable: true,
    message: (code: string) => `'${code}' is an error: it should be mended, it is not ignored.`,
});
