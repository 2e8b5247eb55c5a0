package import Logging
import MeshCore
package import MeshTransport
package import NIOCore

/// The proxy: takes every request of a server and joins it, on its event loop, to a call to the service that its path
/// belongs to.
package final class GatewayProxy: Sendable {
    private struct Loop {
        let eventLoop: any EventLoop
        let state: NIOLoopBoundBox<GatewayLoop>
    }

    private let loops: [Loop]

    /// Makes one. Its routes hold for every request that comes later.
    ///
    /// - Parameters:
    ///   - group: The server's event loops.
    ///   - source: Where services' instances are.
    ///   - report: Takes what was counted, on any of the loops, about once a second and loop.
    ///   - own: Takes the requests for the gateway itself (``RouteTable/ownPaths``).
    package init(
        group: any EventLoopGroup, source: any EndpointSource, routes: RouteTable,
        configuration: ProxyConfiguration = ProxyConfiguration(),
        logger: Logger = Logger(label: "gateway"), own: @escaping ExchangeAcceptor,
        report: @escaping @Sendable (CountedRequests) -> Void
    ) {
        loops = group.makeIterator().map { eventLoop in
            let loop = GatewayLoop(
                eventLoop: eventLoop, configuration: configuration, source: source, logger: logger, own: own,
                report: report)
            let state = NIOLoopBoundBox.makeBoxSendingValue(loop, eventLoop: eventLoop)
            eventLoop.execute { state.value.apply(routes) }
            return Loop(eventLoop: eventLoop, state: state)
        }
    }

    /// What the server gives its requests to.
    package var acceptor: ExchangeAcceptor {
        let loops = loops
        return { exchange, head, end in
            let eventLoop = exchange.eventLoop
            for loop in loops where loop.eventLoop === eventLoop { return loop.state.value.accept(exchange, head, end) }
            preconditionFailure("a request came on an event loop of another group")
        }
    }

    /// Takes new routes on every loop; requests from then on follow them.
    package func apply(_ table: RouteTable) async throws {
        for loop in loops {
            try await loop.eventLoop.submit { loop.state.value.apply(table) }.get()
        }
    }

    /// Hands what was counted to whoever exposes it now.
    package func reportCounts() async throws {
        for loop in loops {
            try await loop.eventLoop.submit { loop.state.value.reportCounts() }.get()
        }
    }

    /// Ends all connections to services; requests that are open fail.
    package func shutDown() async throws {
        for loop in loops {
            try await loop.eventLoop.submit { loop.state.value.shutDown() }.get()
        }
    }
}
