/// How long rows are kept that nobody needs for an answer any more.
struct Retention: Sendable, Equatable {
    /// Lines of the audit trail.
    let audit: Duration
    /// Counters of failed logins: as long as they mean anything.
    let counters: Duration

    /// Sessions that ended, and keys that expired, are still listed in errors and lists for this time.
    private static let ended: Duration = .seconds(3600)
    private static let expiredKeys: Duration = .seconds(7 * 86_400)
    /// A source is familiar for so long after a login.
    private static let familiar: Duration = .seconds(180 * 86_400)

    func age(of what: IdentityStore.Sweepable) -> Duration {
        switch what {
        case .expiredSessions, .endedSessions: Self.ended
        case .expiredKeys: Self.expiredKeys
        case .counters: counters
        case .familiarSources: Self.familiar
        case .auditEntries: audit
        }
    }

    /// Rows that a table may have, whatever strangers do: some 100 MB of counters and 200 MB of trail.
    func limit(of table: IdentityStore.BoundedTable) -> Int {
        switch table {
        case .counters: 500_000
        case .auditEntries: 1_000_000
        }
    }
}
