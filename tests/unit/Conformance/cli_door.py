"""Calls Systems Manager through the AWS CLI: one call a line of JSON on stdin, one answer a line on stdout."""
import contextlib
import io
import json
import os
import re
import sys

import awscli.clidriver


driver = awscli.clidriver.create_clidriver()


# The CLI writes what it prints with the encoding of its stream.
class Captured(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self):
        return self.buffer.getvalue().decode("utf-8")


def answer(call):
    os.environ["AWS_ACCESS_KEY_ID"] = call["accessKey"]
    os.environ["AWS_SECRET_ACCESS_KEY"] = call["secretKey"]
    os.environ["AWS_SESSION_TOKEN"] = call["token"]
    name = re.sub("(?<!^)(?=[A-Z])", "-", call["operation"]).lower()
    arguments = ["ssm", name, "--cli-input-json", json.dumps(call["input"]), "--endpoint-url", call["endpoint"]]
    arguments += ["--region", "eu-west-1", "--output", "json", "--no-paginate"]
    output, error = Captured(), Captured()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        code = driver.main(arguments)
    text = output.text().strip()
    if code == 0:
        return {"output": json.loads(text) if text else {}}
    refused = re.search(r"An error occurred \((\w+)\) when calling the \w+ operation: ?(.*)", error.text(), re.DOTALL)
    if not refused:
        return {"failure": error.text()}
    # It shows neither the status nor the other members of a fault.
    return {"fault": {"code": refused[1], "status": 400, "message": refused[2].strip(), "typeName": None, "isTyped": True}}


for line in sys.stdin:
    try:
        result = answer(json.loads(line))
    except Exception as failure:  # the test shows it
        result = {"failure": repr(failure)}
    print(json.dumps(result), flush=True)
