// Which client has driven which operation: the emulator's coverage page shows it.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../src/AliLogOps.Emulator/Coverage/exercised.json', import.meta.url);

// The clients call these by other names than the emulator's table, which keeps one row for what one request form carries.
const names = { PutLogs: 'PostLogStoreLogs', MergeShard: 'SplitShard' };

/** Writes the record, or tells whether the written one is current. */
export function recordExercised(judges, write) {
    const driving = judges.filter((judge) => !judge.client.includes('refused'));
    const written = readFileSync(file, 'utf8');
    // clients of other languages write their own rows (python/run.py)
    const others = Object.entries(JSON.parse(written)).filter(([client]) => !client.startsWith('@alicloud/'));
    const record = Object.fromEntries([...others, ...driving.map((judge) => [judge.client, operationsOf(judge)])].sort(([a], [b]) => (a < b ? -1 : 1)));
    const text = `${JSON.stringify(record, null, 2)}\n`;
    if (write) writeFileSync(file, text);
    return write || written === text;
}

function operationsOf(judge) {
    const driven = judge.verdicts.filter((verdict) => verdict.passed && !verdict.operation.endsWith('(NotImplemented)')).flatMap((verdict) => verdict.operation.replace(/ \(.*/, '').split(', '));
    return [...new Set(driven.map((name) => names[name] ?? name))].sort();
}
