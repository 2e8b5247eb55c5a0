import AsyncHTTPClient
import Foundation
import MeshCore
import NIOCore
import NIOHTTP1
import Testing

@testable import Orders

/// PyPI's localstripe, a server that answers as Stripe does, as a process for the time of the test run.
///
/// What it differs in: it does not know `Idempotency-Key`, filters no list of intents by time and lists the oldest
/// first, takes more refunds than were paid, and declines at the confirmation only the cards 4000 0000 0000 0341,
/// 4000 0082 6000 3178 and 4000 0084 0000 1629; it asks the buyer for 4000 0025 0000 3155 and a few more.
struct LocalStripe: Sendable {
    /// A card that is always good.
    static let goodCard = "pm_card_visa"
    /// A card whose charge is declined.
    static let refusedCard = "pm_card_chargeCustomerFail"
    /// The number of a card whose buyer has to agree.
    static let askingNumber = "4000002500003155"

    /// Whether there is the Python that has it: `orchestration/orrery test` prepares it.
    static var isPrepared: Bool { ProcessInfo.processInfo.environment["ORRERY_PYTHON"] != nil }

    /// The one process of this run, started when it is first asked for.
    static func running() throws -> LocalStripe { try process.get() }

    private static let process = Result { try LocalStripe() }

    /// It ends when its input does, so that it never outlives the tests; and it keeps its objects to itself, which it
    /// would write to one file of the machine.
    private static let program = """
        os, sys, threading = map(__import__, ("os", "sys", "threading"))
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        from localstripe import resources, server
        resources.Store.dump_to_disk = lambda self: None
        sys.argv = ["localstripe", "--port", "0", "--from-scratch"]
        server.start()
        """

    let port: Int
    private let process: LoneProcess

    private struct NotStarted: Error {
        let output: String
    }

    private init() throws {
        let python = ProcessInfo.processInfo.environment["ORRERY_PYTHON"] ?? "python3"
        process = try LoneProcess([python, "-u", "-c", Self.program])
        var text = ""
        while true {
            let data = process.output.availableData
            guard !data.isEmpty else { throw NotStarted(output: text) }
            text += String(decoding: data, as: UTF8.self)
            if let match = text.firstMatch(of: #/Running on http:\S+:(\d+) /#), let port = Int(match.1) {
                self.port = port
                return
            }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// Reads an object or a list.
    func get(_ path: String) async throws -> JSONValue {
        try await send(.get(path))
    }

    /// Changes something.
    func post(_ path: String, _ fields: [(name: String, value: String)]) async throws -> JSONValue {
        try await send(.post(path, fields))
    }

    private func send(_ call: StripeCall) async throws -> JSONValue {
        var request = HTTPClientRequest(url: url + call.path)
        request.method = .RAW(value: call.method.rawValue)
        request.headers.add(name: "Authorization", value: "Bearer sk_test_12345")
        if call.method == .post {
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: call.encodedFields))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 64 << 20)
        #expect(response.status == .ok, "\(String(buffer: body))")
        return body.readableBytes == 0 ? .null : try JSONValue(parsing: body.readableBytesView)
    }

    /// The means of payment that stands for a card.
    func card(_ number: String) async throws -> String {
        let fields = [
            ("type", "card"), ("card[number]", number), ("card[exp_month]", "12"), ("card[exp_year]", "2030"),
            ("card[cvc]", "123"),
        ]
        let method = try await post("/v1/payment_methods", fields.map { (name: $0.0, value: $0.1) })
        return try #require(method["id"]?.stringValue)
    }

    /// The intents that carry a reference.
    func intents(of reference: PaymentReference) async throws -> [StripeIntent] {
        let all = try await get("/v1/payment_intents?limit=1000000")["data"]?.arrayValue ?? []
        return all.compactMap(StripeIntent.init).filter { $0.reference == reference }
    }

    /// How many times a card was charged under a reference.
    func timesCharged(_ reference: PaymentReference) async throws -> Int {
        let ids = Set(try await intents(of: reference).map(\.id))
        let charges = try await get("/v1/charges?limit=1000000")["data"]?.arrayValue ?? []
        return charges.count { charge in
            charge["status"] == "succeeded" && ids.contains(charge["payment_intent"]?.stringValue ?? "")
        }
    }

    /// A provider that speaks with it, or with what stands before it.
    ///
    /// - Parameters:
    ///   - port: Another port than its own.
    ///   - limit: How long a call may take.
    func provider(port: Int? = nil, limit: Duration = .seconds(30)) -> StripeProvider {
        var settings = StripeSettings(url: "http://127.0.0.1:\(port ?? self.port)", key: StripeKey("sk_test_12345"))
        settings.callLimit = limit
        return StripeProvider(
            api: StripeAPI(settings, group: HTTPClient.defaultEventLoopGroup, seed: 1), receipts: .none)
    }
}
