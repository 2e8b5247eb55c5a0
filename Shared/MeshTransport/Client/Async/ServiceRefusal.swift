package import MeshCore

/// An answer with which a service refused a call.
package struct ServiceRefusal: Error, Sendable, Equatable {
    /// The service that was called.
    package let service: String
    /// The status of HTTP.
    package let status: Int
    /// What the answer said; nil when it was no problem document.
    package let problem: Problem?

    package init(service: String, status: Int, problem: Problem?) {
        self.service = service
        self.status = status
        self.problem = problem
    }
}
