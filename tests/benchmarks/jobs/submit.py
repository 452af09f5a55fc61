"""PutInventory by boto3: the calls of submit.ps1. A line of JSON."""
import json
import sys
import threading
import time

import boto3
from botocore.config import Config

url, calls, connections = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
client = boto3.client(
    "ssm", endpoint_url=url, region_name="us-east-1",
    aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret",
    config=Config(max_pool_connections=connections, retries={"max_attempts": 0}))


def put(node):
    client.put_inventory(InstanceId=f"mi-{node:017x}", Items=[
        {
            "TypeName": f"Custom:T{type_number}",
            "SchemaVersion": "1.0",
            "CaptureTime": "2026-01-31T12:00:00Z",
            "Content": [
                {
                    "Name": f"package-{row}",
                    "Version": f"1.2.{node}",
                    "Architecture": "amd64",
                    "Publisher": "Debian",
                    "Section": "utils",
                }
                for row in range(10)
            ],
        }
        for type_number in range(15)
    ])


def put_every(first):
    for node in range(1000 + first, 1000 + calls, connections):
        put(node)


for warm_up in range(20):
    put(warm_up)
threads = [threading.Thread(target=put_every, args=(first,)) for first in range(connections)]
start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
elapsed = time.perf_counter() - start
print(json.dumps({"Name": "boto3", "Microseconds": elapsed * 1e6 / calls}))
