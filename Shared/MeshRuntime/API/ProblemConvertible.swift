package import HTTPTypes
package import MeshCore

/// An error with a face for the outside: a service maps its error enum to problems in one place.
///
/// The problem holds safe words only; what the log should know besides is in ``cause``.
package protocol ProblemConvertible: Error {
    var problem: Problem { get }
    /// Header fields that go with it: `Retry-After`, `WWW-Authenticate`, `Allow`.
    var problemHeaders: HTTPFields { get }
    /// What happened inside, for the log; nil when the problem says it all.
    var cause: (any Error)? { get }
}

extension ProblemConvertible {
    package var problemHeaders: HTTPFields { [:] }
    package var cause: (any Error)? { nil }
}
