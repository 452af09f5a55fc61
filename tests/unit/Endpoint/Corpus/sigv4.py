"""Writes sigv4.json: requests that botocore has signed, in the form in which they are sent, and what they deserve.

An independent implementation of Signature Version 4 for SigV4CorpusTests. Run it again after a change of this file:
python3 sigv4.py > sigv4.json
"""
import datetime
import json
import random

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 1, 31, 12, 0, 0)
HOST = '127.0.0.1:5555'
ACCESS, SECRET = 'AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
SIGNATURE, INCOMPLETE, TOKEN = 'InvalidSignatureException', 'IncompleteSignatureException', 'UnrecognizedClientException'

botocore.auth.get_current_datetime = lambda *_, **__: NOW


def sign(headers, body, region='eu-west-1', service='ssm', token=None, secret=SECRET, unsigned=()):
    """The lines of a request with its signature. Headers are pairs; a repeated name is a header that stands twice."""
    request = AWSRequest('POST', f'http://{HOST}/', data=body.encode())
    for name, value in headers:
        request.headers.add_header(name, value)
    signer = botocore.auth.SigV4Auth(Credentials(ACCESS, secret, token), service, region)
    select = signer.headers_to_sign

    def headers_to_sign(signed):
        selected = select(signed)
        for name in unsigned:
            del selected[name]
        return selected

    signer.headers_to_sign = headers_to_sign
    signer.add_auth(request)
    lines = [f'{name}: {value}' for name, value in request.headers.items()]
    return ['POST / HTTP/1.1', f'Host: {HOST}', *lines, f'Content-Length: {len(body.encode())}']


USUAL = [('X-Amz-Target', 'AmazonSSM.GetInventory'), ('Content-Type', 'application/x-amz-json-1.1')]
cases = []


def case(name, lines, body='{}', fault=None, token=None):
    cases.append({'name': name, 'lines': lines, 'body': body, 'token': token, 'fault': fault})


case('the usual request', sign(USUAL, '{}'))
case('a session token', sign(USUAL, '{}', token='TOKEN/+='), token='TOKEN/+=')
case('another token', sign(USUAL, '{}', token='TOKEN/+='), token='OTHER', fault=TOKEN)
case('an empty body', sign(USUAL, ''), body='')
case('another body', sign(USUAL, '{}'), body='{ }', fault=SIGNATURE)
case('another secret', sign(USUAL, '{}', secret='secret'), fault=SIGNATURE)
case('another service', sign(USUAL, '{}', service='s3'), fault=SIGNATURE)
for region in 'us-gov-west-1', 'local', 'eu-isoe-west-1':
    case(f'the region {region}', sign(USUAL, '{}', region=region))
for region in '', ' ', 'EU-WEST-1', 'eu west', 'eu_west', '*', 'é':
    case(f'the region {region!r}', sign(USUAL, '{}', region=region), fault=SIGNATURE)
for name in 'x-amz-target', 'x-amz-date', 'host':
    case(f'{name} is not signed', sign(USUAL, '{}', unsigned=[name]), fault=SIGNATURE)
case('x-amz-anything is not signed', sign([*USUAL, ('X-Amz-Anything', 'x')], '{}', unsigned=['x-amz-anything']), fault=SIGNATURE)
case('x-amz-security-token is not signed', sign(USUAL, '{}', token='T', unsigned=['x-amz-security-token']), token='T', fault=SIGNATURE)
case('content-type is not signed', sign(USUAL, '{}', unsigned=['content-type']))
case('x-amzn-trace-id is not signed', sign([*USUAL, ('X-Amzn-Trace-Id', 'Root=1')], '{}'))
case('another target', [line.replace('GetInventory', 'PutInventory') for line in sign(USUAL, '{}')], fault=SIGNATURE)
case('an additional x-amz header', [*sign(USUAL, '{}'), 'X-Amz-Added: x'], fault=SIGNATURE)
case('a header that is signed but missing', [line for line in sign([*USUAL, ('X-Amz-Gone', 'x')], '{}') if not line.startswith('X-Amz-Gone')], fault=SIGNATURE)
case('spaces around and within', sign([*USUAL, ('X-Amz-Meta', '  a   b  c ')], '{}'))
case('tabs within', sign([*USUAL, ('X-Amz-Meta', 'a\t\tb \t c')], '{}'))
case('quotes', sign([*USUAL, ('X-Amz-Meta', '"a   b"')], '{}'))
case('an empty value', sign([*USUAL, ('X-Amz-Meta', '')], '{}'))
case('a header that stands twice', sign([*USUAL, ('X-Amz-Meta', 'b'), ('X-Amz-Meta', 'a')], '{}'))
case('a value beyond ASCII', sign([*USUAL, ('X-Amz-Meta', 'Zürich \u2603')], '{}'))
case('a body beyond ASCII', sign(USUAL, '{"TypeName":"Custom:Zürich\u2603"}'), body='{"TypeName":"Custom:Zürich\u2603"}')
case('the time in lower case', [line.replace('20260131T120000Z', '20260131t120000z') for line in sign(USUAL, '{}')], fault=INCOMPLETE)


def scope(old, new):
    return [line.replace(old, new) if line.startswith('Authorization') else line for line in sign(USUAL, '{}')]


case('a scope without a date', scope('/20260131/', '//'), fault=SIGNATURE)
case('a scope with a part of a date', scope('/20260131/', '/202601/'), fault=SIGNATURE)
case('a scope with a year', scope('/20260131/', '/2026/'), fault=SIGNATURE)
case('a scope of another day', scope('/20260131/', '/20260130/'), fault=SIGNATURE)
case('a scope without a region', scope('/eu-west-1/', '//'), fault=SIGNATURE)
case('a scope of another region', scope('/eu-west-1/', '/us-east-1/'), fault=SIGNATURE)
case('a scope without a service', scope('/ssm/', '//'), fault=SIGNATURE)
case('a scope of four elements', scope('/eu-west-1/', '/'), fault=INCOMPLETE)
case('a scope of six elements', scope('/eu-west-1/', '/eu/west/'), fault=INCOMPLETE)
case('another end of the scope', scope('aws4_request', 'aws5_request'), fault=INCOMPLETE)
case('an empty signature', [line.split('Signature=')[0] + 'Signature=' if 'Signature=' in line else line for line in sign(USUAL, '{}')], fault=SIGNATURE)

chance = random.Random(7)
letters = 'abcXYZ019-._~ \t!#$%&*+/:;<=>?@^`|{}[]()\'"\\,'
for number in range(60):
    added = [(f'X-Amz-Meta-{chance.randrange(4)}', ''.join(chance.choice(letters) for _ in range(chance.randrange(30)))) for _ in range(chance.randrange(4))]
    text = '{"TypeName":"' + ''.join(chance.choice('abc é\u2603') for _ in range(chance.randrange(20))) + '"}'
    lines = sign([*USUAL, *added], text, region=chance.choice(['eu-west-1', 'us-east-1', 'ap-southeast-2']))
    case(f'random {number}', lines, body=text)

print(json.dumps(cases, indent=1, ensure_ascii=False))
