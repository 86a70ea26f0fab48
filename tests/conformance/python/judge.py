"""One client with its verdicts: each step is an operation of the service, and counts once."""
import time


class Judge:
    def __init__(self, client):
        self.client = client
        self.driven = []
        self.failures = []

    def step(self, operations, body):
        """Runs a step; one that raises fails, and the judge goes on with the next."""
        try:
            value = body()
        except Exception as problem:  # whatever a client raises is a verdict
            self.failures.append((operations, '%s: %s' % (type(problem).__name__, problem)))
            return None
        self.driven.append(operations)
        return value

    def refusal(self, operation, code, body):
        """Runs a step that the service must refuse with a code."""
        from aliyun.log import LogException

        def refused():
            try:
                body()
            except LogException as problem:
                assert problem.get_error_code() == code, '%s instead of %s' % (problem, code)
                assert problem.get_request_id(), 'no request id'
                return
            raise AssertionError('it was accepted; expected %s' % code)

        if code == 'NotImplemented':
            # counts as a verdict, not as an operation that was driven
            driven = len(self.driven)
            self.step(operation, refused)
            del self.driven[driven:]
        else:
            self.step('%s (%s)' % (operation, code), refused)

    def operations(self):
        """The operations driven with success, by the emulator's names."""
        return sorted({name for step in self.driven for name in step.split(' (')[0].split(', ')})


def eventually(read, accept, seconds=10):
    """Repeats until a value is accepted: what a client does while the service makes logs visible."""
    end = time.monotonic() + seconds
    while True:
        value = read()
        if accept(value):
            return value
        if time.monotonic() > end:
            raise AssertionError('still not as expected after %s s: %r' % (seconds, value))
        time.sleep(0.1)


def equal(expected, actual):
    assert expected == actual, 'expected %r, was %r' % (expected, actual)
