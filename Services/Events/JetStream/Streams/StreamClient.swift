import EventLog
import MeshCore

/// Speaks JetStream's own protocol (requests in JSON to `$JS.API.…`, ADR-1 and ADR-31 of NATS) with patience.
///
/// All functions throw ``StreamGone``, ``EventLogError`` and `CancellationError`.
struct StreamClient: Sendable {
    private static let noMessage = "404"
    private static let streamNotFound: Int64 = 10_059
    private static let wrongLastSequence: Int64 = 10_071
    private static let deleteFailed: Int64 = 10_057
    private static let nameInUse: Int64 = 10_058

    let connection: NatsConnection
    let configuration: JetStreamConfiguration
    let pauses: any Clock<Duration>
    /// When calls give up, if that is earlier than the configuration says.
    var deadline: MonotonicInstant?

    /// What repeats a call.
    func patience() -> Patience {
        let end = MonotonicInstant.now().advanced(by: configuration.patience)
        return Patience(until: min(end, deadline ?? end), pauses: pauses)
    }

    // MARK: Streams

    /// Makes a stream, unless it is there.
    func create(_ stream: StreamPlan) async throws {
        var patience = patience()
        _ = try await patience.until { () throws(NatsFailure) in
            do throws(NatsFailure) {
                _ = try await ask("STREAM.CREATE.\(stream.name)", stream.json(replicas: configuration.replicas))
            } catch {
                guard case .refused(_, Self.nameInUse, _) = error else { throw error }
            }
        }
        // It has a leader when it answers.
        _ = try await state(of: stream.name)
    }

    /// Removes a stream. There need not be one.
    func delete(_ name: String) async throws {
        var patience = patience()
        do {
            _ = try await patience.until { () throws(NatsFailure) in try await ask("STREAM.DELETE.\(name)", nil) }
        } catch is StreamGone {
            // As it should be.
        }
    }

    /// The names of the streams that take messages of a subject, perhaps with wildcards.
    func names(of subject: String) async throws -> [String] {
        var names: [String] = []
        var patience = patience()
        while true {
            let request: JSONObject = ["subject": .string(subject), "offset": .int(Int64(names.count))]
            let json = try await patience.until { () throws(NatsFailure) in try await ask("STREAM.NAMES", request) }
            let page = (json["streams"]?.arrayValue ?? []).compactMap(\.stringValue)
            names += page
            if page.isEmpty || names.count >= json["total"]?.intValue ?? 0 { return names }
        }
    }

    /// What a stream holds.
    ///
    /// - Parameter sequence: A message that is known to be stored; a new leader that has not heard of it is asked again.
    func state(of name: String, reaching sequence: UInt64 = 0) async throws -> StreamState {
        var patience = patience()
        while true {
            let json = try await patience.until { () throws(NatsFailure) in try await ask("STREAM.INFO.\(name)", nil) }
            guard let state = StreamState(json) else { throw EventLogError.server(detail: "\(NatsFailure.malformed)") }
            if state.lastSequence >= sequence { return state }
            try await patience.again("the stream \(name) ends before message \(sequence), which was acknowledged")
        }
    }

    /// Removes the messages before one.
    func purge(_ name: String, before sequence: UInt64) async throws {
        var patience = patience()
        _ = try await patience.until { () throws(NatsFailure) in
            try await ask("STREAM.PURGE.\(name)", ["seq": .int(Int64(sequence))])
        }
    }

    /// Removes one message. There need not be one.
    func remove(_ sequence: UInt64, of name: String) async throws {
        var patience = patience()
        _ = try await patience.until { () throws(NatsFailure) in
            do throws(NatsFailure) {
                _ = try await ask("STREAM.MSG.DELETE.\(name)", ["seq": .int(Int64(sequence)), "no_erase": true])
            } catch {
                // As it is said of a message that is not there.
                guard case .refused(_, Self.deleteFailed, _) = error else { throw error }
            }
        }
    }

    // MARK: Messages

    /// A message, from any server that has it.
    ///
    /// - Parameters:
    ///   - sequence: Of a message that the leader has told of; a server that does not have it yet is asked again.
    ///   - subject: Set to take the first from the sequence on whose subject matches, as others were removed.
    /// - Returns: nil when it has been removed in the meantime.
    func message(_ sequence: UInt64, of name: String, next subject: String? = nil) async throws -> StoredMessage? {
        var request: JSONObject = ["seq": .int(Int64(sequence))]
        if let subject { request["next_by_subj"] = .string(subject) }
        let message = NatsMessage(subject: "$JS.API.DIRECT.GET.\(name)", payload: JSONValue.object(request).utf8)
        var patience = patience()
        while true {
            let answer = try await patience.until { () throws(NatsFailure) in
                try await connection.request(message, within: configuration.attempt)
            }
            if let stored = StoredMessage(answer), subject != nil || stored.sequence == sequence { return stored }
            guard answer.headers[.status] == Self.noMessage else {
                throw EventLogError.server(detail: "\(NatsFailure.malformed)")
            }
            let state = try await state(of: name)
            if subject == nil, sequence < state.firstSequence { return nil }
            try await patience.again("no server gives message \(sequence) of the stream \(name)")
        }
    }

    /// Stores a message behind a certain one. Sent again it is stored once, by its id.
    ///
    /// - Parameter patience: Ends the attempts; after it nobody knows whether the message is stored.
    func publish(_ message: NatsMessage, to name: String, _ patience: inout Patience) async throws -> PublishVerdict {
        while true {
            do throws(NatsFailure) {
                return try Self.verdict(try await connection.request(message, within: configuration.attempt))
            } catch {
                // Nobody listens at the subject of a stream without a leader, nor at that of none.
                if case .noResponders = error { try await prove(name) }
                try await patience.pass(error)
            }
        }
    }

    /// Finds out whether a stream is there, as far as that is known now.
    private func prove(_ name: String) async throws {
        do throws(NatsFailure) {
            _ = try await ask("STREAM.INFO.\(name)", nil)
        } catch {
            if case .noStream = error { throw StreamGone() }
        }
    }

    private static func verdict(_ answer: NatsMessage) throws(NatsFailure) -> PublishVerdict {
        let json = try parse(answer)
        if let failure = failure(in: json) {
            if case .refused(_, wrongLastSequence, _) = failure { return .conflict }
            throw failure
        }
        guard let sequence = json["seq"]?.intValue, sequence > 0 else { throw .malformed }
        return .stored(sequence: UInt64(sequence))
    }

    private func ask(_ subject: String, _ body: JSONObject?) async throws(NatsFailure) -> JSONValue {
        let payload = body.map { JSONValue.object($0).utf8 } ?? []
        let message = NatsMessage(subject: "$JS.API.\(subject)", payload: payload)
        let json = try Self.parse(try await connection.request(message, within: configuration.attempt))
        if let failure = Self.failure(in: json) { throw failure }
        return json
    }

    private static func parse(_ answer: NatsMessage) throws(NatsFailure) -> JSONValue {
        do { return try JSONValue(parsing: answer.payload) } catch { throw .malformed }
    }

    private static func failure(in json: JSONValue) -> NatsFailure? {
        guard let error = json["error"] else { return nil }
        let code = error["err_code"]?.intValue ?? 0
        if code == streamNotFound { return .noStream }
        return .refused(
            status: error["code"]?.intValue ?? 0, code: code, detail: error["description"]?.stringValue ?? "")
    }
}
