package import MeshCore

/// What a report of alerts has changed.
package struct AlertReceipt: Codable, Sendable, Equatable {
    /// Begun with it.
    package var opened: Int
    /// Told again, since nobody looks after them or they have grown worse.
    package var escalated: Int
    /// Over with it.
    package var resolved: Int
    /// Deliveries that tell of it: one for each group, recipient and channel.
    package var told: Int

    package init(opened: Int, escalated: Int, resolved: Int, told: Int) {
        self.opened = opened
        self.escalated = escalated
        self.resolved = resolved
        self.told = told
    }
}

extension AlertReceipt: Described {
    package static let schema = JSONSchema.object(
        "AlertReceipt", description: "What a report of alerts has changed.",
        [
            .required("opened", NotifierFields.count), .required("escalated", NotifierFields.count),
            .required("resolved", NotifierFields.count), .required("told", NotifierFields.count),
        ])
}
