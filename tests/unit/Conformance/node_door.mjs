// Calls Systems Manager through the AWS SDK for JavaScript: one call a line of JSON on stdin, one answer a line on stdout.
import { createInterface } from "node:readline";
import * as sdk from "@aws-sdk/client-ssm";

const clients = new Map();

function client(call) {
  const key = JSON.stringify([call.endpoint, call.accessKey, call.secretKey, call.token]);
  if (!clients.has(key)) {
    clients.set(key, new sdk.SSMClient({
      endpoint: call.endpoint,
      region: "eu-west-1",
      maxAttempts: 1,
      credentials: { accessKeyId: call.accessKey, secretAccessKey: call.secretKey, sessionToken: call.token },
    }));
  }
  return clients.get(key);
}

async function answer(call) {
  try {
    const output = await client(call).send(new sdk[call.operation + "Command"](call.input));
    delete output.$metadata;
    return { output };
  } catch (error) {
    if (!error.$metadata?.httpStatusCode) {
      return { failure: String(error.stack ?? error) };
    }
    return {
      fault: {
        code: error.name,
        status: error.$metadata.httpStatusCode,
        message: error.message || error.Message,
        typeName: error.TypeName,
        exception: error.constructor.name,
        isTyped: error.constructor.name === error.name && error instanceof sdk.SSMServiceException,
      },
    };
  }
}

Date.prototype.toJSON = function () { return this.getTime() / 1000; };

for await (const line of createInterface({ input: process.stdin })) {
  const result = await answer(JSON.parse(line)).catch((error) => ({ failure: String(error) }));
  process.stdout.write(JSON.stringify(result) + "\n");
}
