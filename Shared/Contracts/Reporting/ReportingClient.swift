package import HTTPTypes
package import MeshCore
package import MeshTransport

/// Reporting as other services call it.
package struct ReportingClient: Sendable {
    /// Ten thousand rows of a report.
    private static let answerLimit = 16 << 20

    private let client: ServiceClient

    /// - Parameter client: Calls the service `reporting`.
    package init(_ client: ServiceClient) { self.client = client }

    /// Asks a question.
    ///
    /// - Parameters:
    ///   - question: As for `POST /v1/reports/query`, or for another report.
    ///   - report: `query`, `funnels`, `retention`, `paths`, `attribution`.
    ///   - headers: Who asks.
    /// - Returns: The answer as it stands there.
    /// - Throws: `ServiceRefusal`, with the fields that are wrong; `ExchangeFailure`.
    package func ask(
        _ question: JSONValue, of report: String = "query", headers: HTTPFields = [:], deadline: Deadline? = nil
    ) async throws -> JSONValue {
        let answer = try await client.call(
            .post, "/v1/reports/\(report)", json: question, headers: headers, limit: Self.answerLimit,
            deadline: deadline)
        return try answer.decode()
    }

    /// A site; nil when there is none of that id, or none that the caller may read.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func site(_ id: String, headers: HTTPFields = [:], deadline: Deadline? = nil) async throws -> ReportSite? {
        let answer = try await client.call(
            .get, "/v1/reports/sites/\(PercentEncoding.encode(id))", headers: headers, accepting: [.notFound],
            deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }
}
