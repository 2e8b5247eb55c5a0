import MeshCore

/// A request whose body is decompressed.
struct TrackerCall {
    let request: CollectRequest
    let endpoint: CollectEndpoint
    let query: QueryItems
    let limits: CollectLimits
    /// The salts that also sign what trackers keep for us.
    let salts: VisitorSalts

    /// The body as JSON, whatever type it claims: browsers send it as text to do without a preflight.
    func json() throws(Rejection) -> JSONValue {
        do {
            return try JSONValue(parsing: request.body)
        } catch {
            throw .malformed(error)
        }
    }

    /// An array of events, not longer than is allowed.
    func bounded(_ messages: [JSONValue]) throws(Rejection) -> [JSONValue] {
        guard messages.count <= limits.eventCount else {
            throw Rejection(.tooMany, "more than \(limits.eventCount) events in a request")
        }
        return messages
    }

    /// The media type of the body in lower case, without parameters; empty when there is none.
    var mediaType: String {
        let type = request.headers["content-type"]?.prefix { $0 != ";" }.lowercased() ?? ""
        return String(type.filter { $0 != " " })
    }

    /// The token of `Authorization: Bearer`, or the user name of `Authorization: Basic`; nil without either.
    var authorizationKey: String? {
        guard let parts = request.headers["authorization"]?.split(separator: " "), parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer": return String(parts[1])
        case "basic":
            guard let bytes = Base64Bytes.decode(parts[1]) else { return nil }
            let name = String(decoding: bytes, as: UTF8.self).prefix { $0 != ":" }
            return name.isEmpty ? nil : String(name)
        default: return nil
        }
    }
}
