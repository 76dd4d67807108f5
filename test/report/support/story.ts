import type { StoryDocument } from '../../../src/model/documents/story.ts';

export const sampleStory: StoryDocument = {
    schema: 'loyalty/story/1',
    program: 'Gift Club',
    member: '16446',
    at: '2011-12-09',
    facts: [
        { name: 'Joined', value: '2011-05-18' },
        { name: 'country', value: 'United Kingdom' },
    ],
    entries: [
        {
            at: '2011-12-09 09:15',
            title: 'Purchase 581483 of 168,469.60 GBP',
            lines: [
                { kind: 'did', text: 'Earned 168,469 Star by Base, pending until 2011-12-23.' },
                { kind: 'why', text: 'Base gives 1 Star per 1 GBP of 168,469.60 GBP' },
                { kind: 'why not', text: 'StatusBonus: Status is Silver does not hold: Status is Friend' },
                { kind: 'did', text: 'Rose from Friend to Gold.' },
            ],
            balances: { Star: '0' },
            tiers: { Status: 'Gold' },
        },
        {
            at: '2011-12-09 09:27',
            title: 'Return of 168,469.60 GBP from purchase 581483',
            lines: [
                { kind: 'did', text: '168,469 Star taken back.' },
                { kind: 'why not', text: 'Gold stays until the review on 2012-01-01' },
            ],
            balances: { Star: '0' },
            tiers: { Status: 'Gold' },
        },
    ],
    standing: [
        { name: 'Status', value: 'Gold', missing: 'To keep Gold, 1,000.00 GBP are missing by 2012-01-01.' },
        { name: 'Star', value: '0 available, 0 pending' },
    ],
};
