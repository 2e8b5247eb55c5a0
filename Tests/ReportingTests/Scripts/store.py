"""An account of the S3 server under test, and what lies in its buckets.

    store.py prepare URL BUCKET                  an administrator's keys as JSON, and a bucket
    store.py read URL BUCKET KEY_ID SECRET       the bucket's objects as JSON
"""

import hashlib
import json
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError


def client(service, url, key="none", secret="none"):
    return boto3.client(
        service, endpoint_url=url, region_name="eu-central-1", aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(s3={"addressing_style": "path"}))


def prepare(url, bucket):
    """Four calls, after which the server asks for signatures."""
    identity = client("iam", url)
    for _ in range(600):
        try:
            identity.create_user(UserName="reports")
            break
        except EndpointConnectionError:
            time.sleep(0.05)
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    identity.put_user_policy(UserName="reports", PolicyName="all", PolicyDocument=json.dumps(policy))
    key = identity.create_access_key(UserName="reports")["AccessKey"]
    client("s3", url).create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    print(json.dumps({"id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}))


def read(url, bucket, key, secret):
    store = client("s3", url, key, secret)
    objects = {}
    for entry in store.list_objects_v2(Bucket=bucket).get("Contents", []):
        found = store.get_object(Bucket=bucket, Key=entry["Key"])
        objects[entry["Key"]] = {
            "sha256": hashlib.sha256(found["Body"].read()).hexdigest(), "type": found["ContentType"]}
    print(json.dumps(objects))


{"prepare": prepare, "read": read}[sys.argv[1]](*sys.argv[2:])
