package import HTTPTypes
package import MeshCore
package import NIOCore
import Synchronization

/// Calls one service of the mesh from tasks: balanced over its instances, retried where that is safe, within a deadline.
///
/// Each event loop has its own connections; a call made from a task that runs on one of the group's loops stays there.
/// Header fields go out as they are given (the caller propagates its trace), but for `x-deadline-ms`, which each try writes.
package final class ServiceClient: Sendable {
    package let service: String
    private let configuration: ClientConfiguration
    private let upstreams: [LoopUpstream]
    private let next = Atomic<Int>(0)
    private let isShutDown = Atomic<Bool>(false)

    /// - Parameters:
    ///   - service: Its name in the endpoint table, and the `:authority` of requests that have none.
    ///   - source: Where its endpoints come from.
    package init(
        service: String, source: any EndpointSource, group: any EventLoopGroup,
        configuration: ClientConfiguration = ClientConfiguration()
    ) {
        self.service = service
        self.configuration = configuration
        upstreams = group.makeIterator().map { eventLoop in
            LoopUpstream(eventLoop: eventLoop) { eventLoop in
                let connector = SocketConnector(
                    eventLoop: eventLoop, timeout: configuration.upstream.connectTimeout, http2: configuration.http2,
                    security: configuration.security)
                let upstream = Upstream(
                    service: service, eventLoop: eventLoop, timers: LoopTimers(eventLoop: eventLoop),
                    connector: connector, configuration: configuration.upstream)
                upstream.follow(source)
                return upstream
            }
        }
        precondition(!upstreams.isEmpty, "a client needs an event loop")
    }

    /// Sends a request and waits for the head of its answer. Cancelling the task resets the stream.
    ///
    /// - Parameters:
    ///   - body: The whole body; nil for none.
    ///   - deadline: When the whole answer must be there; without one, the configured timeout from now.
    ///   - retry: How often it is tried; without it, as configured.
    /// - Throws: ``ExchangeFailure``; `CancellationError`.
    package func send(
        _ request: HTTPRequest, body: ByteBuffer? = nil, deadline: Deadline? = nil, retry: RetryPolicy? = nil
    ) async throws -> ClientResponse {
        let body = body.flatMap { $0.readableBytes > 0 ? $0 : nil }
        let exchange = try begin(
            request, end: body == nil ? .last : .more, body: body, deadline: deadline, retry: retry)
        return ClientResponse(head: try await exchange.head(), body: ClientResponseBody(exchange))
    }

    /// Sends a request whose body comes in parts, and waits for the head of its answer.
    ///
    /// The parts are taken as fast as the peer takes them. When the answer is complete before they are, the rest is not taken.
    ///
    /// - Throws: ``ExchangeFailure``; `CancellationError`; what the body throws, after which the request is reset.
    package func send<Body: AsyncSequence & Sendable>(
        _ request: HTTPRequest, streaming body: Body, deadline: Deadline? = nil, retry: RetryPolicy? = nil
    ) async throws -> ClientResponse where Body.Element == ByteBuffer {
        let exchange = try begin(request, end: .more, body: nil, deadline: deadline, retry: retry)
        do {
            for try await part in body {
                guard try await exchange.send(part, end: .more) else { break }
            }
            _ = try await exchange.send(ByteBuffer(), end: .last)
        } catch {
            exchange.cancel()
            throw error
        }
        return ClientResponse(head: try await exchange.head(), body: ClientResponseBody(exchange))
    }

    /// Ends all connections; requests that are open fail.
    package func shutDown() async throws {
        isShutDown.store(true, ordering: .releasing)
        for upstream in upstreams { try await upstream.shutDown() }
    }

    private func begin(
        _ request: HTTPRequest, end: ExchangeEnd, body: ByteBuffer?, deadline: Deadline?, retry: RetryPolicy?
    ) throws -> ClientExchange {
        guard !isShutDown.load(ordering: .acquiring) else {
            throw ExchangeFailure(.shuttingDown, processing: .none, detail: "the client is shut down")
        }
        let deadline = deadline ?? configuration.timeout.map { Deadline(after: $0, from: .now()) }
        let head = HeaderBlock(request, authority: service)
        let policy = retry ?? configuration.retry
        let upstream = pick()
        let exchange = ClientExchange(eventLoop: upstream.eventLoop)
        exchange.begin { exchange in
            let call = upstream.get().send(
                head: head, end: end, policy: policy, deadline: deadline, delegate: exchange)
            if let body { call.send(body: body, end: .last) }
            return call
        }
        return exchange
    }

    private func pick() -> LoopUpstream {
        if upstreams.count == 1 { return upstreams[0] }
        for upstream in upstreams where upstream.eventLoop.inEventLoop { return upstream }
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return upstreams[Int(UInt(bitPattern: number) % UInt(upstreams.count))]
    }
}
