import NIOCore
import Synchronization

/// Brings one service's endpoints from a source to an upstream's loop, which is woken only when they changed.
final class EndpointFeed: Sendable {
    private struct Seen {
        var revision: UInt64
        var endpoints: [Endpoint]
    }

    private let service: String
    /// The upstream is touched on its loop only, which the box checks; it is let go when the feed is stopped.
    private let upstream: NIOLoopBoundBox<Upstream?>
    private let seen: Mutex<Seen>
    private let subscription = Mutex<EndpointSubscription?>(nil)

    /// Gives the upstream the endpoints of now at once, and those that follow later. Called on the upstream's loop.
    init(service: String, source: any EndpointSource, upstream: Upstream) {
        self.service = service
        self.upstream = NIOLoopBoundBox(upstream, eventLoop: upstream.eventLoop)
        let table = source.current
        let endpoints = table.services[service] ?? []
        seen = Mutex(Seen(revision: table.revision, endpoints: endpoints))
        upstream.update(endpoints)
        let subscription = source.subscribe { [weak self] table in self?.receive(table) }
        self.subscription.withLock { $0 = subscription }
    }

    /// Takes no more tables. Called on the upstream's loop.
    func stop() {
        upstream.value = nil
        let subscription = self.subscription.withLock { held in
            defer { held = nil }
            return held
        }
        subscription?.cancel()
    }

    /// Any thread; a table that is older than one seen, or that changes nothing for this service, goes no further.
    private func receive(_ table: EndpointTable) {
        let endpoints = table.services[service] ?? []
        let isChange = seen.withLock { seen in
            guard table.revision > seen.revision else { return false }
            defer { seen = Seen(revision: table.revision, endpoints: endpoints) }
            return seen.endpoints != endpoints
        }
        guard isChange else { return }
        upstream.eventLoop.execute {
            // By now there may be a newer one: always the newest is taken, so the order of these turns does not matter.
            let newest = self.seen.withLock { $0.endpoints }
            self.upstream.value?.update(newest)
        }
    }
}
