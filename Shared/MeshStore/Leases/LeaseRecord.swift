import MeshCore

/// A lease as the file keeps it, and the rules of its changing hands.
///
/// The wall clock decides, because it is the only one that survives a restart of the machine. When it steps forward,
/// a lease may look expired too early: another instance takes it over with a higher fence, and the former holder's
/// guarded writes are refused, so work never happens twice. When it steps back, a lease would look valid for too
/// long: its term is then counted anew from the moment at which somebody notices, so a dead holder is replaced one
/// term later at the latest.
struct LeaseRecord: Equatable {
    /// nil after a release.
    var owner: String?
    var fence: Int64
    var renewedAt: Timestamp
    var term: Duration

    /// The outcome of asking for a lease.
    enum Answer: Equatable {
        /// It is the asker's now.
        case granted(LeaseRecord)
        /// Another one has it.
        case held(until: Timestamp)
        /// Another one has it, but from a time that is yet to come: its term starts anew.
        case restarted(LeaseRecord)
    }

    var expiresAt: Timestamp { renewedAt + term }

    /// Asks for a lease.
    ///
    /// - Parameters:
    ///   - record: What the file knows of it.
    ///   - owner: Who asks. An owner that asks for what it has gets a new fence, because it has forgotten the old one.
    ///   - term: How long it would be valid without renewal.
    ///   - now: The wall clock.
    static func asking(_ record: LeaseRecord?, by owner: String, for term: Duration, at now: Timestamp) -> Answer {
        guard let record else {
            return .granted(LeaseRecord(owner: owner, fence: 1, renewedAt: now, term: term))
        }
        if record.owner == nil || record.owner == owner || record.expiresAt <= now {
            return .granted(LeaseRecord(owner: owner, fence: record.fence + 1, renewedAt: now, term: term))
        }
        guard record.renewedAt <= now else {
            var restarted = record
            restarted.renewedAt = now
            return .restarted(restarted)
        }
        return .held(until: record.expiresAt)
    }

    /// Prolongs a lease that nobody else has taken, expired or not; nil when it is lost.
    func renewed(for lease: Lease, term: Duration, at now: Timestamp) -> LeaseRecord? {
        guard owner == lease.owner, fence == lease.fence else { return nil }
        return LeaseRecord(owner: owner, fence: fence, renewedAt: now, term: term)
    }
}
