package import HTTPTypes
import MeshCore

extension HTTPField.Name {
    static let traceparent = known("traceparent")
    static let tracestate = known("tracestate")
    /// Where programs send a key that know of nothing else.
    static let apiKey = known("X-API-Key")
    static let deadline = known(Deadline.headerName)
    package static let idempotencyKey = known("Idempotency-Key")
    static let idempotencyReplayed = known("Idempotency-Replayed")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header field") }
        return name
    }
}
