"""Calls Systems Manager through boto3: one call a line of JSON on stdin, one answer a line on stdout."""
import datetime
import json
import re
import sys

import boto3
import botocore.config
import botocore.exceptions

clients = {}


def client(call):
    key = (call["endpoint"], call["accessKey"], call["secretKey"], call.get("token"))
    if key not in clients:
        clients[key] = boto3.client(
            "ssm",
            endpoint_url=call["endpoint"],
            region_name="eu-west-1",
            aws_access_key_id=call["accessKey"],
            aws_secret_access_key=call["secretKey"],
            aws_session_token=call.get("token"),
            # What the service itself judges is asked of the service.
            config=botocore.config.Config(parameter_validation=False, retries={"total_max_attempts": 1}),
        )
    return clients[key]


def plain(value):
    return value.timestamp() if isinstance(value, datetime.datetime) else str(value)


def answer(call):
    ssm = client(call)
    name = re.sub("(?<!^)(?=[A-Z])", "_", call["operation"]).lower()
    try:
        if call.get("paginate"):
            pages = list(ssm.get_paginator(name).paginate(**call["input"]))
            return {"pages": [{k: v for k, v in page.items() if k != "ResponseMetadata"} for page in pages]}
        output = getattr(ssm, name)(**call["input"])
        return {"output": {k: v for k, v in output.items() if k != "ResponseMetadata"}}
    except botocore.exceptions.ClientError as error:
        code = error.response["Error"]["Code"]
        modelled = getattr(ssm.exceptions, code, None) if code in dir(ssm.exceptions) else None
        return {
            "fault": {
                "code": code,
                "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
                "message": error.response["Error"].get("Message"),
                "typeName": error.response.get("TypeName"),
                "exception": type(error).__name__,
                "isTyped": modelled is not None and isinstance(error, modelled),
            }
        }


for line in sys.stdin:
    try:
        result = answer(json.loads(line))
    except Exception as error:  # whatever it is, the test shows it
        result = {"failure": repr(error)}
    print(json.dumps(result, default=plain), flush=True)
