/** Far apart in brightness too, so that they differ in grey; told apart by everyone who sees colours differently. */
export const COLOURS = ['#12506b', '#e0a030', '#5fa9a0', '#a8473a', '#8c7fb5', '#6f7b86', '#c6b18a'] as const;

export const INK = '#1d2733';
export const SOFT = '#5a6672';
export const LINE = '#d9dee4';
/** The least and the most of a heat map: ink reads well on all between. */
export const PALE = '#eef3f5';
export const DEEP = '#5f9db9';

/** Lines, dots and checks over the colours: charts read in black and white. The first is plain. */
const STROKE = 'rgba(255, 255, 255, 0.55)';
export const DECALS = [
    { symbol: 'none' },
    { color: STROKE, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
    {
        color: STROKE,
        symbol: 'circle',
        dashArrayX: [
            [8, 8],
            [0, 8, 8, 0],
        ],
        dashArrayY: [6, 0],
        symbolSize: 0.8,
    },
    { color: STROKE, dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4 },
    {
        color: STROKE,
        dashArrayX: [
            [6, 6],
            [0, 6, 6, 0],
        ],
        dashArrayY: [6, 0],
    },
    { color: STROKE, dashArrayX: [1, 0], dashArrayY: [2, 4] },
    {
        color: STROKE,
        symbol: 'triangle',
        dashArrayX: [
            [9, 9],
            [0, 9, 9, 0],
        ],
        dashArrayY: [7, 2],
        symbolSize: 0.75,
    },
] as const;
