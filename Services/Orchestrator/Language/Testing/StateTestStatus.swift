/// How the test of a state ended, as TestState calls it.
package enum StateTestStatus: String, Hashable, Sendable {
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case retriable = "RETRIABLE"
    case caughtError = "CAUGHT_ERROR"
}
