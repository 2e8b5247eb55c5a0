package import MeshCore

/// A rejected event with the very bytes that came, so that it can be read again once the reason is gone. Read again it
/// has the same id, so that none can come twice.
package struct DeadLetter: Hashable, Sendable {
    package var rejection: Rejection
    package var requestID: String
    /// The event's place in the request that it came with.
    package var place: Int
    /// Which of the events of that place it is, as one message may be several; nil for the request as a whole.
    package var part: Int?
    package var method: String
    package var path: String
    package var query: String
    /// Only fields by which an event is read; no cookies, no addresses.
    package var headers: Headers
    /// The body with this event alone.
    package var body: [UInt8]
    package var receivedAt: Timestamp
    /// By whom the visitor was known that day; the address itself is not kept.
    package var visitor: DailyVisitor

    /// The request as it would come again.
    package var request: CollectRequest {
        var request = CollectRequest(
            id: requestID, method: method, path: path, query: query, headers: headers, body: body,
            address: visitor.network.flatMap { NetworkAddress($0) }, receivedAt: receivedAt)
        request.replay = CollectRequest.Replay(place: place, visitor: visitor)
        return request
    }
}

extension DeadLetter: Described {
    package static let schema = JSONSchema.object(
        "DeadLetter", description: "A rejected event with the bytes that came.",
        [
            .required("reason", .enumeration(Rejection.Code.allCases.map(\.rawValue))),
            .optional("field", .string(1...1024, description: "The member that is wrong.")),
            .required("message", .string()),
            .required("requestId", .string(1...128)),
            .required("place", .integer(0...1_000_000, description: "The event's place in its request.")),
            .optional(
                "part", .integer(0...1_000_000, description: "Which event of that place; all when it is absent.")),
            .required("method", .string(1...16)),
            .required("path", .string(1...1024)),
            .optional("query", .string()),
            .required("headers", .map(of: .string())),
            .required("body", .string(description: "The bytes in Base64.")),
            .required("receivedAt", .string(format: .dateTime)),
            .required("visitor", .string(1...64, description: "The visitor's daily id.")),
            .optional("earlierVisitor", .string(1...64)),
            .optional("network", .string(1...64)),
        ])

    /// The letter as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["reason": .string(rejection.code.rawValue)]
        object.set("field", rejection.field.isEmpty ? nil : rejection.field)
        object.set("message", rejection.message)
        object.set("requestId", requestID)
        object["place"] = .int(Int64(place))
        object.set("part", part.map { .int(Int64($0)) })
        object.set("method", method)
        object.set("path", path)
        object.set("query", query.isEmpty ? nil : query)
        object["headers"] = .object(JSONObject(headers.map { ($0.name, .string($0.value)) }))
        object.set("body", Base64Bytes.encode(body))
        object.set("receivedAt", receivedAt.description)
        object.set("visitor", visitor.id)
        object.set("earlierVisitor", visitor.earlierID)
        object.set("network", visitor.network)
        return .object(object)
    }

    /// Reads a letter from JSON that fits the schema; nil when it does not.
    package init?(json: JSONValue) {
        guard let code = json["reason"]?.stringValue.flatMap(Rejection.Code.init(rawValue:)),
            let message = json["message"]?.stringValue, let requestID = json["requestId"]?.stringValue,
            let place = json["place"]?.intValue, let method = json["method"]?.stringValue,
            let path = json["path"]?.stringValue, let body = json["body"]?.stringValue.flatMap(Base64Bytes.decode),
            let receivedAt = json["receivedAt"]?.stringValue.flatMap({ Timestamp($0) }),
            let visitor = json["visitor"]?.stringValue
        else { return nil }
        rejection = Rejection(code, field: json["field"]?.stringValue ?? "", message)
        self.requestID = requestID
        self.place = Int(place)
        part = json["part"]?.intValue.map { Int($0) }
        self.method = method
        self.path = path
        query = json["query"]?.stringValue ?? ""
        headers = Headers()
        for (name, value) in json["headers"]?.objectValue ?? JSONObject() {
            headers.add(name, value.stringValue ?? "")
        }
        self.body = body
        self.receivedAt = receivedAt
        self.visitor = DailyVisitor(
            id: visitor, earlierID: json["earlierVisitor"]?.stringValue, network: json["network"]?.stringValue)
    }
}
