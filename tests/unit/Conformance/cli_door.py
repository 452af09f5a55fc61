"""
Calls Systems Manager through the AWS CLI: one call a line of JSON on stdin, one answer a line on stdout. A call has an
operation and its input, or the arguments of a command line after "aws ssm".
"""
import contextlib
import functools
import io
import json
import os
import re
import sys

import awscli.clidriver


# Keeps the credentials of its first command.
@functools.cache
def driver(access_key, secret_key, token):
    os.environ["AWS_ACCESS_KEY_ID"] = access_key
    os.environ["AWS_SECRET_ACCESS_KEY"] = secret_key
    os.environ.pop("AWS_SESSION_TOKEN", None)
    if token:
        os.environ["AWS_SESSION_TOKEN"] = token
    return awscli.clidriver.create_clidriver()


# The CLI writes what it prints with the encoding of its stream.
class Captured(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self):
        return self.buffer.getvalue().decode("utf-8")


def run(call, arguments):
    arguments = ["ssm"] + arguments + ["--endpoint-url", call["endpoint"], "--region", "eu-west-1", "--output", "json"]
    output, error = Captured(), Captured()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        code = driver(call["accessKey"], call["secretKey"], call["token"]).main(arguments)
    return {"code": code, "text": output.text().strip(), "error": error.text()}


def answer(call):
    if "arguments" in call:
        return run(call, call["arguments"])
    name = re.sub("(?<!^)(?=[A-Z])", "-", call["operation"]).lower()
    result = run(call, [name, "--cli-input-json", json.dumps(call["input"]), "--no-paginate"])
    if result["code"] == 0:
        return {"output": json.loads(result["text"]) if result["text"] else {}}
    refused = re.search(r"An error occurred \((\w+)\) when calling the \w+ operation: ?(.*)", result["error"], re.DOTALL)
    if not refused:
        return {"failure": result["error"]}
    # It shows neither the status nor the other members of a fault.
    return {"fault": {"code": refused[1], "status": 400, "message": refused[2].strip(), "typeName": None, "isTyped": True}}


for line in sys.stdin:
    try:
        result = answer(json.loads(line))
    except Exception as failure:  # the test shows it
        result = {"failure": repr(failure)}
    print(json.dumps(result), flush=True)
