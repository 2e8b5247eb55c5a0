import AsyncHTTPClient
import Glibc
import MeshCore
import NIOCore
import NIOHTTP1
import NIOPosix

/// Carries single calls to Stripe over HTTP and tells what surely did not arrive from what may have.
final class StripeConnection: Sendable {
    /// The version of the API whose answers ``StripeIntent`` reads.
    private static let version = "2024-06-20"
    /// A page of a hundred intents with their charges takes a few hundred kilobytes.
    private static let answerLimit = 4 << 20

    private let settings: StripeSettings
    private let client: HTTPClient

    /// - Parameters:
    ///   - settings: Where Stripe is.
    ///   - group: The event loops of the connections.
    init(_ settings: StripeSettings, group: any EventLoopGroup) {
        self.settings = settings
        var configuration = HTTPClient.Configuration()
        // A redirect would carry the key to wherever it points.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .nanoseconds(settings.connectLimit.nanoseconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = settings.connections
        // Tries are counted by whoever calls.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    deinit {
        // Nobody is left who could be told.
        client.shutdown { _ in }
    }

    /// Makes a call.
    ///
    /// - Parameter limit: When it is given up.
    func send(_ call: StripeCall, within limit: Duration) async -> StripeReply {
        let request = request(for: call)
        do {
            return try await withTimeLimit(limit) { [client] in
                let response = try await client.execute(request, timeout: .nanoseconds(limit.nanoseconds))
                let body = try await response.body.collect(upTo: Self.answerLimit)
                return Self.reply(response, body)
            }
        } catch {
            return Self.isBeforeSending(error)
                ? .notSent(reason: "\(error)") : .unclear(reason: "no answer from Stripe: \(error)")
        }
    }

    private func request(for call: StripeCall) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: settings.url + call.path)
        request.method = .RAW(value: call.method.rawValue)
        request.headers.add(name: "Authorization", value: settings.key.authorization)
        request.headers.add(name: "Stripe-Version", value: Self.version)
        switch call.method {
        case .get:
            if !call.fields.isEmpty { request.url += "?" + call.encodedFields }
        case .post:
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: call.encodedFields))
        }
        if let key = call.idempotencyKey { request.headers.add(name: "Idempotency-Key", value: key) }
        return request
    }

    private static func reply(_ response: HTTPClientResponse, _ body: ByteBuffer) -> StripeReply {
        let status = Int(response.status.code)
        // What is no JSON is told by nil: errors of proxies on the way are pages for people.
        let document = try? JSONValue(parsing: body.readableBytesView)
        switch status {
        case 200..<300:
            return document.map(StripeReply.answer) ?? .unclear(reason: "Stripe answered \(status) without JSON")
        case 409, 429:
            // Another request holds the object, or we ask too much: nothing says that this one was not begun.
            return .unclear(reason: "Stripe answered \(status)")
        case 400..<500: return .refused(StripeRefusal(status: status, body: document))
        default:
            let isReplay = response.headers.first(name: "Idempotent-Replayed") == "true"
            let reason = "Stripe answered \(status)"
            return isReplay ? .stillUnclear(reason: reason) : .unclear(reason: reason)
        }
    }

    /// Whether an error says that there never was a connection to send on.
    private static func isBeforeSending(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError:
            [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout].contains(error)
        case is NIOConnectionError: true
        case let error as IOError: error.errnoCode == ECONNREFUSED || error.errnoCode == EHOSTUNREACH
        case ChannelError.connectTimeout: true
        default: false
        }
    }
}
