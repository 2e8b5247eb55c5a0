package import MeshCore

/// An answer with which the catalog refused a call.
package struct CatalogClientError: Error, Sendable, Equatable {
    /// The status of HTTP.
    package let status: Int
    /// What the answer said; nil when it was no problem document.
    package let problem: Problem?

    package init(status: Int, problem: Problem?) {
        self.status = status
        self.problem = problem
    }
}
