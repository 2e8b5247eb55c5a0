package import MeshCore

/// By what an event is put together with others of its visitor.
package struct VisitorIdentity: Hashable, Sendable {
    package var basis: VisitorBasis
    /// The id under which the visitor is counted; unique within a site and a basis.
    package var id: String
    /// The daily id by the salt of the day before, while that is kept: a session that began before midnight goes on.
    package var earlierID: String?
    /// The account, when the visitor is signed in.
    package var userID: String?
    /// The session as the tracker counts it; reports count their own.
    package var sessionID: String?

    package init(
        basis: VisitorBasis, id: String, earlierID: String? = nil, userID: String? = nil, sessionID: String? = nil
    ) {
        self.basis = basis
        self.id = id
        self.earlierID = earlierID
        self.userID = userID
        self.sessionID = sessionID
    }
}

extension VisitorIdentity: Described {
    package static let schema = JSONSchema.object(
        "VisitorIdentity", description: "By what an event is put together with others of its visitor.",
        [
            .required("basis", .enumeration(VisitorBasis.self, description: "What the visitor is known by.")),
            .required("id", .string(1...256, description: "Unique within a site and a basis.")),
            .optional("earlierId", .string(1...256, description: "The daily id by the salt of the day before.")),
            .optional("userId", .string(1...256, description: "The account, when the visitor is signed in.")),
            .optional("sessionId", .string(1...256, description: "The session as the tracker counts it.")),
        ])

    /// The identity as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["basis": .string(basis.rawValue), "id": .string(id)]
        object.set("earlierId", earlierID)
        object.set("userId", userID)
        object.set("sessionId", sessionID)
        return .object(object)
    }

    /// Reads an identity from JSON that fits the schema; nil when it does not.
    package init?(json: JSONValue) {
        guard let basis = json["basis"]?.stringValue.flatMap(VisitorBasis.init(rawValue:)),
            let id = json["id"]?.stringValue
        else { return nil }
        self.init(
            basis: basis, id: id, earlierID: json["earlierId"]?.stringValue, userID: json["userId"]?.stringValue,
            sessionID: json["sessionId"]?.stringValue)
    }
}
