import EventCompression
import EventLog
import KafkaProtocol
import Logging
import MeshCore

/// Answers the requests of clients, one at a time for each connection.
struct RequestDesk: Sendable {
    let configuration: KafkaConfiguration
    let log: any EventLog
    let coordinator: GroupCoordinator
    let directory: any BrokerDirectory
    let own: BrokerAddress
    /// nil where every record that is well formed is taken.
    let inspector: (any RecordInspector)?
    let logger: Logger
    let now: @Sendable () -> MonotonicInstant
    let compression = SystemCompression()

    /// Answers a request.
    ///
    /// - Parameter peer: Who asks, as a text.
    /// - Returns: The frame of the answer; nil where none is wanted.
    /// - Throws: ``WireError`` for a malformed request, ``UnacknowledgedFailure``, and `CancellationError`. Then the
    ///   connection is of no use any more.
    func answer(_ frame: RequestFrame, from peer: String) async throws -> [ArraySlice<UInt8>]? {
        switch frame.header.api {
        case .produce: try await produce(frame)
        case .fetch: try await reply(to: frame, fetch)
        case .listOffsets: try await reply(to: frame, listOffsets)
        case .metadata: try await reply(to: frame, metadata)
        case .offsetCommit: try await reply(to: frame, commitOffsets)
        case .offsetFetch: try await reply(to: frame, fetchOffsets)
        case .findCoordinator: try await reply(to: frame, findCoordinator)
        case .joinGroup: try await reply(to: frame) { try await joinGroup($0, $1, from: peer) }
        case .heartbeat: try await reply(to: frame, heartbeat)
        case .leaveGroup: try await reply(to: frame, leaveGroup)
        case .syncGroup: try await reply(to: frame, syncGroup)
        case .describeGroups: try await reply(to: frame, describeGroups)
        case .listGroups: try await reply(to: frame, listGroups)
        case .saslHandshake: try await reply(to: frame, refuseAuthentication)
        case .apiVersions: try versions(frame)
        case .createTopics: try await reply(to: frame, createTopics)
        case .deleteTopics: try await reply(to: frame, deleteTopics)
        case .initProducerID: try await reply(to: frame, initProducerID)
        case .offsetForLeaderEpoch: try await reply(to: frame, endOfEpochs)
        case .describeConfigs: try await reply(to: frame, describeConfigs)
        case .createPartitions: try await reply(to: frame, createPartitions)
        case .deleteGroups: try await reply(to: frame, deleteGroups)
        }
    }

    /// The brokers that there are now.
    func cluster() async throws -> Cluster {
        Cluster(own: own, brokers: try await directory.brokers())
    }

    /// Whether one more topic may be made.
    func hasRoomForTopics() async throws -> Bool {
        try await log.topics().count < configuration.topicLimit
    }

    private func reply<Request: KafkaRequest>(
        to frame: RequestFrame, _ answer: (Request, RequestHeader) async throws -> Request.Response
    ) async throws -> [ArraySlice<UInt8>] {
        let response = try await answer(try frame.body(as: Request.self), frame.header)
        return try Request.frame(of: response, version: frame.header.version, correlation: frame.header.correlation)
    }
}
