import EventCollection
import FoundationEssentials
import MeshCore

/// A request as a tracker would send it, for rules that are tried.
struct TrackerSample: Sendable {
    let method: String
    let path: String
    let query: String
    let headers: Headers
    let body: [UInt8]
    let address: NetworkAddress?

    /// Reads a sample that fits the schema.
    init(_ json: JSONValue) {
        method = json["method"]?.stringValue ?? "POST"
        path = json["path"]?.stringValue ?? ""
        query = json["query"]?.stringValue ?? ""
        var headers = Headers()
        for (name, value) in json["headers"]?.objectValue ?? JSONObject() {
            headers.add(name, value.stringValue ?? "")
        }
        self.headers = headers
        address = json["address"]?.stringValue.flatMap { NetworkAddress($0) }
        if let encoded = json["bodyBase64"]?.stringValue.flatMap({ Data(base64Encoded: $0) }) {
            body = Array(encoded)
        } else {
            body = json["body"].map { $0.stringValue.map { Array($0.utf8) } ?? $0.utf8 } ?? []
        }
    }

    /// The request as the collector reads it.
    ///
    /// - Parameters:
    ///   - id: Numbers its events that have no id.
    ///   - moment: When it would have come.
    func request(id: String, at moment: Timestamp) -> CollectRequest {
        CollectRequest(
            id: id, method: method, path: path, query: query, headers: headers, body: body, address: address,
            receivedAt: moment)
    }
}

extension TrackerSample: Described {
    static let schema = JSONSchema.object(
        "TrackerSample", description: "A request as a tracker would send it.",
        [
            .required("path", .string(1...1024, description: "`/api/event`")),
            .optional("method", .enumeration(["GET", "POST"], description: "POST unless told.")),
            .optional("query", .string(0...8192, description: "Without the question mark.")),
            .optional("headers", .map(of: .string(0...8192), maximumCount: 100)),
            .optional("body", .any(description: "A text as it is, or a JSON document.")),
            .optional("bodyBase64", .string(description: "Bytes in Base64, as a compressed body's.")),
            .optional("address", .string(1...64, description: "From where it would come.")),
        ])
}
