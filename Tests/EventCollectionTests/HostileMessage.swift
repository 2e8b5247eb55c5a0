@testable import EventCollection

/// A message of one protocol, before it is spoilt.
struct HostileMessage {
    let endpoint: CollectEndpoint
    let headers: Headers
    let body: String

    init(_ endpoint: CollectEndpoint, headers: Headers = Headers(), _ body: String) {
        self.endpoint = endpoint
        self.headers = headers
        self.body = body
    }
}
