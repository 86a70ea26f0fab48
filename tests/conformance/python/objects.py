"""Objects of a logstore: neither their bodies nor their metadata are in a signature."""
import base64
import hashlib

from judge import equal

STORE = 'store'
CONTENT = bytes(range(256)) * 40


def judge_objects(judge, client, project):
    md5 = base64.b64encode(hashlib.md5(CONTENT).digest()).decode('ascii')
    etag = '"%s"' % hashlib.md5(CONTENT).hexdigest().upper()

    def put():
        # the client replaces a Content-MD5 when it signs the body; here it must leave it alone
        headers = {'Content-Type': 'image/png', 'Content-MD5': md5, 'x-log-meta-author': 'judge'}
        equal(etag, client.put_object(project, STORE, 'object_1-A', CONTENT, headers).get_etag())

    def get():
        found = client.get_object(project, STORE, 'object_1-A')
        equal((CONTENT, etag, 'image/png'), (found.get_body(), found.get_etag(), found.get_content_type()))
        equal((md5, 'judge'), (found.get_headers()['Content-MD5'], found.get_headers()['x-log-meta-author']))

    def replace():
        client.put_object(project, STORE, 'object_1-A', 'text 中文')
        found = client.get_object(project, STORE, 'object_1-A')
        equal(('text 中文'.encode('utf-8'), ''), (found.get_body(), found.get_content_type()))
        client.put_object(project, STORE, 'object_1-A', b'')
        equal(b'', client.get_object(project, STORE, 'object_1-A').get_body())

    judge.step('PutObject', put)
    judge.step('GetObject', get)
    judge.step('PutObject, GetObject', replace)
    judge.refusal('PutObject', 'LogStoreNotExist', lambda: client.put_object(project, 'none', 'a', b'x'))
    judge.refusal('PutObject', 'ParameterInvalid', lambda: client.put_object(project, STORE, 'a b', b'x'))
    judge.refusal('PutObject', 'InvalidDigest', lambda: client.put_object(project, STORE, 'a', b'x', {'Content-MD5': md5}))
    judge.refusal('GetObject', 'ObjectNotExist', lambda: client.get_object(project, STORE, 'none'))
