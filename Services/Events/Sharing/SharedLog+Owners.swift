import EventLog
import MeshCore
import MeshTransport

extension SharedLog {
    /// The pauses between questions for an owner: short at first, since a partition that is given back is free at once.
    private static let firstPause: Duration = .milliseconds(5)
    private static let longestPause: Duration = .milliseconds(200)

    /// Does something here or at the owner of a partition.
    ///
    /// - Parameters:
    ///   - isRepeatable: Whether it may be done again when it is not known whether it was done.
    ///   - here: Does it in this process.
    ///   - there: Does it at another instance.
    /// - Throws: What either throws; `EventLogError.notOwner` when nobody served the partition for too long.
    func atOwner<Value>(
        of partition: TopicPartition, isRepeatable: Bool, here: () async throws -> Value,
        there: (PeerLog) async throws -> Value
    ) async throws -> Value {
        let end = Deadline(after: patience, from: .now()).earlier(of: deadline)
        var pause = Self.firstPause
        while true {
            let owner: String?
            do {
                return try await here()
            } catch EventLogError.notOwner(_, let named) {
                owner = named
            } catch EventLogError.closed {
                // This instance gives up its work; any other may take the partition over.
                owner = nil
            }
            if let peer = try await peers.peer(owner) {
                do {
                    return try await there(peer)
                } catch EventLogError.notOwner {
                    // It has changed hands in the meantime.
                } catch let failure as ExchangeFailure where isRepeatable || failure.processing == .none {
                    // Nobody is there, or its connection broke: dead owners are followed by others.
                }
            }
            guard MonotonicInstant.now() < end.instant else {
                throw EventLogError.notOwner(partition, owner: owner)
            }
            try await pauses.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }
}
