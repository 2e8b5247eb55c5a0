package import MeshCore

/// Something that was decided about a delivery, and why.
package struct DeliveryDecision: Codable, Sendable, Equatable {
    /// What was decided.
    package enum Verdict: String, Codable, Sendable, CaseIterable {
        /// It was asked for.
        case queued
        /// An attempt was begun.
        case begun
        /// A server, or the inbox, has taken it.
        case accepted
        /// It is tried again.
        case deferred
        /// It goes later: quiet hours, or a throttle.
        case postponed
        /// It is told in a digest, with others of its kind.
        case gathered
        /// The connection ended before the server said whether it has it: it is sent again, under the same Message-ID.
        case ambiguous
        /// The recipient is not to be written to, or does not want it.
        case suppressed
        /// It is given up.
        case dead
        /// Who has taken it says what became of it.
        case reported
        /// Somebody had it tried again that was given up.
        case revived
    }

    package var at: Timestamp
    package var verdict: Verdict
    package var detail: String

    package init(at: Timestamp, verdict: Verdict, detail: String) {
        self.at = at
        self.verdict = verdict
        self.detail = detail
    }
}

extension DeliveryDecision: Described {
    package static let schema = JSONSchema.object(
        "DeliveryDecision", description: "Something that was decided about a delivery, and why.",
        [
            .required("at", Timestamp.schema), .required("verdict", .enumeration(Verdict.self)),
            .required("detail", .string()),
        ])
}
