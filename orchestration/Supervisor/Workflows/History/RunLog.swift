import MeshCore

/// The history of an execution as far as it was read, so that watching it reads the last page again and not all.
struct RunLog: Sendable {
    private(set) var tree = RunTree()
    private(set) var events: [RunEvent] = []
    /// Where the last page that was read begins; nil at the start.
    private(set) var token: JSONValue?

    /// Takes a page; events that are known are passed over.
    ///
    /// - Parameter token: Where it begins.
    mutating func take(_ page: [JSONValue], from token: JSONValue?) {
        self.token = token
        let last = events.last?.id ?? 0
        for event in page.compactMap(RunEvent.init) where event.id > last {
            events.append(event)
            tree.add(event)
        }
    }
}
