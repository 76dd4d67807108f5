import { check } from './define.ts';

export const segmentCircle = check({
    code: 'segments/circular',
    severity: 'error',
    title: 'Segments that ask for each other',
    explanation:
        'Whether a member is in a segment must not hang on the segment itself, nor must it be asked among its own members.',
    bad: 'segment Best { when top 20% of members in «Good» by spend over lifetime }\nsegment Good { when «Best» }',
    good: 'segment Best { when top 20% of members in Good by spend over lifetime }\nsegment Good { when visits over lifetime >= 3 }',
    fixable: false,
    severalAnswers: 'any of the segments in the circle can be the one that asks too much',
    message: (segment: string, asked: string) =>
        `The segment '${segment}' must not ask for itself: it asks for '${asked}'${asked === segment ? '' : `, which asks for '${segment}'`}.`,
});
