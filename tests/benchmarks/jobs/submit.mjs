// PutInventory by the AWS SDK for JavaScript: the calls of submit.ps1. A line of JSON.
// The first argument is the folder in which @aws-sdk/client-ssm is installed.
import { createRequire } from 'node:module';

const [folder, endpoint, calls, connections] = process.argv.slice(2);
const { SSMClient, PutInventoryCommand } = createRequire(`${folder}/`)('@aws-sdk/client-ssm');
const client = new SSMClient({
    endpoint, region: 'us-east-1', maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
});

function put(node) {
    return client.send(new PutInventoryCommand({
        InstanceId: `mi-${node.toString(16).padStart(17, '0')}`,
        Items: Array.from({ length: 15 }, (_, type) => ({
            TypeName: `Custom:T${type}`,
            SchemaVersion: '1.0',
            CaptureTime: '2026-01-31T12:00:00Z',
            Content: Array.from({ length: 10 }, (_, row) => ({
                Name: `package-${row}`,
                Version: `1.2.${node}`,
                Architecture: 'amd64',
                Publisher: 'Debian',
                Section: 'utils',
            })),
        })),
    }));
}

async function putEvery(first) {
    for (let node = 1000 + first; node < 1000 + Number(calls); node += Number(connections)) {
        await put(node);
    }
}

for (let warmUp = 0; warmUp < 50; warmUp++) {
    await put(warmUp);
}
const start = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, (_, first) => putEvery(first)));
console.log(JSON.stringify({
    Name: 'AWS SDK for JavaScript', Microseconds: (performance.now() - start) * 1000 / Number(calls),
}));
