import AsyncHTTPClient
import NIOCore

/// Connections to one host at one address, which was looked at before: the name is not asked for again when a connection is
/// made, so nobody can have changed what it stands for.
final class PinnedConnection: Sendable {
    let client: HTTPClient

    /// - Parameters:
    ///   - host: The host of the requests' addresses, which the certificate has to be for.
    ///   - address: Where connections go.
    ///   - group: The event loops of the connections.
    init(host: String, address: String, group: any EventLoopGroup) {
        var configuration = HTTPClient.Configuration()
        configuration.dnsOverride = [host: address]
        // It could lead to where a webhook may not go.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        // Attempts are counted by whoever calls.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    deinit {
        // Nobody is left who could be told.
        client.shutdown { _ in }
    }
}
