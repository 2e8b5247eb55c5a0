import MeshCore
import NIOCore
import WebhookCalls

/// Sends messages to receivers, to no other addresses than may be reached.
final class WebhookCaller: Sendable {
    private let caller: OutboundCaller
    private let clock: any WallClock

    /// - Parameters:
    ///   - reachable: Where messages may go.
    ///   - group: The event loops of the connections.
    ///   - clock: Tells how far away the date of `Retry-After` is.
    ///   - resolve: Asks for the addresses of a name.
    init(
        _ reachable: ReachableAddresses, group: any EventLoopGroup, clock: any WallClock,
        resolve: @escaping OutboundCaller.Resolver
    ) {
        caller = OutboundCaller(reachable, group: group, clock: clock, resolve: resolve)
        self.clock = clock
    }

    /// Why messages may not go to an address, as far as it can be told without asking for the host's addresses; nil when they
    /// may.
    func objection(to url: WebhookURL) -> String? { caller.objection(to: url) }

    /// Sends a message once.
    ///
    /// - Parameter secrets: By which it is signed.
    /// - Throws: `CancellationError`; then it may have arrived.
    func send(
        _ message: WebhookMessage, to settings: WebhookSettings, signedBy secrets: [SigningSecret]
    ) async throws -> DeliveryAnswer {
        try await caller.post(
            OutboundCaller.Call(
                to: settings.url, fields: message.fields(signedBy: secrets, at: clock.now()), body: message.body,
                timeout: settings.timeout)
        ).answer
    }
}
