import EventCompression
import EventLog
import EventsAPI
import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore
import NIOPosix
import RecommenderAPI
import Synchronization

/// The events of a running mesh, through its gateway.
final class GatewayExportSource: ExportSource {
    private let client: HTTPClient
    private let authority: String
    private let folder: DataFolder
    private let token: Mutex<String>

    private static let topic = "collected"
    /// A page of batches is some 2 MiB; no page is longer than one of the largest batches.
    private static let answerLimit = 96 << 20
    /// Tries of one request: instances may be replaced meanwhile, and reading changes nothing.
    private static let tries = 8
    private static let pause = Duration.milliseconds(500)

    private init(client: HTTPClient, authority: String, folder: DataFolder, token: String) {
        self.client = client
        self.authority = authority
        self.folder = folder
        self.token = Mutex(token)
    }

    /// Makes a source for the work of a closure.
    ///
    /// - Throws: What the closure throws; ``CommandFailure`` when no mesh runs.
    static func with<Value: Sendable>(
        _ folder: DataFolder, _ work: (GatewayExportSource) async throws -> Value
    ) async throws -> Value {
        let (status, token) = try await ControlClient.with(folder) { control in
            (try await control.status(), try await Self.token(control))
        }
        let address = try GatewayAddress(status.supervisor.address)
        let client = HTTPClient(
            .tcp(host: address.host, port: address.port), group: MultiThreadedEventLoopGroup.singleton)
        let source = GatewayExportSource(client: client, authority: address.authority, folder: folder, token: token)
        let result: Result<Value, any Error>
        do {
            result = .success(try await work(source))
        } catch {
            result = .failure(error)
        }
        // The command is over; a connection that does not close in good order is closed by the end of the process.
        try? await client.shutDown()
        return try result.get()
    }

    func site(_ id: String) async throws -> EventSite? {
        try await find("/v1/sites/\(PercentEncoding.encode(id))")
    }

    func rules(of site: String, version: Int64) async throws -> EventRules? {
        try await find("/v1/sites/\(PercentEncoding.encode(site))/rules/\(version)")
    }

    func partitionCount() async throws -> Int {
        let topic: EventTopic? = try await find("/v1/topics/\(Self.topic)")
        return topic?.partitions.count ?? 0
    }

    func place(_ start: ExportStart, in partition: Int) async throws -> ExportPlace {
        let place =
            switch start {
            case .earliest: "from=earliest"
            case .time(let time): "time=\(PercentEncoding.encode(time.description))"
            }
        guard let page: RecordPage = try await find("\(Self.records(of: partition))?\(place)&limit=1") else {
            throw CommandFailure.failed("partition \(partition) of \(Self.topic) is not there any more")
        }
        let first = start == .earliest ? page.earliestOffset : page.items.first?.offset ?? page.nextOffset
        return ExportPlace(offset: first, end: page.highWatermark)
    }

    func values(of partition: Int, from offset: Int64) async throws -> ExportValues {
        let (status, body) = try await get(
            "\(Self.records(of: partition))?offset=\(offset)", accept: RecordBatches.mediaType)
        guard status == .ok, let page = RecordBatches(body) else {
            throw CommandFailure.failed("records of partition \(partition) cannot be read: \(Self.words(status, body))")
        }
        do {
            let batches = try ReadableBatches(in: page.bytes, expandedBy: SystemCompression())
            let items = batches.values.flatMap { values in
                values.items.map { item in
                    ExportValues.Item(offset: item.offset, value: item.value.map { values.bytes[$0] })
                }
            }
            return ExportValues(items: items, broken: batches.broken, nextOffset: page.nextOffset)
        } catch {
            throw CommandFailure.failed("records of partition \(partition) came damaged: \(error)")
        }
    }

    /// What an experiment has shown; nil when there is none of this name.
    ///
    /// - Throws: ``CommandFailure``.
    func experimentReport(_ name: String) async throws -> ExperimentReport? {
        try await find("/v1/recommendations/experiments/\(PercentEncoding.encode(name))/report")
    }

    private static func records(of partition: Int) -> String {
        "/v1/topics/\(topic)/partitions/\(partition)/records"
    }

    private func find<Value: Decodable>(_ path: String) async throws -> Value? {
        let (status, body) = try await get(path, accept: "application/json")
        if status == .notFound { return nil }
        guard status == .ok else { throw CommandFailure.failed("\(path): \(Self.words(status, body))") }
        return try MeshJSON.decode(Value.self, from: body)
    }

    private func get(_ path: String, accept: String) async throws -> (HTTPResponse.Status, ByteBuffer) {
        var last = "it was not answered"
        for attempt in 1...Self.tries {
            if attempt > 1 { try await ContinuousClock().sleep(for: Self.pause) }
            let head = HTTPRequest(
                method: .get, scheme: "http", authority: authority, path: path,
                headerFields: [.accept: accept, .authorization: "Bearer \(token.withLock { $0 })"])
            do {
                let response = try await client.send(head, deadline: Deadline(after: .seconds(40), from: .now()))
                let body = try await response.collect(upTo: Self.answerLimit)
                if response.status == .unauthorized, attempt < Self.tries {
                    // A token is good for an hour; an export may take longer.
                    let new = try await ControlClient.with(folder) { try await Self.token($0) }
                    token.withLock { $0 = new }
                } else if response.status.code < 500, response.status != .tooManyRequests {
                    return (response.status, body)
                }
                last = Self.words(response.status, body)
            } catch let failure as ExchangeFailure {
                last = "\(failure.reason)"
            }
        }
        throw CommandFailure.failed("\(path) failed \(Self.tries) times: \(last)")
    }

    private static func token(_ control: ControlClient) async throws -> String {
        try await control.post("/v1/tokens", IssueToken(role: .admin), as: IssuedToken.self).accessToken
    }

    private static func words(_ status: HTTPResponse.Status, _ body: ByteBuffer) -> String {
        // An answer that is no problem is told by its status.
        let problem = try? MeshJSON.decode(Problem.self, from: body)
        return problem.map { $0.detail ?? $0.title } ?? "the mesh answered \(status.code)"
    }
}
