/// Where endpoint tables come from: the supervisor's push, a static list, or DNS.
package protocol EndpointSource: Sendable {
    /// The last table known; empty before the first one.
    var current: EndpointTable { get }

    /// Calls back with every new table, first with the one that is current now. The call may come on any thread, must not block,
    /// and a table of an older revision never follows a newer one.
    func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription
}

/// Keeps a subscription alive; it ends when this is cancelled.
package struct EndpointSubscription: Sendable {
    package let cancel: @Sendable () -> Void

    package init(cancel: @escaping @Sendable () -> Void) {
        self.cancel = cancel
    }
}
