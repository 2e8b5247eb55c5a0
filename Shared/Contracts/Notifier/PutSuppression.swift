package import MeshCore

/// An address that is not to be written to any more: `PUT /v1/notifications/suppressions/{address}`.
package struct PutSuppression: Codable, Sendable, Equatable {
    package var reason: Suppression.Reason
    package var detail: String?

    package init(reason: Suppression.Reason, detail: String? = nil) {
        self.reason = reason
        self.detail = detail
    }
}

extension PutSuppression: Described {
    package static let schema = JSONSchema.object(
        "PutSuppression", description: "Why an address is not to be written to any more.",
        [.required("reason", .enumeration(Suppression.Reason.self)), .optional("detail", .string(0...500))])
}
