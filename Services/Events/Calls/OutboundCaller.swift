import AsyncHTTPClient
import EventCollection
import Glibc
package import MeshCore
package import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Calls receivers over HTTP, at no other addresses than may be reached.
package final class OutboundCaller: Sendable {
    /// All addresses of a name, as text.
    package typealias Resolver = @Sendable (String) async throws -> [String]

    private let reachable: ReachableAddresses
    private let resolve: Resolver
    private let group: any EventLoopGroup
    private let clock: any WallClock
    private let held = Mutex<[String: Lookup]>([:])

    /// Where a host was found.
    private struct Lookup {
        var until: MonotonicInstant
        /// Those that may be reached, each with the connections to it.
        var places: [Place]
    }

    private struct Place: Sendable {
        let address: NetworkAddress
        let connection: PinnedConnection
    }

    /// So long what a name stands for is believed: the connections are to addresses that were looked at all the same.
    private static let lookupTime: Duration = .seconds(10)
    /// Hosts whose connections are kept.
    private static let mostHosts = 1000
    /// Addresses of a host that are tried, one after the other.
    private static let mostAddresses = 4
    /// Bytes of an answer that are read, so that its connection can be used again.
    private static let answerBytes = 64 << 10
    private static let drainTime: Duration = .seconds(1)
    private static let userAgent = "Orrery-Webhooks/1"

    /// What to call with.
    package struct Call: Sendable {
        package var url: WebhookURL
        package var fields: [(name: String, value: String)]
        package var body: [UInt8]
        package var timeout: Duration

        package init(
            to url: WebhookURL, fields: [(name: String, value: String)], body: [UInt8],
            timeout: Duration = .seconds(15)
        ) {
            self.url = url
            self.fields = fields
            self.body = body
            self.timeout = timeout
        }
    }

    /// - Parameters:
    ///   - reachable: Where messages may go.
    ///   - group: The event loops of the connections.
    ///   - clock: Tells how far away the date of `Retry-After` is.
    ///   - resolve: Asks for the addresses of a name.
    package init(
        _ reachable: ReachableAddresses, group: any EventLoopGroup, clock: any WallClock, resolve: @escaping Resolver
    ) {
        self.reachable = reachable
        self.group = group
        self.clock = clock
        self.resolve = resolve
    }

    /// Why messages may not go to an address, as far as it can be told without asking for the host's addresses; nil when they
    /// may.
    package func objection(to url: WebhookURL) -> String? {
        let address = NetworkAddress(url.host)
        if let address, !reachable.contains(address) {
            return "Webhooks may not go to \(address) (webhooks.networks)."
        }
        guard !url.isSecure else { return nil }
        let isOpen = address.map(reachable.isAdded) ?? !reachable.added.isEmpty
        return isOpen ? nil : Self.needsTLS
    }

    private static let needsTLS = "Without TLS (https) messages go to networks of webhooks.networks only."

    /// Posts once.
    ///
    /// - Returns: What was answered, with its body as far as it was read.
    /// - Throws: `CancellationError`; then it may have arrived.
    package func post(_ call: Call) async throws -> (answer: DeliveryAnswer, body: [UInt8]) {
        do {
            return try await withTimeLimit(call.timeout) { [self] in
                let places = try await places(of: call.url)
                var request = HTTPClientRequest(url: call.url.text)
                request.method = .POST
                request.headers.add(name: "user-agent", value: Self.userAgent)
                for field in call.fields { request.headers.add(name: field.name, value: field.value) }
                request.body = .bytes(call.body)
                return try await post(request, at: places)
            }
        } catch let refusal as Refusal {
            return (.refused(reason: refusal.reason), [])
        } catch is TimeLimitPassed {
            return (.failed(reason: "There was no answer within \(call.timeout.components.seconds) s."), [])
        } catch {
            try Task.checkCancellation()
            let reason = "There was no answer: \(error)"
            return (Self.isBeforeSending(error) ? .unsent(reason: reason) : .failed(reason: reason), [])
        }
    }

    /// Tries one address after the other, as long as there is no connection.
    private func post(
        _ request: HTTPClientRequest, at places: [Place]
    ) async throws -> (answer: DeliveryAnswer, body: [UInt8]) {
        for place in places.dropLast() {
            do {
                return try await post(request, by: place.connection.client)
            } catch let error where Self.isBeforeSending(error) {
                continue
            }
        }
        guard let last = places.last else { preconditionFailure("a host without addresses was not refused") }
        return try await post(request, by: last.connection.client)
    }

    private func post(
        _ request: HTTPClientRequest, by client: HTTPClient
    ) async throws -> (answer: DeliveryAnswer, body: [UInt8]) {
        let response = try await client.execute(request, timeout: .seconds(60))
        let body = await Self.read(response)
        let pause = response.headers.first(name: "retry-after").flatMap { RetryAfter.pause($0, at: clock.now()) }
        return (.answered(status: Int(response.status.code), retryAfter: pause), body)
    }

    /// Reads what there is behind the status, which alone counts: without its end the connection is closed.
    private static func read(_ response: HTTPClientResponse) async -> [UInt8] {
        do {
            return try await withTimeLimit(drainTime) {
                var bytes: [UInt8] = []
                for try await part in response.body {
                    bytes += part.readableBytesView
                    if bytes.count > answerBytes { break }
                }
                return bytes
            }
        } catch {
            // The receiver has answered; the rest does not matter.
            return []
        }
    }

    /// The addresses of a host that may be reached.
    ///
    /// - Throws: ``Refusal``; what the resolver says.
    private func places(of url: WebhookURL) async throws -> [Place] {
        let now = MonotonicInstant.now()
        if let known = held.withLock({ $0[url.host] }), now < known.until { return try allowed(known.places, url) }
        let texts = NetworkAddress(url.host) == nil ? try await resolve(url.host) : [url.host]
        return try allowed(try keep(texts, of: url.host, at: now), url)
    }

    /// Keeps where a host was found.
    ///
    /// - Returns: Of the addresses those that may be reached.
    private func keep(_ texts: [String], of host: String, at now: MonotonicInstant) throws -> [Place] {
        let addresses = texts.compactMap { NetworkAddress($0) }.filter(reachable.contains)
        guard let first = addresses.first else {
            throw Refusal(
                reason: texts.isEmpty
                    ? "The host \(host) has no address."
                    : "The host \(host) is at \(texts.joined(separator: ", ")), where webhooks may not go (webhooks.networks)."
            )
        }
        let distinct = addresses.dropFirst().reduce(into: [first]) { if !$0.contains($1) { $0.append($1) } }
        return held.withLock { held -> [Place] in
            let former = held[host]?.places ?? []
            let places = distinct.prefix(Self.mostAddresses).map { address in
                former.first { $0.address == address }
                    ?? Place(
                        address: address,
                        connection: PinnedConnection(host: host, address: address.description, group: group))
            }
            if held.count >= Self.mostHosts, held[host] == nil { held.removeAll() }
            held[host] = Lookup(until: now.advanced(by: Self.lookupTime), places: places)
            return places
        }
    }

    /// Without TLS messages go only where the configuration allows it.
    private func allowed(_ places: [Place], _ url: WebhookURL) throws -> [Place] {
        guard !url.isSecure else { return places }
        let open = places.filter { reachable.isAdded($0.address) }
        guard !open.isEmpty else {
            throw Refusal(reason: Self.needsTLS)
        }
        return open
    }

    /// Whether an error says that there never was a connection to send on.
    private static func isBeforeSending(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError: [.connectTimeout, .tlsHandshakeTimeout].contains(error)
        case is NIOConnectionError: true
        case let error as IOError: [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(error.errnoCode)
        case ChannelError.connectTimeout: true
        default: false
        }
    }

    /// Why a message is not sent.
    private struct Refusal: Error {
        let reason: String
    }
}
