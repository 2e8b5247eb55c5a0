package import HTTPTypes
package import MeshCore

/// A problem thrown as it is.
package struct ProblemError: ProblemConvertible {
    package let problem: Problem
    package let problemHeaders: HTTPFields
    package let cause: (any Error)?

    package init(_ problem: Problem, headers: HTTPFields = [:], cause: (any Error)? = nil) {
        self.problem = problem
        self.problemHeaders = headers
        self.cause = cause
    }
}
