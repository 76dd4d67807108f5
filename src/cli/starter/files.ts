import { starterProgram } from './program.ts';

/** What `loyalty init` writes, beside the data: paths below the folder, and their texts. */
export const starterFiles: Readonly<Record<string, string>> = {
    'rewards.loyalty': starterProgram,
    'README.md': `# Our rewards

\`rewards.loyalty\` is the program, with its tests and the names of its data files. The files in \`data\` are made up.

| command | does |
| --- | --- |
| \`loyalty check\` | says what is wrong in the program |
| \`loyalty test\` | runs its tests |
| \`loyalty simulate rewards.loyalty --report report.html\` | what it would have done to the members in \`data\` |
| \`loyalty explain M0001 --data Sample\` | the story of one member |
| \`loyalty compare git:main rewards.loyalty\` | what a change does to the members, before anyone ships it |
| \`loyalty docs rewards.loyalty\` | the program as terms and conditions |
`,
    'loyalty.config.json': `{
  "data": "Sample",
  "check": { "failOn": "warning" },
  "simulate": { "maxRejects": "1%" },
  "compare": { "failOn": ["losers > 5%", "any goal missed"] }
}
`,
    '.gitignore': '/report.html\n/ci-out/\n',
};
