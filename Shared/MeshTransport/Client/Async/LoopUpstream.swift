import NIOCore

/// An upstream on its event loop, made when it is first asked for there.
final class LoopUpstream: Sendable {
    let eventLoop: any EventLoop
    private let upstream: NIOLoopBoundBox<Upstream?>
    private let make: @Sendable (any EventLoop) -> Upstream

    init(eventLoop: any EventLoop, make: @escaping @Sendable (any EventLoop) -> Upstream) {
        self.eventLoop = eventLoop
        self.make = make
        upstream = .makeEmptyBox(valueType: Upstream.self, eventLoop: eventLoop)
    }

    /// The upstream; on its loop only.
    func get() -> Upstream {
        if let upstream = upstream.value { return upstream }
        let made = make(eventLoop)
        upstream.value = made
        return made
    }

    /// Ends its connections and fails its requests, if it was ever made.
    func shutDown() async throws {
        try await eventLoop.submit { self.upstream.value?.shutDown() }.get()
    }
}
